#include "daemon/sinks/postgresql/rows.h"

#include "base/digest.h"
#include "base/json_writer.h"
#include "model/names.h"

namespace ogi::daemon {

using base::JsonWriter;
using model::name_of;

namespace {

// Writes members; what is empty is null.
class RowWriter {
  public:
    RowWriter() { json_.begin_object(); }

    RowWriter& text(std::string_view name, std::string_view value) {
        json_.key(name);
        if (value.find('\0') == std::string_view::npos) {
            json_.value(value);
            return *this;
        }
        std::string clean;
        for (const char c : value) clean += c == '\0' ? std::string{"\xEF\xBF\xBD"} : std::string(1, c);
        json_.value(clean);
        return *this;
    }
    RowWriter& text_or_null(std::string_view name, std::string_view value) {
        if (!value.empty()) return text(name, value);
        json_.key(name).null();
        return *this;
    }
    RowWriter& number(std::string_view name, std::int64_t value) {
        json_.field(name, value);
        return *this;
    }
    RowWriter& decimal(std::string_view name, const std::optional<model::Decimal>& value) {
        json_.key(name);
        value ? json_.raw(value->text()) : json_.null();
        return *this;
    }
    RowWriter& flag(std::string_view name, bool value) {
        json_.field(name, value);
        return *this;
    }
    template <class Moment>
    RowWriter& time(std::string_view name, const std::optional<Moment>& moment) {
        json_.key(name).value_or_null(base::to_iso(moment));
        return *this;
    }
    template <class Enum>
    RowWriter& word_or_null(std::string_view name, const std::optional<Enum>& value) {
        return text_or_null(name, value ? name_of(*value) : std::string_view{});
    }
    RowWriter& texts(std::string_view name, const std::vector<std::string>& values) {
        json_.key(name).begin_array();
        for (const auto& value : values) json_.value(value);
        json_.end_array();
        return *this;
    }
    std::string take() { return json_.end_object().take(); }

  private:
    JsonWriter json_;
};

std::int64_t signed_of(std::uint64_t number) {
    return static_cast<std::int64_t>(number);
}

}  // namespace

std::string report_row(const SinkEvent& event, const model::Revision& revision, const PgStanding& standing,
                       std::uint64_t epoch) {
    const auto& change = event.change;
    const auto& report = revision.report;
    RowWriter row;
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
    return row.text("line_sha256", base::sha256_hex(event.line)).take();
}

std::string agency_row(const SinkEvent& event, const model::Revision& revision, std::uint64_t epoch) {
    RowWriter row;
    row.text("agency", event.change.key.agency).text_or_null("agency_id", event.change.agency_id);
    row.text_or_null("division", revision.report.agency.division);
    return row.number("epoch", signed_of(epoch)).number("sequence", signed_of(event.sequence)).take();
}

std::string revision_row(std::int64_t report_id, const model::Revision& revision, std::uint64_t epoch) {
    const auto& report = revision.report;
    RowWriter row;
    row.number("report_id", report_id).number("revision", revision.number);
    row.time("observed_at", std::optional{revision.observed_at}).text("source_url", revision.source_url);
    row.text("snapshot", revision.snapshot).text("parser_version", revision.parser_version);
    row.text("content_digest", revision.content_digest);
    row.text_or_null("agency_as_written", report.agency.as_written);
    row.text_or_null("division", report.agency.division).text_or_null("title", report.title);
    row.time("published", report.published).text("generation", name_of(report.generation));
    row.text("verdict", name_of(report.verdict)).flag("official", report.official);
    row.text("format", name_of(report.format));
    if (report.ocr) row.number("recognised_confidence", report.ocr->confidence);
    return row.number("epoch", signed_of(epoch)).take();
}

std::string change_row(std::int64_t report_id, const SinkEvent& event, std::uint64_t epoch) {
    const auto& change = event.change;
    RowWriter row;
    row.number("sequence", signed_of(event.sequence)).number("report_id", report_id);
    row.text("type", name_of(change.type)).text("cause", name_of(change.cause));
    row.word_or_null("class", change.change_class).number("revision", change.revision);
    row.time("observed_at", std::optional{change.observed_at}).time("recorded_at", change.recorded_at);
    row.word_or_null("reason", change.reason).texts("aspects", change.aspects);
    row.text("source_url", change.source_url).text("line", event.line);
    return row.number("epoch", signed_of(epoch)).take();
}

void add_changed_cell_rows(PgRowList& rows, const SinkEvent& event) {
    for (const auto& cell : event.change.cells) {
        RowWriter row;
        row.number("sequence", signed_of(event.sequence)).text("cell", cell.id);
        row.text("old_kind", name_of(cell.old_cell.kind)).decimal("old_value", cell.old_cell.value);
        row.text("old_raw", cell.old_cell.raw).text_or_null("old_unit", cell.old_cell.unit);
        row.text("new_kind", name_of(cell.new_cell.kind)).decimal("new_value", cell.new_cell.value);
        row.text("new_raw", cell.new_cell.raw)
            .text_or_null("new_unit", cell.new_cell.unit)
            .word_or_null("severity", cell.severity);
        rows.add(row.texts("broke", cell.broke).texts("healed", cell.healed).take());
    }
}

}  // namespace ogi::daemon
