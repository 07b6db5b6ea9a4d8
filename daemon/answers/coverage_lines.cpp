#include "daemon/answers/coverage_lines.h"

#include "base/json_writer.h"
#include "daemon/roster/overdue.h"
#include "daemon/roster/roster.h"
#include "model/names.h"

#include <map>
#include <utility>

namespace ogi::daemon {

using base::JsonWriter;
using base::Result;

namespace {

struct Covered {
    std::string division{};
    std::map<int, std::string_view> years{};  // What is known of the report on each.
};
using ByAgency = std::map<std::string, Covered>;

bool is_wanted(const CoverageQuestion& question, const std::string& agency, int year) {
    return (question.year == 0 || question.year == year) && agency.find(question.agency) != std::string::npos;
}

Result<ByAgency> read_coverage(const storage::Store& store, const CoverageQuestion& question) {
    ByAgency all;
    TRY_VOID(store.for_each_report([&](const model::ReportState& state, const model::Revision& revision) {
        // One that stands under another name is counted there.
        if (!state.filed_as.empty() || !is_wanted(question, state.key.agency, state.key.year)) return true;
        auto& covered = all[state.key.agency];
        if (!revision.report.agency.division.empty()) covered.division = revision.report.agency.division;
        covered.years[state.key.year] =
            state.withdrawn_at ? "withdrawn" : model::name_of(revision.report.verdict);
        return true;
    }));
    TRY(roster, read_roster(store));
    TRY_VOID(roster.health);
    for (const auto& agency : roster.agencies) {
        const auto known = all.find(agency.name);
        if (known != all.end() && known->second.division.empty()) known->second.division = agency.division;
    }
    for (const auto& overdue : find_overdue(roster.agencies, roster.reports, question.at, question.year)) {
        const auto& agency = *overdue.agency;
        if (!is_wanted(question, agency.name, overdue.year)) continue;
        auto& covered = all[agency.name];
        if (covered.division.empty()) covered.division = agency.division;
        if (overdue.state == OverdueState::missing) covered.years.emplace(overdue.year, "missing");
    }
    std::erase_if(all, [&](const auto& one) { return !one.second.division.starts_with(question.region); });
    return all;
}

std::string agency_line(const std::string& name, const Covered& covered) {
    JsonWriter json;
    json.begin_object().field("agency", name).key("division");
    if (covered.division.empty()) {
        json.null();
    } else {
        json.value(covered.division);
    }
    json.key("years").begin_object();
    for (const auto& [year, state] : covered.years) json.field(std::to_string(year), state);
    json.end_object().end_object();
    return json.take() + "\n";
}

std::string region_lines(const ByAgency& all, std::size_t digits) {
    std::map<std::pair<std::string, int>, std::map<std::string_view, int>> counts;
    for (const auto& [name, covered] : all)
        for (const auto& [year, state] : covered.years)
            ++counts[{covered.division.substr(0, digits), year}][state];
    std::string lines;
    for (const auto& [where, states] : counts) {
        JsonWriter json;
        json.begin_object().key("region");
        if (where.first.empty()) {
            json.null();  // No division is known of these agencies.
        } else {
            json.value(where.first);
        }
        json.field("year", where.second);
        for (const std::string_view state :
             {"verified", "consistent", "inconsistent", "unverifiable", "withdrawn", "missing"}) {
            const auto count = states.find(state);
            json.field(state, count == states.end() ? 0 : count->second);
        }
        json.end_object();
        lines += json.take() + "\n";
    }
    return lines;
}

}  // namespace

Result<std::string> coverage_lines(const storage::Store& store, const CoverageQuestion& question) {
    TRY(all, read_coverage(store, question));
    if (question.by == CoverageBy::region) return region_lines(all, question.digits);
    std::string lines;
    for (const auto& [name, covered] : all) lines += agency_line(name, covered);
    return lines;
}

}  // namespace ogi::daemon
