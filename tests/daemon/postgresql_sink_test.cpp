#include "daemon/sinks/postgresql/postgresql_sink.h"

#include "daemon/exports/dictionary.h"
#include "daemon/sinks/postgresql/failure.h"
#include "daemon/sinks/postgresql/rows.h"
#include "daemon/sinks/postgresql/schema.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

namespace ogi::daemon {
namespace {

TEST(PostgresqlFailure, TellsWhoHasToDoSomething) {
    struct Case {
        std::string_view sqlstate;
        Remedy remedy;
        bool of_the_values;
        std::string_view begins;
    };
    constexpr Case cases[] = {
        {"28P01", Remedy::person, false, "the password is wrong"},
        {"28000", Remedy::person, false, "the server does not let us in"},
        {"3D000", Remedy::person, false, "there is no such database"},
        {"42501", Remedy::person, false, "a right is missing"},
        {"42P01", Remedy::person, false, "the schema ogid is not as ogid made it"},
        {"25006", Remedy::person, false, "the server takes no writes"},
        {"22P05", Remedy::time, true, "words"},
        {"23514", Remedy::time, true, "words"},
        {"54000", Remedy::time, true, "words"},
        {"57P01", Remedy::time, false, "words"},
        {"53300", Remedy::time, false, "words"},
        {"40P01", Remedy::time, false, "words"},
        {"", Remedy::time, false, "words"},
    };
    for (const auto& [sqlstate, remedy, of_the_values, begins] : cases) {
        const auto failure = failure_of(sqlstate, "words");
        EXPECT_EQ(failure.remedy, remedy) << sqlstate;
        EXPECT_EQ(failure.is_of_the_values(), of_the_values) << sqlstate;
        EXPECT_TRUE(failure.why.starts_with(begins)) << failure.why;
    }
}

TEST(PostgresqlFailure, TheCodeOfARefusedConnectionStandsInItsMessage) {
    const auto wrong = connect_failure(
        "connection to server on socket \"/x\" failed: FATAL:  28P01: password authentication failed\n"
        "LOCATION:  auth_failed, auth.c:326\n",
        false);
    EXPECT_EQ(wrong.sqlstate, "28P01");
    EXPECT_EQ(wrong.why.find('\n'), std::string::npos);
    EXPECT_EQ(connect_failure("FATAL:  57P03: the database system is starting up", false).remedy,
              Remedy::time);
    EXPECT_EQ(connect_failure("could not connect: Connection refused", false).remedy, Remedy::time);
    EXPECT_EQ(connect_failure("fe_sendauth: no password supplied", true).remedy, Remedy::person);
    EXPECT_EQ(connect_failure("FATAL:  ", false).sqlstate, "");
}

TEST(PostgresqlUrl, APasswordDoesNotBelongThere) {
    EXPECT_EQ(what_is_wrong_with_pg_url("postgresql://ogi@db.example/feed"), std::nullopt);
    EXPECT_EQ(what_is_wrong_with_pg_url("host=/run/postgresql dbname=feed"), std::nullopt);
    EXPECT_NE(what_is_wrong_with_pg_url("postgresql://ogi:secret@db.example/feed"), std::nullopt);
    EXPECT_NE(what_is_wrong_with_pg_url("dbname=feed password=secret"), std::nullopt);
    EXPECT_NE(what_is_wrong_with_pg_url("colour=red"), std::nullopt);
}

TEST(PostgresqlSchema, MigrationsAreNumberedAndAddToTheSchemaAlone) {
    int number = 0;
    for (const auto& migration : pg_migrations()) {
        EXPECT_EQ(migration.version, ++number);
        EXPECT_NE(migration.sql.find("ogid."), std::string_view::npos);
        EXPECT_EQ(migration.sql.find("DROP"), std::string_view::npos);
    }
}

TEST(PostgresqlSchema, EveryCellHasAColumnOfItsOwnWhoseNameFits) {
    constexpr std::size_t name_bytes_max = 63;  // NAMEDATALEN - 1.
    for (const auto generation :
         {model::Generation::free_form, model::Generation::form_2019, model::Generation::form_2021}) {
        std::set<std::string> columns;
        for (const auto* entry : cells_of(generation)) {
            auto name = entry->cell;
            std::ranges::replace(name, '.', '_');
            EXPECT_LE(name.size(), name_bytes_max);
            EXPECT_TRUE(columns.insert(name).second) << name;
        }
    }
    EXPECT_EQ(pg_wide_views().size(), 4U);
}

TEST(PostgresqlRows, FiguresKeepTheirDigitsAndWhatIsNoneHasNoValue) {
    model::Report report;
    report.cells["a"] = {
        model::CellKind::number, model::Decimal::parse("57.837400001"), "57.837400001", "万元", {}};
    report.cells["b"] = {model::CellKind::blank, {}, "", "件", {}};
    report.cells["c"] = {model::CellKind::number, model::Decimal::whole(9'007'199'254'740'993), "", "", {}};
    PgRowList rows;
    add_cell_rows(rows, {7, 2}, report);
    EXPECT_EQ(
        rows.json(),
        R"([{"report_id":7,"revision":2,"cell":"a","kind":"number","value":57.837400001,"raw":"57.837400001","unit":"万元","corrected_by":null},)"
        R"({"report_id":7,"revision":2,"cell":"b","kind":"blank","value":null,"raw":"","unit":"件","corrected_by":null},)"
        R"({"report_id":7,"revision":2,"cell":"c","kind":"number","value":9007199254740993,"raw":"","unit":null,"corrected_by":null}])");
}

TEST(PostgresqlRows, ANulIsReplacedBecauseNoTextCanHoldIt) {
    model::Report report;
    report.statements.push_back(
        {.name = "x", .value = {}, .unit = {}, .quote = std::string{"a\0b", 3}, .at = {}});
    PgRowList rows;
    add_statement_rows(rows, {1, 1}, report);
    EXPECT_NE(rows.json().find("a\xEF\xBF\xBD"
                               "b"),
              std::string::npos);
    EXPECT_EQ(rows.json().find("\\u0000"), std::string::npos);
}

}  // namespace
}  // namespace ogi::daemon
