#include "model/revision_json.h"

#include "base/json_writer.h"
#include "model/json_fields.h"
#include "model/names.h"
#include "model/report_json.h"
#include "model/report_object.h"

namespace ogi::model {

using base::JsonWriter;
using namespace json_fields;

namespace {

void write_revision_members(JsonWriter& json, const Revision& revision, const std::string& source_url) {
    json.field("source_url", source_url)
        .field("observed_at", base::to_iso(revision.observed_at))
        .field("revision", revision.number)
        .field("snapshot", revision.snapshot);
    json.key("parts").begin_array();
    for (const auto& digest : revision.parts) json.value(digest);
    json.end_array();
    json.field("parser_version", revision.parser_version).field("content_digest", revision.content_digest);
    write_report_members(json, revision.report);
}

void write_filing(JsonWriter& json, const ReportState& state) {
    if (!state.agency_id.empty()) json.field("agency_id", state.agency_id);
    if (!state.filed_as.empty()) json.field("filed_as", state.filed_as);
}

void write_evidence(JsonWriter& json, const CopyEvidence& evidence) {
    json.begin_object().field("snapshot", evidence.snapshot).key("parts").begin_array();
    for (const auto& digest : evidence.parts) json.value(digest);
    json.end_array().field("official", evidence.official);
    if (evidence.recognised) json.field("recognised", true);
    json.field("figures", evidence.figures);
    json.field("verdict", name_of(evidence.verdict)).field("figures_digest", evidence.figures_digest);
    json.end_object();
}

std::optional<CopyEvidence> read_evidence(const boost::json::object& copy) {
    if (!copy.contains("evidence")) return std::nullopt;
    const auto& object = object_of(copy, "evidence");
    const auto verdict = from_name<Verdict>(text_of(object, "verdict"));
    if (!verdict) return std::nullopt;
    return CopyEvidence{.snapshot = text_of(object, "snapshot"),
                        .parts = texts_of(object, "parts"),
                        .official = truth_of(object, "official"),
                        .recognised = truth_of(object, "recognised"),
                        .figures = static_cast<int>(whole_of(object, "figures")),
                        .verdict = *verdict,
                        .figures_digest = text_of(object, "figures_digest")};
}

}  // namespace

std::string to_json(const Revision& revision) {
    JsonWriter json;
    json.begin_object();
    write_revision_members(json, revision, revision.source_url);
    json.end_object();
    return json.take();
}

std::string to_json(const Revision& revision, const ReportState& state) {
    JsonWriter json;
    json.begin_object();
    json.key("withdrawn_at").value_or_null(base::to_iso(state.withdrawn_at));
    write_filing(json, state);
    // The report may have moved since it was read.
    write_revision_members(json, revision, state.source_url);
    json.end_object();
    return json.take();
}

std::string to_json(const ReportState& state) {
    JsonWriter json;
    json.begin_object().field("agency", state.key.agency).field("year", state.key.year);
    json.field("revision", state.revision).field("source_url", state.source_url);
    json.key("withdrawn_at").value_or_null(base::to_iso(state.withdrawn_at));
    if (!state.read_by.empty()) json.field("read_by", state.read_by);
    write_filing(json, state);
    json.end_object();
    return json.take();
}

base::Result<ReportState> parse_report_state_json(std::string_view line) {
    TRY(object, parse_object(line));
    return ReportState{{text_of(object, "agency"), static_cast<int>(whole_of(object, "year"))},
                       static_cast<int>(whole_of(object, "revision")),
                       text_of(object, "source_url"),
                       time_of(object, "withdrawn_at"),
                       text_of(object, "read_by"),
                       text_of(object, "agency_id"),
                       text_of(object, "filed_as")};
}

std::string to_json(const Copy& copy) {
    JsonWriter json;
    json.begin_object().field("agency", copy.key.agency).field("year", copy.key.year).field("url", copy.url);
    json.field("content_digest", copy.content_digest);
    json.key("missing_since").value_or_null(base::to_iso(copy.missing_since));
    if (!copy.read_as.empty()) json.field("read_as", copy.read_as);
    if (copy.first_seen) json.field("first_seen", base::to_iso(*copy.first_seen));
    if (copy.evidence) {
        json.key("evidence");
        write_evidence(json, *copy.evidence);
    }
    json.end_object();
    return json.take();
}

base::Result<Copy> parse_copy_json(std::string_view line) {
    TRY(object, parse_object(line));
    return Copy{.key = {text_of(object, "agency"), static_cast<int>(whole_of(object, "year"))},
                .url = text_of(object, "url"),
                .content_digest = text_of(object, "content_digest"),
                .missing_since = time_of(object, "missing_since"),
                .read_as = text_of(object, "read_as"),
                .first_seen = time_of(object, "first_seen"),
                .evidence = read_evidence(object)};
}

}  // namespace ogi::model
