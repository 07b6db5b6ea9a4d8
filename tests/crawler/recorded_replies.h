#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace ogi::crawler {

// Replies of HTTP servers, good and bad, that others recorded for their own tests.
struct RecordedReplies {
    std::string name;
    std::map<int, std::string> parts;  // Bytes by number; 0 is the first answer, redirects name others.
    bool never_ends = false;           // The server says no more and keeps the connection.
};

// Those of curl's tests/data whose server speaks HTTP, in order of name. Variables of their format are filled
// in, such as the port that redirects lead to.
std::vector<RecordedReplies> read_curl_tests(const std::filesystem::path& folder, std::uint16_t port);

// Those of llhttp's test/response, in order of file and place.
std::vector<RecordedReplies> read_llhttp_tests(const std::filesystem::path& folder);

}  // namespace ogi::crawler
