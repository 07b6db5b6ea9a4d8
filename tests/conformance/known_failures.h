#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>

// What every suite of others is held to: it passes but for the cases on a list, and the list may only shrink.
namespace ogi::conformance {

// Case → why it fails. In the file, a line "[reason]" starts a group; the lines below it hold its cases,
// apart by blanks; "#" starts a comment. Throws std::runtime_error for a case that is listed twice or without
// a reason.
std::map<std::string, std::string> read_known_failures(std::string_view text);

// Fails the running test for every case that failed without being in `list` (a file beside the tests) and for
// every case of the list that did not fail. Prints how many of `total` passed.
void expect_known_failures(const std::set<std::string>& failed, std::size_t total, std::string_view list);

// For a suite of which everything passes.
inline constexpr std::string_view no_failures;

// A suite's folder; nullopt where the suites are not on this machine, and then the test is to be skipped.
std::optional<std::filesystem::path> suite(std::string_view name);

std::string file_text(const std::filesystem::path& path);

}  // namespace ogi::conformance
