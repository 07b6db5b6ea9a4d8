#include "daemon/exports/sqlite_export.h"

#include <sqlite3.h>

#include <array>
#include <map>
#include <string>
#include <vector>

namespace ogi::daemon {

using base::ErrorCode;
using base::Result;

namespace {

constexpr std::size_t table_count = 8;  // Of Which.

// Foreign keys are checked when all rows are there: agencies come behind reports.
constexpr auto begin_statements =
    "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA foreign_keys = OFF; PRAGMA page_size = 8192;"
    "PRAGMA cache_size = -16384; PRAGMA temp_store = FILE; PRAGMA application_id = 1869048164; BEGIN;";

constexpr auto index_statements =
    "CREATE INDEX reports_by_agency ON reports (agency_id, year);"
    "CREATE INDEX reports_by_division ON reports (division, year);"
    "CREATE INDEX cells_by_cell ON cells (cell, year);"
    "CREATE INDEX checks_by_outcome ON checks (outcome, \"check\");"
    "CREATE INDEX statements_by_name ON statements (name, year);"
    "CREATE INDEX changes_by_report ON changes (agency, year);"
    "CREATE VIEW figures AS SELECT c.agency, r.agency_id, r.division, c.year, r.generation, c.cell, d.row, "
    "d.\"column\", c.value, c.value_decimal, c.unit FROM cells AS c JOIN reports AS r USING (agency, year) "
    "JOIN dictionary AS d USING (cell) WHERE c.kind = 'number' AND r.withdrawn_at IS NULL;";

struct Close {
    void operator()(sqlite3* database) const { sqlite3_close(database); }
    void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};
using Database = std::unique_ptr<sqlite3, Close>;
using Statement = std::unique_ptr<sqlite3_stmt, Close>;

std::string in_quotes(std::string_view name) {
    return '"' + std::string{name} + '"';
}

std::string list_in_quotes(const std::vector<std::string>& names) {
    std::string list;
    for (const auto& name : names) list += (list.empty() ? "" : ", ") + in_quotes(name);
    return list;
}

std::string type_of(FieldType type) {
    switch (type) {
        case FieldType::whole:
        case FieldType::truth:
            return "INTEGER";
        case FieldType::decimal:
            return "NUMERIC";
        case FieldType::text:
        case FieldType::date:
        case FieldType::moment:
        case FieldType::json:
            return "TEXT";
    }
    return "TEXT";
}

std::string create_statement(const Table& table) {
    std::string sql = "CREATE TABLE " + in_quotes(table.name) + " (";
    for (const auto& field : table.fields) {
        sql += in_quotes(field.name) + ' ' + type_of(field.type);
        if (field.need == Need::required) sql += " NOT NULL";
        if (!field.words.empty()) {
            std::string words;
            for (const auto& word : field.words) words += (words.empty() ? "'" : ", '") + word + "'";
            sql += " CHECK (" + in_quotes(field.name) + " IN (" + words + "))";
        }
        sql += ", ";
        if (field.type == FieldType::decimal) sql += in_quotes(field.name + "_decimal") + " TEXT, ";
    }
    sql += "PRIMARY KEY (" + list_in_quotes(table.primary_key) + ")";
    for (const auto& key : table.foreign_keys)
        sql += ", FOREIGN KEY (" + list_in_quotes(key.fields) + ") REFERENCES " + in_quotes(key.table);
    return sql + ") WITHOUT ROWID;";
}

std::string insert_statement(const Table& table) {
    std::string marks;
    for (const auto& field : table.fields) {
        marks += marks.empty() ? "?" : ", ?";
        if (field.type == FieldType::decimal) marks += ", ?";
    }
    return "INSERT INTO " + in_quotes(table.name) + " VALUES (" + marks + ");";
}

class Sqlite : public TableWriter {
  public:
    explicit Sqlite(Database database) : database_{std::move(database)} {}

    Result<void> begin(const ExportStamp& stamp) {
        TRY_VOID(run(begin_statements));
        for (const auto& table : export_tables()) {
            TRY_VOID(run(create_statement(table)));
            TRY(insert, prepare(insert_statement(table)));
            inserts_[static_cast<std::size_t>(&table - export_tables().data())] = std::move(insert);
        }
        TRY_VOID(describe());
        TRY_VOID(run("CREATE TABLE export (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;"));
        const std::pair<std::string, std::string> told[] = {{"source", stamp.source},
                                                            {"as_of", stamp.as_of},
                                                            {"cursor", stamp.as_of},
                                                            {"selection", stamp.selection},
                                                            {"made_at", base::to_iso(stamp.made_at)}};
        TRY(insert, prepare("INSERT INTO export VALUES (?, ?);"));
        for (const auto& [name, value] : told) TRY_VOID(put(insert.get(), {name, value}));
        return {};
    }

