#include "daemon/web/filter_check.h"

#include "daemon/roster/overdue.h"
#include "daemon/web/regions.h"

#include <algorithm>
#include <charconv>

namespace ogi::daemon {

using base::ErrorCode;
using base::Result;

namespace {

// Some places reported on the year before the rules came into force.
constexpr int earliest_year = first_report_year - 1;

int latest_year() {
    return static_cast<int>(base::shanghai_date(base::utc_now()).year());
}

base::Error refused(std::string_view name, const std::string& known, std::string_view value) {
    return {ErrorCode::usage,
            std::string{name} + " must be " + known + ", not \"" + std::string{value} + "\""};
}

Result<void> check_year(std::string_view value) {
    int year = 0;
    const auto [end, problem] = std::from_chars(value.data(), value.data() + value.size(), year);
    const bool is_number = problem == std::errc{} && end == value.data() + value.size();
    if (is_number && year >= earliest_year && year <= latest_year()) return {};
    return refused("year", "one of " + std::to_string(earliest_year) + "–" + std::to_string(latest_year()),
                   value);
}

Result<void> check_region(std::string_view value) {
    if (is_division(value)) return {};
    return refused("region", "a division of GB/T 2260 such as 42 or 4205", value);
}

Result<void> check_choice(const FilterField& field, std::string_view value) {
    if (field.choices.empty() ||
        std::ranges::find(field.choices, value, &Choice::value) != field.choices.end())
        return {};
    std::string known;
    for (const auto& choice : field.choices)
        if (!choice.value.empty()) known += (known.empty() ? "" : ", ") + choice.value;
    return refused(field.name, "one of " + known, value);
}

bool is_of_facts(std::string_view name) {
    return name == "year" || name == "region";
}

}  // namespace

Result<void> check_filter(const PageKind& kind, const PageRequest& request) {
    if (const auto year = request.parameter("year"); !year.empty()) TRY_VOID(check_year(year));
    if (const auto region = request.parameter("region"); !region.empty()) TRY_VOID(check_region(region));
    if (kind.filter == nullptr) return {};
    for (const auto& field : kind.filter(request)) {
        const auto value = request.parameter(field.name);
        if (!value.empty() && !is_of_facts(field.name)) TRY_VOID(check_choice(field, value));
    }
    return {};
}

Result<void> check_after(std::size_t after, std::size_t rows) {
    if (after <= rows) return {};
    return base::fail(ErrorCode::usage, "after must be at most " + std::to_string(rows) +
                                            ", where the list ends, not " + std::to_string(after));
}

void write_filter_choices(Html& html, const PageKind& kind, const PageRequest& request) {
    if (kind.filter == nullptr) return;
    const auto language = request.language;
    const auto fields = kind.filter(request);
    html.raw("<dl class=\"facts\">");
    for (const auto& field : fields) {
        if (field.choices.empty() || is_of_facts(field.name)) continue;
        html.raw("<div><dt>").text(say(language, field.label)).raw(" ");
        html.element("code", field.name).raw("</dt><dd>");
        for (const auto& choice : field.choices) {
            if (choice.value.empty()) continue;
            html.element("code", choice.value).raw(" ").text(choice.text).raw(" &nbsp; ");
        }
        html.raw("</dd></div>");
    }
    html.raw("</dl>");
    write_filter(html, request, kind.pattern, fields);
}

}  // namespace ogi::daemon
