#include "daemon/answers/store_lines.h"

#include "base/json_writer.h"
#include "daemon/replay/tell_apart.h"
#include "parser/compare.h"
#include "parser/parse_report.h"

namespace ogi::daemon {

using base::JsonWriter;

namespace {

// A row of the table: what takes how much room, and how much that is for each thing it is about.
std::string row(std::string_view what, std::uint64_t records, std::uint64_t bytes, std::uint64_t disk_bytes,
                std::uint64_t waste_bytes, std::string_view note) {
    JsonWriter json;
    json.begin_object().field("what", what).field("records", records).field("bytes", bytes);
    json.field("disk_bytes", disk_bytes).field("waste_bytes", waste_bytes);
    json.field("disk_bytes_each", records == 0 ? 0 : disk_bytes / records).field("note", note).end_object();
    return json.take();
}

}  // namespace

std::string violation_line(const storage::Violation& violation) {
    JsonWriter json;
    json.begin_object().field("kind", storage::name_of(violation.fault)).field("where", violation.where);
    json.field("what", violation.what).field("remedy", storage::remedy_of(violation.fault)).end_object();
    return json.take();
}

std::string backup_line(const storage::Backup& backup) {
    JsonWriter json;
    json.begin_object().field("backup", static_cast<std::uint64_t>(backup.id));
    json.field("made_at", base::to_iso(backup.made_at)).field("bytes", backup.bytes);
    json.field("last_sequence", std::to_string(backup.last_sequence)).field("epoch", backup.epoch);
    json.field("source", backup.source_uri).field("fault", backup.fault).end_object();
    return json.take();
}

std::vector<std::string> stats_lines(const storage::StoreStats& stats) {
    std::vector<std::string> lines;
    std::uint64_t reports = 0, revisions = 0, pages = 0, bytes = 0, waste = 0, disk = 0;
    for (const auto& family : stats.families) {
        lines.push_back(
            row(family.family, family.records, family.bytes, family.disk_bytes, family.waste_bytes, ""));
        if (family.family == "report_states") reports = family.records;
        if (family.family == "revisions") revisions = family.records;
        if (family.family == "pages") pages = family.records;
        bytes += family.bytes;
        waste += family.waste_bytes;
        disk += family.disk_bytes;
    }
    if (stats.bodies) {
        const auto& bodies = *stats.bodies;
        std::string note = "as received; " + std::to_string(bodies.based) + " stored against another body";
        if (bodies.oldest_capture && bodies.newest_capture)
            note += "; captures from " + base::to_iso(*bodies.oldest_capture) + " to " +
                    base::to_iso(*bodies.newest_capture);
        lines.push_back(row("(bodies)", bodies.bodies, bodies.raw_bytes, bodies.stored_bytes, 0, note));
    }
    lines.push_back(row("(log)", 0, 0, stats.log_bytes, 0, "of RocksDB, before it is written to tables"));
    lines.push_back(row("(a report)", reports, bytes, disk, waste, "of all families together"));
    lines.push_back(row("(a revision)", revisions, bytes, disk, waste, "of all families together"));
    lines.push_back(row("(a page)", pages, bytes, disk, waste, "of all families together"));
    lines.push_back(row(
        "(folder)", 0, 0, stats.disk_bytes, 0,
        "last_sequence=" + std::to_string(stats.last_sequence) + " epoch=" + std::to_string(stats.epoch)));
    return lines;
}

std::optional<std::string> what_is_wrong_with(const model::Revision& revision) {
    if (parser_of(revision.parser_version) != parser::parser_version ||
        parser::content_digest(revision.report) == revision.content_digest)
        return std::nullopt;
    return "its content digest is another";
}

}  // namespace ogi::daemon
