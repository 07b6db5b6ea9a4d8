#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace ogi::parser {

// Which of two lists of keyed things stand for each other: those with the same key in the same order, then
// those with the same key elsewhere, then, where as many are left over on either side between two that match,
// those in the same place (their key was written otherwise).
struct KeyedMatch {
    std::vector<std::optional<std::size_t>> old_of;  // Beside the new ones.
    std::vector<std::size_t> vanished;               // Of the old ones; rising.
    bool reordered = false;
};

KeyedMatch match_keys(const std::vector<std::string>& before, const std::vector<std::string>& after);

}  // namespace ogi::parser
