#pragma once

#include "parser/sentences.h"
#include "parser/text_diff.h"

#include <cstddef>
#include <span>
#include <utility>
#include <vector>

namespace ogi::parser {

// Which sentences of two stretches are forms of each other: in order, and with at least half of their words
// in common. Empty beyond likeness_pairs_max.
std::vector<std::pair<std::size_t, std::size_t>> pair_sentences(std::span<const Sentence> before,
                                                                std::span<const Sentence> after);

// Word by word; empty beyond sentence_words_max.
std::vector<TextPart> compare_sentences(std::string_view before, std::string_view after);
std::vector<FigureChange> changed_figures(const std::vector<TextPart>& parts);

}  // namespace ogi::parser
