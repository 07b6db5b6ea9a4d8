#include "daemon/cli/output.h"

#include "daemon/columns/columns.h"

#include <gtest/gtest.h>
#include <boost/json/parse.hpp>

#include <algorithm>
#include <sstream>
#include <string>
#include <vector>

namespace ogi::daemon {
namespace {

std::string output(OutputFormat format, About about, const std::vector<std::string>& lines) {
    std::ostringstream out;
    const auto writer = make_output(format, about, out);
    for (const auto& line : lines) EXPECT_TRUE(writer->line(line));
    writer->finish();
    return out.str();
}

const std::vector<std::string> diff_lines = {
    R"({"id":"disclosure.fee.amount","old":57.8374,"new":73802895.9,"old_kind":"number","old_decimal":"57.8374","old_raw":"57.8374","old_unit":"万元","new_kind":"number","new_decimal":"73802895.9","new_raw":"73,802,895.90","new_unit":"元","op":"set","broke":["a.sum","b.sum"],"healed":["c.sum"],"severity":"grave"})",
    R"({"id":"requests.granted.total","old":null,"new":7,"old_kind":"text","old_raw":"无\n\"空\"","old_unit":"","new_kind":"number","new_raw":"7","new_unit":"件"})",
    R"({"id":"requests.other.total","old":null,"new":null,"old_kind":"blank","old_raw":"","old_unit":"","new_kind":"absent","new_raw":"","new_unit":""})",
    R"({"aspect":"title"})"};

TEST(TableOutput, KeepsColumnsUnderEachOther) {
    EXPECT_EQ(output(OutputFormat::table, About::diff, diff_lines),
              "WHAT                    OLD          NEW           SEVERITY  CHECKS\n"
              "disclosure.fee.amount   57.8374万元  73802895.9元  grave     breaks a.sum b.sum; heals c.sum\n"
              "requests.granted.total  无 \"空\"      7                       \n"
              "requests.other.total    blank        absent                  \n"
              "title                                                        \n");
}

TEST(TableOutput, TellsProseBySentenceUnderItsHeading) {
    const std::string section = R"("old_section":{"path":"/sections/0","number":1,"title":"总体情况"},)"
                                R"("new_section":{"path":"/sections/0","number":1,"title":"总体情况"},)";
    EXPECT_EQ(
        output(
            OutputFormat::table, About::diff,
            {R"({"op":"repetition","section":null,"title":null,"percent":81})",
             R"({"op":"repetition","section":1,"title":"总体情况","percent":93})",
             R"({"op":"text","aspect":"text","change":"changed",)" + section +
                 R"("old":"公开120条。","new":"公开135\u001b条。","parts":[{"same":"公开"},{"old":"120","new":"135"},)"
                 R"({"same":"\u001b条。"}],"figures":[{"old":"120","new":"135"}]})",
             R"({"op":"text","aspect":"text","change":"added",)" + section +
                 R"("old":null,"new":"新的一句。","parts":[],"figures":[]})",
             R"({"op":"text","aspect":"text","change":"heading","old_section":null,)"
             R"("new_section":{"path":"/sections/1","number":2,"title":"问题"},"old":null,"new":"2 问题",)"
             R"("parts":[],"figures":[]})"}),
        "repeated   81 %  all text\n"
        "repeated   93 %  1 总体情况\n"
        "\n1 总体情况\n"
        "  - 公开[-120-] 条。\n"
        "  + 公开{+135+} 条。\n"
        "  + 新的一句。\n"
        "\n2 问题\n"
        "  ~ heading: - → 2 问题\n");
}

TEST(TableOutput, NamesACellOfAStatisticsTableByItsPath) {
    EXPECT_EQ(
        output(
            OutputFormat::table, About::diff,
            {R"({"op":"set","aspect":"stat_tables","path":["统计表","收到申请数","2014年"],"old":1,"new":2,)"
             R"("old_kind":"number","old_raw":"1","old_unit":"","new_kind":"number","new_raw":"2","new_unit":""})"}),
        "WHAT                          OLD  NEW  SEVERITY  CHECKS\n"
        "统计表 / 收到申请数 / 2014年  1    2              \n");
}

