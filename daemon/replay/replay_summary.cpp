#include "daemon/replay/replay_summary.h"

#include "base/json_writer.h"
#include "model/json_fields.h"

#include <array>
#include <utility>

namespace ogi::daemon {

using base::ErrorCode;
using base::JsonWriter;
using base::Result;
using namespace model::json_fields;

namespace {

constexpr std::array<std::pair<std::string_view, std::uint64_t ReplayTotals::*>, 9> counts = {{
    {"pages", &ReplayTotals::pages},
    {"reports", &ReplayTotals::reports},
    {"added", &ReplayTotals::added},
    {"revised", &ReplayTotals::revised},
    {"withdrawn", &ReplayTotals::withdrawn},
    {"restored", &ReplayTotals::restored},
    {"reinterpreted", &ReplayTotals::reinterpreted},
    {"kept", &ReplayTotals::kept},
    {"unread", &ReplayTotals::unread},
}};

constexpr std::array<std::pair<ReplayCursor::Phase, std::string_view>, 3> phases = {{
    {ReplayCursor::Phase::pages, "pages"},
    {ReplayCursor::Phase::reports, "reports"},
    {ReplayCursor::Phase::finished, "finished"},
}};

void write_counts(JsonWriter& json, const ReplayTotals& totals) {
    for (const auto& [name, count] : counts) json.field(name, totals.*count);
}

ReplayTotals read_counts(const boost::json::object& object) {
    ReplayTotals totals;
    for (const auto& [name, count] : counts)
        totals.*count = static_cast<std::uint64_t>(whole_of(object, name));
    return totals;
}

}  // namespace

void ReplayTotals::count(const std::vector<model::Change>& changes) {
    for (const auto& change : changes) {
        switch (change.type) {
            case model::ChangeType::added:
                ++added;
                break;
            case model::ChangeType::revised:
                ++revised;
                break;
            case model::ChangeType::withdrawn:
                ++withdrawn;
                break;
            case model::ChangeType::restored:
                ++restored;
                break;
            case model::ChangeType::reinterpreted:
                ++reinterpreted;
                break;
        }
    }
}

std::string ReplayNote::text() const {
    if (url.empty()) return words;
    auto text = url;
    if (!agency.empty()) text += " (" + agency + "/" + std::to_string(year) + ")";
    return text + ": " + words;
}

std::string ReplayCursor::to_json() const {
    JsonWriter json;
    json.begin_object().field("parser_version", parser_version);
    json.field("agency", selector.agency).field("year", selector.year);
    for (const auto& [each, name] : phases) {
        if (each == phase) json.field("phase", name);
    }
    json.field("after_url", after_url).field("after_agency", after_report.agency);
    json.field("after_year", after_report.year);
    write_counts(json, totals);
    json.end_object();
    return json.take();
}

Result<ReplayCursor> ReplayCursor::parse(std::string_view text) {
    TRY(object, parse_object(text));
    ReplayCursor cursor;
    cursor.parser_version = text_of(object, "parser_version");
    cursor.selector = {text_of(object, "agency"), static_cast<int>(whole_of(object, "year"))};
    const auto phase = text_of(object, "phase");
    bool known = false;
    for (const auto& [each, name] : phases) {
        if (name == phase) cursor.phase = each, known = true;
    }
    if (!known) return base::fail(ErrorCode::malformed, "a cursor in an unknown phase, \"" + phase + "\"");
    cursor.after_url = text_of(object, "after_url");
    cursor.after_report = {text_of(object, "after_agency"), static_cast<int>(whole_of(object, "after_year"))};
    cursor.totals = read_counts(object);
    return cursor;
}

std::string ReplaySummary::to_json() const {
    JsonWriter json;
    json.begin_object();
    write_counts(json, totals);
    json.field("resumed", resumed).key("notes").begin_array();
    for (const auto& note : notes) {
        json.begin_object().field("url", note.url).field("agency", note.agency);
        json.field("year", note.year).field("words", note.words).end_object();
    }
    json.end_array().end_object();
    return json.take();
}

Result<ReplaySummary> ReplaySummary::parse(std::string_view text) {
    TRY(object, parse_object(text));
    ReplaySummary summary{.totals = read_counts(object)};
    const auto* resumed = object.if_contains("resumed");
    if (resumed == nullptr || !resumed->is_bool())
        return base::fail(ErrorCode::malformed, "not a reparse's summary");
    summary.resumed = resumed->as_bool();
    for (const auto& value : array_of(object, "notes")) {
        if (!value.is_object()) continue;
        const auto& note = value.as_object();
        summary.notes.push_back({text_of(note, "url"), text_of(note, "agency"),
                                 static_cast<int>(whole_of(note, "year")), text_of(note, "words")});
    }
    return summary;
}

std::string ReplaySummary::text() const {
    std::string text;
    for (const auto& [name, count] : counts)
        text += (text.empty() ? "" : " ") + std::string{name} + "=" + std::to_string(totals.*count);
    return text + (resumed ? " (with what was done before)" : "");
}

std::string ReplayProgress::to_json() const {
    JsonWriter json;
    json.begin_object().field("done", done).field("all", all).field("changes", changes).end_object();
    return json.take();
}

std::optional<ReplayProgress> ReplayProgress::parse(std::string_view text) {
    const auto object = parse_object(text);
    if (!object || object->if_contains("done") == nullptr || object->if_contains("all") == nullptr)
        return std::nullopt;
    return ReplayProgress{static_cast<std::uint64_t>(whole_of(*object, "done")),
                          static_cast<std::uint64_t>(whole_of(*object, "all")),
                          static_cast<std::uint64_t>(whole_of(*object, "changes"))};
}

}  // namespace ogi::daemon
