#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace ogi::daemon {

// Those of `known` that may be meant by a word that is none of them, the nearest first, three at most: by the
// letters that differ, and those that have it within them.
std::vector<std::string> near_words(std::string_view word, std::span<const std::string> known);

// "; did you mean a or b?", or nothing.
std::string did_you_mean(std::string_view word, std::span<const std::string> known);

}  // namespace ogi::daemon