TEST(TableOutput, GivesHanCharactersTwoPlaces) {
    std::ostringstream out;
    write_table(out, {"AGENCY", "YEAR"}, {{"示例县", "2020"}, {"a", "２０２１"}});
    EXPECT_EQ(out.str(), "AGENCY  YEAR\n示例县  2020\na       ２０２１\n");
    EXPECT_EQ(display_width("示例县"), 6U);
    EXPECT_EQ(display_width("（a）"), 5U);
    EXPECT_EQ(display_width("→·"), 2U);
    EXPECT_EQ(display_width(""), 0U);
}

TEST(TableOutput, NeverSendsAPagesControlCharactersToTheTerminal) {
    std::ostringstream out;
    write_table(out, {"T"}, {{"a\x1B[31mb\r\nc\x7F"}});
    EXPECT_EQ(out.str(), "T\na [31mb  c \n");
}

TEST(TableOutput, SaysNowForWhatAPersonAskedFor) {
    EXPECT_EQ(
        output(
            OutputFormat::table, About::hosts,
            {R"({"host":"a.cn","reason":"ready","until":null,"next_due":"2026-01-01T00:00:00.000Z",)"
             R"("asked_for":true,"due_pages":1000,"urls":1,"outcome":"failed","outcome_reason":"timed_out"})",
             R"({"host":"b.cn","reason":"nothing_due","next_due":"2026-01-02T03:04:05.000Z",)"
             R"("asked_for":false,"due_pages":0})",
             R"({"host":"c.cn","reason":"nothing_due","next_due":"9999-12-31T00:00:00.000Z",)"
             R"("asked_for":false})"}),
        "HOST  WAITS        UNTIL  NEXT DUE          DUE    URLS  LAST               NOTE\n"
        "a.cn  ready               now               1000+  1     failed: timed_out  \n"
        "b.cn  nothing_due         2026-01-02 03:04  0                               \n"
        "c.cn  nothing_due         never                                             \n");
}

TEST(CsvOutput, QuotesWhatNeedsIt) {
    EXPECT_EQ(
        output(OutputFormat::csv, About::diff, diff_lines),
        "what,old,new,old_kind,new_kind,old_raw,new_raw,old_unit,new_unit,op,severity,checks,old_by,old_at,"
        "old_why,"
        "new_by,new_at,new_why\n"
        "disclosure.fee.amount,57.8374,73802895.9,number,number,57.8374,\"73,802,895.90\",万元,元,set,grave,"
        "breaks a.sum b.sum; heals c.sum,,,,,,\n"
        "requests.granted.total,,7,text,number,\"无\n\"\"空\"\"\",7,,件,,,,,,,,,\n"
        "requests.other.total,,,blank,absent,,,,,,,,,,,,,\n"
        "title,,,,,,,,,,,,,,,,,\n");
}

TEST(CsvOutput, HasItsTitlesWhereThereIsNoLine) {
    EXPECT_EQ(output(OutputFormat::csv, About::diff, {}),
              "what,old,new,old_kind,new_kind,old_raw,new_raw,old_unit,new_unit,op,severity,checks,old_by,"
              "old_at,old_why,"
              "new_by,new_at,new_why\n");
}

TEST(NdjsonOutput, PassesLinesAsTheyAre) {
    EXPECT_EQ(output(OutputFormat::ndjson, About::changes, {R"({"a":1.50})", "{}"}), "{\"a\":1.50}\n{}\n");
    EXPECT_EQ(output(OutputFormat::ndjson, About::changes, {}), "");
}

TEST(JsonOutput, IsAnArrayOrForOneReportTheObject) {
    EXPECT_EQ(output(OutputFormat::json, About::changes, {R"({"a":1})", R"({"b":2})"}),
              "[\n{\"a\":1},\n{\"b\":2}\n]\n");
    EXPECT_EQ(output(OutputFormat::json, About::changes, {}), "[]\n");
    EXPECT_EQ(output(OutputFormat::json, About::report, {R"({"a":1})"}), "{\"a\":1}\n");
}

