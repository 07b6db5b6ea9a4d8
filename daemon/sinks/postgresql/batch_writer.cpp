#include "daemon/sinks/postgresql/batch_writer.h"

#include "base/json_writer.h"
#include "daemon/sinks/postgresql/copy_rows.h"
#include "daemon/sinks/postgresql/rows.h"
#include "daemon/sinks/postgresql/statements.h"

#include <array>
#include <charconv>
#include <map>
#include <set>

namespace ogi::daemon {

namespace {

using ReportIds = std::map<model::ReportKey, std::int64_t>;
using RevisionKey = std::pair<std::int64_t, int>;

std::int64_t number_at(const PgRows& rows, int row, int column) {
    const auto text = rows.text(row, column);
    std::int64_t number = 0;
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
}

PgTried<PgRows> put(PgConnection& connection, const std::string& statement, const PgRowList& rows,
                    const std::stop_token& stop) {
    const std::array values{rows.json()};
    return connection.run(statement, values, stop);
}

// The same where there may be nothing to put.
PgTried<void> put_any(PgConnection& connection, const std::string& statement, const PgRowList& rows,
                      const std::stop_token& stop) {
    if (rows.empty()) return {};
    TRY(done, put(connection, statement, rows, stop));
    static_cast<void>(done);
    return {};
}

// Reports and agencies by their newest entry among these; and what the reports are called here.
PgTried<ReportIds> write_reports(PgConnection& connection, std::span<const PgEntry> entries,
                                 std::uint64_t epoch, const std::stop_token& stop) {
    std::map<model::ReportKey, const PgEntry*> newest;
    std::map<std::string, const PgEntry*> agencies;
    for (const auto& entry : entries) {
        newest[entry.event->change.key] = &entry;
        agencies[entry.event->change.key.agency] = &entry;
    }
    PgRowList reports, names, asked;
    std::vector<model::ReportKey> keys;
    for (const auto& [key, entry] : newest) {
        reports.add(report_row(*entry->event, entry->revision, entry->standing, epoch));
        base::JsonWriter json;
        json.begin_object().field("place", static_cast<std::int64_t>(keys.size()));
        asked.add(json.field("agency", key.agency).field("year", key.year).end_object().take());
        keys.push_back(key);
    }
    for (const auto& [name, entry] : agencies) names.add(agency_row(*entry->event, entry->revision, epoch));
    TRY_VOID(put_any(connection, pg_statements::put_reports, reports, stop));
    TRY_VOID(put_any(connection, pg_statements::put_agencies, names, stop));
    TRY(found, put(connection, pg_statements::find_reports, asked, stop));
    ReportIds ids;
    for (int row = 0; row < found.rows(); ++row)
        ids[keys.at(static_cast<std::size_t>(number_at(found, row, 0)))] = number_at(found, row, 1);
    return ids;
}

PgTried<void> write_revisions(PgConnection& connection, std::span<const PgEntry> entries,
                              const ReportIds& ids, std::uint64_t epoch, const std::stop_token& stop) {
    std::map<RevisionKey, const model::Revision*> revisions;
    PgRowList rows;
    for (const auto& entry : entries) {
        const auto id = ids.at(entry.event->change.key);
        if (!revisions.emplace(RevisionKey{id, entry.revision.number}, &entry.revision).second) continue;
        rows.add(revision_row(id, entry.revision, epoch));
    }
    TRY_VOID(put_any(connection, pg_statements::drop_older_revisions, rows, stop));
    TRY(fresh, put(connection, pg_statements::put_revisions, rows, stop));
    PgCopyRows cells, checks, statements;
    for (int row = 0; row < fresh.rows(); ++row) {
        const PgReportId id{number_at(fresh, row, 0), static_cast<int>(number_at(fresh, row, 1))};
        const auto& report = revisions.at({id.report_id, id.revision})->report;
        add_cell_rows(cells, id, report);
        add_check_rows(checks, id, report);
        add_statement_rows(statements, id, report);
    }
    TRY_VOID(connection.copy(pg_statements::copy_cells, cells.lines(), stop));
    TRY_VOID(connection.copy(pg_statements::copy_checks, checks.lines(), stop));
    return connection.copy(pg_statements::copy_statements, statements.lines(), stop);
}

PgTried<void> write_changes(PgConnection& connection, std::span<const PgEntry> entries, const ReportIds& ids,
                            std::uint64_t epoch, const std::stop_token& stop) {
    PgRowList rows;
    for (const auto& entry : entries)
        rows.add(change_row(ids.at(entry.event->change.key), *entry.event, epoch));
    TRY_VOID(put_any(connection, pg_statements::drop_older_changes, rows, stop));
    TRY(fresh, put(connection, pg_statements::put_changes, rows, stop));
    std::set<std::uint64_t> written;
    for (int row = 0; row < fresh.rows(); ++row)
        written.insert(static_cast<std::uint64_t>(number_at(fresh, row, 0)));
    PgRowList cells;
    for (const auto& entry : entries) {
        if (!written.contains(entry.event->sequence)) continue;
        for (const auto& cell : entry.event->change.cells)
            cells.add(changed_cell_row(entry.event->sequence, cell));
    }
    return put_any(connection, pg_statements::put_changed_cells, cells, stop);
}

}  // namespace

PgTried<void> write_entries(PgConnection& connection, std::span<const PgEntry> entries, std::uint64_t epoch,
                            std::stop_token stop) {
    if (entries.empty()) return {};
    TRY(ids, write_reports(connection, entries, epoch, stop));
    TRY_VOID(write_revisions(connection, entries, ids, epoch, stop));
    return write_changes(connection, entries, ids, epoch, stop);
}

}  // namespace ogi::daemon
