#include "daemon/sinks/postgresql/held_digest.h"

#include "base/digest.h"
#include "daemon/sinks/postgresql/copy_rows.h"
#include "daemon/sinks/postgresql/rows.h"
#include "daemon/sinks/postgresql/schema.h"
#include "daemon/sinks/postgresql/standing.h"

#include <map>
#include <set>
#include <span>

namespace ogi::daemon {

namespace {

// How a column is written down; the names are those of its type.
enum class As { plain, moment, day, texts, our_id };

struct Column {
    std::string_view name;
    As as = As::plain;
};
using Columns = std::span<const Column>;

// In the order of rows.cpp and copy_rows.cpp. What the database numbers by itself (our_id) is 0.
constexpr Column report_columns[] = {{"agency"},
                                     {"year"},
                                     {"agency_id"},
                                     {"division"},
                                     {"revision"},
                                     {"state"},
                                     {"withdrawn_reason"},
                                     {"filed_as"},
                                     {"title"},
                                     {"published", As::day},
                                     {"generation"},
                                     {"verdict"},
                                     {"source_url"},
                                     {"last_type"},
                                     {"last_cause"},
                                     {"last_class"},
                                     {"observed_at", As::moment},
                                     {"recorded_at", As::moment},
                                     {"epoch"},
                                     {"sequence"},
                                     {"line_sha256"}};
constexpr Column agency_columns[] = {{"agency"}, {"agency_id"}, {"division"}, {"epoch"}, {"sequence"}};
constexpr Column revision_columns[] = {{"report_id", As::our_id},
                                       {"revision"},
                                       {"observed_at", As::moment},
                                       {"source_url"},
                                       {"snapshot"},
                                       {"parser_version"},
                                       {"content_digest"},
                                       {"agency_as_written"},
                                       {"division"},
                                       {"title"},
                                       {"published", As::day},
                                       {"generation"},
                                       {"verdict"},
                                       {"official"},
                                       {"format"},
                                       {"recognised_confidence"},
                                       {"epoch"}};
constexpr Column cell_columns[] = {
    {"report_id", As::our_id}, {"revision"}, {"cell"}, {"kind"}, {"value"}, {"raw"}, {"unit"},
    {"corrected_by"}};
constexpr Column check_columns[] = {{"report_id", As::our_id},
                                    {"revision"},
                                    {"check_id"},
                                    {"place"},
                                    {"outcome"},
                                    {"left_side"},
                                    {"right_side"},
                                    {"note"}};
constexpr Column statement_columns[] = {
    {"report_id", As::our_id}, {"revision"}, {"place"}, {"name"}, {"value"},
    {"approximate"},           {"unit"},     {"quote"}};
constexpr Column change_columns[] = {{"sequence"},
                                     {"report_id", As::our_id},
                                     {"type"},
                                     {"cause"},
                                     {"class"},
                                     {"revision"},
                                     {"observed_at", As::moment},
                                     {"recorded_at", As::moment},
                                     {"reason"},
                                     {"aspects", As::texts},
                                     {"source_url"},
                                     {"line"},
                                     {"epoch"}};
constexpr Column changed_cell_columns[] = {
    {"sequence"},         {"cell"},      {"old_kind"}, {"old_value"}, {"old_raw"},  {"old_unit"},
    {"new_kind"},         {"new_value"}, {"new_raw"},  {"new_unit"},  {"severity"}, {"broke", As::texts},
    {"healed", As::texts}};

std::string literal(std::string_view control_character) {
    constexpr std::string_view digits = "0123456789abcdef";
    const auto code = static_cast<unsigned char>(control_character.front());
    return std::string{"E'\\x"} + digits[code >> 4U] + digits[code & 15U] + "'";
}

std::string value_of(std::string_view table, const Column& column) {
    const auto name = std::string{table} + "." + std::string{column.name};
    switch (column.as) {
        case As::plain:
            return name + "::text";
        case As::our_id:
            return "'0'";
        case As::day:
            return "to_char(" + name + ", 'YYYY-MM-DD')";
        case As::moment: {
            const auto utc = "(" + name + " AT TIME ZONE 'UTC')";
            return "regexp_replace(to_char(" + utc + ", 'YYYY-MM-DD\"T\"HH24:MI:SS.US'), '000$', '') || 'Z'";
        }
        case As::texts:
            return "array_to_string(" + name + ", " + literal(compared::between_texts) + ", '\\N')";
    }
    return {};
}

// One row as PgRow::compared.
std::string row_of(std::string_view table, Columns columns) {
    std::string values;
    for (const auto& column : columns)
        values += ", coalesce(" + value_of(table, column) + ", '" + std::string{compared::null} + "')";
    return "concat_ws(" + literal(compared::between_values) + values + ")";
}

std::string with_mark(const std::string& row) {
    return literal(compared::between_rows) + ", " + row;
}

// The rows of a table that belong to one, each with its mark before it.
std::string rows_of(std::string_view table, std::string_view where, std::string_view order,
                    const std::string& row) {
    return "(SELECT string_agg(concat(" + with_mark(row) + "), '' ORDER BY " + std::string{order} +
           ") FROM ogid." + std::string{table} + " WHERE " + std::string{where} + ")";
}

std::string parts_of_revision() {
    constexpr std::string_view here = "(report_id, p.revision) = (v.report_id, v.revision)";
    const auto part = [&](std::string_view table, Columns columns, std::string_view order) {
        return ", " + rows_of(std::string{table} + " p", here, order, row_of("p", columns));
    };
    return part("cells", cell_columns, "p.cell COLLATE \"C\"") + part("checks", check_columns, "p.place") +
           part("statements", statement_columns, "p.place");
}

void add_row(std::string& text, const PgRow& row) {
    if (!text.empty()) text += compared::between_rows;
    text += row.compared();
}

base::Result<void> add_revision(std::string& text, const storage::Store& store, const model::ReportKey& key,
                                int number) {
    TRY(revision, store.revision(key, number));
    if (!revision) return {};
    add_row(text, revision_row(0, *revision, store.epoch()));
    PgCopyRows rows{PgCopyRows::Form::compared};
    const PgReportId id{0, number};
    add_cell_rows(rows, id, revision->report);
    add_check_rows(rows, id, revision->report);
    add_statement_rows(rows, id, revision->report);
    text += rows.lines();
    return {};
}

void add_change(std::string& text, const SinkEvent& event, std::uint64_t epoch) {
    add_row(text, change_row(0, event, epoch));
    std::map<std::string, PgRow> cells;
    for (const auto& cell : event.change.cells)
        cells.emplace(cell.id, changed_cell_row(event.sequence, cell));
    for (const auto& [id, row] : cells) add_row(text, row);
}

}  // namespace

std::string tell_held_rows() {
    const auto revisions = rows_of("revisions v", "v.report_id = r.report_id", "v.revision",
                                   row_of("v", revision_columns) + parts_of_revision());
    const auto changed = rows_of("changed_cells d", "d.sequence = c.sequence", "d.cell COLLATE \"C\"",
                                 row_of("d", changed_cell_columns));
    const auto changes = rows_of("changes c", "c.report_id = r.report_id", "c.sequence",
                                 row_of("c", change_columns) + ", " + changed);
    const auto agency = rows_of("agencies a", "(a.agency, a.sequence) = (r.agency, r.sequence)", "a.agency",
                                row_of("a", agency_columns));
    return "SELECT r.agency || '/' || r.year, r.sequence, r.line_sha256, encode(sha256(convert_to(concat(" +
           row_of("r", report_columns) + ", " + agency + ", " + revisions + ", " + changes +
           "), 'UTF8')), 'hex') FROM ogid.reports r";
}

std::string tell_faults() {
    std::string faults =
        "SELECT 'names in ogid.agencies that are of no report: ' || count(*) FROM ogid.agencies a WHERE NOT "
        "EXISTS "
        "(SELECT FROM ogid.reports r WHERE r.agency = a.agency) HAVING count(*) > 0";
    for (const std::string table : {"cells", "checks", "statements"})
        faults += " UNION ALL SELECT 'rows of ogid." + table +
                  " that are of no revision: ' || count(*) FROM ogid." + table +
                  " p WHERE NOT EXISTS (SELECT FROM ogid.revisions v WHERE (v.report_id, v.revision) "
                  "= (p.report_id, p.revision)) HAVING count(*) > 0";
    for (const auto& view : pg_views())
        faults += " UNION ALL SELECT 'the view ogid." + view + " is not there' WHERE to_regclass('ogid." +
                  view + "') IS NULL";
    return faults;
}

base::Result<std::string> digest_of_delivered(const storage::Store& store, const ReportEntries& entries) {
    const auto& newest = entries.entries.back();
    TRY(revision, store.revision(newest.change.key, newest.change.revision));
    if (!revision) return std::string{};
    TRY(standing, standing_behind(store, newest));
    std::string text;
    add_row(text, report_row(newest, *revision, standing, store.epoch()));
    if (entries.newest_of_agency) add_row(text, agency_row(newest, *revision, store.epoch()));
    std::set<int> revisions;
    for (const auto& event : entries.entries) revisions.insert(event.change.revision);
    for (const auto number : revisions) TRY_VOID(add_revision(text, store, newest.change.key, number));
    for (const auto& event : entries.entries) add_change(text, event, store.epoch());
    return base::sha256_hex(text);
}

}  // namespace ogi::daemon
