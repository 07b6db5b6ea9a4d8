#include "daemon/roster/roster.h"

#include "base/json_writer.h"
#include "daemon/answers/trouble.h"
#include "daemon/roster/classify_agency.h"
#include "daemon/roster/roster_csv.h"
#include "model/agency_json.h"

#include <boost/json/parse.hpp>

namespace ogi::daemon {

using base::ErrorCode;
using base::Result;

Result<void> RosterBuilder::read_named(const storage::Store& store) {
    return store.for_each_agency([&](const model::Agency& agency) {
        agencies_.emplace(agency.name, agency);
        return true;
    });
}

void RosterBuilder::add(const model::ReportState& state) {
    const auto& [name, year] = state.key;
    // One that stands under another name is there, and its own name owes nothing by it.
    const bool filed_elsewhere = !state.filed_as.empty();
    if (last_ == nullptr || last_->first != name) {
        last_ = &*reports_.try_emplace(name).first;
        last_is_known_ = agencies_.contains(name);
    }
    last_->second.emplace(year, filed_elsewhere ? std::nullopt : state.withdrawn_at);
    if (filed_elsewhere || last_is_known_) return;
    agencies_.emplace(name, classify_agency(name, model::AgencyOrigin::report));
    last_is_known_ = true;
}

Roster RosterBuilder::take() {
    Roster roster;
    for (auto& [name, agency] : agencies_) roster.agencies.push_back(std::move(agency));
    roster.reports = std::move(reports_);
    return roster;
}

Result<Roster> read_roster(const storage::Store& store) {
    RosterBuilder builder;
    Trouble trouble;
    const auto note = [&](Result<void> walked) {
        if (!walked) trouble = with_trouble(trouble, walked.error());
    };
    note(builder.read_named(store));
    note(store.for_each_state([&](const model::ReportState& state) {
        builder.add(state);
        return true;
    }));
    if (trouble && trouble->code == ErrorCode::io) return *trouble;
    auto roster = builder.take();
    if (trouble) roster.health = *trouble;
    return roster;
}

Result<void> enrol_sources(storage::Store& store, const std::vector<model::Source>& sources) {
    std::vector<model::Agency> agencies;
    for (const auto& source : sources) {
        if (!source.agency.empty())
            agencies.push_back(classify_agency(source.agency, model::AgencyOrigin::source));
    }
    TRY(put, store.put_agencies(agencies, storage::IfKnown::leave));
    static_cast<void>(put);
    return {};
}

base::Error too_large_roster() {
    return base::fail(ErrorCode::too_large,
                      "the table is larger than " + std::to_string(roster_bytes_max >> 20) + " MiB");
}

Result<std::size_t> import_roster(storage::Store& store, std::string_view csv) {
    if (csv.size() > roster_bytes_max) return too_large_roster();
    const auto roster = read_roster_csv(csv);
    if (!roster.faults.empty()) {
        std::string faults = "nothing was imported";
        for (const auto& fault : roster.faults) faults += "\n" + fault;
        return base::fail(ErrorCode::malformed, faults);
    }
    return store.put_agencies(roster.agencies, storage::IfKnown::replace);
}

std::string imported_line(std::size_t agencies) {
    base::JsonWriter json;
    json.begin_object().field("imported", static_cast<std::uint64_t>(agencies)).end_object();
    return json.take();
}

Result<std::size_t> read_imported(std::string_view line) {
    boost::system::error_code problem;
    const auto value = boost::json::parse(line, problem);
    const auto* count = !problem && value.is_object() ? value.as_object().if_contains("imported") : nullptr;
    if (count == nullptr || !count->is_number())
        return base::fail(ErrorCode::malformed, "not the answer to an import");
    return count->to_number<std::size_t>();
}

std::string to_json(const Overdue& overdue) {
    const auto& agency = *overdue.agency;
    base::JsonWriter json;
    json.begin_object().field("agency", agency.name).field("year", overdue.year);
    json.field("deadline", base::to_iso(overdue.deadline)).field("days_overdue", overdue.days);
    json.field("state", name_of(overdue.state));
    json.field("level", model::name_of(agency.level)).field("kind", model::name_of(agency.kind));
    json.field("division", agency.division).field("parent", agency.parent);
    json.field("origin", model::name_of(agency.origin)).end_object();
    return json.take();
}

}  // namespace ogi::daemon
