#include "daemon/roster/roster_csv.h"
#include "daemon/roster/classify_agency.h"
#include "model/agency_json.h"

#include <gtest/gtest.h>

#include <string>

namespace ogi::daemon {
namespace {

using model::AgencyKind;
using model::AgencyLevel;
using model::AgencyOrigin;

std::string faults_of(std::string_view text) {
    std::string all;
    for (const auto& fault : read_roster_csv(text).faults) all += fault + "\n";
    return all;
}

TEST(RosterCsv, ReadsColumnsInAnyOrder) {
    const auto roster = read_roster_csv(
        "\xEF\xBB\xBFkind,name,valid_from,valid_to,deadline,division,level,parent\r\n"
        "department,示例市财政局,2010-01-01,2026-12-31,01-28,431200,prefecture,示例市人民政府\r\n"
        "\r\n"
        ",\"示例县\n税务局, \"\"分局\"\"\",,,,,,\r\n");
    EXPECT_TRUE(roster.faults.empty()) << roster.faults.front();
    ASSERT_EQ(roster.agencies.size(), 2U);
    const auto& bureau = roster.agencies[0];
    EXPECT_EQ(bureau.name, "示例市财政局");
    EXPECT_EQ(bureau.kind, AgencyKind::department);
    EXPECT_EQ(bureau.level, AgencyLevel::prefecture);
    EXPECT_EQ(bureau.division, "431200");
    EXPECT_EQ(bureau.parent, "示例市人民政府");
    EXPECT_EQ(bureau.valid_from, base::parse_iso_date("2010-01-01").value());
    EXPECT_EQ(bureau.valid_to, base::parse_iso_date("2026-12-31").value());
    EXPECT_EQ(bureau.deadline, std::chrono::January / 28);
    EXPECT_EQ(bureau.origin, AgencyOrigin::roster);
    EXPECT_EQ(roster.agencies[1].name, "示例县\n税务局, \"分局\"");
}

TEST(RosterCsv, WhatACellDoesNotSayTheNameTells) {
    const auto roster = read_roster_csv("name\n湖北省宜昌市远安县财政局\n");
    ASSERT_EQ(roster.agencies.size(), 1U);
    EXPECT_EQ(roster.agencies[0].level, AgencyLevel::county);
    EXPECT_EQ(roster.agencies[0].division, "420525");
    EXPECT_EQ(roster.agencies[0].parent, "湖北省宜昌市远安县人民政府");
}

TEST(RosterCsv, EveryBadLineIsToldWithItsNumber) {
    EXPECT_EQ(
        faults_of("name,kind,valid_from,valid_to,deadline,division,level\n"
                  "甲局,office,,,,,\n"
                  "乙局,,2019-02-30,,,,\n"
                  "丙局,,2020-01-01,2019-01-01,,,\n"
                  "丁局,,,,13-01,,\n"
                  ",,,,,,\n"
                  "戊局,,,\n"
                  "己局,,,,,43120,\n"
                  "庚局,,,,,,village\n"
                  "甲局,,,,,,\n"),
        "line 2: kind must be government, department or unknown, not \"office\"\n"
        "line 3: valid_from must be a day as in 2019-03-01, not \"2019-02-30\"\n"
        "line 4: valid_to is before valid_from\n"
        "line 5: deadline must be MM-DD, not \"13-01\"\n"
        "line 6: an agency without name\n"
        "line 7: 4 cells, but the first line names 7\n"
        "line 8: division must be six digits (GB/T 2260), not \"43120\"\n"
        "line 9: level must be central, province, prefecture, county, township or unknown, not \"village\"\n"
        "line 10: 甲局 stands in line 2 already\n");
}

TEST(RosterCsv, RefusesWhatIsNoSuchTable) {
    EXPECT_EQ(faults_of(""), "the file is empty\n");
    EXPECT_EQ(faults_of("甲局\n"),
              "line 1: there is no column \"甲局\"; the columns are name, level, kind, division, parent, "
              "valid_from, "
              "valid_to, deadline\nline 1: there is no column \"name\"\n");
    EXPECT_EQ(faults_of("name,name\n"), "line 1: the column \"name\" stands there twice\n");
    EXPECT_EQ(faults_of("name\n\"甲局\n乙局\n"), "line 2: a quote is opened and never closed\n");
    EXPECT_EQ(faults_of("name\n\xBC\xD7\xBE\xD6\n"), "line 2: not UTF-8; save the table as UTF-8\n");
}

TEST(RosterCsv, ALineBehindALongCellHasItsOwnNumber) {
    EXPECT_EQ(faults_of("name,parent\n甲局,\"a\nb\nc\"\n乙局\n"),
              "line 5: 1 cells, but the first line names 2\n");
}

TEST(ClassifyAgency, TellsLevelKindAndParentFromTheName) {
    struct Case {
        std::string_view name, level, kind, division, parent;
    };
    for (const auto& [name, level, kind, division, parent] : {
             Case{"湖北省人民政府", "province", "government", "420000", ""},
             Case{"湖北省财政厅", "province", "department", "420000", "湖北省人民政府"},
             Case{"湖北省宜昌市人民政府", "prefecture", "government", "420500", "湖北省人民政府"},
             Case{"湖北省宜昌市财政局", "prefecture", "department", "420500", "湖北省宜昌市人民政府"},
             Case{"湖北省宜昌市远安县人民政府", "county", "government", "420525", "湖北省宜昌市人民政府"},
             Case{"湖北省宜昌市远安县鸣凤镇人民政府", "township", "government", "420525",
                  "湖北省宜昌市远安县人民政府"},
             Case{"重庆市公安局渝北区分局", "province", "department", "500000", "重庆市人民政府"},
             Case{"示例工业园区管理委员会", "unknown", "government", "", ""},
             Case{"示例市第一人民医院", "unknown", "unknown", "", ""},
         }) {
        const auto agency = classify_agency(name, AgencyOrigin::report);
        EXPECT_EQ(name_of(agency.level), level) << name;
        EXPECT_EQ(name_of(agency.kind), kind) << name;
        EXPECT_EQ(agency.division, division) << name;
        EXPECT_EQ(agency.parent, parent) << name;
    }
}

TEST(AgencyJson, SurvivesARoundTrip) {
    const model::Agency full{.name = "示例市财政局",
                             .level = AgencyLevel::prefecture,
                             .kind = AgencyKind::department,
                             .division = "431200",
                             .parent = "示例市人民政府",
                             .valid_from = base::parse_iso_date("2010-01-01").value(),
                             .valid_to = base::parse_iso_date("2026-12-31").value(),
                             .deadline = std::chrono::January / 28,
                             .origin = AgencyOrigin::roster};
    EXPECT_EQ(model::parse_agency_json(model::to_json(full)).value(), full);
    const model::Agency bare{.name = "甲局"};
    EXPECT_EQ(
        model::to_json(bare),
        R"({"name":"甲局","level":"unknown","kind":"unknown","division":"","parent":"","valid_from":null,)"
        R"("valid_to":null,"deadline":null,"origin":"report"})");
    EXPECT_EQ(model::parse_agency_json(model::to_json(bare)).value(), bare);
    EXPECT_FALSE(
        model::parse_agency_json(R"({"name":"","level":"unknown","kind":"unknown","origin":"report"})"));
}

}  // namespace
}  // namespace ogi::daemon