TEST(TableOutput, ShowsOneReportTableByTable) {
    const std::string report =
        R"({"withdrawn_at":null,"source_url":"http://a.example/","observed_at":"2026-01-31T08:15:00.250Z",)"
        R"("revision":2,"agency":{"name":"示例县","division":null},"year":2021,"title":"年报\u001b[2J",)"
        R"("published":null,"generation":"2021","verdict":"inconsistent",)"
        R"("cells":{"disclosure.fee.amount":{"value":57.8374,"decimal":"57.8374","kind":"number","raw":"57.8374",)"
        R"("unit":"万元"},"disclosure.license.decisions":{"value":null,"kind":"absent","raw":null,"unit":null}},)"
        R"("checks":[{"id":"a","outcome":"holds","left":1,"right":1},{"id":"prose.fee","outcome":"violated",)"
        R"("left":57.8374,"right":58,"left_decimal":"57.8374","note":"n"},{"id":"c","outcome":"not_assessable"},)"
        R"({"id":"years.d","outcome":"not_assessable","note":"soft: 1 is less than 2"}],)"
        R"("suspects":[{"cell":"requests.granted.total","value":7,"implied":5,"checks":["a"],"among":1}],)"
        R"("statements":[{"name":"fee","value":58,"quote":"收费\n58万元"}],"anomalies":[]})";
    EXPECT_EQ(output(OutputFormat::table, About::report, {report}),
              "agency     示例县\n"
              "year       2021\n"
              "title      年报 [2J\n"
              "form       2021\n"
              "source     http://a.example/\n"
              "observed   2026-01-31T08:15:00.250Z\n"
              "revision   2\n"
              "verdict    inconsistent\n"
              "\n主动公开政府信息情况\n"
              "fee.amount         57.8374  万元\n"
              "license.decisions  ·        \n"
              "\nchecks     1 hold, 1 violated, 2 not assessable\n"
              "prose.fee  57.8374 ≠ 58  n\n"
              "years.d  soft: 1 is less than 2\n"
              "\nsuspect cells: as printed, and what would satisfy the checks\n"
              "  requests.granted.total  7  5\n"
              "\nfigures in the text\n"
              "  fee  58  收费 58万元\n");
}

TEST(TableOutput, SaysWhatACorrectionMadeOfAFigureAndNotWhatIsPrinted) {
    const auto told = output(
        OutputFormat::table, About::diff,
        {R"({"op":"set","id":"requests.granted.total",)"
         R"("old":7751,"new":null,"old_kind":"number","new_kind":"blank","old_raw":"7751","new_raw":"7751"})",
         R"({"op":"set","id":"requests.denied.total","old":null,"new":null,"old_kind":"text","new_kind":"text",)"
         R"("old_raw":"约6583","new_raw":"约6683"})"});
    EXPECT_NE(told.find("7751    blank"), std::string::npos) << told;
    EXPECT_NE(told.find("约6583  约6683"), std::string::npos) << told;
}

TEST(TextAt, FollowsAPathAndKeepsDigitsExact) {
    const auto value = boost::json::parse(
        R"({"agency":{"name":"示例县"},"value":0.1,"decimal":"0.1","n":null,"t":true,"big":9007199254740993})");
    const auto& line = value.as_object();
    EXPECT_EQ(text_at(line, "agency.name"), "示例县");
    EXPECT_EQ(text_at(line, "value"), "0.1");
    EXPECT_EQ(text_at(line, "n"), "");
    EXPECT_EQ(text_at(line, "t"), "true");
    EXPECT_EQ(text_at(line, "big"), "9007199254740993");
    EXPECT_EQ(text_at(line, "no.such.member"), "");
}

TEST(TextAt, WritesNoExponent) {
    for (const auto* number : {"0.0", "0.25", "12.5", "0.000001", "1234567.5"}) {
        const auto line = boost::json::parse(R"({"rate":)" + std::string{number} + "}").as_object();
        EXPECT_EQ(text_at(line, "rate"), number == std::string{"0.0"} ? "0" : number);
    }
}

TEST(Columns, AReportsCsvHasAColumnForEveryCellOfTheCatalogue) {
    const auto columns = csv_columns(About::reports);
    const auto named = [&](std::string_view title) {
        return std::ranges::count_if(columns, [&](const Column& column) { return column.title == title; });
    };
    EXPECT_EQ(named("agency"), 1);
    EXPECT_EQ(named("requests.new_received.total"), 1);
    EXPECT_EQ(named("disclosure.fee.amount"), 1);
    EXPECT_EQ(named("litigation.after_reconsideration.total"), 1);
    EXPECT_GT(columns.size(), 200U);
}

}  // namespace
}  // namespace ogi::daemon
