#include "daemon/roster/overdue.h"

#include <algorithm>

namespace ogi::daemon {

using namespace std::chrono;
using model::Agency;

namespace {

constexpr int last_year_of_the_old_rules = 2018;
constexpr month_day of_departments = January / 31;
constexpr month_day of_governments = March / 31;

struct Years {
    int first = 0;
    int last = 0;
};

// The reports that are known of an agency, withdrawn ones too.
const KnownYears& known_years(const Agency& agency, const KnownReports& reports) {
    static const KnownYears none;
    const auto known = reports.find(agency.name);
    return known == reports.end() ? none : known->second;
}

int year_of(base::Date date) {
    return static_cast<int>(date.year());
}

bool exists_for(const Agency& agency, int year) {
    if (agency.valid_from && year_of(*agency.valid_from) > year) return false;
    return !agency.valid_to || sys_days{*agency.valid_to} >= sys_days{deadline_of(agency, year)};
}

// The report that was due last on that day.
int last_due(const Agency& agency, base::Date at) {
    const int last_year = year_of(at) - 1;
    return sys_days{deadline_of(agency, last_year)} < sys_days{at} ? last_year : last_year - 1;
}

// The years an agency may owe a report on, up to `last`.
Years owed(const Agency& agency, const KnownYears& known, int last) {
    Years years{first_report_year, last};
    if (agency.valid_from) {
        years.first = year_of(*agency.valid_from);
    } else {
        years.first = known.empty() ? years.last : std::min(known.begin()->first, years.last);
    }
    years.first = std::max(years.first, first_report_year);
    if (agency.origin == model::AgencyOrigin::report && !known.empty())
        years.last = std::min(years.last, known.rbegin()->first + 1);
    return years;
}

}  // namespace

base::Date deadline_of(const Agency& agency, int year) {
    const auto next = std::chrono::year{year + 1};
    if (agency.deadline) return next / *agency.deadline;
    const bool department = agency.kind == model::AgencyKind::department && year > last_year_of_the_old_rules;
    return next / (department ? of_departments : of_governments);
}

std::string_view name_of(OverdueState state) {
    switch (state) {
        case OverdueState::missing:
            return "missing";
        case OverdueState::withdrawn:
            return "withdrawn";
    }
    return {};
}

std::vector<Overdue> find_overdue(std::span<const Agency> agencies, const KnownReports& reports,
                                  base::Date at, int year) {
    std::vector<Overdue> found;
    for (const auto& agency : agencies) {
        const auto& known = known_years(agency, reports);
        const auto [first, last] = owed(agency, known, last_due(agency, at));
        for (int y = year == 0 ? first : std::max(first, year);
             y <= (year == 0 ? last : std::min(last, year)); ++y) {
            if (!exists_for(agency, y)) continue;
            const auto deadline = deadline_of(agency, y);
            const auto days = (sys_days{at} - sys_days{deadline}).count();
            const auto report = known.find(y);
            if (days <= 0 || (report != known.end() && !report->second)) continue;
            const auto state = report == known.end() ? OverdueState::missing : OverdueState::withdrawn;
            found.push_back({&agency, y, deadline, static_cast<int>(days), state});
        }
    }
    return found;
}

std::vector<NotDue> find_not_due(std::span<const Agency> agencies, const KnownReports& reports,
                                 base::Date at) {
    std::vector<NotDue> found;
    const int year = year_of(at) - 1;
    for (const auto& agency : agencies) {
        const auto& known = known_years(agency, reports);
        if (last_due(agency, at) >= year || owed(agency, known, year).last < year) continue;
        if (exists_for(agency, year) && !known.contains(year)) found.push_back({&agency, year});
    }
    return found;
}

}  // namespace ogi::daemon
