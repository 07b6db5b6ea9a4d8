#pragma once

#include "model/report.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ogi::parser {

// How much of a text stood in another already, in per cent from 0 to 100: the share of its runs of eight Han
// characters (each counted once) that occur there too. Figures, punctuation and white space do not count, so
// a sentence with nothing new but its numbers is repeated whole. nullopt where the text has fewer than 30
// Han characters.
inline constexpr std::size_t shingle_chars = 8;
inline constexpr std::size_t repetition_chars_min = 30;
std::optional<int> repeated_percent(std::string_view text, std::string_view earlier);

struct SectionRepetition {
    int number = 0;
    std::string title;
    int percent = 0;
};
struct Repetition {
    std::vector<SectionRepetition> sections;  // Those that both reports have, with text enough to compare.
    std::optional<int> whole;                 // Of all the text, wherever it stood.
};

// Sections are paired by number, else by title.
Repetition compare_texts(const model::Report& last_year, const model::Report& report);

}  // namespace ogi::parser
