#include "daemon/sinks/postgresql/postgresql_sink.h"

#include "daemon/exports/dictionary.h"
#include "daemon/sinks/postgresql/copy_rows.h"
#include "daemon/sinks/postgresql/failure.h"
#include "daemon/sinks/postgresql/held_digest.h"
#include "daemon/sinks/postgresql/rows.h"
#include "daemon/sinks/postgresql/schema.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <regex>
#include <set>
#include <sstream>
#include <string>
#include <vector>

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
        {"2BP01", Remedy::person, false, "a view that is not ours stands on one"},
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

// The statements of a migration that are not among those by which no row, column or table goes. What a
// function does later is the sink's own.
std::vector<std::string> statements_that_may_lose(const std::string& sql) {
    static const std::regex words{R"re(\$\$[^$]*\$\$|'[^']*'|--[^\n]*)re"};
    static const std::regex harmless{
        R"re(\s*(CREATE |COMMENT ON |ALTER TABLE ogid\.\w+ (ADD|DROP CONSTRAINT) )[^]*|\s*)re"};
    std::vector<std::string> told;
    std::istringstream statements{std::regex_replace(sql, words, "")};
    for (std::string one; std::getline(statements, one, ';');) {
        if (!std::regex_match(one, harmless)) told.push_back(one);
    }
    return told;
}

TEST(PostgresqlSchema, MigrationsAreNumberedAndTakeNothingAwayThatHoldsData) {
    int number = 0;
    for (const auto& migration : pg_migrations()) {
        EXPECT_EQ(migration.version, ++number);
        EXPECT_NE(migration.sql.find("ogid."), std::string_view::npos);
        EXPECT_EQ(statements_that_may_lose(std::string{migration.sql}).size(), 0U) << migration.version;
    }
    EXPECT_EQ(statements_that_may_lose("ALTER TABLE ogid.cells DROP raw;").size(), 1U);
    EXPECT_EQ(statements_that_may_lose("-- It's\nDELETE FROM ogid.cells; DROP VIEW ogid.cells_now").size(),
              2U);
    EXPECT_EQ(statements_that_may_lose("ALTER TABLE ogid.cells DROP CONSTRAINT one;").size(), 0U);
}

TEST(PostgresqlSchema, EveryCellHasAColumnOfItsOwnWhoseNameFits) {
    constexpr std::size_t name_bytes_max = 63;  // NAMEDATALEN - 1.
    constexpr std::size_t unit_bytes = 5;
    for (const auto generation :
         {model::Generation::free_form, model::Generation::form_2019, model::Generation::form_2021}) {
        std::set<std::string> columns;
        for (const auto* entry : cells_of(generation)) {
            auto name = entry->cell;
            std::ranges::replace(name, '.', '_');
            EXPECT_LE(name.size(), name_bytes_max);
            EXPECT_TRUE(columns.insert(name).second) << name;
            if (!entry->has_unit_beside()) continue;
            EXPECT_LE(name.size() + unit_bytes, name_bytes_max);
            EXPECT_TRUE(columns.insert(name + "_unit").second) << name;
        }
    }
    EXPECT_EQ(pg_wide_views().size(), 4U);
}

TEST(PostgresqlSchema, AnAmountStandsBesideItsUnit) {
    const auto views = pg_wide_views();
    const auto view = std::ranges::find(views, "cells_wide_2021", &PgWideView::name);
    ASSERT_NE(view, views.end());
    EXPECT_NE(view->sql.find(R"(AS "disclosure_fee_amount",)"
                             "\n       max(unit) FILTER (WHERE cell = 'disclosure.fee.amount') AS "
                             R"("disclosure_fee_amount_unit")"),
              std::string::npos);
}

model::Correction corrected(std::string_view cell, std::string_view by) {
    model::Correction correction;
    correction.cell = cell, correction.by = by;
    return correction;
}

TEST(PostgresqlRows, FiguresKeepTheirDigitsAndWhatIsNoneHasNoValue) {
    model::Report report;
    report.cells["a"] = {
        model::CellKind::number, model::Decimal::parse("57.837400001"), "57.837400001", "万元", {}};
    report.cells["b"] = {model::CellKind::blank, {}, "", "件", {}};
    report.cells["c"] = {model::CellKind::number, model::Decimal::whole(9'007'199'254'740'993), "", "", {}};
    report.corrections.push_back(corrected("c", "b"));
    PgCopyRows rows;
    add_cell_rows(rows, {7, 2}, report);
    EXPECT_EQ(rows.lines(),
              "7\t2\ta\tnumber\t57.837400001\t57.837400001\t万元\t\\N\n"
              "7\t2\tb\tblank\t\\N\t\t件\t\\N\n"
              "7\t2\tc\tnumber\t9007199254740993\t\t\\N\tb\n");
}

TEST(PostgresqlRows, WhatPartsRowsAndValuesIsEscaped) {
    PgCopyRows rows;
    rows.text("a\tb\nc\rd\\Ne")
        .text("\\.")
        .text(std::string_view{"f\0g", 3})
        .text("")
        .flag(true)
        .flag(false)
        .end_row();
    EXPECT_EQ(rows.lines(),
              "a\\tb\\nc\\rd\\\\Ne\t\\\\.\tf\xEF\xBF\xBD"
              "g\t\ttrue\tfalse\n");
}

TEST(PostgresqlRows, ANulIsReplacedBecauseNoTextCanHoldIt) {
    SinkEvent event;
    event.line = std::string{"a\0b", 3};
    const auto row = change_row(1, event, 1).json();
    EXPECT_NE(row.find("a\xEF\xBF\xBD"
                       "b"),
              std::string::npos);
    EXPECT_EQ(row.find("\\u0000"), std::string::npos);
}

// As PostgreSQL writes it by held_digest.cpp: whether the two agree is seen beside a real server alone.
TEST(PostgresqlRows, AreWrittenDownToBeCompared) {
    PgRow row;
    row.text("a", "x").text_or_null("b", "").text("c", "").number("d", -7);
    row.flag("e", true).texts("f", {"one", "two"}).texts("g", {});
    EXPECT_EQ(row.compared(), "x\x1f\\N\x1f\x1f-7\x1ftrue\x1fone\x1dtwo\x1f");
    EXPECT_EQ(row.json(), R"({"a":"x","b":null,"c":"","d":-7,"e":true,"f":["one","two"],"g":[]})");

    model::Report report;
    report.cells["b"] = {model::CellKind::blank, {}, std::string{"\t\0", 2}, "件", {}};
    report.cells["a"] = {model::CellKind::number, model::Decimal::parse("57.8"), "57.80", "万元", {}};
    report.corrections.push_back(corrected("a", "x"));
    PgCopyRows rows{PgCopyRows::Form::compared};
    add_cell_rows(rows, {0, 2}, report);
    EXPECT_EQ(rows.lines(),
              "\x1e"
              "0\x1f"
              "2\x1f"
              "a\x1fnumber\x1f"
              "57.8\x1f"
              "57.80\x1f万元\x1fx"
              "\x1e"
              "0\x1f"
              "2\x1f"
              "b\x1f"
              "blank\x1f\\N\x1f\t\xEF\xBF\xBD\x1f件\x1f\\N");
}

}  // namespace
}  // namespace ogi::daemon
