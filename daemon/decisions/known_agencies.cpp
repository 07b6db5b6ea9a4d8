#include "daemon/decisions/known_agencies.h"

#include "base/json_writer.h"
#include "base/url.h"
#include "daemon/answers/trouble.h"
#include "daemon/roster/classify_agency.h"
#include "model/agency_json.h"
#include "model/decision_json.h"
#include "parser/gazetteer.h"

#include <algorithm>
#include <utility>

namespace ogi::daemon {

using base::JsonWriter;
using base::Result;

namespace {

// The table of divisions begins with this year; a name of it may be older.
constexpr int first_known_year = 2007;

std::string host_of(const std::string& url) {
    const auto parsed = base::Url::parse(url);
    return parsed ? parsed->authority() : std::string{};
}

void write_names(JsonWriter& json, const KnownAgency& agency, const Rulings& rulings) {
    const auto ruled = rulings.names_of(agency.id);
    json.key("names").begin_array();
    for (const auto& [name, known] : agency.names) {
        json.begin_object().field("name", name);
        const auto dated = std::ranges::find_if(ruled, [&](const auto* decision) {
            return decision->kind == model::DecisionKind::agency_rename && decision->name == name;
        });
        json.key("valid_from")
            .value_or_null(dated == ruled.end() ? std::nullopt : base::to_iso((*dated)->from));
        json.key("valid_to").value_or_null(dated == ruled.end() ? std::nullopt : base::to_iso((*dated)->to));
        json.key("years").begin_array();
        for (const auto year : known.years) json.value(year);
        json.end_array().end_object();
    }
    json.end_array().key("also").begin_array();
    for (const auto* decision : ruled) {
        const bool merged = decision->kind == model::DecisionKind::agency_merge;
        json.begin_object().field("name", merged ? decision->agency : decision->name);
        json.field("kind", model::name_of(decision->kind)).field("decision", decision->id).end_object();
    }
    json.end_array();
}

// The divisions that its names speak of, each with the years in which it was called so.
void write_divisions(JsonWriter& json, const std::set<std::string>& codes) {
    json.key("divisions").begin_array();
    for (const auto& division : parser::all_divisions()) {
        if (!codes.contains(division.code_text())) continue;
        json.begin_object().field("code", division.code_text()).field("name", division.name);
        json.key("first_year");
        division.first_year <= first_known_year ? json.null() : json.value(division.first_year);
        json.key("last_year");
        division.current() ? json.null() : json.value(division.last_year);
        json.end_object();
    }
    json.end_array();
}

}  // namespace

const std::string& KnownAgency::name() const {
    const auto newest = std::ranges::max_element(names, {}, [](const auto& entry) {
        return entry.second.years.empty() ? 0 : *entry.second.years.rbegin();
    });
    return newest == names.end() ? roster_name : newest->first;
}

std::size_t KnownAgency::reports() const {
    std::size_t reports = 0;
    for (const auto& [name, known] : names) reports += known.years.size();
    return reports;
}

Result<KnownAgencies> known_agencies(const storage::Store& store, const Rulings& rulings) {
    std::map<std::string, KnownAgency> by_id;
    std::string last_name, id;  // States come in order of name.
    Trouble trouble;
    const auto note = [&](Result<void> walked) {
        if (!walked) trouble = with_trouble(trouble, walked.error());
    };
    note(store.for_each_state([&](const model::ReportState& state) {
        if (!state.filed_as.empty()) return true;
        if (state.key.agency != last_name) {
            last_name = state.key.agency;
            id = rulings.id_of(last_name);
        }
        auto& known = by_id[id].names[last_name];
        known.years.insert(state.key.year);
        if (auto host = host_of(state.source_url); !host.empty()) known.hosts.insert(std::move(host));
        return true;
    }));
    note(store.for_each_agency([&](const model::Agency& agency) {
        by_id[rulings.id_of(agency.name)].roster_name = agency.name;
        return true;
    }));
    if (trouble && trouble->code == base::ErrorCode::io) return *trouble;
    KnownAgencies known{.agencies = {}, .health = {}};
    if (trouble) known.health = *trouble;
    for (auto& [key, agency] : by_id) {
        agency.id = key;
        known.agencies.push_back(std::move(agency));
    }
    std::ranges::sort(known.agencies, {}, [](const KnownAgency& agency) {
        return std::pair{agency.name(), agency.id};
    });
    return known;
}

std::string to_json(const KnownAgency& agency, const Rulings& rulings) {
    const auto classified = classify_agency(agency.name(), model::AgencyOrigin::report);
    std::set<std::string> codes{classified.division};
    std::set<int> years;
    for (const auto& [name, known] : agency.names) {
        codes.insert(classify_agency(name, model::AgencyOrigin::report).division);
        years.insert(known.years.begin(), known.years.end());
    }
    JsonWriter json;
    json.begin_object().field("id", agency.id).field("name", agency.name());
    json.field("level", model::name_of(classified.level)).field("kind", model::name_of(classified.kind));
    json.field("division", classified.division);
    write_divisions(json, codes);
    write_names(json, agency, rulings);
    json.field("reports", static_cast<std::uint64_t>(agency.reports()));
    json.key("first_year").value_or_null(years.empty() ? std::nullopt : std::optional{*years.begin()});
    json.key("last_year").value_or_null(years.empty() ? std::nullopt : std::optional{*years.rbegin()});
    json.field("on_roster", !agency.roster_name.empty()).end_object();
    return json.take();
}

std::string to_json(const AgencyDoubt& doubt) {
    JsonWriter json;
    json.begin_object()
        .field("reason", doubt.reason)
        .field("agency", doubt.agency)
        .field("other", doubt.other);
    json.key("hosts").begin_array();
    for (const auto& host : doubt.hosts) json.value(host);
    json.end_array().key("years").begin_array();
    for (const auto year : doubt.years) json.value(year);
    json.end_array().field("settle", doubt.settle).end_object();
    return json.take();
}

}  // namespace ogi::daemon
