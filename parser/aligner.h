#pragma once

#include "parser/token_stream.h"

#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

namespace ogi::parser {

// A label a table is expected to show at its place in the sequence.
struct ExpectedLabel {
    std::span<const std::u32string_view> keys;  // Folded; the first that matches at a place counts.
    char32_t ordinal = 0;  // The number "2." in front of it belongs to the label, not to a value.
};

// Where a label of the sequence stands: [begin, end) in TokenStream::text, its ordinal included.
struct Anchor {
    std::size_t label = 0;  // Index into the sequence.
    std::size_t begin = 0;
    std::size_t end = 0;
    std::size_t key = 0;  // Which of its keys.
};

inline constexpr std::size_t label_distance_max = 700;  // Characters between two labels of one table.
inline constexpr std::size_t candidates_max = 20'000;   // Occurrences of labels looked at for one table.

// The chain of labels, in the order of the sequence, that explains the stream best: dynamic programming over
// all occurrences, where each label counts by its length and by standing at the start of a token, distance
// costs a little, and neighbours are at most label_distance_max apart. Missing labels are left out, words of
// the prose do not chain, broken and repeated headers do no harm. Empty if no label occurs `within`.
std::vector<Anchor> align(const TokenStream& stream, std::span<const ExpectedLabel> sequence,
                          TextRange within = {});

// The places `within` where a label of `chain` stands once more, at the start of a token and outside the
// chain.
std::vector<Anchor> repeats(const TokenStream& stream, std::span<const ExpectedLabel> sequence,
                            std::span<const Anchor> chain, TextRange within);

}  // namespace ogi::parser
