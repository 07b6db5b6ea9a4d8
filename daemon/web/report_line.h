#pragma once

#include "daemon/web/html.h"
#include "daemon/web/links.h"
#include "daemon/web/pages.h"
#include "model/report_key.h"

#include <boost/json/object.hpp>

#include <string>
#include <string_view>

// What the pages of one report have in common: its line, its cells, where its pages are.
namespace ogi::daemon {

// The line of the report that the path and the parameter `revision` name; one of an earlier revision as it
// would be shown then.
base::Result<std::string> report_line_of(const ApiContext& context, const PageRequest& request);

// Whose report a line is about, below the language: "/reports/NAME/2020".
std::string report_path_of(const boost::json::object& line);
// The same with a language and something behind: "/zh/reports/NAME/2020/source?cell=…".
std::string report_link(Language language, const boost::json::object& line, std::string_view behind,
                        std::string_view query = {});

// The same query, of the revision that the line is shown as where that was asked for: `asked_revision`, which
// a page adds to its line.
inline constexpr std::string_view asked_revision = "asked_revision";
std::string source_query(const boost::json::object& line, Query query);

// nullptr where the report has no such cell.
const boost::json::object* cell_of(const boost::json::object& report, std::string_view cell);

// What stands in a cell as a reader is to see it: a figure with its unit where it is written, a sign and a
// word for what is none.
void write_cell_text(Html& html, Language language, const boost::json::object& cell);

// Who put a cell right or no longer does, of a difference (docs/formats.md): what was done, who, when, why, a
// <td> each.
void write_decision(Html& html, Language language, const boost::json::object& decision);

// "示例市公安局 2020", as a heading.
std::string report_title(Language language, const boost::json::object& line, Word what);

// The way from one page of a report to the others. `here`: what stands behind the report's path.
void write_report_nav(Html& html, Language language, const boost::json::object& line, std::string_view here);

}  // namespace ogi::daemon
