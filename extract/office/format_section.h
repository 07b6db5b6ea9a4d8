#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace ogi::extract {

// What a section of a format code says, its characters in order.
struct FormatSection {
    std::string before;  // Literal text in front of the digits and behind them.
    std::string behind;
    std::string whole;     // The places in front of the point, '0', '#' or '?', and literal text between.
    std::string fraction;  // The places behind the point.
    bool point = false;
    bool grouped = false;
    bool is_general = false;
    int hundreds = 0;            // How often it is taken times a hundred …
    int thousands = 0;           // … and divided by a thousand.
    bool doubtful = false;       // What is not known exactly: exponents, fractions, other numerals.
    std::string date;            // Its letters y, m, d, h, s in order; empty if it is no date.
    bool chinese = false;        // A date with 年, 月 or 日.
    std::string_view condition;  // "=0", ">=10000"

    bool digits() const { return !whole.empty() || !fraction.empty(); }
};

// Sections are parted by ';' outside of quotes and brackets.
std::vector<std::string_view> sections_of(std::string_view format);

FormatSection read_section(std::string_view code);

// Whether a place for a digit: '0', '#', '?'.
bool is_place(char c);

// Whether a part of a section is only room at the edges of a cell.
bool is_padding(std::string_view code);

}  // namespace ogi::extract
