#pragma once

#include "model/decimal.h"

#include <optional>
#include <string_view>

namespace ogi::parser {

// The power of ten by which an amount in this unit is one in yuan: 0 for "元", 4 for "万元". Not set for what is no unit
// of money that a form's head may print.
std::optional<int> power_of_money(std::string_view unit);

// number × 10^power, exactly; nothing where it does not fit.
std::optional<model::Decimal> shifted(model::Decimal number, int power);

}  // namespace ogi::parser
