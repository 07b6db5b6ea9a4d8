#pragma once

#include "model/decimal.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ogi::parser {

// A figure with its measure word in running text: "3119件", "60余篇", "1 160 余 条", "1.2万人次", "两起".
struct ProseFigure {
    std::size_t begin = 0;  // Bytes of the text: from the first digit …
    std::size_t end = 0;    // … to behind the measure word.
    std::optional<model::Decimal>
        value;                 // nullopt: something that is no number stands in its place ("⠶ 份").
    bool approximate = false;  // "60余", "近百", "约", and counts rounded to 万 or 亿.
    bool in_words = false;     // Chinese numerals: "一件" is not always a figure.
    std::string unit;          // As written: "件", "篇次", "万元".
};

// Every figure that is followed by a measure word, in order. Years, days, ordinals ("第(三)项"), shares and
// telephone numbers are none.
std::vector<ProseFigure> find_figures(std::string_view text);

// Does a measure word stand at the start of `text`? Its bytes; 0 if none.
std::size_t measure_length(std::string_view text);

}  // namespace ogi::parser
