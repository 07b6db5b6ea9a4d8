#include "daemon/answers/find_report.h"
#include "daemon/exports/region.h"
#include "daemon/web/figure_points.h"
#include "daemon/web/links.h"
#include "daemon/web/plot.h"
#include "daemon/web/recent.h"
#include "daemon/web/regions.h"
#include "daemon/web/report_labels.h"
#include "daemon/web/report_pages.h"

#include <boost/json/parse.hpp>

#include <algorithm>
#include <cstdlib>
#include <functional>
#include <utility>

namespace ogi::daemon {

using base::ErrorCode;
using base::Result;

namespace {

constexpr std::size_t spreads_kept = 16;

// The figures of a region's reports of one year, the largest first and those without behind.
Result<std::vector<std::string>> spread_lines(const ApiContext& context, const std::string& region, int year,
                                              const std::string& cell) {
    static Recent<std::vector<std::string>> recent{spreads_kept};
    TRY(last, context.store.last_sequence());
    const auto name = std::to_string(last) + " " + region + " " + std::to_string(year) + " " + cell;
    if (const auto held = recent.find(name)) return *held;
    // Cells are read of those reports alone that count: most of a store is other years and regions.
    std::vector<model::ReportState> wanted;
    TRY_VOID(context.verdicts->for_each(
        context.store, [&](const model::ReportState& state, const KnownVerdict& known) {
            if (state.key.year == year && !state.withdrawn_at && is_in_region(known.division, region))
                wanted.push_back(state);
        }));
    std::vector<std::pair<double, std::string>> found;
    for (const auto& state : wanted) {
        TRY(revision, revision_of(context.store, state.key, state.revision));
        auto line = point_line(state, revision, cell);
        const auto value = text_at(boost::json::parse(line).as_object(), "value");
        found.emplace_back(value.empty() ? -1e300 : std::strtod(value.c_str(), nullptr), std::move(line));
    }
    std::ranges::stable_sort(found, std::greater{}, &std::pair<double, std::string>::first);
    std::vector<std::string> lines;
    for (auto& one : found) lines.push_back(std::move(one.second));
    recent.keep(name, lines);
    return lines;
}

struct Spread {
    std::string region;
    std::string cell;
    int year = 0;
};

Result<Spread> asked_spread(const PageRequest& request) {
    TRY(cell, asked_cell(request));
    TRY(year, request.number("year"));
    if (year == 0) return base::fail(ErrorCode::usage, "which year? year=2024");
    const auto region = request.part("region");
    if (!is_division(region))
        return base::fail(ErrorCode::not_found, "there is no division \"" + std::string{region} + "\"");
    return Spread{std::string{region}, cell, year};
}

Result<Rows> spread_rows(const ApiContext& context, const PageRequest& request) {
    TRY(spread, asked_spread(request));
    TRY(first, request.number("after"));
    TRY(lines, spread_lines(context, spread.region, spread.year, spread.cell));
    Rows rows;
    const auto begin = std::min(static_cast<std::size_t>(first), lines.size());
    const auto end = std::min(begin + page_rows_max, lines.size());
    rows.lines.assign(lines.begin() + static_cast<std::ptrdiff_t>(begin),
                      lines.begin() + static_cast<std::ptrdiff_t>(end));
    if (end < lines.size()) rows.after = std::to_string(end);
    return rows;
}

Result<Sheet> spread_sheet(const ApiContext& context, const PageRequest& request, const Rows& rows) {
    const auto language = request.language;
    TRY(spread, asked_spread(request));
    TRY(all, spread_lines(context, spread.region, spread.year, spread.cell));
    std::vector<double> values;
    for (const auto& line : all) {
        const auto value = figure_of(boost::json::parse(line).as_object());
        if (!value.empty()) values.push_back(std::strtod(value.c_str(), nullptr));
    }
    std::ranges::sort(values);
    Sheet sheet{.title = region_name(language, spread.region) + " " + std::to_string(spread.year) +
                         (language == Language::zh ? "年：" : ": ") + cell_name(language, spread.cell)};
    sheet.lead = say(language, Word::spread_lead);
    auto& html = sheet.main;
    html.raw("<form class=\"filter\" method=\"get\">");
    write_cell_choice(html, language, spread.cell);
    html.raw("<label>").text(say(language, Word::year));
    html.open("input", {{"name", "year"}, {"inputmode", "numeric"}, {"value", std::to_string(spread.year)}});
    html.raw("</label>").element("button", say(language, Word::apply)).raw("</form>");
    write_spread_plot(html, language, cell_name(language, spread.cell), values);
    if (all.empty()) html.element("p", say(language, Word::no_rows));
    write_point_table(html, language, read_lines(rows), true);
    if (!rows.after.empty()) {
        html.raw("<p>");
        html.link(request.query_with("after", rows.after), say(language, Word::next_page));
        html.raw("</p>");
    }
    return sheet;
}

}  // namespace

std::vector<PageKind> distribution_pages() {
    return {{.pattern = "/regions/{region}/distribution",
             .parameters = {"cell", "year", "after"},
             .rows = spread_rows,
             .columns = point_columns,
             .sheet = spread_sheet}};
}

}  // namespace ogi::daemon
