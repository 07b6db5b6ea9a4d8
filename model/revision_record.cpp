#include "model/revision_record.h"

#include "model/cell_columns.h"
#include "model/record_reader.h"
#include "model/record_writer.h"

#include <cmath>

namespace ogi::model {

namespace {

// Two decimals are all that a confidence means.
constexpr double confidence_steps = 100;

// A report of 200 cells takes 20 KB.
constexpr std::size_t usual_bytes = std::size_t{24} << 10;

void write_texts(RecordWriter& record, const std::vector<std::string>& texts) {
    record.number(texts.size());
    for (const auto& text : texts) record.text(text);
}

std::vector<std::string> read_texts(RecordReader& record) {
    std::vector<std::string> texts(record.count());
    for (auto& text : texts) text = record.text();
    return texts;
}

// Most reports have nothing that a decision made of them; their records end before it.
constexpr unsigned is_report_bit = 1;
constexpr unsigned decided_bit = 2;
constexpr unsigned ocr_bit = 4;
constexpr unsigned head_bits = is_report_bit | decided_bit | ocr_bit;
constexpr unsigned format_shift = 3;  // Above them stands the format; records before it have html there.
constexpr unsigned head_max = head_bits | (static_cast<unsigned>(Format::unsupported) << format_shift);

bool has_decided(const Report& report) {
    return !report.agency.read_as.empty() || !report.corrections.empty();
}

void write_head(RecordWriter& record, const Report& report) {
    const unsigned what = (report.is_report ? is_report_bit : 0) | (has_decided(report) ? decided_bit : 0) |
                          (report.ocr ? ocr_bit : 0);
    record.number(what | (static_cast<unsigned>(report.format) << format_shift));
    record.text(report.reason);
    const auto& agency = report.agency;
    record.text(agency.name);
    record.text(agency.as_written);
    record.text(agency.division);
    record.signed_number(std::llround(agency.confidence * confidence_steps));
    record.text(agency.evidence);
    record.signed_number(report.year);
    record.text(report.title);
    record.flag(report.published.has_value());
    if (report.published)
        record.signed_number(std::chrono::sys_days{*report.published}.time_since_epoch().count());
    record.word(report.generation);
    record.flag(report.official);
    write_texts(record, report.noise);
    record.word(report.verdict);
}

// Returns the bits, which say what follows at the end.
unsigned read_head(RecordReader& record, Report& report) {
    const auto what = static_cast<unsigned>(record.number(head_max));
    report.is_report = (what & is_report_bit) != 0;
    report.format = static_cast<Format>(what >> format_shift);
    report.reason = record.text();
    auto& agency = report.agency;
    agency.name = record.text();
    agency.as_written = record.text();
    agency.division = record.text();
    agency.confidence = static_cast<double>(record.signed_number()) / confidence_steps;
    agency.evidence = record.text();
    report.year = static_cast<int>(record.signed_number());
    report.title = record.text();
    if (record.flag())
        report.published = std::chrono::sys_days{std::chrono::days{static_cast<int>(record.signed_number())}};
    report.generation = record.word(Generation::mixed);
    report.official = record.flag();
    report.noise = read_texts(record);
    report.verdict = record.word(Verdict::unverifiable);
    return what;
}

void write_stat_tables(RecordWriter& record, const std::vector<StatTable>& tables) {
    record.number(tables.size());
    for (const auto& table : tables) {
        record.text(table.title);
        write_texts(record, table.columns);
        record.number(table.rows.size());
        std::vector<const Cell*> cells;
        for (const auto& row : table.rows) {
            record.number(row.size());
            for (const auto& cell : row) cells.push_back(&cell);
        }
        write_cells(record, cells);
    }
}

std::vector<StatTable> read_stat_tables(RecordReader& record) {
    std::vector<StatTable> tables(record.count());
    for (auto& table : tables) {
        table.title = record.text();
        table.columns = read_texts(record);
        table.rows.resize(record.count());
        std::vector<Cell*> cells;
        for (auto& row : table.rows) {
            row.resize(record.count());
            for (auto& cell : row) cells.push_back(&cell);
        }
        read_cells(record, cells);
    }
    return tables;
}

void write_prose(RecordWriter& record, const Report& report) {
    write_statements(record, report.statements);
    record.number(report.anomalies.size());
    for (const auto& anomaly : report.anomalies) record.text(anomaly.code), record.text(anomaly.quote);
    record.number(report.attachments.size());
    for (const auto& attachment : report.attachments)
        record.text(attachment.url), record.text(attachment.text);
    record.number(report.sections.size());
    for (const auto& section : report.sections) {
        record.signed_number(section.number);
        record.text(section.title);
        record.text(section.text);
    }
}

void read_prose(RecordReader& record, Report& report) {
    report.statements = read_statements(record);
    report.anomalies.resize(record.count());
    for (auto& anomaly : report.anomalies) anomaly.code = record.text(), anomaly.quote = record.text();
    report.attachments.resize(record.count());
    for (auto& attachment : report.attachments)
        attachment.url = record.text(), attachment.text = record.text();
    report.sections.resize(record.count());
    for (auto& section : report.sections) {
        section.number = static_cast<int>(record.signed_number());
        section.title = record.text();
        section.text = record.text();
    }
}

void write_decided(RecordWriter& record, const Report& report) {
    record.text(report.agency.read_as);
    record.number(report.corrections.size());
    for (const auto& correction : report.corrections) {
        record.text(correction.cell);
        record.word(correction.printed_kind);
        record.flag(correction.printed.has_value());
        if (correction.printed) write_decimal(record, *correction.printed);
        record.text(correction.decision);
        record.text(correction.by);
        record.text(correction.reason);
    }
}

void read_decided(RecordReader& record, Report& report) {
    report.agency.read_as = record.text();
    report.corrections.resize(record.count());
    for (auto& correction : report.corrections) {
        correction.cell = record.text();
        correction.printed_kind = record.word(CellKind::absent);
        if (record.flag()) correction.printed = read_decimal(record);
        correction.decision = record.text();
        correction.by = record.text();
        correction.reason = record.text();
    }
}

void write_recognition(RecordWriter& record, const Recognition& ocr) {
    record.signed_number(ocr.confidence);
    write_texts(record, ocr.repaired);
}

void read_recognition(RecordReader& record, Recognition& ocr) {
    ocr.confidence = static_cast<int>(record.signed_number());
    ocr.repaired = read_texts(record);
}

}  // namespace

std::string to_record(const Report& report) {
    RecordWriter record{usual_bytes};
    write_head(record, report);
    write_named_cells(record, report.cells);
    write_checks(record, report.checks);
    record.number(report.suspects.size());
    for (const auto& suspect : report.suspects) {
        record.text(suspect.cell);
        write_decimal(record, suspect.value);
        write_decimal(record, suspect.implied);
        write_texts(record, suspect.checks);
        record.signed_number(suspect.among);
    }
    write_stat_tables(record, report.stat_tables);
    write_prose(record, report);
    if (has_decided(report)) write_decided(record, report);
    if (report.ocr) write_recognition(record, *report.ocr);
    return record.take();
}

base::Result<Report> parse_report_record(std::string_view bytes) {
    RecordReader record{bytes};
    Report report;
    const auto what = read_head(record, report);
    report.cells = read_named_cells(record);
    report.checks = read_checks(record);
    report.suspects.resize(record.count());
    for (auto& suspect : report.suspects) {
        suspect.cell = record.text();
        suspect.value = read_decimal(record);
        suspect.implied = read_decimal(record);
        suspect.checks = read_texts(record);
        suspect.among = static_cast<int>(record.signed_number());
    }
    report.stat_tables = read_stat_tables(record);
    read_prose(record, report);
    if ((what & decided_bit) != 0) read_decided(record, report);
    if ((what & ocr_bit) != 0) read_recognition(record, report.ocr.emplace());
    TRY_VOID(record.outcome());
    return report;
}

base::Result<Report> parse_report_head(std::string_view bytes) {
    RecordReader record{bytes};
    Report report;
    read_head(record, report);
    if (record.failed()) return record.outcome().error();
    return report;
}

std::string head_record(const Revision& revision) {
    RecordWriter record;
    record.signed_number(revision.number);
    record.signed_number(revision.observed_at.time_since_epoch().count());
    record.text(revision.source_url);
    record.text(revision.snapshot);
    write_texts(record, revision.parts);
    record.text(revision.parser_version);
    record.text(revision.content_digest);
    return record.take();
}

base::Result<Revision> parse_head_record(std::string_view bytes) {
    RecordReader record{bytes};
    Revision revision;
    revision.number = static_cast<int>(record.signed_number());
    revision.observed_at = base::UtcTime{std::chrono::milliseconds{record.signed_number()}};
    revision.source_url = record.text();
    revision.snapshot = record.text();
    revision.parts = read_texts(record);
    revision.parser_version = record.text();
    revision.content_digest = record.text();
    TRY_VOID(record.outcome());
    return revision;
}

}  // namespace ogi::model
