#include "daemon/answers/report_parts.h"

#include "base/json_writer.h"
#include "daemon/answers/find_report.h"
#include "daemon/answers/name_segment.h"
#include "daemon/answers/year_checks.h"
#include "model/names.h"
#include "model/report_json.h"

#include <boost/url/encode.hpp>
#include <boost/url/rfc/unreserved_chars.hpp>

#include <algorithm>

namespace ogi::daemon {

namespace urls = boost::urls;
using base::ErrorCode;
using base::JsonWriter;
using base::Result;

namespace {

struct Found {
    model::ReportState state;
    model::Revision revision;
};

Result<Found> find(const storage::Store& store, const WhichRevision& which) {
    TRY(state, find_report(store, which.agency, which.year));
    TRY(revision, revision_of(store, state.key, which.revision == 0 ? state.revision : which.revision));
    return Found{std::move(state), std::move(revision)};
}

void write_number(JsonWriter& json, std::string_view name, const std::optional<model::Decimal>& number) {
    json.key(name);
    if (number) {
        json.raw(number->text());
    } else {
        json.null();
    }
    if (number && !number->is_whole()) json.field(std::string{name} + "_decimal", number->text());
}

// The member "suspect", where identities point at the cell: what would satisfy them, and which they are.
void write_suspicion(JsonWriter& json, const model::Report& report, std::string_view cell) {
    const auto suspect = std::ranges::find(report.suspects, cell, &model::Suspect::cell);
    if (suspect == report.suspects.end()) return;
    json.key("suspect").begin_object();
    write_number(json, "implied", suspect->implied);
    json.key("checks").begin_array();
    for (const auto& check : suspect->checks) json.value(check);
    json.end_array().end_object();
}

std::string name_of(const model::ReportKey& key) {
    return key.agency + "/" + std::to_string(key.year);
}

}  // namespace

Result<std::string> check_lines(const storage::Store& store, const WhichRevision& which) {
    TRY(found, find(store, which));
    TRY(previous, store.state({found.state.key.agency, found.state.key.year - 1}));
    TRY_VOID(add_year_checks(store, previous, found.revision.report));
    std::string lines;
    for (const auto& check : found.revision.report.checks) {
        JsonWriter json;
        json.begin_object().field("id", check.id).field("outcome", model::name_of(check.outcome));
        write_number(json, "left", check.left);
        write_number(json, "right", check.right);
        if (!check.note.empty()) json.field("note", check.note);
        json.end_object();
        lines += json.take() + "\n";
    }
    return lines;
}

Result<std::string> cell_line(const storage::Store& store, const WhichRevision& which,
                              std::string_view cell) {
    TRY(found, find(store, which));
    const auto& [state, revision] = found;
    const auto& cells = revision.report.cells;
    const auto known = cells.find(std::string{cell});
    if (known == cells.end())
        return base::fail(ErrorCode::not_found,
                          "the report " + name_of(state.key) + " has no cell \"" + std::string{cell} + "\"");
    const auto& value = known->second;
    JsonWriter json;
    json.begin_object().field("id", cell).field("agency", state.key.agency).field("year", state.key.year);
    json.field("revision", revision.number);
    write_number(json, "value", value.value);
    json.field("kind", model::name_of(value.kind)).field("raw", value.raw).field("unit", value.unit);
    json.key("at");
    if (value.at) {
        model::write_place(json, *value.at);
    } else {
        json.null();
    }
    model::write_correction_of(json, revision.report, cell);
    write_suspicion(json, revision.report, cell);
    json.field("snapshot", revision.snapshot).field("source_url", revision.source_url);
    const auto agency = urls::encode(segment_of(state.key.agency), urls::unreserved_chars);
    json.field("source", "/v1/reports/" + agency + "/" + std::to_string(state.key.year) +
                             "/source?revision=" + std::to_string(revision.number));
    json.end_object();
    return json.take() + "\n";
}

Result<SourceBytes> source_bytes(const storage::Store& store, const WhichRevision& which, int part) {
    TRY(found, find(store, which));
    const auto& revision = found.revision;
    if (part < 0 || static_cast<std::size_t>(part) > revision.parts.size())
        return base::fail(ErrorCode::not_found, "the report " + name_of(found.state.key) + " has " +
                                                    std::to_string(revision.parts.size()) + " further parts");
    SourceBytes source;
    source.digest = part == 0 ? revision.snapshot : revision.parts[static_cast<std::size_t>(part) - 1];
    TRY(body, store.body(source.digest));
    if (!body)
        return base::fail(ErrorCode::not_found, "the bytes of revision " + std::to_string(revision.number) +
                                                    " of " + name_of(found.state.key) + " are not kept");
    source.body = *std::move(body);
    if (part != 0) return source;
    source.url = revision.source_url;
    const auto url = base::Url::parse(revision.source_url);
    if (!url) return source;
    TRY(captures, store.captures(*url));
    for (const auto& capture : captures)
        if (capture.digest == source.digest) source.content_type = capture.content_type;
    return source;
}

}  // namespace ogi::daemon
