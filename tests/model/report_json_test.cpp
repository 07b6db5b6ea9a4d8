#include "model/report_json.h"

#include "samples.h"

#include <gtest/gtest.h>

#include <string>

namespace ogi::model {
namespace {

std::string json_of(const Report& report) {
    base::JsonWriter json;
    json.begin_object();
    write_report_members(json, report);
    return json.end_object().take();
}

std::string json_of(const Cell& cell) {
    base::JsonWriter json;
    write_cell(json, cell);
    return json.take();
}

TEST(ReportJson, SurvivesARoundTripWithEveryMemberSet) {
    const auto report = full_report();
    const auto read = parse_report_json(json_of(report));
    ASSERT_TRUE(read) << read.error().context;
    EXPECT_EQ(*read, report);
    EXPECT_EQ(json_of(*read), json_of(report));
}

TEST(ReportJson, IsTheseBytesForASmallReport) {
    Report report;
    report.is_report = true;
    report.agency = {"示例县", "示例县", "", 0.5, ""};
    report.year = 2020;
    report.cells.emplace("a.b", Cell{CellKind::number, Decimal::whole(36), "36", "件", Place{{5, 7}}});
    report.checks.push_back({"c", CheckOutcome::holds, Decimal::whole(1), Decimal::parse("1.5"), ""});
    report.suspects.push_back({"a.b", Decimal::whole(36), Decimal::whole(37), {"c"}, 1});
    report.sections.push_back({1, "总体情况", "文"});
    report.verdict = Verdict::consistent;
    EXPECT_EQ(
        json_of(report),
        R"({"is_report":true,"reason":null,"agency":{"name":"示例县","as_written":"示例县","division":null,)"
        R"("confidence":0.50,"evidence":null},"year":2020,"title":null,"published":null,)"
        R"("generation":"free","provenance":{"official":true,"noise":[],"format":"html"},)"
        R"("cells":{"a.b":{"value":36,"kind":"number","raw":"36","unit":"件","at":{"bytes":[5,7]}}},)"
        R"("statements":[],"checks":[{"id":"c","outcome":"holds","left":1,"right":1.5,)"
        R"("right_decimal":"1.5"}],"suspects":[{"cell":"a.b","value":36,"implied":37,)"
        R"("checks":["c"],"among":1}],"anomalies":[],"stat_tables":[],)"
        R"("sections":[{"number":1,"title":"总体情况","text":"文"}],"attachments":[],"verdict":"consistent"})");
}

TEST(ReportJson, OfAPageThatIsNoneHasNullsWhereNothingIsKnown) {
    Report report;
    report.reason = "no sections";
    const auto json = json_of(report);
    EXPECT_NE(json.find(R"("is_report":false,"reason":"no sections")"), std::string::npos) << json;
    EXPECT_NE(json.find(R"("year":null)"), std::string::npos) << json;
    EXPECT_EQ(parse_report_json(json).value(), report);
}

struct WrittenCell {
    Cell cell;
    std::string_view json;
};

TEST(CellJson, IsTheseBytes) {
    const WrittenCell cases[] = {
        {{}, R"({"value":null,"kind":"absent","raw":null,"unit":null,"at":null})"},
        {{CellKind::blank, {}, "", "件", Place{{1, 2}, 0, 3, 4}},
         R"({"value":null,"kind":"blank","raw":"","unit":"件","at":{"bytes":[1,2],"grid":0,"row":3,"column":4}})"},
        {{CellKind::number, Decimal::parse("57.8374"), "57.8374", "万元", {}},
         R"({"value":57.8374,"decimal":"57.8374","kind":"number","raw":"57.8374","unit":"万元","at":null})"},
        {{CellKind::number, Decimal::parse("73802895.90"), "73,802,895.90元", "元", {}},
         R"({"value":73802895.9,"decimal":"73802895.9","kind":"number","raw":"73,802,895.90元","unit":"元","at":null})"},
        {{CellKind::text, {}, "无", "", {}},
         R"({"value":null,"kind":"text","raw":"无","unit":null,"at":null})"},
    };
    for (const auto& [cell, json] : cases) EXPECT_EQ(json_of(cell), json);
}

TEST(ReportJson, KeepsEveryConfidenceOfTwoDecimals) {
    for (int hundredths = 0; hundredths <= 100; ++hundredths) {
        Report report;
        report.agency.confidence = hundredths / 100.0;
        EXPECT_EQ(parse_report_json(json_of(report)).value().agency.confidence, report.agency.confidence);
    }
}

TEST(ReportJson, KeepsTheDigitsOfEveryAmount) {
    // Numbers that binary floating point cannot hold.
    for (std::string_view digits :
         {"0.1", "73802895.9", "57.8374", "9007199254740993", "9007199254740993.5", "0.000000001", "-0.3",
          "9223372036854775807", "-9223372036854775807", "922337203685477.5807"}) {
        Report report;
        report.cells.emplace("c", Cell{CellKind::number, Decimal::parse(digits), "", "", {}});
        report.checks.push_back(
            {"k", CheckOutcome::holds, Decimal::parse(digits), Decimal::parse(digits), ""});
        report.statements.push_back({"s", Decimal::parse(digits), false, "", "", {}});
        const auto read = parse_report_json(json_of(report));
        ASSERT_TRUE(read) << digits << ": " << read.error().context;
        EXPECT_EQ(*read, report) << digits;
        EXPECT_EQ(read->cells.at("c").value->text(), digits);
    }
}

TEST(ReportJson, RefusesWordsAndShapesThatAreNotOurs) {
    const auto whole = json_of(full_report());
    const auto refused = [&](std::string_view from, std::string_view to) {
        auto json = whole;
        const auto place = json.find(from);
        EXPECT_NE(place, std::string::npos) << from;
        json.replace(place, from.size(), to);
        const auto read = parse_report_json(json);
        return read ? "taken: " + std::string{to} : read.error().context;
    };
    EXPECT_EQ(refused(R"("kind":"blank")", R"("kind":"empty")"), R"(kind has the unknown value "empty")");
    EXPECT_EQ(refused(R"("generation":"mixed")", R"("generation":"2030")"),
              R"(generation has the unknown value "2030")");
    EXPECT_EQ(refused(R"("outcome":"violated")", R"("outcome":"")"), R"(outcome has the unknown value "")");
    EXPECT_EQ(refused(R"("verdict":"inconsistent")", R"("verdict":5)"),
              R"(verdict has the unknown value "")");
    // A figure that is not whole and has lost its digits is no figure.
    EXPECT_EQ(refused(R"("decimal":"57.8374")", R"("dec":"57.8374")"),
              "a cell's kind and value do not agree");
    EXPECT_EQ(refused(R"("value":-8,"kind":"number")", R"("value":null,"kind":"number")"),
              "a cell's kind and value do not agree");
    EXPECT_EQ(refused(R"("a.absent":{)", R"("a.absent":7,"x":{)"), "a cell is no object");
    EXPECT_EQ(refused(R"("checks":[)", R"("checks":[1,)"), "checks holds something that is no object");
    EXPECT_EQ(refused(R"("sections":[)", R"("sections":["",)"), "sections holds something that is no object");
    EXPECT_EQ(refused(R"("anomalies":[)", R"("anomalies":[null,)"),
              "anomalies holds something that is no object");
}

}  // namespace
}  // namespace ogi::model
