#include "parser/sequence_match.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>
#include <random>

namespace ogi::parser {
namespace {

using Tokens = std::vector<std::uint32_t>;

// Whether the pairs rise on both sides and stand for equal tokens.
bool is_sound(const SequenceMatch& match, const Tokens& before, const Tokens& after) {
    for (std::size_t i = 0; i < match.pairs.size(); ++i) {
        const auto& pair = match.pairs[i];
        if (before.at(pair.before) != after.at(pair.after)) return false;
        if (i > 0 && (pair.before <= match.pairs[i - 1].before || pair.after <= match.pairs[i - 1].after))
            return false;
    }
    return true;
}

std::size_t longest_common(const Tokens& a, const Tokens& b) {
    std::vector<std::vector<std::size_t>> best(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
    for (std::size_t i = 0; i < a.size(); ++i) {
        for (std::size_t j = 0; j < b.size(); ++j)
            best[i + 1][j + 1] = a[i] == b[j] ? best[i][j] + 1 : std::max(best[i][j + 1], best[i + 1][j]);
    }
    return best[a.size()][b.size()];
}

TEST(SequenceMatch, FindsAsMuchAsThereIsWhereNoTokenIsAlone) {
    std::mt19937 random{7};
    for (int round = 0; round < 300; ++round) {
        // Of three tokens only, each many times: nothing anchors.
        Tokens before(20), after(24);
        for (auto& token : before) token = static_cast<std::uint32_t>(random() % 3);
        for (auto& token : after) token = static_cast<std::uint32_t>(random() % 3);
        const auto match = match_sequences(before, after);
        EXPECT_TRUE(match.complete);
        EXPECT_TRUE(is_sound(match, before, after));
        EXPECT_EQ(match.pairs.size(), longest_common(before, after));
    }
}

TEST(SequenceMatch, KeepsAllThatIsThereWhenSomethingIsPutInOrTakenOut) {
    Tokens before(1'000);
    std::iota(before.begin(), before.end(), 0U);
    auto after = before;
    after.insert(after.begin() + 500, {5'000, 5'001});
    after.erase(after.begin() + 100);
    const auto match = match_sequences(before, after);
    EXPECT_EQ(match.pairs.size(), 999U);
    EXPECT_TRUE(is_sound(match, before, after));
}

TEST(SequenceMatch, HandlesEmptyAndEqualAndForeignSequences) {
    const Tokens none, some{1, 2, 3}, others{4, 5};
    EXPECT_TRUE(match_sequences(none, none).pairs.empty());
    EXPECT_TRUE(match_sequences(some, none).pairs.empty());
    EXPECT_TRUE(match_sequences(none, some).pairs.empty());
    EXPECT_EQ(match_sequences(some, some).pairs.size(), 3U);
    EXPECT_TRUE(match_sequences(some, others).pairs.empty());
    EXPECT_TRUE(match_sequences(some, others).complete);
}

TEST(SequenceMatch, LeavesAStretchThatTakesTooManyEditsUnmatchedAndSaysSo) {
    Tokens before, after;
    std::mt19937 random{1};
    for (int i = 0; i < 4'000; ++i) before.push_back(static_cast<std::uint32_t>(random() % 40));
    for (int i = 0; i < 4'000; ++i) after.push_back(static_cast<std::uint32_t>(random() % 40));
    // Two anchors with little between them are found all the same.
    before.insert(before.begin(), {100, 7, 101});
    after.insert(after.begin(), {100, 8, 101});
    const auto match = match_sequences(before, after);
    EXPECT_FALSE(match.complete);
    EXPECT_TRUE(is_sound(match, before, after));
    EXPECT_GE(match.pairs.size(), 2U);

    const Tokens longer(sequence_tokens_max + 1, 1);
    EXPECT_FALSE(match_sequences(longer, longer).complete);
}

}  // namespace
}  // namespace ogi::parser
