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
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <functional>
#include <optional>
#include <utility>

namespace ogi::daemon {

using base::ErrorCode;
using base::Result;

namespace {

constexpr std::size_t spreads_kept = 16;
constexpr double no_figure = -1e300;  // Behind every figure.

// Where a line stands in the list: the largest figure first, those without last, equal ones by agency.
struct Standing {
    double value = no_figure;
    std::string agency{};

    bool operator<(const Standing& other) const {
        return value != other.value ? value > other.value : agency < other.agency;
    }
};

Standing standing_of(const std::string& line) {
    const auto read = boost::json::parse(line);
    const auto value = text_at(read.as_object(), "value");
    return {value.empty() ? no_figure : std::strtod(value.c_str(), nullptr),
            text_at(read.as_object(), "agency")};
}

// "36/AGENCY", "/AGENCY" where it has no figure: what leads to the rows behind a line.
std::string after_line(const std::string& line) {
    const auto read = boost::json::parse(line);
    return text_at(read.as_object(), "value") + "/" + text_at(read.as_object(), "agency");
}

// Behind which line the list goes on; none: from its beginning.
Result<std::optional<Standing>> standing_after(const PageRequest& request) {
    const auto after = request.parameter("after");
    if (after.empty()) return std::optional<Standing>{};
    const auto slash = std::min(after.find('/'), after.size());
    Standing standing{.agency = std::string{after.substr(std::min(slash + 1, after.size()))}};
    const auto [end, problem] = std::from_chars(after.data(), after.data() + slash, standing.value);
    const bool is_figure = slash == 0 || (problem == std::errc{} && end == after.data() + slash);
    if (!is_figure || standing.agency.empty() || !std::isfinite(standing.value))
        return base::fail(ErrorCode::usage, bad_after);
    return standing;
}

// The figures of a region's reports of one year.
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
    std::vector<std::pair<Standing, std::string>> found;
    for (const auto& state : wanted) {
        TRY(revision, revision_of(context.store, state.key, state.revision));
        auto line = point_line(state, revision, cell);
        found.emplace_back(standing_of(line), std::move(line));
    }
    std::ranges::sort(found, std::less{}, &std::pair<Standing, std::string>::first);
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
    TRY(after, standing_after(request));
    TRY(lines, spread_lines(context, spread.region, spread.year, spread.cell));
    Rows rows;
    const auto is_shown = [&](const std::string& line) { return !after || *after < standing_of(line); };
    auto line = std::ranges::partition_point(lines, std::not_fn(is_shown));
    for (; line != lines.end() && rows.lines.size() < page_rows_max; ++line) rows.lines.push_back(*line);
    if (line != lines.end()) rows.after = after_line(rows.lines.back());
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