    Result<void> row(Which which, const Row& row) override {
        const auto& fields = table_of(which).fields;
        auto* insert = inserts_[static_cast<std::size_t>(which)].get();
        int place = 0;
        for (std::size_t i = 0; i < row.size(); ++i) {
            bind(insert, ++place, row[i]);
            if (fields[i].type != FieldType::decimal) continue;
            const auto* number = std::get_if<model::Decimal>(&row[i]);
            // A column of the affinity NUMERIC would make binary floating point of it.
            bind(insert, ++place, number != nullptr && !number->is_whole() ? Value{number->text()} : Value{});
        }
        return step(insert);
    }

    Result<void> finish() override {
        inserts_ = {};
        TRY_VOID(run(index_statements));
        TRY_VOID(run("COMMIT;"));
        TRY(check, prepare("PRAGMA foreign_key_check;"));
        if (sqlite3_step(check.get()) != SQLITE_DONE)
            return base::fail(ErrorCode::io, "a row of the database leads to none");
        check.reset();
        TRY_VOID(run("ANALYZE;"));
        if (sqlite3_close(database_.release()) != SQLITE_OK)
            return base::fail(ErrorCode::io, "the database could not be closed");
        return {};
    }

  private:
    base::Error failure() const {
        return base::fail(ErrorCode::io, std::string{"SQLite: "} + sqlite3_errmsg(database_.get()));
    }

    Result<void> run(const std::string& sql) {
        if (sqlite3_exec(database_.get(), sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK)
            return failure();
        return {};
    }

    Result<Statement> prepare(const std::string& sql) {
        sqlite3_stmt* statement = nullptr;
        if (sqlite3_prepare_v2(database_.get(), sql.c_str(), -1, &statement, nullptr) != SQLITE_OK)
            return failure();
        return Statement{statement};
    }

    static void bind(sqlite3_stmt* statement, int place, const Value& value) {
        if (const auto* text = std::get_if<std::string>(&value)) {
            sqlite3_bind_text64(statement, place, text->data(), text->size(), SQLITE_TRANSIENT, SQLITE_UTF8);
        } else if (const auto* number = std::get_if<std::int64_t>(&value)) {
            sqlite3_bind_int64(statement, place, *number);
        } else if (const auto* decimal = std::get_if<model::Decimal>(&value)) {
            if (decimal->is_whole()) {
                sqlite3_bind_int64(statement, place, decimal->units);
            } else {
                sqlite3_bind_double(statement, place, std::stod(decimal->text()));
            }
        } else if (const auto* truth = std::get_if<bool>(&value)) {
            sqlite3_bind_int64(statement, place, *truth ? 1 : 0);
        } else {
            sqlite3_bind_null(statement, place);
        }
    }

    Result<void> step(sqlite3_stmt* statement) {
        const bool done = sqlite3_step(statement) == SQLITE_DONE;
        auto problem = done ? Result<void>{} : Result<void>{failure()};
        sqlite3_reset(statement);
        return problem;
    }

    Result<void> put(sqlite3_stmt* statement, const std::vector<std::string>& texts) {
        for (std::size_t i = 0; i < texts.size(); ++i) bind(statement, static_cast<int>(i) + 1, texts[i]);
        return step(statement);
    }

    // What every column is, in the database itself.
    Result<void> describe() {
        TRY_VOID(
            run("CREATE TABLE fields (\"table\" TEXT NOT NULL, field TEXT NOT NULL, title TEXT NOT NULL, "
                "description TEXT NOT NULL, PRIMARY KEY (\"table\", field)) WITHOUT ROWID;"));
        TRY(insert, prepare("INSERT INTO fields VALUES (?, ?, ?, ?);"));
        for (const auto& table : export_tables()) {
            for (const auto& field : table.fields) {
                TRY_VOID(put(insert.get(), {table.name, field.name, field.title, field.description}));
                if (field.type != FieldType::decimal) continue;
                TRY_VOID(put(insert.get(), {table.name, field.name + "_decimal", field.title + "（精确）",
                                            "Its exact digits where it is not whole"}));
            }
        }
        return {};
    }

    Database database_;
    std::array<Statement, table_count> inserts_;  // Finalised before the database is closed.
};

}  // namespace

Result<std::unique_ptr<TableWriter>> write_sqlite(const std::filesystem::path& file,
                                                  const ExportStamp& stamp) {
    sqlite3* opened = nullptr;
    const int code =
        sqlite3_open_v2(file.c_str(), &opened, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, nullptr);
    Database database{opened};
    if (code != SQLITE_OK)
        return base::fail(ErrorCode::io, file.string() + ": SQLite: " + sqlite3_errmsg(database.get()));
    auto writer = std::make_unique<Sqlite>(std::move(database));
    TRY_VOID(writer->begin(stamp));
    return std::unique_ptr<TableWriter>{std::move(writer)};
}

}  // namespace ogi::daemon
