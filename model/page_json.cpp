#include "model/page_json.h"

#include "base/json_writer.h"
#include "model/json_fields.h"
#include "model/names.h"

namespace ogi::model {

using base::JsonWriter;
using namespace json_fields;

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

// The member's value; nullopt where it is null or missing. Fails for a word that is not ours.
template <class Enum>
base::Result<std::optional<Enum>> optional_enum_of(const boost::json::object& object, std::string_view name) {
    const auto* member = object.if_contains(name);
    if (member == nullptr || !member->is_string()) return std::optional<Enum>{};
    TRY(value, enum_of<Enum>(object, name));
    return std::optional{value};
}

void write_keys(JsonWriter& json, std::string_view name, const std::vector<ReportKey>& keys) {
    json.key(name).begin_array();
    for (const auto& key : keys)
        json.begin_object().field("agency", key.agency).field("year", key.year).end_object();
    json.end_array();
}

std::vector<ReportKey> keys_of(const boost::json::object& object, std::string_view name) {
    std::vector<ReportKey> keys;
    for (const auto& value : array_of(object, name)) {
        if (!value.is_object()) continue;
        keys.push_back(
            {text_of(value.as_object(), "agency"), static_cast<int>(whole_of(value.as_object(), "year"))});
    }
    return keys;
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

ChangeHistory history_of(const boost::json::object& page) {
    const auto& history = object_of(page, "history");
    return {static_cast<int>(whole_of(history, "looks")),
            static_cast<int>(whole_of(history, "changes_milli")), whole_of(history, "quiet_s"),
            whole_of(history, "lively_s")};
}

std::vector<PagePart> parts_of(const boost::json::object& object) {
    std::vector<PagePart> parts;
    for (const auto& value : array_of(object, "parts")) {
        if (!value.is_object()) continue;
        const auto& part = value.as_object();
        parts.push_back({text_of(part, "url"), text_of(part, "etag"), text_of(part, "last_modified"),
                         text_of(part, "snapshot")});
    }
    return parts;
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
        .field("looks_in_doubt", suspect.looks_in_doubt)
        .end_object();
}

base::Result<std::optional<SuspectCapture>> suspect_of(const boost::json::object& page) {
    const auto& object = object_of(page, "suspect");
    if (object.empty()) return std::optional<SuspectCapture>{};
    const auto since = time_of(object, "since"), same_since = time_of(object, "same_since");
    if (!since || !same_since) return base::fail(base::ErrorCode::malformed, "a suspect without its times");
    SuspectCapture suspect{.content = text_of(object, "content"),
                           .snapshot = text_of(object, "snapshot"),
                           .since = *since,
                           .same_since = *same_since,
                           .looks = static_cast<int>(whole_of(object, "looks")),
                           .looks_in_doubt = static_cast<int>(whole_of(object, "looks_in_doubt"))};
    for (const auto& word : texts_of(object, "doubts")) {
        const auto doubt = from_name<Doubt>(word);
        if (!doubt)
            return base::fail(base::ErrorCode::malformed, "doubts have the unknown value \"" + word + "\"");
        suspect.doubts.push_back(*doubt);
    }
    return std::optional{std::move(suspect)};
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
    json.key("visited_at").value_or_null(base::to_iso(page.visited_at));
    write_name(json, "outcome", page.outcome);
    write_name(json, "reason", page.reason);
    write_name(json, "gone_reason", page.gone_reason);
    json.field("outcome_note", page.outcome_note)
        .field("failures", page.failures)
        .field("unchanged", page.unchanged);
    write_history(json, page);
    json.field("etag", page.etag).field("last_modified", page.last_modified).field("snapshot", page.snapshot);
    json.key("parts").begin_array();
    for (const auto& part : page.parts) {
        json.begin_object()
            .field("url", part.url)
            .field("etag", part.etag)
            .field("last_modified", part.last_modified)
            .field("snapshot", part.snapshot)
            .end_object();
    }
    json.end_array();
    write_keys(json, "reports", page.reports);
    write_keys(json, "replaced", page.replaced);
    if (page.flipped_at) json.field("flipped_at", base::to_iso(*page.flipped_at));
    if (page.suspect) write_suspect(json, *page.suspect);
    json.end_object();
    return json.take();
}

base::Result<Page> parse_page_json(std::string_view line) {
    TRY(object, parse_object(line));
    TRY(url, base::Url::parse(text_of(object, "url")));
    TRY(role, enum_of<PageRole>(object, "role"));
    const auto due_at = time_of(object, "due_at");
    if (!due_at) return base::fail(base::ErrorCode::malformed, "a page without due_at");
    TRY(outcome, optional_enum_of<VisitOutcome>(object, "outcome"));
    TRY(reason, optional_enum_of<FailureReason>(object, "reason"));
    TRY(gone_reason, optional_enum_of<GoneReason>(object, "gone_reason"));
    TRY(suspect, suspect_of(object));
    return Page{.url = std::move(url),
                .form = text_of(object, "form"),
                .source = text_of(object, "source"),
                .agency = text_of(object, "agency"),
                .role = role,
                .depth = static_cast<int>(whole_of(object, "depth")),
                .found_on = text_of(object, "found_on"),
                .link_text = text_of(object, "link_text"),
                .due_at = *due_at,
                .visited_at = time_of(object, "visited_at"),
                .outcome = outcome,
                .reason = reason,
                .gone_reason = gone_reason,
                .outcome_note = text_of(object, "outcome_note"),
                .failures = static_cast<int>(whole_of(object, "failures")),
                .unchanged = static_cast<int>(whole_of(object, "unchanged")),
                .seen_at = time_of(object, "seen_at"),
                .content = text_of(object, "content"),
                .content_before = text_of(object, "content_before"),
                .flips = static_cast<int>(whole_of(object, "flips")),
                .flipped_at = time_of(object, "flipped_at"),
                .history = history_of(object),
                .etag = text_of(object, "etag"),
                .last_modified = text_of(object, "last_modified"),
                .snapshot = text_of(object, "snapshot"),
                .parts = parts_of(object),
                .reports = keys_of(object, "reports"),
                .replaced = keys_of(object, "replaced"),
                .suspect = std::move(suspect)};
}

}  // namespace ogi::model
