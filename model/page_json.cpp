#include "model/page_json.h"

#include "base/json_writer.h"
#include "model/names.h"

namespace ogi::model {

using base::JsonWriter;

namespace {

template <class Enum>
void write_name(JsonWriter& json, std::string_view member, const std::optional<Enum>& value) {
    json.key(member);
    if (value) {
        json.value(name_of(*value));
    } else {
        json.null();
    }
}

void write_keys(JsonWriter& json, std::string_view name, const std::vector<ReportKey>& keys) {
    json.key(name).begin_array();
    for (const auto& key : keys)
        json.begin_object().field("agency", key.agency).field("year", key.year).end_object();
    json.end_array();
}

void write_history(JsonWriter& json, const Page& page) {
    json.key("seen_at").value_or_null(base::to_iso(page.seen_at));
    json.field("content", page.content)
        .field("content_before", page.content_before)
        .field("flips", page.flips);
    json.key("history")
        .begin_object()
        .field("looks", page.history.looks)
        .field("changes_milli", page.history.changes_milli)
        .field("quiet_s", page.history.quiet_s)
        .field("lively_s", page.history.lively_s)
        .end_object();
}

void write_parts(JsonWriter& json, const std::vector<PagePart>& parts) {
    json.key("parts").begin_array();
    for (const auto& part : parts) {
        json.begin_object()
            .field("url", part.url)
            .field("etag", part.etag)
            .field("last_modified", part.last_modified)
            .field("snapshot", part.snapshot)
            .end_object();
    }
    json.end_array();
}

// Few pages have one, so it is not there for the others.
void write_suspect(JsonWriter& json, const SuspectCapture& suspect) {
    json.key("suspect").begin_object().key("doubts").begin_array();
    for (const auto doubt : suspect.doubts) json.value(name_of(doubt));
    json.end_array()
        .field("content", suspect.content)
        .field("snapshot", suspect.snapshot)
        .field("since", base::to_iso(suspect.since))
        .field("same_since", base::to_iso(suspect.same_since))
        .field("looks", suspect.looks)
        .field("looks_in_doubt", suspect.looks_in_doubt);
    if (!suspect.parts.empty()) write_parts(json, suspect.parts);
    json.end_object();
}

// Likewise.
void write_memory(JsonWriter& json, const Page& page) {
    if (!page.earlier.empty()) {
        json.key("earlier").begin_array();
        for (const auto& earlier : page.earlier) {
            json.begin_object().field("content", earlier.content);
            json.field("until", base::to_iso(earlier.until)).end_object();
        }
        json.end_array();
    }
    if (!page.refused.empty()) {
        json.key("refused").begin_array();
        for (const auto& content : page.refused) json.value(content);
        json.end_array();
    }
}

// The same: only attachments have one.
void write_carrier(JsonWriter& json, const Carrier& carrier) {
    json.key("carrier").begin_object().field("url", carrier.url).field("title", carrier.title);
    json.field("agency", carrier.agency).field("year", carrier.year);
    json.key("published").value_or_null(base::to_iso(carrier.published));
    json.field("links", carrier.links).end_object();
}

}  // namespace

std::string to_json(const Page& page) {
    JsonWriter json;
    json.begin_object()
        .field("url", page.url.text())
        .field("form", page.form)
        .field("source", page.source)
        .field("agency", page.agency)
        .field("role", name_of(page.role))
        .field("depth", page.depth)
        .field("found_on", page.found_on)
        .field("link_text", page.link_text)
        .field("due_at", base::to_iso(page.due_at));
    if (page.carrier) write_carrier(json, *page.carrier);
    json.key("visited_at").value_or_null(base::to_iso(page.visited_at));
    write_name(json, "outcome", page.outcome);
    write_name(json, "reason", page.reason);
    write_name(json, "gone_reason", page.gone_reason);
    json.field("outcome_note", page.outcome_note)
        .field("failures", page.failures)
        .field("unchanged", page.unchanged);
    write_history(json, page);
    json.field("etag", page.etag).field("last_modified", page.last_modified).field("snapshot", page.snapshot);
    write_parts(json, page.parts);
    write_name(json, "class", page.change_class);
    write_keys(json, "reports", page.reports);
    write_keys(json, "replaced", page.replaced);
    if (page.flipped_at) json.field("flipped_at", base::to_iso(*page.flipped_at));
    if (page.suspect) write_suspect(json, *page.suspect);
    write_memory(json, page);
    json.end_object();
    return json.take();
}

}  // namespace ogi::model
