#include "daemon/sinks/postgresql/schema.h"

#include "base/digest.h"
#include "daemon/exports/dictionary.h"
#include "daemon/pg_migrations.h"
#include "model/names.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace ogi::daemon {

namespace {

// Two daemons that begin at the same time do it one after the other.
constexpr std::string_view lock_for_schema = "SELECT pg_advisory_xact_lock(hashtext('ogid schema'))";

int number_in(const PgRows& rows) {
    if (rows.rows() == 0) return 0;
    const auto text = rows.text(0, 0);
    int number = 0;
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
}

std::string in_single_quotes(std::string text) {
    for (auto at = text.find('\''); at != std::string::npos; at = text.find('\'', at + 2))
        text.insert(at, "'");
    return "'" + text + "'";
}

std::string column_of(std::string cell) {
    std::ranges::replace(cell, '.', '_');
    return "\"" + cell + "\"";
}

PgTried<void> make_wide_views(PgConnection& connection, std::stop_token stop) {
    for (const auto& view : pg_wide_views()) {
        TRY(known, connection.run("SELECT obj_description(to_regclass('ogid." + view.name + "'), 'pg_class')",
                                  stop));
        if (known.text(0, 0).ends_with(view.version)) continue;
        TRY(made, connection.run(view.sql, stop));
        static_cast<void>(made);
    }
    return {};
}

PgTried<void> migrate(PgConnection& connection, std::stop_token stop) {
    TRY(locked, connection.run(std::string{lock_for_schema}, stop));
    static_cast<void>(locked);
    // IF NOT EXISTS would want the right to make one even where it is there.
    TRY(schema, connection.run("SELECT 1 WHERE to_regnamespace('ogid') IS NOT NULL", stop));
    if (schema.rows() == 0) {
        TRY(made, connection.run("CREATE SCHEMA ogid; COMMENT ON SCHEMA ogid IS 'The feed of an ogid store.'",
                                 stop));
        static_cast<void>(made);
    }
    TRY(table, connection.run("SELECT 1 WHERE to_regclass('ogid.schema_version') IS NOT NULL", stop));
    int version = 0;
    if (table.rows() != 0) {
        TRY(newest, connection.run("SELECT max(version) FROM ogid.schema_version", stop));
        version = number_in(newest);
    }
    const int known = pg_migrations().back().version;
    if (version > known) {
        return PgFailure{
            {.why = "the schema ogid has version " + std::to_string(version) + ", and this ogid knows " +
                    std::to_string(known) + ": a newer ogid has been here; run that one",
             .remedy = Remedy::person},
            {}};
    }
    for (const auto& migration : pg_migrations()) {
        if (migration.version <= version) continue;
        TRY(applied, connection.run(std::string{migration.sql}, stop));
        TRY(noted, connection.run("INSERT INTO ogid.schema_version (version) VALUES (" +
                                      std::to_string(migration.version) + ")",
                                  stop));
        static_cast<void>(applied), static_cast<void>(noted);
    }
    return make_wide_views(connection, stop);
}

}  // namespace

const std::vector<PgMigration>& pg_migrations() {
    static const std::vector<PgMigration> all = [] {
        std::vector<PgMigration> migrations;
        for (const auto sql : pg_migration_texts)
            migrations.push_back({static_cast<int>(migrations.size()) + 1, sql});
        return migrations;
    }();
    return all;
}

std::vector<PgWideView> pg_wide_views() {
    using model::Generation;
    std::vector<PgWideView> views;
    for (const auto generation :
         {Generation::free_form, Generation::form_2019, Generation::form_2021, Generation::mixed}) {
        const std::string form{model::name_of(generation)};
        PgWideView view{.name = "cells_wide_" + form, .sql = {}, .version = {}};
        std::string columns, comments;
        for (const auto* entry : cells_of(generation)) {
            const auto column = column_of(entry->cell);
            columns += ",\n       max(value) FILTER (WHERE cell = '" + entry->cell + "') AS " + column;
            comments += "COMMENT ON COLUMN ogid." + view.name + "." + column + " IS " +
                        in_single_quotes(entry->table + " " + entry->label() + " (" + entry->english + ")") +
                        ";\n";
            if (!entry->has_unit_beside()) continue;
            const auto unit = column_of(entry->cell + ".unit");
            columns += ",\n       max(unit) FILTER (WHERE cell = '" + entry->cell + "') AS " + unit;
            comments += "COMMENT ON COLUMN ogid." + view.name + "." + unit + " IS " +
                        in_single_quotes("Unit that " + column + " is written in.") + ";\n";
        }
        if (columns.empty()) continue;
        const auto body = "CREATE VIEW ogid." + view.name + " AS\nSELECT report_id, agency, year, revision" +
                          columns + "\nFROM ogid.cells_now\nWHERE generation = '" + form +
                          "'\nGROUP BY report_id, agency, year, revision;\n" + comments;
        view.version = base::sha256_hex(body).substr(0, 12);
        view.sql = "DROP VIEW IF EXISTS ogid." + view.name + ";\n" + body + "COMMENT ON VIEW ogid." +
                   view.name + " IS 'Reports online of the form " + form +
                   ", a column a cell. Null: no figure stands there; cells_now.kind says why. " +
                   view.version + "';\n";
        for (const auto* column : {"report_id", "agency", "year", "revision"})
            view.sql += "COMMENT ON COLUMN ogid." + view.name + "." + column + " IS 'As in reports_now.';\n";
        views.push_back(std::move(view));
    }
    return views;
}

std::vector<std::string> pg_views() {
    std::vector<std::string> names{"reports_now", "cells_now", "violated_checks", "changed_figures"};
    for (auto& view : pg_wide_views()) names.push_back(std::move(view.name));
    return names;
}

PgTried<void> bring_up_schema(PgConnection& connection, std::stop_token stop) {
    TRY(begun, connection.run("BEGIN", stop));
    static_cast<void>(begun);
    TRY_VOID(migrate(connection, stop));
    TRY(done, connection.run("COMMIT", stop));
    static_cast<void>(done);
    return {};
}

}  // namespace ogi::daemon
