#include "parser/sentence_pairs.h"

#include "parser/sequence_match.h"

#include <algorithm>

namespace ogi::parser {

namespace {

constexpr int alike_percent_min = 50;

using Words = std::vector<std::string_view>;

std::vector<Words> sorted_words(std::span<const Sentence> sentences) {
    std::vector<Words> all;
    for (const auto& sentence : sentences) {
        auto& words = all.emplace_back(split_words(sentence.text));
        words.resize(std::min(words.size(), sentence_words_max));
        std::ranges::sort(words);
    }
    return all;
}

// Of both together, how many per cent they have in common.
int likeness(const Words& a, const Words& b) {
    std::size_t shared = 0;
    for (std::size_t i = 0, j = 0; i < a.size() && j < b.size();) {
        const int order = a[i].compare(b[j]);
        shared += order == 0 ? 1 : 0;
        i += order <= 0 ? 1 : 0;
        j += order >= 0 ? 1 : 0;
    }
    return a.empty() && b.empty() ? 0 : static_cast<int>(200 * shared / (a.size() + b.size()));
}

std::string_view stretch(const Words& words, std::size_t begin, std::size_t end) {
    if (begin == end) return {};
    const auto* last = words[end - 1].data() + words[end - 1].size();
    return {words[begin].data(), static_cast<std::size_t>(last - words[begin].data())};
}

}  // namespace

std::vector<std::pair<std::size_t, std::size_t>> pair_sentences(std::span<const Sentence> before,
                                                                std::span<const Sentence> after) {
    const auto rows = before.size(), columns = after.size();
    if (rows == 0 || columns == 0 || rows > likeness_pairs_max / columns) return {};
    const auto old_words = sorted_words(before), new_words = sorted_words(after);
    // The best sum of likenesses of what stands before i and j.
    std::vector<std::vector<int>> best(rows + 1, std::vector<int>(columns + 1)), alike = best;
    for (std::size_t i = 0; i < rows; ++i) {
        for (std::size_t j = 0; j < columns; ++j) {
            alike[i][j] = likeness(old_words[i], new_words[j]);
            const int paired = alike[i][j] < alike_percent_min ? 0 : best[i][j] + alike[i][j];
            best[i + 1][j + 1] = std::max({best[i][j + 1], best[i + 1][j], paired});
        }
    }
    std::vector<std::pair<std::size_t, std::size_t>> pairs;
    for (auto i = rows, j = columns; i > 0 && j > 0;) {
        if (best[i][j] == best[i - 1][j]) {
            --i;
        } else if (best[i][j] == best[i][j - 1]) {
            --j;
        } else {
            pairs.emplace_back(--i, --j);
        }
    }
    std::ranges::reverse(pairs);
    return pairs;
}

std::vector<TextPart> compare_sentences(std::string_view before, std::string_view after) {
    const auto old_words = split_words(before), new_words = split_words(after);
    if (std::max(old_words.size(), new_words.size()) > sentence_words_max) return {};
    TokenNumbers numbers;
    std::vector<std::uint32_t> old_tokens, new_tokens;
    for (const auto word : old_words) old_tokens.push_back(numbers.of(word));
    for (const auto word : new_words) new_tokens.push_back(numbers.of(word));
    auto pairs = match_sequences(old_tokens, new_tokens).pairs;
    pairs.push_back({old_words.size(), new_words.size()});
    std::vector<TextPart> parts;
    std::size_t i = 0, j = 0;  // Behind what is told.
    std::size_t same = 0;      // The words before i and j that are the same and not told.
    const auto tell_same = [&] {
        if (same > 0) parts.push_back({.same = std::string{stretch(new_words, j - same, j)}});
        same = 0;
    };
    for (const auto& next : pairs) {
        if (i < next.before || j < next.after) {
            tell_same();
            parts.push_back({.before = std::string{stretch(old_words, i, next.before)},
                             .after = std::string{stretch(new_words, j, next.after)}});
        }
        i = next.before + 1, j = next.after + 1, ++same;
    }
    // The last pair is the end itself.
    --j, --same;
    tell_same();
    return parts;
}

std::vector<FigureChange> changed_figures(const std::vector<TextPart>& parts) {
    std::vector<FigureChange> changes;
    for (const auto& part : parts) {
        const auto figures_of = [](const std::string& text) {
            auto words = split_words(text);
            std::erase_if(words, [](std::string_view word) { return !is_figure(word); });
            return words;
        };
        const auto was = figures_of(part.before), is = figures_of(part.after);
        for (std::size_t i = 0; i < std::max(was.size(), is.size()); ++i) {
            changes.push_back(
                {i < was.size() ? std::string{was[i]} : "", i < is.size() ? std::string{is[i]} : ""});
        }
    }
    return changes;
}

}  // namespace ogi::parser
