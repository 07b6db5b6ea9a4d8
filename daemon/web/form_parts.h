#pragma once

#include "daemon/web/report_form.h"
#include "parser/catalogue.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

// What the tables of a form have in common.
namespace ogi::daemon::form {

using Ids = std::vector<std::string>;

Ids ids_of(std::span<const parser::FormCell* const> cells);
bool is_shown(const FormView& view, const Ids& ids);
void open_table(Html& html, const FormView& view, std::string_view style, std::string_view caption);
void close_table(Html& html);
void write_check(Html& html, const FormView& view, const std::string& check);
// The last column of a row: the way to its figures in other years.
void write_series(Html& html, const FormView& view, const std::string& cell);
void write_series_head(Html& html, const FormView& view);
void write_cells(Html& html, const FormView& view, const Ids& ids);

// Table three: requests by applicant.
void write_requests(Html& html, const FormView& view);

}  // namespace ogi::daemon::form
