#include "parser/equations.h"

#include "parser/catalogue.h"
#include "parser/national_form.h"

namespace ogi::parser {

namespace {

using model::Generation;

bool has_row(const RequestRow& row, Generation generation, const CellMap& cells) {
    switch (generation) {
        case Generation::form_2019:
            return row.in_2019;
        case Generation::form_2021:
            return row.in_2021;
        case Generation::mixed:
            return cells.contains(request_id(row.name, "total"));
        case Generation::free_form:
            return false;
    }
    return false;
}

// The outcomes that sum up to total_processed.
bool is_outcome(const RequestRow& row) {
    return row.name != "new_received" && row.name != "carried_in" && row.name != "total_processed" &&
           row.name != "carried_out";
}

CellIndex index_of(const std::string& id) {
    return static_cast<CellIndex>(find_form_cell(id) - form_cells().data());
}

void add_columns(std::vector<Equation>& equations, Generation generation, const CellMap& cells) {
    for (const auto applicant : applicants()) {
        const auto id = [&](std::string_view row) { return index_of(request_id(row, applicant)); };
        equations.push_back({"requests.balance." + std::string{applicant},
                             {id("new_received"), id("carried_in")},
                             {id("total_processed"), id("carried_out")}});
    }
    for (const auto applicant : applicants()) {
        Equation equation{"requests.outcomes_sum." + std::string{applicant}, {}, {}};
        for (const auto& row : request_rows()) {
            if (is_outcome(row) && has_row(row, generation, cells))
                equation.left.push_back(index_of(request_id(row.name, applicant)));
        }
        equation.right.push_back(index_of(request_id("total_processed", applicant)));
        equations.push_back(std::move(equation));
    }
}

void add_rows(std::vector<Equation>& equations, Generation generation, const CellMap& cells) {
    for (const auto& row : request_rows()) {
        if (!has_row(row, generation, cells)) continue;
        Equation equation{"requests.applicants_sum." + std::string{row.name}, {}, {}};
        for (const auto applicant : applicants()) {
            auto& side = applicant == "total" ? equation.right : equation.left;
            side.push_back(index_of(request_id(row.name, applicant)));
        }
        equations.push_back(std::move(equation));
    }
}

void add_disputes(std::vector<Equation>& equations) {
    for (const auto dispute : disputes()) {
        Equation equation{std::string{dispute} + ".sum", {}, {}};
        for (const auto outcome : dispute_outcomes()) {
            auto& side = outcome == "total" ? equation.right : equation.left;
            side.push_back(index_of(dispute_id(dispute, outcome)));
        }
        equations.push_back(std::move(equation));
    }
}

std::vector<Equation> build(Generation generation, const CellMap& cells) {
    std::vector<Equation> equations;
    add_columns(equations, generation, cells);
    add_rows(equations, generation, cells);
    add_disputes(equations);
    return equations;
}

std::vector<Equation> build_national() {
    std::vector<Equation> equations;
    for (const auto& whole : national_rows()) {
        if (whole.parts != NationalRow::Parts::sum_up) continue;
        Equation equation{std::string{whole.id}, {}, {index_of(std::string{whole.id})}};
        for (const auto& part : national_rows()) {
            if (part.parent == whole.id) equation.left.push_back(index_of(std::string{part.id}));
        }
        equations.push_back(std::move(equation));
    }
    return equations;
}

}  // namespace

Equations equations_of(Generation generation, const CellMap& cells) {
    static const std::vector<Equation> of_2019 = build(Generation::form_2019, {});
    static const std::vector<Equation> of_2021 = build(Generation::form_2021, {});
    static const std::vector<Equation> national = build_national();
    switch (generation) {
        case Generation::form_2019:
            return Equations{of_2019};
        case Generation::form_2021:
            return Equations{of_2021};
        case Generation::mixed:
            return Equations{build(generation, cells)};
        case Generation::free_form:
            return cells.contains("s14.app") ? Equations{national} : Equations{std::vector<Equation>{}};
    }
    return Equations{std::vector<Equation>{}};
}

std::string_view id_of(CellIndex cell) {
    return form_cells()[cell].id;
}

FormFigures::FormFigures(const CellMap& cells) : figures_(form_cells().size(), nullptr) {
    // Both are in order of id.
    auto cell = cells.begin();
    for (std::size_t i = 0; i < figures_.size(); ++i) {
        const auto& id = form_cells()[i].id;
        if (cell != cells.end() && cell->first == id) {
            if (cell->second.value) figures_[i] = &*cell->second.value;
            ++cell;
            continue;
        }
        int order = -1;
        while (cell != cells.end() && (order = cell->first.compare(id)) < 0) ++cell;
        if (cell == cells.end()) return;
        if (order == 0 && cell->second.value) figures_[i] = &*cell->second.value;
    }
}

std::optional<model::Decimal> FormFigures::sum_of(const std::vector<CellIndex>& operands) const {
    std::optional<model::Decimal> sum = model::Decimal::whole(0);
    for (const auto operand : operands) {
        const auto* value = at(operand);
        if (value == nullptr) return std::nullopt;
        sum = model::add(*sum, *value);
        if (!sum) return std::nullopt;
    }
    return sum;
}

}  // namespace ogi::parser
