#pragma once

#include "model/report.h"

#include <optional>
#include <string>
#include <string_view>

namespace ogi::parser {

// What kind of figure a column of the form holds.
enum class FigureKind {
    count,         // Whole; a printed sign is kept, for it is what the agency says.
    signed_count,  // Whole; "增5", "减8" and "持平" are also numbers.
    amount,        // With decimals; the unit may stand in the cell.
};

struct Figure {
    model::CellKind kind = model::CellKind::blank;
    std::optional<model::Decimal> value;  // Set if and only if kind is number.
    std::string unit;                     // As written in the cell; empty if none is.
};

// Reads what stands in one cell, as people type it: "1,234", "１２３４", "12 258", "＋4", "1618.1529万元",
// "—", "无". Anything that has digits and cannot be read with certainty is `unreadable`: a wrong number is
// worse than a missing one. Never gives `absent`.
Figure read_figure(std::string_view cell_utf8, FigureKind kind);

// "12元" among the counts, "12件" among the money: what was meant for another cell.
bool is_foreign_unit(std::string_view unit, FigureKind kind);

}  // namespace ogi::parser
