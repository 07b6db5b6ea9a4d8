#pragma once

#include <string>
#include <string_view>

namespace ogi::crawler {

// Paths and patterns of robots.txt in one spelling, so that they can be compared byte by byte
// (RFC 9309 §2.2.2): bytes outside ASCII are percent-encoded, percent-encoded letters, digits and "-._~" are
// decoded, other encodings are in upper case. '*' and a final '$' of a pattern stay special; elsewhere both
// characters are encoded, so that "%2A" and "%24" in a pattern mean them.
std::string normal_pattern(std::string_view written);
std::string normal_path(std::string_view path_and_query);

// Whether a normal pattern matches the beginning of a normal path, or, with a final '$', all of it.
// Takes at most path length × pattern length steps.
bool pattern_matches(std::string_view pattern, std::string_view path);

}  // namespace ogi::crawler
