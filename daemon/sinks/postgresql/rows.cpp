#include "daemon/sinks/postgresql/rows.h"

#include "base/digest.h"
#include "model/names.h"

namespace ogi::daemon {

using model::name_of;

namespace {

std::int64_t signed_of(std::uint64_t number) {
    return static_cast<std::int64_t>(number);
}

}  // namespace

PgRow report_row(const SinkEvent& event, const model::Revision& revision, const PgStanding& standing,
                 std::uint64_t epoch) {
    const auto& change = event.change;
    const auto& report = revision.report;
    PgRow row;
    row.text("agency", change.key.agency).number("year", change.key.year);
    row.text_or_null("agency_id", change.agency_id).text_or_null("division", report.agency.division);
    row.number("revision", change.revision).text("state", standing.withdrawn ? "withdrawn" : "online");
    row.word_or_null("withdrawn_reason", standing.reason).text_or_null("filed_as", standing.filed_as);
    row.text_or_null("title", report.title).time("published", report.published);
    row.text("generation", name_of(report.generation)).text("verdict", name_of(report.verdict));
    row.text("source_url", revision.source_url).text("last_type", name_of(change.type));
    row.text("last_cause", name_of(change.cause)).word_or_null("last_class", change.change_class);
    row.time("observed_at", std::optional{change.observed_at}).time("recorded_at", change.recorded_at);
    row.number("epoch", signed_of(epoch)).number("sequence", signed_of(event.sequence));
    return row.text("line_sha256", base::sha256_hex(event.line));
}

PgRow agency_row(const SinkEvent& event, const model::Revision& revision, std::uint64_t epoch) {
    PgRow row;
    row.text("agency", event.change.key.agency).text_or_null("agency_id", event.change.agency_id);
    row.text_or_null("division", revision.report.agency.division);
    return row.number("epoch", signed_of(epoch)).number("sequence", signed_of(event.sequence));
}

PgRow revision_row(std::int64_t report_id, const model::Revision& revision, std::uint64_t epoch) {
    const auto& report = revision.report;
    PgRow row;
    row.number("report_id", report_id).number("revision", revision.number);
    row.time("observed_at", std::optional{revision.observed_at}).text("source_url", revision.source_url);
    row.text("snapshot", revision.snapshot).text("parser_version", revision.parser_version);
    row.text("content_digest", revision.content_digest);
    row.text_or_null("agency_as_written", report.agency.as_written);
    row.text_or_null("division", report.agency.division).text_or_null("title", report.title);
    row.time("published", report.published).text("generation", name_of(report.generation));
    row.text("verdict", name_of(report.verdict)).flag("official", report.official);
    row.text("format", name_of(report.format));
    row.number_or_null("recognised_confidence",
                       report.ocr ? std::optional<std::int64_t>{report.ocr->confidence} : std::nullopt);
    return row.number("epoch", signed_of(epoch));
}

PgRow change_row(std::int64_t report_id, const SinkEvent& event, std::uint64_t epoch) {
    const auto& change = event.change;
    PgRow row;
    row.number("sequence", signed_of(event.sequence)).number("report_id", report_id);
    row.text("type", name_of(change.type)).text("cause", name_of(change.cause));
    row.word_or_null("class", change.change_class).number("revision", change.revision);
    row.time("observed_at", std::optional{change.observed_at}).time("recorded_at", change.recorded_at);
    row.word_or_null("reason", change.reason).texts("aspects", change.aspects);
    row.text("source_url", change.source_url).text("line", event.line);
    return row.number("epoch", signed_of(epoch));
}

PgRow changed_cell_row(std::uint64_t sequence, const model::CellChange& cell) {
    PgRow row;
    row.number("sequence", signed_of(sequence)).text("cell", cell.id);
    row.text("old_kind", name_of(cell.old_cell.kind)).decimal("old_value", cell.old_cell.value);
    row.text("old_raw", cell.old_cell.raw).text_or_null("old_unit", cell.old_cell.unit);
    row.text("new_kind", name_of(cell.new_cell.kind)).decimal("new_value", cell.new_cell.value);
    row.text("new_raw", cell.new_cell.raw).text_or_null("new_unit", cell.new_cell.unit);
    row.word_or_null("severity", cell.severity).texts("broke", cell.broke);
    return row.texts("healed", cell.healed);
}

}  // namespace ogi::daemon
