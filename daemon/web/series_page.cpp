#include "daemon/answers/find_report.h"
#include "daemon/columns/column_makers.h"
#include "daemon/exports/region.h"
#include "daemon/web/figure_points.h"
#include "daemon/web/links.h"
#include "daemon/web/plot.h"
#include "daemon/web/regions.h"
#include "daemon/web/report_labels.h"
#include "daemon/web/report_pages.h"

#include <boost/json/parse.hpp>

#include <algorithm>
#include <cstdlib>
#include <utility>

namespace ogi::daemon {

using base::Result;

namespace {

// The reports that an agency has, under whichever of its names.
Result<std::vector<model::ReportKey>> reports_of(const ApiContext& context, std::string_view agency) {
    std::vector<model::ReportKey> keys;
    Question question;
    question.about = About::agency, question.agency = std::string{agency};
    bool first = true;
    const auto take = [&](std::string_view line) {
        if (!std::exchange(first, false)) {
            const auto read = boost::json::parse(line);
            const auto& report = read.as_object();
            const auto* named = object_in(report, "agency");
            keys.push_back({named != nullptr ? text_at(*named, "name") : text_at(report, "agency"),
                            std::atoi(text_at(report, "year").c_str())});
        }
        return true;
    };
    const auto rulings = context.rulings->read();
    TRY_VOID(answer(context.store, std::move(question), take, *rulings));
    return keys;
}

Result<Rows> series_rows(const ApiContext& context, const PageRequest& request) {
    TRY(cell, asked_cell(request));
    TRY(keys, reports_of(context, request.part("agency")));
    std::ranges::sort(keys, {}, &model::ReportKey::year);
    Rows rows;
    for (const auto& key : keys) {
        TRY(state, context.store.state(key));
        if (!state) continue;
        TRY(revision, revision_of(context.store, key, state->revision));
        rows.lines.push_back(point_line(*state, revision, cell));
    }
    return rows;
}

// What is withdrawn is told and not drawn.
YearPoint point_of_year(const boost::json::object& line) {
    YearPoint point{.year = std::atoi(text_at(line, "year").c_str()), .text = marked_figure(line)};
    if (is_withdrawn(line)) {
        point.withdrawn = true;
    } else if (!point.text.empty()) {
        point.value = std::strtod(point.text.c_str(), nullptr);
    }
    return point;
}

Result<Sheet> series_sheet(const ApiContext&, const PageRequest& request, const Rows& rows) {
    const auto language = request.language;
    TRY(cell, asked_cell(request));
    const auto lines = read_lines(rows);
    const auto agency = lines.empty() ? std::string{request.part("agency")} : text_at(lines.back(), "agency");
    Sheet sheet{.title = agency + (language == Language::zh ? "：" : ": ") + cell_name(language, cell)};
    sheet.lead = say(language, Word::series_lead);
    auto& html = sheet.main;
    html.raw("<form class=\"filter\" method=\"get\">");
    write_cell_choice(html, language, cell);
    html.element("button", say(language, Word::apply)).raw("</form>");
    std::vector<YearPoint> points;
    for (const auto& line : lines) {
        points.push_back(point_of_year(line));
    }
    write_years_plot(html, language, cell_name(language, cell), points);
    if (lines.empty()) html.element("p", say(language, Word::no_rows));
    write_point_table(html, language, lines, false);
    html.raw("<p>");
    const auto division = lines.empty() ? std::string{} : text_at(lines.back(), "division");
    if (division.size() >= 2)
        html.link(page_link(language, region_path(division.substr(0, 2)) + "/distribution") +
                      Query{}.add("cell", cell).add("year", text_at(lines.back(), "year")).text(),
                  std::string{say(language, Word::among_others)} + " · " +
                      region_name(language, division.substr(0, 2)));
    html.raw("</p>");
    return sheet;
}

}  // namespace

std::vector<PageKind> series_pages() {
    return {{.pattern = "/agencies/{agency}/series",
             .parameters = {"cell"},
             .rows = series_rows,
             .columns = point_columns,
             .sheet = series_sheet}};
}

}  // namespace ogi::daemon
