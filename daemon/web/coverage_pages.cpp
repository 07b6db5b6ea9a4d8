#include "daemon/answers/shown_states.h"
#include "daemon/web/coverage_rows.h"
#include "daemon/web/filter_form.h"
#include "daemon/web/heat_map.h"
#include "daemon/web/links.h"
#include "daemon/web/pages.h"
#include "daemon/web/regions.h"
#include "daemon/web/share_bar.h"
#include "daemon/web/states.h"

#include <boost/json/parse.hpp>

#include <algorithm>

namespace ogi::daemon {

using base::Result;

namespace {

// Whether a map shows a year of a line of coverage by agency in that state; any line where it is empty.
bool has_state(const std::string& line, std::string_view state) {
    if (state.empty()) return true;
    const auto read = boost::json::parse(line);
    return std::ranges::any_of(shown_states(read.as_object()),
                               [&](const auto& shown) { return shown.second == state; });
}

Result<void> check_state(std::string_view state) {
    if (state.empty() || !look_of(state).name.empty()) return {};
    return base::fail(base::ErrorCode::usage, "there is no state \"" + std::string{state} + "\"");
}

Result<void> check_region(std::string_view code) {
    if (code.size() <= 6 && code.find_first_not_of("0123456789") == std::string_view::npos) return {};
    return base::fail(base::ErrorCode::usage,
                      "a region is up to six digits of GB/T 2260, such as 42 or 4205");
}

// The place in the list is an agency's name. One that was renamed since is still a place; what nobody could
// be called is none.
Result<void> check_agency_after(std::string_view after, const Rows& all) {
    const auto is_no_ascii = [](char c) { return static_cast<unsigned char>(c) >= 0x80; };
    const auto is_it = [&](const std::string& line) { return agency_of_line(line) == after; };
    if (after.empty() || std::ranges::any_of(after, is_no_ascii) || std::ranges::any_of(all.lines, is_it))
        return {};
    return base::fail(base::ErrorCode::usage, bad_after);
}

// The agencies of a region that have a year (the one that is asked for, or any) in a state, from that behind
// `after` on.
Result<Rows> map_rows(const ApiContext& context, const PageRequest& request, std::string_view region) {
    TRY_VOID(check_region(region));
    const auto state = request.parameter("state");
    TRY_VOID(check_state(state));
    TRY(year, request.number("year"));
    const auto rows_max = year == 0 ? map_rows_max : year_rows_max;
    TRY(all, coverage_rows(context, {.agency = std::string{request.parameter("agency")},
                                     .region = std::string{region_code(region)},
                                     .year = year}));
    Rows rows;
    const std::string_view after = request.parameter("after");
    TRY_VOID(check_agency_after(after, all));
    for (auto& line : all.lines) {
        if (!has_state(line, state)) continue;
        const auto agency = agency_of_line(line);
        if (!after.empty() && agency <= after) continue;
        if (rows.lines.size() == rows_max) {
            rows.after = agency_of_line(rows.lines.back());
            break;
        }
        rows.lines.push_back(std::move(line));
    }
    return rows;
}

std::vector<std::string_view> state_names() {
    std::vector<std::string_view> names;
    for (const auto& look : state_looks()) names.push_back(look.name);
    return names;
}

Result<Rows> coverage_page_rows(const ApiContext& context, const PageRequest& request) {
    return map_rows(context, request, request.parameter("region"));
}

Result<Sheet> coverage_sheet(const ApiContext&, const PageRequest& request, const Rows& rows) {
    const auto language = request.language;
    Sheet sheet{.title = std::string{say(language, Word::coverage)},
                .lead = std::string{say(language, Word::coverage_lead)}};
    write_filter(sheet.main, request, "/coverage",
                 {{"region", Word::region, region_choices(language)},
                  {"agency", Word::agency},
                  {"year", Word::year, year_choices(language)},
                  {"state", Word::state, name_choices(language, state_names())}});
    write_heat_map(sheet.main, request, "/coverage", rows);
    write_next(sheet.main, request, "/coverage", rows);
    return sheet;
}

Result<void> check_division(std::string_view code) {
    TRY_VOID(check_region(code));
    if (is_division(code)) return {};
    return base::fail(base::ErrorCode::not_found, "there is no division \"" + std::string{code} + "\"");
}

Result<Rows> region_rows(const ApiContext& context, const PageRequest& request) {
    TRY_VOID(check_division(request.part("region")));
    return map_rows(context, request, request.part("region"));
}

// Where a region has parts, how each of them stands; below that its agencies.
Result<Sheet> region_sheet(const ApiContext& context, const PageRequest& request, const Rows& rows) {
    const auto language = request.language;
    const auto code = region_code(request.part("region"));
    const std::string path = "/regions/" + std::string{code};
    Sheet sheet{.title = region_name(language, code)};
    if (code.size() < 6) {
        TRY(asked, request.number("year"));
        TRY(year, year_to_show(context, asked));
        TRY(parts, parts_rows(context, code, year));
        const auto years = std::to_string(year);
        const auto overview = page_link(language, "/overview") +
                              Query{}.add("region", std::string{code}).add("year", years).text();
        sheet.main.raw("<h2>");
        sheet.main.link(overview, std::string{say(language, Word::parts_of_region)} + " · " + years);
        sheet.main.raw("</h2>");
        write_share_table(sheet.main, language, parts);
        sheet.main.raw("<p>");
        sheet.main.link(page_link(language, path) + "/distribution" + Query{}.add("year", years).text(),
                        std::string{say(language, Word::spread_of_region)} + " · " + years);
        sheet.main.raw("</p>");
        sheet.main.element("h2", say(language, Word::agencies));
    }
    write_filter(sheet.main, request, path,
                 {{"agency", Word::agency},
                  {"year", Word::year, year_choices(language)},
                  {"state", Word::state, name_choices(language, state_names())}});
    write_heat_map(sheet.main, request, path, rows);
    write_next(sheet.main, request, path, rows);
    return sheet;
}

}  // namespace

std::vector<PageKind> coverage_pages() {
    return {{.pattern = "/coverage",
             .parameters = {"region", "agency", "year", "state", "after"},
             .rows = coverage_page_rows,
             .columns = coverage_columns,
             .sheet = coverage_sheet},
            {.pattern = "/regions/{region}",
             .parameters = {"agency", "year", "state", "after"},
             .rows = region_rows,
             .columns = coverage_columns,
             .sheet = region_sheet}};
}

}  // namespace ogi::daemon
