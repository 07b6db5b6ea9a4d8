#include "daemon/answers/coverage_lines.h"

#include "base/json_writer.h"
#include "daemon/roster/overdue.h"
#include "daemon/roster/roster.h"
#include "model/names.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <utility>

namespace ogi::daemon {

using base::JsonWriter;
using base::Result;

namespace {

struct Covered {
    std::string id{};  // Empty: it has no report.
    std::string division{};
    std::map<int, std::string_view> years{};  // What is known of the report on each.
    std::set<int> in_doubt{};                 // Of those, whose page shows what is not believed yet.
    std::set<int> not_due{};                  // Of others, whose deadline is not over.
};
using ByAgency = std::map<std::string, Covered>;

bool is_wanted(const CoverageQuestion& question, const std::string& agency, int year) {
    return (question.year == 0 || question.year == year) && agency.find(question.agency) != std::string::npos;
}

// What the roster adds: reports that are not there, and divisions of agencies whose reports tell none.
void add_roster(const Roster& roster, const CoverageQuestion& question, ByAgency& all) {
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
    for (const auto& [agency, year] : find_not_due(roster.agencies, roster.reports, question.at)) {
        if (!is_wanted(question, agency->name, year)) continue;
        auto& covered = all[agency->name];
        if (covered.division.empty()) covered.division = agency->division;
        covered.not_due.insert(year);
    }
}

Result<ByAgency> read_coverage(const storage::Store& store, const CoverageQuestion& question,
                               VerdictMemory& verdicts) {
    ByAgency all;
    RosterBuilder roster;
    TRY_VOID(roster.read_named(store));
    auto last = all.end();  // The agency of the last report: they come in order.
    TRY_VOID(verdicts.for_each(store, [&](const model::ReportState& state, const KnownVerdict& known) {
        roster.add(state);
        // One that stands under another name is counted there.
        if (!state.filed_as.empty() || !is_wanted(question, state.key.agency, state.key.year)) return;
        if (last == all.end() || last->first != state.key.agency)
            last = all.try_emplace(state.key.agency).first;
        auto& covered = last->second;
        covered.id = state.agency_id;
        if (!known.division.empty()) covered.division = known.division;
        covered.years[state.key.year] = state.withdrawn_at ? "withdrawn" : model::name_of(known.verdict);
    }));
    TRY_VOID(store.for_each_suspect([&](const model::Page& page) {
        for (const auto& report : page.reports) {
            const auto known = all.find(report.agency);
            if (known != all.end() && known->second.years.contains(report.year))
                known->second.in_doubt.insert(report.year);
        }
        return true;
    }));
    add_roster(roster.take(), question, all);
    std::erase_if(all, [&](const auto& one) { return !one.second.division.starts_with(question.region); });
    return all;
}

std::optional<std::string_view> text_or_none(std::string_view text) {
    return text.empty() ? std::nullopt : std::optional{text};
}

void write_years(JsonWriter& json, std::string_view name, const std::set<int>& years) {
    json.key(name).begin_array();
    for (const auto year : years) json.value(year);
    json.end_array();
}

std::string agency_line(const std::string& name, const Covered& covered) {
    JsonWriter json;
    json.begin_object().field("agency", name);
    json.key("agency_id").value_or_null(text_or_none(covered.id));
    json.key("division").value_or_null(text_or_none(covered.division));
    json.key("years").begin_object();
    for (const auto& [year, state] : covered.years) json.field(std::to_string(year), state);
    json.end_object();
    write_years(json, "in_doubt", covered.in_doubt);
    write_years(json, "not_due", covered.not_due);
    json.end_object();
    return json.take() + "\n";
}

constexpr std::array<std::string_view, 8> states_by_region = {
    "verified", "consistent", "inconsistent", "unverifiable", "withdrawn", "missing", "not_due", "in_doubt"};

std::string region_lines(const ByAgency& all, std::size_t digits) {
    std::map<std::pair<std::string, int>, std::map<std::string_view, int>> counts;
    for (const auto& [name, covered] : all) {
        const auto region = covered.division.substr(0, digits);
        for (const auto& [year, state] : covered.years) ++counts[{region, year}][state];
        for (const auto year : covered.not_due) ++counts[{region, year}]["not_due"];
        for (const auto year : covered.in_doubt) ++counts[{region, year}]["in_doubt"];
    }
    std::string lines;
    for (const auto& [where, states] : counts) {
        JsonWriter json;
        // Null: no division is known of these agencies.
        json.begin_object().key("region").value_or_null(text_or_none(where.first));
        json.field("year", where.second);
        for (const auto state : states_by_region) {
            const auto count = states.find(state);
            json.field(state, count == states.end() ? 0 : count->second);
        }
        json.end_object();
        lines += json.take() + "\n";
    }
    return lines;
}

}  // namespace

std::string_view sign_of(std::string_view state) {
    const auto found = std::ranges::find(coverage_signs, state, &CoverageSign::state);
    return found == coverage_signs.end() ? std::string_view{} : found->sign;
}

std::vector<std::string> coverage_by_region_titles() {
    std::vector<std::string> titles{"region", "year"};
    titles.insert(titles.end(), states_by_region.begin(), states_by_region.end());
    return titles;
}

Result<std::string> coverage_lines(const storage::Store& store, const CoverageQuestion& question,
                                   VerdictMemory& verdicts) {
    TRY(all, read_coverage(store, question, verdicts));
    if (question.by == CoverageBy::region) return region_lines(all, question.digits);
    std::string lines;
    for (const auto& [name, covered] : all) lines += agency_line(name, covered);
    return lines;
}

}  // namespace ogi::daemon
