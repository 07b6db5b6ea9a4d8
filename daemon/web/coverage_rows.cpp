#include "daemon/web/coverage_rows.h"

#include "daemon/columns/column_makers.h"
#include "daemon/split_lines.h"
#include "daemon/web/states.h"

#include <boost/json/parse.hpp>

#include <algorithm>
#include <charconv>

namespace ogi::daemon {

using base::Result;

namespace {

constexpr std::size_t division_level_digits = 2;  // Of GB/T 2260: province, prefecture, county.

}  // namespace

Result<Rows> coverage_rows(const ApiContext& context, CoverageQuestion question) {
    question.at = base::shanghai_date(base::utc_now());
    TRY(text, coverage_lines(context.store, question, *context.verdicts));
    return Rows{.lines = split_lines(text)};
}

std::vector<Column> region_columns() {
    std::vector<Column> columns = {at("region", "region"), at("year", "year")};
    for (const auto& look : state_looks())
        columns.push_back(at(std::string{look.name}, std::string{look.name}));
    return columns;
}

// "2008 verified; 2009 missing".
std::string states_by_year(const json::object& line) {
    std::string text;
    for (const auto& [year, state] : line.at("years").as_object())
        text += (text.empty() ? "" : "; ") + std::string{year} + " " + std::string{state.as_string()};
    return text;
}

std::vector<Column> coverage_columns() {
    const auto years_of = [](const char* name) {
        return Column{name, [name](const json::object& line) {
                          std::string text;
                          for (const auto& year : line.at(name).as_array())
                              text += (text.empty() ? "" : " ") + std::to_string(year.as_int64());
                          return text;
                      }};
    };
    return {at("agency", "agency"),    at("agency_id", "agency_id"), at("division", "division"),
            {"years", states_by_year}, years_of("in_doubt"),         years_of("not_due")};
}

std::string agency_of_line(std::string_view line) {
    const auto read = json::parse(line);
    return std::string{read.at("agency").as_string()};
}

int newest_year(base::Date today) {
    const auto year = static_cast<int>(today.year());
    const bool over = std::chrono::sys_days{today} > std::chrono::sys_days{today.year() / 3 / 31};
    return over ? year - 1 : year - 2;
}

Result<int> year_to_show(const ApiContext& context, int asked) {
    if (asked != 0) return asked;
    const int newest = newest_year(base::shanghai_date(base::utc_now()));
    int seen = 0;
    TRY_VOID(
        context.verdicts->for_each(context.store, [&](const model::ReportState& state, const KnownVerdict&) {
            if (!state.withdrawn_at && state.key.year <= newest) seen = std::max(seen, state.key.year);
        }));
    return seen == 0 ? newest : seen;
}

Result<Rows> parts_rows(const ApiContext& context, std::string_view region, int year) {
    return coverage_rows(context, {.by = CoverageBy::region,
                                   .region = std::string{region},
                                   .year = year,
                                   .digits = region.size() + division_level_digits});
}

}  // namespace ogi::daemon
