#include "parser/aligner.h"

#include "parser/form.h"

#include "parser/fold.h"
#include "parser/other_meaning.h"

#include <algorithm>
#include <numeric>
#include <utility>

namespace ogi::parser {

namespace {

constexpr std::int64_t character_weight = 64;
constexpr std::size_t characters_counted_max = 12;
constexpr std::int64_t token_start_bonus = 4 * character_weight;
constexpr std::int64_t distance_divisor = 4;
constexpr std::u32string_view han_numerals = U"一二三四五六七八九十";

struct Candidate {
    Anchor anchor;
    std::int64_t weight = 0;
    std::int64_t best = 0;  // Of the best chain that ends here.
    std::ptrdiff_t previous = -1;
};

// Length of an ordinal that ends at `end` of text: "二、", "(一)", "(七)、", "2." where the form's number
// is 2.
std::size_t ordinal_length(std::u32string_view text, std::size_t end, char32_t number) {
    std::size_t at = end;
    if (at >= 2 && number != 0 && text[at - 1] == U'.' && text[at - 2] == number) return 2;
    if (at >= 1 && text[at - 1] == U'、') --at;
    if (at >= 1 && text[at - 1] == U')') {
        std::size_t open = at - 1;
        while (open > 0 &&
               (han_numerals.find(text[open - 1]) != han_numerals.npos || text[open - 1] == number))
            --open;
        return open > 0 && text[open - 1] == U'(' ? end - open + 1 : 0;
    }
    if (at == end) return 0;
    const std::size_t after_numerals = at;
    while (at > 0 && han_numerals.find(text[at - 1]) != han_numerals.npos) --at;
    return at < after_numerals ? end - at : 0;
}

// At the beginning of a token, or in it behind an ordinal or the label of its group.
bool starts_cell(const TokenStream& stream, const Anchor& anchor) {
    constexpr std::u32string_view ordinals = U"一二三四五六七八九十0123456789.、()";
    const std::size_t begin = stream.tokens[stream.token_of[anchor.begin]].begin;
    const auto before = std::u32string_view{stream.text}.substr(begin, anchor.begin - begin);
    return before.find_first_not_of(ordinals) == before.npos ||
           std::ranges::any_of(group_labels(), [&](auto group) { return before.ends_with(group); });
}

}  // namespace

LabelSequence::LabelSequence(std::vector<ExpectedLabel> labels) : labels_{std::move(labels)} {
    const auto pair_of_key = [&](const Key& key) {
        const auto word = labels_[key.label].keys[key.key];
        return pair_of(word[0], word[1]);
    };
    for (std::size_t label = 0; label < labels_.size(); ++label) {
        for (std::size_t key = 0; key < labels_[label].keys.size(); ++key) keys_.push_back({label, key});
    }
    const auto bucket_of = [&](const Key& key) { return pair_of_key(key) % buckets; };
    std::ranges::stable_sort(keys_, {}, bucket_of);
    for (const auto& key : keys_) {
        ++buckets_[bucket_of(key) + 1];
        begins_.add(pair_of_key(key));
    }
    std::partial_sum(buckets_.begin(), buckets_.end(), buckets_.begin());
}

std::vector<std::size_t> LabelSequence::find_starts(std::u32string_view text,
                                                    std::initializer_list<const LabelSequence*> sequences) {
    SmallSet<pairs> begins;
    for (const auto* sequence : sequences) begins.add(sequence->begins_);
    std::vector<std::size_t> starts;
    for (std::size_t at = 0; at + 1 < text.size(); ++at) {
        if (begins.has(pair_of(text[at], text[at + 1]))) starts.push_back(at);
    }
    return starts;
}

Aligner::Aligner(const TokenStream& stream, const LabelSequence& sequence,
                 std::span<const std::size_t> starts, int report_year)
    : stream_{stream}, sequence_{sequence}, report_year_{report_year} {
    const std::u32string_view text = stream.text;
    found_.reserve(starts.size() / 2);
    for (const std::size_t at : starts) {
        if (found_.size() >= candidates_max) break;
        for (const auto& key : sequence.keys_at(text[at], text[at + 1])) {
            const auto word = sequence.labels()[key.label].keys[key.key];
            if (!text.substr(at).starts_with(word)) continue;
            const auto found = occurrence(key, at, at + word.size());
            if (!is_turned_round(found)) found_.push_back(found);
        }
    }
}

bool Aligner::is_turned_round(const Occurrence& occurrence) const {
    const auto is_turned = [&](std::size_t begin) {
        const std::size_t token = stream_.tokens[stream_.token_of[begin]].begin;
        const auto before = std::u32string_view{stream_.text}.substr(token, begin - token);
        return !before.empty() && turns_round(before, report_year_);
    };
    const auto [key, begin] = std::pair{occurrence.key_begin, occurrence.anchor.begin};
    return is_turned(key) || (begin != key && is_turned(begin));
}

Aligner::Occurrence Aligner::occurrence(LabelSequence::Key key, std::size_t key_begin,
                                        std::size_t end) const {
    const std::size_t begin =
        key_begin - ordinal_length(stream_.text, key_begin, sequence_.labels()[key.label].ordinal);
    const bool starts_token = stream_.tokens[stream_.token_of[begin]].begin == begin;
    return {{key.label, begin, end, key.key}, key_begin, starts_token};
}

// Of the keys of one label, the first that fits counts.
std::vector<Aligner::Occurrence> Aligner::occurrences(TextRange within) const {
    std::vector<Occurrence> fitting;
    fitting.reserve(found_.size());
    for (auto at = std::ranges::lower_bound(found_, within.begin, {}, &Occurrence::key_begin);
         at != found_.end() && at->key_begin < within.end; ++at) {
        const bool other_key = !fitting.empty() && fitting.back().key_begin == at->key_begin &&
                               fitting.back().anchor.label == at->anchor.label;
        if (at->anchor.end <= within.end && !other_key) fitting.push_back(*at);
    }
    // A shorter key may start before the ordinal that a longer one includes.
    std::ranges::stable_sort(fitting, {}, [](const Occurrence& o) { return o.anchor.begin; });
    return fitting;
}

std::vector<Anchor> Aligner::align(TextRange within) const {
    std::vector<Candidate> candidates;
    const auto fitting = occurrences(within);
    candidates.reserve(fitting.size());
    for (const auto& [anchor, key_begin, starts_token] : fitting) {
        const auto counted =
            static_cast<std::int64_t>(std::min(anchor.end - key_begin, characters_counted_max));
        const std::int64_t weight = counted * character_weight + (starts_token ? token_start_bonus : 0);
        candidates.push_back({anchor, weight, weight, -1});
    }
    std::ptrdiff_t best = -1;
    std::size_t window = 0;
    for (std::size_t i = 0; i < candidates.size(); ++i) {
        Candidate& here = candidates[i];
        while (candidates[window].anchor.end + label_distance_max < here.anchor.begin) ++window;
        for (std::size_t j = window; j < i; ++j) {
            const Candidate& before = candidates[j];
            if (before.anchor.label >= here.anchor.label || before.anchor.end > here.anchor.begin) continue;
            const auto distance = static_cast<std::int64_t>(here.anchor.begin - before.anchor.end);
            if (distance > static_cast<std::int64_t>(label_distance_max)) continue;
            const std::int64_t score = before.best + here.weight - distance / distance_divisor;
            if (score > here.best) here.best = score, here.previous = static_cast<std::ptrdiff_t>(j);
        }
        if (best < 0 || here.best > candidates[static_cast<std::size_t>(best)].best)
            best = static_cast<std::ptrdiff_t>(i);
    }
    std::vector<Anchor> chain;
    for (; best >= 0; best = candidates[static_cast<std::size_t>(best)].previous) {
        chain.push_back(candidates[static_cast<std::size_t>(best)].anchor);
    }
    std::ranges::reverse(chain);
    return chain;
}

std::vector<Anchor> Aligner::repeats(std::span<const Anchor> chain, TextRange within) const {
    return outside(chain, within, InChain::yes);
}

std::vector<Anchor> Aligner::left_out(std::span<const Anchor> chain, TextRange within) const {
    return outside(chain, within, InChain::no);
}

std::vector<Anchor> Aligner::outside(std::span<const Anchor> chain, TextRange within, InChain wanted) const {
    std::vector<Anchor> again;
    for (const auto& occurrence : occurrences(within)) {
        const auto& found = occurrence.anchor;
        const auto overlaps = [&](const Anchor& a) { return a.begin < found.end && found.begin < a.end; };
        const auto is_same = [&](const Anchor& a) { return a.label == found.label; };
        // A shorter key of a label may be found in the same place.
        const bool known = !again.empty() && found.begin < again.back().end;
        const bool in_chain = std::ranges::any_of(chain, is_same);
        if (!known && in_chain == (wanted == InChain::yes) && starts_cell(stream_, found) &&
            std::ranges::none_of(chain, overlaps))
            again.push_back(found);
    }
    return again;
}

}  // namespace ogi::parser
