#include "daemon/answers/history_lines.h"

#include "base/json_writer.h"
#include "daemon/answers/correction_lines.h"
#include "model/change_json.h"
#include "model/names.h"
#include "parser/compare.h"

#include <algorithm>

namespace ogi::daemon {

using base::JsonWriter;
using model::Revision;
using model::TimelineEntry;

namespace {

// Where a revision is to be seen: the current one may have moved since it was read.
const std::string& place_of(const Revision& revision, const model::ReportState& state) {
    return revision.number == state.revision ? state.source_url : revision.source_url;
}

void write_class(JsonWriter& json, const TimelineEntry& entry) {
    json.field("cause", model::name_of(entry.cause)).key("class");
    json.value_or_null(entry.change_class ? std::optional{model::name_of(*entry.change_class)}
                                          : std::nullopt);
}

// The entry that brought the revision; nullptr where the log does not tell.
void write_origin(JsonWriter& json, const TimelineEntry* entry) {
    if (entry == nullptr) {
        for (const auto name : {"type", "cause", "class", "sequence", "recorded_at"}) json.key(name).null();
        return;
    }
    json.field("type", model::name_of(entry->type));
    write_class(json, *entry);
    json.field("sequence", entry->sequence).field("recorded_at", base::to_iso(entry->recorded_at));
}

void write_event(JsonWriter& json, const TimelineEntry& entry) {
    json.begin_object().field("type", model::name_of(entry.type));
    write_class(json, entry);
    json.key("reason").value_or_null(entry.reason ? std::optional{model::name_of(*entry.reason)}
                                                  : std::nullopt);
    json.field("sequence", entry.sequence).field("observed_at", base::to_iso(entry.observed_at));
    json.field("recorded_at", base::to_iso(entry.recorded_at)).field("source_url", entry.source_url);
    json.end_object();
}

// Nothing where no decision is another.
void write_corrections(JsonWriter& json, const model::Report& before, const model::Report& after,
                       const Rulings& rulings) {
    const auto changes = changed_corrections(before, after);
    if (changes.empty()) return;
    json.key("corrections").begin_array();
    for (const auto& change : changes) {
        json.begin_object();
        write_correction_change(json, change, rulings);
        json.end_object();
    }
    json.end_array();
}

std::string history_line(const Revision& revision, const Revision* before, const model::ReportState& state,
                         const std::vector<TimelineEntry>& timeline, const Rulings& rulings) {
    const auto differences =
        before == nullptr ? parser::Differences{} : parser::compare_reports(before->report, revision.report);
    const bool current = revision.number == state.revision;
    const auto origin = std::ranges::find(timeline, revision.number, &TimelineEntry::revision);
    JsonWriter json;
    json.begin_object().field("agency", state.key.agency).field("year", state.key.year);
    json.field("revision", revision.number);
    write_origin(json, origin == timeline.end() ? nullptr : &*origin);
    json.field("observed_at", base::to_iso(revision.observed_at)).key("published");
    json.value_or_null(base::to_iso(revision.report.published));
    json.field("source_url", place_of(revision, state)).field("snapshot", revision.snapshot);
    json.field("parser_version", revision.parser_version)
        .field("verdict", model::name_of(revision.report.verdict));
    json.field("current", current).key("withdrawn_at");
    json.value_or_null(current ? base::to_iso(state.withdrawn_at) : std::nullopt);
    json.key("cells").begin_array();
    for (const auto& change : differences.cells) model::write_cell_change(json, change);
    json.end_array().key("aspects").begin_array();
    for (const auto& aspect : differences.aspects) json.value(aspect);
    json.end_array();
    if (before != nullptr) write_corrections(json, before->report, revision.report, rulings);
    json.key("events").begin_array();
    for (auto entry = origin; entry != timeline.end(); ++entry) {
        if (entry != origin && entry->revision == revision.number) write_event(json, *entry);
    }
    json.end_array().end_object();
    return json.take();
}

}  // namespace

std::vector<std::string> history_lines(const model::ReportState& state,
                                       const std::vector<Revision>& revisions,
                                       const std::vector<TimelineEntry>& timeline, const Rulings& rulings) {
    std::vector<std::string> lines;
    const Revision* before = nullptr;
    for (const auto& revision : revisions) {
        lines.push_back(history_line(revision, before, state, timeline, rulings));
        before = &revision;
    }
    return lines;
}

}  // namespace ogi::daemon
