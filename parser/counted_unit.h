#pragma once

#include "model/report.h"
#include "parser/money.h"

#include <string_view>

namespace ogi::parser {

// The unit of a figure where it says another amount than the digits alone: of money, which the forms ask for
// in 万元. Empty for 万元 and for units that only name what is counted, which may be written or left out.
inline std::string_view counted_unit(const model::Cell& cell) {
    const auto power = power_of_money(cell.unit);
    return power && power != power_of_money("万元") ? std::string_view{cell.unit} : std::string_view{};
}

}  // namespace ogi::parser
