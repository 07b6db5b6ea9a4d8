#pragma once

#include "parser/form.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace ogi::parser {

// A cell of the forms by its canonical id, "requests.granted.total".
struct FormCell {
    std::string id;
    bool in_2014 = false;  // The national statistics table of the free-form years.
    bool in_2019 = false;
    bool in_2021 = false;
    FigureKind kind = FigureKind::count;
    std::string unit;  // Empty: as written in the cell.
};

// Every cell of the forms, in order of id: 198 of them in the 2019 form, 200 in the 2021 form, and 58 of the
// national statistics table (national_form.h).
const std::vector<FormCell>& form_cells();

// nullptr for an id no form has.
const FormCell* find_form_cell(std::string_view id);

// The cells of a row, one a column in the form's order.
std::span<const FormCell* const> request_cells(const RequestRow& row);
std::span<const FormCell* const> disclosure_cells(const DisclosureItem& item, FormYear year);
std::span<const FormCell* const> dispute_cells();  // The fifteen of the table.

std::string disclosure_id(const DisclosureItem& item, const FormColumn& column);
std::string request_id(std::string_view row, std::string_view applicant);
std::string dispute_id(std::string_view dispute, std::string_view outcome);

}  // namespace ogi::parser
