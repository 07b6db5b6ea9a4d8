#include "daemon/roster/overdue.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace ogi::daemon {
namespace {

using model::Agency;
using model::AgencyKind;
using model::AgencyOrigin;

base::Date day(std::string_view iso) {
    return base::parse_iso_date(iso).value();
}

Agency department(AgencyOrigin origin = AgencyOrigin::roster) {
    return {.name = "示例县财政局",
            .kind = AgencyKind::department,
            .valid_from = day("2010-06-01"),
            .origin = origin};
}

Agency government() {
    return {.name = "示例县人民政府",
            .kind = AgencyKind::government,
            .valid_from = day("2000-01-01"),
            .origin = AgencyOrigin::roster};
}

KnownReports reports_of(const Agency& agency, std::initializer_list<int> years) {
    KnownReports reports;
    for (const int year : years) reports[agency.name].emplace(year, std::nullopt);
    return reports;
}

// "2023 missing 15, 2024 withdrawn 1".
std::string told(const std::vector<Overdue>& found) {
    std::string text;
    for (const auto& overdue : found) {
        text += (text.empty() ? "" : ", ") + std::to_string(overdue.year) + " " +
                std::string{name_of(overdue.state)} + " " + std::to_string(overdue.days);
    }
    return text;
}

std::string overdue_of(const Agency& agency, const KnownReports& reports, std::string_view at, int year = 0) {
    return told(find_overdue(std::vector{agency}, reports, day(at), year));
}

TEST(Overdue, DeadlinesAreTheLawsOfTheirTime) {
    struct Case {
        AgencyKind kind;
        int year;
        std::string_view deadline;
    };
    for (const auto& [kind, year, deadline] : {
             Case{AgencyKind::department, 2008, "2009-03-31"},
             Case{AgencyKind::department, 2018, "2019-03-31"},
             Case{AgencyKind::department, 2019, "2020-01-31"},
             Case{AgencyKind::department, 2025, "2026-01-31"},
             Case{AgencyKind::government, 2018, "2019-03-31"},
             Case{AgencyKind::government, 2025, "2026-03-31"},
             Case{AgencyKind::unknown, 2025, "2026-03-31"},
         }) {
        EXPECT_EQ(base::to_iso(deadline_of({.name = "x", .kind = kind}, year)), deadline);
    }
    Agency local = department();
    local.deadline = std::chrono::January / 20;
    EXPECT_EQ(base::to_iso(deadline_of(local, 2025)), "2026-01-20");
}

TEST(Overdue, ADepartmentIsOverdueFromTheFirstOfFebruary) {
    const auto bureau = department();
    const auto known = reports_of(
        bureau, {2010, 2011, 2012, 2013, 2014, 2015, 2016, 2017, 2018, 2019, 2020, 2021, 2022, 2023, 2024});
    EXPECT_EQ(overdue_of(bureau, known, "2026-01-31"), "");
    EXPECT_EQ(overdue_of(bureau, known, "2026-02-01"), "2025 missing 1");
    EXPECT_EQ(overdue_of(bureau, known, "2026-03-03"), "2025 missing 31");
}

TEST(Overdue, AGovernmentHasUntilTheEndOfMarch) {
    auto known = reports_of(government(), {});
    for (int year = 2008; year < 2025; ++year) known[government().name].emplace(year, std::nullopt);
    EXPECT_EQ(overdue_of(government(), known, "2026-03-31"), "");
    EXPECT_EQ(overdue_of(government(), known, "2026-04-01"), "2025 missing 1");
}

TEST(Overdue, AnAgencyOwesAReportOnTheYearsOfItsExistence) {
    auto bureau = department();
    bureau.valid_from = day("2022-11-01");
    EXPECT_EQ(overdue_of(bureau, {}, "2025-02-01"), "2022 missing 732, 2023 missing 367, 2024 missing 1");
    // Who is gone by the deadline leaves the report to its successor.
    bureau.valid_to = day("2024-12-31");
    EXPECT_EQ(overdue_of(bureau, {}, "2026-02-01"), "2022 missing 1097, 2023 missing 732");
    bureau.valid_to = day("2025-01-31");
    EXPECT_EQ(overdue_of(bureau, {}, "2025-02-01", 2024), "2024 missing 1");
}

TEST(Overdue, NothingIsOwedOnYearsBeforeTheRulesOnDisclosure) {
    EXPECT_EQ(overdue_of(government(), {}, "2010-04-01"), "2008 missing 366, 2009 missing 1");
    EXPECT_EQ(overdue_of(government(), {}, "2009-03-31"), "");
}

TEST(Overdue, AWithdrawnReportIsWithdrawnAndNotMissing) {
    auto known = reports_of(department(), {2023});
    known[department().name][2024] = base::UtcTime{};
    EXPECT_EQ(overdue_of(department(), known, "2025-02-01", 2024), "2024 withdrawn 1");
    EXPECT_EQ(overdue_of(department(), known, "2025-02-01", 2023), "");
}

TEST(Overdue, OneYearCanBeAskedFor) {
    EXPECT_EQ(overdue_of(department(), {}, "2025-02-01", 2015), "2015 missing 3229");
    EXPECT_EQ(overdue_of(department(), {}, "2025-02-01", 2009), "");
    EXPECT_EQ(overdue_of(department(), {}, "2025-02-01", 2025), "");
}

TEST(Overdue, WhoIsKnownByItsReportsOnlyOwesNoMoreThanTheNextOne) {
    Agency found = department(AgencyOrigin::report);
    found.valid_from.reset();
    // Not before its first report: nobody knows whether it existed.
    EXPECT_EQ(overdue_of(found, reports_of(found, {2020, 2022, 2024}), "2026-02-01"),
              "2021 missing 1462, 2023 missing 732, 2025 missing 1");
    // It may have ceased to exist.
    EXPECT_EQ(overdue_of(found, reports_of(found, {2012, 2013}), "2026-02-01"), "2014 missing 3960");
}

TEST(Overdue, OfWhomNothingIsKnownOnlyTheLastReportDueIsAskedFor) {
    for (const auto origin : {AgencyOrigin::source, AgencyOrigin::roster}) {
        Agency bare = department(origin);
        bare.valid_from.reset();
        EXPECT_EQ(overdue_of(bare, {}, "2026-02-01"), "2025 missing 1");
        EXPECT_EQ(overdue_of(bare, {}, "2026-01-15"), "2024 missing 349");
        EXPECT_EQ(overdue_of(bare, reports_of(bare, {2023}), "2026-02-01"),
                  "2024 missing 366, 2025 missing 1");
    }
}

TEST(NotDue, IsTheReportOnTheYearBeforeUntilItsDeadline) {
    auto young = department();
    young.valid_from = day("2026-01-05");
    auto closed = department();
    closed.valid_to = day("2025-06-30");
    auto own_day = department();
    own_day.deadline = std::chrono::May / 15;
    auto bare = Agency{};  // Of no name, division or kind, found by a report.
    struct Case {
        const char* what;
        Agency agency;
        std::vector<int> reports;
        std::string_view at;
        std::vector<int> years;
    };
    const std::vector<Case> cases = {
        {"the first day of the year", department(), {2024}, "2026-01-01", {2025}},
        {"the deadline itself", department(), {2024}, "2026-01-31", {2025}},
        {"the day after it is overdue", department(), {2024}, "2026-02-01", {}},
        {"a government has until the end of March", government(), {2024}, "2026-03-31", {2025}},
        {"and no longer", government(), {2024}, "2026-04-01", {}},
        {"the agency's own day counts", own_day, {2024}, "2026-05-15", {2025}},
        {"what is published is not to come", department(), {2024, 2025}, "2026-01-10", {}},
        {"what existed no day of the year owes nothing", young, {}, "2026-01-10", {}},
        {"what has ceased owes nothing", closed, {2024}, "2026-01-10", {}},
        {"known by a report of the year before", bare, {2024}, "2026-01-10", {2025}},
        {"known by an old report alone: it may be gone", bare, {2020}, "2026-01-10", {}},
    };
    for (const auto& one : cases) {
        std::vector<int> years;
        const std::vector agencies{one.agency};
        KnownReports reports;
        for (const int year : one.reports) reports[one.agency.name].emplace(year, std::nullopt);
        for (const auto& coming : find_not_due(agencies, reports, day(one.at))) years.push_back(coming.year);
        EXPECT_EQ(years, one.years) << one.what;
    }
    EXPECT_TRUE(find_not_due({}, {}, day("2026-01-10")).empty());
}

TEST(NotDue, WhatWasWithdrawnIsNotToCome) {
    const std::vector agencies{department()};
    KnownReports reports;
    reports[agencies.front().name].emplace(2025, base::UtcTime{});
    EXPECT_TRUE(find_not_due(agencies, reports, day("2026-01-10")).empty());
}

}  // namespace
}  // namespace ogi::daemon
