#include "daemon/answers/agency_years.h"

#include "base/json_writer.h"
#include "daemon/answers/copy_lines.h"
#include "daemon/answers/find_report.h"
#include "daemon/roster/classify_agency.h"
#include "daemon/roster/overdue.h"
#include "model/names.h"

#include <map>
#include <optional>

namespace ogi::daemon {

using base::JsonWriter;
using base::Result;

namespace {

// What the roster says of it, or else what its name does.
Result<model::Agency> on_roster(const storage::Store& store, const KnownAgency& agency) {
    const auto& name = agency.roster_name.empty() ? agency.name() : agency.roster_name;
    std::optional<model::Agency> found;
    TRY_VOID(store.for_each_agency([&](const model::Agency& known) {
        if (known.name == name) found = known;
        return !found;
    }));
    return found ? *found : classify_agency(name, model::AgencyOrigin::report);
}

void write_head(JsonWriter& json, const KnownAgency& agency, const std::string& name, int year,
                std::string_view state) {
    json.begin_object().field("agency", name).field("agency_id", agency.id).field("year", year);
    json.field("state", state);
}

Result<std::string> report_line(const storage::Store& store, const KnownAgency& agency,
                                const model::ReportState& state) {
    TRY(revision, revision_of(store, state.key, state.revision));
    TRY(copies, store.copies(state.key));
    const auto counts = count_copies(state, revision, copies);
    bool in_doubt = false;
    if (const auto url = base::Url::parse(state.source_url)) {
        TRY(page, store.page(*url));
        in_doubt = page && page->suspect.has_value();
    }
    const auto& report = revision.report;
    JsonWriter json;
    write_head(json, agency, state.key.agency, state.key.year,
               state.withdrawn_at ? "withdrawn" : model::name_of(report.verdict));
    json.field("in_doubt", in_doubt).field("revision", state.revision);
    json.field("title", report.title).field("generation", model::name_of(report.generation));
    json.key("published").value_or_null(base::to_iso(report.published));
    json.key("withdrawn_at").value_or_null(base::to_iso(state.withdrawn_at));
    json.field("copies", counts.copies).field("copies_with_other_figures", counts.differ_in_figures);
    json.field("source_url", state.source_url).end_object();
    return json.take();
}

std::string owed_line(const KnownAgency& agency, const std::string& name, int year, std::string_view state,
                      base::Date deadline, int days) {
    JsonWriter json;
    write_head(json, agency, name, year, state);
    json.field("in_doubt", false).field("deadline", base::to_iso(deadline)).field("days_overdue", days);
    json.end_object();
    return json.take();
}

}  // namespace

Result<std::vector<std::string>> agency_year_lines(const storage::Store& store, const KnownAgency& agency,
                                                   base::Date at) {
    TRY(roster_agency, on_roster(store, agency));
    std::map<int, std::string> lines;
    KnownReports reports;  // Under the roster's name, whichever they stand under.
    for (const auto& [name, known] : agency.names) {
        Result<void> read;
        TRY_VOID(store.for_each_state_of(name, [&](const model::ReportState& state) {
            if (!state.filed_as.empty()) return true;
            auto line = report_line(store, agency, state);
            if (!line) read = line.error();
            if (!line) return false;
            lines[state.key.year] = *std::move(line);
            reports[roster_agency.name][state.key.year] = state.withdrawn_at;
            return true;
        }));
        TRY_VOID(read);
    }
    const std::span<const model::Agency> one{&roster_agency, 1};
    for (const auto& overdue : find_overdue(one, reports, at))
        if (overdue.state == OverdueState::missing)
            lines.emplace(overdue.year, owed_line(agency, roster_agency.name, overdue.year, "missing",
                                                  overdue.deadline, overdue.days));
    for (const auto& coming : find_not_due(one, reports, at))
        lines.emplace(coming.year, owed_line(agency, roster_agency.name, coming.year, "not_due",
                                             deadline_of(roster_agency, coming.year), 0));
    std::vector<std::string> in_order;
    for (auto& [year, line] : lines) in_order.push_back(std::move(line));
    return in_order;
}

}  // namespace ogi::daemon
