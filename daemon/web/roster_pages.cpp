#include "daemon/columns/column_makers.h"
#include "daemon/roster/roster.h"
#include "daemon/web/filter_check.h"
#include "daemon/web/keyset.h"
#include "daemon/web/links.h"
#include "daemon/web/pages.h"
#include "daemon/web/regions.h"
#include "daemon/web/row_table.h"
#include "daemon/web/states.h"

#include <array>
#include <charconv>

namespace ogi::daemon {

using base::Result;

namespace {

constexpr std::array<std::string_view, 2> overdue_states = {"missing", "withdrawn"};

// In order of the agencies' names, then the years.
Result<Rows> overdue_rows(const ApiContext& context, const PageRequest& request) {
    TRY(year, request.number("year"));
    const auto region = region_code(request.parameter("region"));
    const auto agency = request.parameter("agency");
    const auto state = request.parameter("state");
    TRY(roster, read_roster(context.store));
    TRY_VOID(roster.health);
    auto found = find_overdue(roster.agencies, roster.reports, base::shanghai_date(base::utc_now()), year);
    std::erase_if(found, [&](const Overdue& overdue) {
        const auto& owes = *overdue.agency;
        return !owes.division.starts_with(region) || owes.name.find(agency) == std::string::npos ||
               (!state.empty() && name_of(overdue.state) != state);
    });
    return rows_behind(
        request, found,
        [](const Overdue& overdue) { return overdue.agency->name + "/" + std::to_string(overdue.year); },
        [](const Overdue& overdue) { return to_json(overdue); });
}

std::vector<Column> overdue_columns() {
    return csv_columns(About::overdue);
}

std::vector<FilterField> overdue_filter(const PageRequest& request) {
    const auto language = request.language;
    return {{"region", Word::region, region_choices(language)},
            {"agency", Word::agency},
            {"year", Word::year, year_choices(language)},
            {"state", Word::state, name_choices(language, {overdue_states.begin(), overdue_states.end()})}};
}

Result<Sheet> overdue_sheet(const ApiContext&, const PageRequest& request, const Rows& rows) {
    const auto language = request.language;
    Sheet sheet{.title = std::string{say(language, Word::overdue)},
                .lead = std::string{say(language, Word::overdue_lead)}};
    write_filter(sheet.main, request, "/overdue", overdue_filter(request));
    const TableColumn agency{Word::agency, [language](Html& html, const json::object& line) {
                                 const auto name = text_at(line, "agency");
                                 html.link(page_link(language, agency_path(name)), name);
                             }};
    const TableColumn state{Word::state, [language](Html& html, const json::object& line) {
                                write_state(html, language, text_at(line, "state"));
                            }};
    const TableColumn region{Word::region, [language](Html& html, const json::object& line) {
                                 const auto code = text_at(line, "division");
                                 if (!code.empty()) html.text(region_name(language, code));
                             }};
    const TableColumn known{Word::known_by, [language](Html& html, const json::object& line) {
                                html.text(say_name(language, "origin_" + text_at(line, "origin")));
                            }};
    write_row_table(sheet.main, language, say(language, Word::overdue), rows,
                    {agency, day_column(Word::year, "year"), state, day_column(Word::deadline, "deadline"),
                     number_column(Word::days_overdue, "days_overdue"), region, known});
    write_next(sheet.main, request, "/overdue", rows);
    return sheet;
}

}  // namespace

std::vector<PageKind> roster_pages() {
    return {{.pattern = "/overdue",
             .parameters = {"region", "agency", "year", "state", "after"},
             .filter = overdue_filter,
             .rows = overdue_rows,
             .columns = overdue_columns,
             .sheet = overdue_sheet}};
}

}  // namespace ogi::daemon
