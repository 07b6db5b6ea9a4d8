#pragma once

#include "daemon/columns/columns.h"
#include "daemon/web/html.h"
#include "daemon/web/pages.h"
#include "storage/store.h"

#include <boost/json/object.hpp>

#include <string>
#include <vector>

// What pages tell of one cell of many reports: a line a report, drawn (plot.h) and as a table.
namespace ogi::daemon {

// The parameter `cell`; without it what was asked for in a year. Fails with `not_found`.
base::Result<std::string> asked_cell(const PageRequest& request);

// One report's figure of a cell, as far as its form tells it.
std::string point_line(const model::ReportState& state, const model::Revision& revision,
                       const std::string& cell);
std::vector<Column> point_columns();

// Of such a line, read again.
std::vector<boost::json::object> read_lines(const Rows& rows);
std::string figure_of(const boost::json::object& line);
bool is_withdrawn(const boost::json::object& line);
// The figure with a star where a person put it right.
std::string marked_figure(const boost::json::object& line);

// `by_agency`: the reports of one year; else those of one agency.
void write_point_table(Html& html, Language language, const std::vector<boost::json::object>& lines,
                       bool by_agency);

// A list of the cells of the forms to choose from.
void write_cell_choice(Html& html, Language language, const std::string& cell);

}  // namespace ogi::daemon
