#include "daemon/near_words.h"

#include <algorithm>
#include <numeric>
#include <utility>

namespace ogi::daemon {

namespace {

constexpr std::size_t words_max = 3;

// Letters put in, taken out or replaced (Levenshtein).
std::size_t distance(std::string_view a, std::string_view b) {
    std::vector<std::size_t> row(b.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t i = 0; i < a.size(); ++i) {
        std::size_t corner = std::exchange(row[0], i + 1);
        for (std::size_t j = 0; j < b.size(); ++j) {
            const auto replaced = corner + (a[i] == b[j] ? 0 : 1);
            corner = row[j + 1];
            row[j + 1] = std::min({replaced, corner + 1, row[j] + 1});
        }
    }
    return row.back();
}

}  // namespace

std::vector<std::string> near_words(std::string_view word, std::span<const std::string> known) {
    const auto far = std::max<std::size_t>(2, word.size() / 3);
    std::vector<std::pair<std::size_t, std::string>> near;
    for (const auto& candidate : known) {
        const bool within = word.size() > 2 && candidate.find(word) != std::string::npos;
        const auto longer = std::max(word.size(), candidate.size()) - std::min(word.size(), candidate.size());
        if (!within && longer > far) continue;
        const auto apart = within ? std::size_t{1} : distance(word, candidate);
        if (apart <= far) near.emplace_back(apart, candidate);
    }
    std::ranges::stable_sort(near, {}, &std::pair<std::size_t, std::string>::first);
    std::vector<std::string> words;
    for (const auto& [apart, candidate] : near)
        if (words.size() < words_max) words.push_back(candidate);
    return words;
}

std::string did_you_mean(std::string_view word, std::span<const std::string> known) {
    std::string text;
    for (const auto& near : near_words(word, known)) text += (text.empty() ? "" : " or ") + near;
    return text.empty() ? text : "; did you mean " + text + "?";
}

}  // namespace ogi::daemon
