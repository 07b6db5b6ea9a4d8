#include "parser/sequence_match.h"

#include <algorithm>

namespace ogi::parser {

namespace {

using Tokens = std::span<const std::uint32_t>;
using Pair = SequenceMatch::Pair;

// Anchors within gaps between anchors; deeper ones are left to the script of edits.
constexpr int anchor_levels_max = 8;

// Tokens that occur once in either: the longest series of them that rises in both.
std::vector<Pair> find_anchors(Tokens before, Tokens after) {
    struct Seen {
        std::size_t count_before = 0, count_after = 0, at_before = 0;
    };
    std::unordered_map<std::uint32_t, Seen> seen;
    for (std::size_t i = 0; i < before.size(); ++i) {
        auto& token = seen[before[i]];
        ++token.count_before, token.at_before = i;
    }
    for (const auto token : after) {
        if (const auto known = seen.find(token); known != seen.end()) ++known->second.count_after;
    }
    // Patience: each pair goes on the first pile whose top is not smaller.
    std::vector<Pair> cards;
    std::vector<std::size_t> tops;   // Indices into cards.
    std::vector<std::size_t> below;  // Beside cards: the top of the pile to the left then.
    constexpr auto none = static_cast<std::size_t>(-1);
    for (std::size_t j = 0; j < after.size(); ++j) {
        const auto known = seen.find(after[j]);
        if (known == seen.end() || known->second.count_before != 1 || known->second.count_after != 1)
            continue;
        const auto at = known->second.at_before;
        const auto pile =
            std::ranges::lower_bound(tops, at, {}, [&](std::size_t card) { return cards[card].before; });
        below.push_back(pile == tops.begin() ? none : *(pile - 1));
        cards.push_back({at, j});
        if (pile == tops.end()) {
            tops.push_back(cards.size() - 1);
        } else {
            *pile = cards.size() - 1;
        }
    }
    std::vector<Pair> anchors;
    for (auto card = tops.empty() ? none : tops.back(); card != none; card = below[card])
        anchors.push_back(cards[card]);
    std::ranges::reverse(anchors);
    return anchors;
}

// The furthest points that so many edits reach, by diagonal (Myers 1986, §4).
class EditScript {
  public:
    EditScript(Tokens before, Tokens after)
        : before_{before},
          after_{after},
          size_before_{static_cast<int>(before.size())},
          size_after_{static_cast<int>(after.size())} {}

    // False where it takes more than edits_max.
    bool find(std::vector<Pair>& pairs) {
        const int most = std::min(size_before_ + size_after_, edits_max);
        std::vector<int> reached(static_cast<std::size_t>(2 * most) + 3, 0);
        const auto at = [&](int diagonal) -> int& {
            return reached[static_cast<std::size_t>(diagonal + most + 1)];
        };
        for (int edits = 0; edits <= most; ++edits) {
            auto& kept = rounds_.emplace_back();
            for (int diagonal = -edits - 1; diagonal <= edits + 1; ++diagonal) kept.push_back(at(diagonal));
            for (int diagonal = -edits; diagonal <= edits; diagonal += 2) {
                int x = from_above(diagonal, edits, at) ? at(diagonal + 1) : at(diagonal - 1) + 1;
                while (same(x, x - diagonal)) ++x;
                at(diagonal) = x;
                if (x >= size_before_ && x - diagonal >= size_after_) {
                    trace(edits, pairs);
                    return true;
                }
            }
        }
        return false;
    }

  private:
    bool same(int x, int y) const {
        return x < size_before_ && y < size_after_ &&
               before_[static_cast<std::size_t>(x)] == after_[static_cast<std::size_t>(y)];
    }

    template <class At>
    static bool from_above(int diagonal, int edits, At at) {
        return diagonal == -edits || (diagonal != edits && at(diagonal - 1) < at(diagonal + 1));
    }

    void trace(int edits, std::vector<Pair>& pairs) const {
        int x = size_before_, y = size_after_;
        const auto first = static_cast<std::ptrdiff_t>(pairs.size());
        for (; edits >= 0; --edits) {
            const auto& kept = rounds_[static_cast<std::size_t>(edits)];
            const auto at = [&](int diagonal) {
                return kept[static_cast<std::size_t>(diagonal + edits + 1)];
            };
            const int diagonal = x - y;
            const int from = from_above(diagonal, edits, at) ? diagonal + 1 : diagonal - 1;
            const int from_x = edits == 0 ? 0 : at(from);
            const int from_y = edits == 0 ? 0 : from_x - from;
            while (x > from_x && y > from_y) {
                --x, --y;
                pairs.push_back({static_cast<std::size_t>(x), static_cast<std::size_t>(y)});
            }
            x = from_x, y = from_y;
        }
        std::reverse(pairs.begin() + first, pairs.end());
    }

    Tokens before_, after_;
    int size_before_, size_after_;
    std::vector<std::vector<int>> rounds_;  // What was reached before each number of edits.
};

class Matcher {
  public:
    Matcher(Tokens before, Tokens after) : before_{before}, after_{after} {}

    SequenceMatch match() && {
        if (std::max(before_.size(), after_.size()) > sequence_tokens_max) {
            match_.complete = false;
        } else {
            match_gap(0, before_.size(), 0, after_.size(), 0);
        }
        return std::move(match_);
    }

  private:
    // [begin, end) of either side.
    void match_gap(std::size_t begin_before, std::size_t end_before, std::size_t begin_after,
                   std::size_t end_after, int level) {
        while (begin_before < end_before && begin_after < end_after &&
               before_[begin_before] == after_[begin_after])
            match_.pairs.push_back({begin_before++, begin_after++});
        std::size_t same_ends = 0;
        while (begin_before < end_before - same_ends && begin_after < end_after - same_ends &&
               before_[end_before - same_ends - 1] == after_[end_after - same_ends - 1])
            ++same_ends;
        end_before -= same_ends, end_after -= same_ends;
        match_middle(begin_before, end_before, begin_after, end_after, level);
        for (std::size_t i = 0; i < same_ends; ++i) match_.pairs.push_back({end_before + i, end_after + i});
    }

    void match_middle(std::size_t begin_before, std::size_t end_before, std::size_t begin_after,
                      std::size_t end_after, int level) {
        if (begin_before == end_before || begin_after == end_after) return;
        const auto before = before_.subspan(begin_before, end_before - begin_before);
        const auto after = after_.subspan(begin_after, end_after - begin_after);
        const auto anchors = level < anchor_levels_max ? find_anchors(before, after) : std::vector<Pair>{};
        if (anchors.empty()) {
            const auto first = match_.pairs.size();
            if (!EditScript{before, after}.find(match_.pairs)) match_.complete = false;
            for (auto i = first; i < match_.pairs.size(); ++i)
                match_.pairs[i].before += begin_before, match_.pairs[i].after += begin_after;
            return;
        }
        std::size_t from_before = begin_before, from_after = begin_after;
        for (const auto& anchor : anchors) {
            const auto at_before = begin_before + anchor.before, at_after = begin_after + anchor.after;
            match_gap(from_before, at_before, from_after, at_after, level + 1);
            match_.pairs.push_back({at_before, at_after});
            from_before = at_before + 1, from_after = at_after + 1;
        }
        match_gap(from_before, end_before, from_after, end_after, level + 1);
    }

    Tokens before_, after_;
    SequenceMatch match_;
};

}  // namespace

SequenceMatch match_sequences(Tokens before, Tokens after) {
    return Matcher{before, after}.match();
}

}  // namespace ogi::parser
