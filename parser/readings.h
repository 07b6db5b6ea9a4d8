#pragma once

#include "model/decimal.h"
#include "parser/read_cells.h"

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace ogi::parser {

// Which cells a figure in the prose may stand for. Agencies count in different ways ("受理" may mean new
// applications, these and the ones carried in, or the processed ones), so a name has several readings.
struct Reading {
    std::string_view name;   // Of the statement: "requests.new_received".
    std::string_view cells;  // The sum of these, "a+b+c"; "requests.denied_*" is the total column of a group.
};

// In the order in which they are tried.
std::span<const Reading> readings();

struct Sum {
    std::optional<model::Decimal> value;  // nullopt: an operand is missing.
    std::string unit;
};
// Of Reading::cells.
Sum sum_of(const CellMap& cells, std::string_view terms);

}  // namespace ogi::parser
