#pragma once

#include "model/report.h"
#include "parser/read_cells.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ogi::parser {

using CellIndex = std::uint16_t;  // Of a cell in form_cells().
std::string_view id_of(CellIndex cell);

// An accounting identity of the form (勾稽关系): the cells on the left and those on the right have equal
// sums.
struct Equation {
    std::string id;  // "requests.balance.total", …
    std::vector<CellIndex> left;
    std::vector<CellIndex> right;
};

// The equations of a report: those of its form, which are shared, or its own.
class Equations {
  public:
    explicit Equations(const std::vector<Equation>& shared) : shared_{&shared} {}
    explicit Equations(std::vector<Equation>&& own) : own_{std::move(own)} {}

    auto begin() const { return all().begin(); }
    auto end() const { return all().end(); }

  private:
    const std::vector<Equation>& all() const { return shared_ != nullptr ? *shared_ : own_; }

    const std::vector<Equation>* shared_ = nullptr;
    std::vector<Equation> own_;
};

// 40 for the 2019 form, 42 for the 2021 form; a mixed report has those that the rows in `cells` allow. First
// the request table by columns (balance, outcomes), then by rows, then the disputes. Free form: seven, each
// with the id of the cell that is the sum ("s14.app"), where `cells` has the national statistics table, else
// none.
Equations equations_of(model::Generation generation, const CellMap& cells);

// The figures of a report by their place in form_cells(), so that sums need no search. Refers to `cells`.
class FormFigures {
  public:
    explicit FormFigures(const CellMap& cells);

    // nullptr where the report has no number.
    const model::Decimal* at(CellIndex cell) const { return figures_[cell]; }
    // nullopt where an operand is no number (blank is not zero), or the sum does not fit.
    std::optional<model::Decimal> sum_of(const std::vector<CellIndex>& operands) const;

  private:
    std::vector<const model::Decimal*> figures_;
};

}  // namespace ogi::parser
