#pragma once

#include "model/report.h"
#include "parser/read_cells.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ogi::parser {

// An accounting identity of the form (勾稽关系): the cells on the left and those on the right have equal
// sums.
struct Equation {
    std::string id;  // "requests.balance.total", …
    std::vector<std::string_view> left;
    std::vector<std::string_view> right;  // Ids in form_cells(), which live as long as the program.
};

// 40 for the 2019 form, 42 for the 2021 form, none for free form; a mixed report has those that the rows in
// `cells` allow. First the request table by columns (balance, outcomes), then by rows, then the disputes.
std::vector<Equation> equations_of(model::Generation generation, const CellMap& cells);

// nullopt where an operand is no number (blank is not zero), or the sum does not fit.
std::optional<model::Decimal> sum_of(const CellMap& cells, const std::vector<std::string_view>& operands);

}  // namespace ogi::parser
