#pragma once

#include "daemon/exports/table.h"

#include <string>
#include <string_view>
#include <vector>

namespace ogi::daemon {

// Texts of strangers that a spreadsheet would run as a formula.
enum class Formulas {
    guarded,  // One ' stands before them.
    plain,    // As they are; for programs.
};

// Puts ' before what begins, behind any number of ' of its own, with = + - @, one of their wide forms, a tab
// or a line end. Taking one ' away from such a text gives the text back, whatever it was.
std::string guard_formula(std::string text);

// One record of CSV (RFC 4180, line ends as \n), appended. Numbers are written bare, with all their digits;
// nothing and the empty text are the empty field.
void append_csv_row(std::string& out, const Row& row, Formulas formulas);
void append_csv_head(std::string& out, const std::vector<Field>& fields);

inline constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

}  // namespace ogi::daemon
