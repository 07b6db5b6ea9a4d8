#include "daemon/answers/coverage_lines.h"
#include "daemon/roster/overdue.h"
#include "daemon/web/coverage_rows.h"
#include "daemon/web/links.h"
#include "daemon/web/pages.h"
#include "daemon/web/regions.h"
#include "daemon/web/share_bar.h"
#include "daemon/web/states.h"

#include <algorithm>

namespace ogi::daemon {

using base::Result;

namespace {

// Of which region the parts are told; none: the whole country.
Result<std::string> asked_region(const PageRequest& request) {
    const auto asked = request.parameter("region");
    if (asked.empty() || is_division(asked)) return std::string{region_code(asked)};
    return base::fail(base::ErrorCode::not_found, "there is no division \"" + std::string{asked} + "\"");
}

Result<int> asked_year(const ApiContext& context, const PageRequest& request) {
    TRY(year, request.number("year"));
    return year_to_show(context, year);
}

Result<Rows> overview_rows(const ApiContext& context, const PageRequest& request) {
    TRY(year, asked_year(context, request));
    TRY(region, asked_region(request));
    return parts_rows(context, region, year);
}

// The year before and the year after, around the one that is shown.
void write_years(Html& html, const PageRequest& request, int year) {
    const auto here = page_link(request.language, "/overview");
    html.open("nav", {{"class", "years"}, {"aria-label", say(request.language, Word::year)}});
    const int newest = static_cast<int>(base::shanghai_date(base::utc_now()).year()) - 1;
    for (int shown = newest; shown >= first_report_year; --shown) {
        const auto text = std::to_string(shown);
        if (shown == year) {
            html.element("span", text, {{"aria-current", "page"}});
        } else {
            html.link(here + request.query_with("year", text), text);
        }
        html.raw(" ");
    }
    html.raw("</nav>");
}

Result<Sheet> overview_sheet(const ApiContext& context, const PageRequest& request, const Rows& rows) {
    const auto language = request.language;
    TRY(year, asked_year(context, request));
    TRY(region, asked_region(request));
    const auto of_region = region.empty() ? "" : " · " + region_name(language, region);
    Sheet sheet{.title = std::string{say(language, Word::overview)} + of_region + " " + std::to_string(year)};
    sheet.lead = say(language, Word::overview_lead);
    auto& html = sheet.main;
    write_years(html, request, year);
    write_exclusive_legend(html, language);
    write_share_table(html, language, rows);
    return sheet;
}

}  // namespace

std::vector<PageKind> overview_pages() {
    return {{.pattern = "/overview",
             .parameters = {"year", "region"},
             .rows = overview_rows,
             .columns = region_columns,
             .sheet = overview_sheet}};
}

}  // namespace ogi::daemon
