#include "decided_store.h"

#include "daemon/decisions/agency_names.h"
#include "daemon/decisions/known_agencies.h"

namespace ogi::daemon {
namespace {

TEST_F(Desk, ACorrectionMakesAReinterpretedAndSaysWhatThePagePrints) {
    const auto taken = take(correct_it);
    EXPECT_EQ(feed(), std::vector<std::string>{"reinterpreted 甲县文化局/2019"});
    const auto revision = current("甲县文化局", 2019);
    EXPECT_EQ(revision.report.cells.at(std::string{cell}).value, Decimal::whole(21));
    EXPECT_EQ(revision.report.cells.at(std::string{cell}).raw, "12");
    ASSERT_EQ(revision.report.corrections.size(), 1U);
    EXPECT_EQ(revision.report.corrections[0].printed, Decimal::whole(12));
    EXPECT_EQ(revision.report.corrections[0].decision, taken.decisions.at(0).id);
    EXPECT_EQ(revision.number, 2);
    EXPECT_EQ(small_.store().copies({"甲县文化局", 2019}).value().at(0).content_digest,
              revision.content_digest);
    EXPECT_EQ(standing_of(taken.decisions[0].id), "in_force");
}

TEST_F(Desk, ARevokedCorrectionGivesBackWhatWasRead) {
    const auto before = current("甲县文化局", 2019);
    const auto taken = take(correct_it);
    take(revoking(taken.decisions[0].id));
    EXPECT_EQ(feed(), (std::vector<std::string>(2, "reinterpreted 甲县文化局/2019")));
    EXPECT_EQ(current("甲县文化局", 2019).report.cells, before.report.cells);
    EXPECT_TRUE(current("甲县文化局", 2019).report.corrections.empty());
    EXPECT_EQ(current("甲县文化局", 2019).content_digest, before.content_digest);
    EXPECT_EQ(standing_of(taken.decisions[0].id), "revoked");
    EXPECT_EQ(refused(revoking(taken.decisions[0].id)).code, base::ErrorCode::usage);
}

TEST_F(Desk, MergedReportsStandUnderTheOtherName) {
    take(merge_it);
    EXPECT_EQ(feed(),
              (std::vector<std::string>{"added 甲县文旅局/2018", "withdrawn 甲县文化局/2018 as 甲县文旅局",
                                        "withdrawn 甲县文化局/2019 as 甲县文旅局"}));
    EXPECT_EQ(current("甲县文旅局", 2018).report.agency.read_as, "甲县文化局");
    EXPECT_EQ(current("甲县文旅局", 2018).report.agency.name, "甲县文旅局");
    // Both had one for 2019: a further copy.
    EXPECT_EQ(copies("甲县文旅局", 2019),
              (std::vector<std::string>{"http://a.example/wh2019", "http://a.example/wl2019"}));
    EXPECT_EQ(current("甲县文旅局", 2019).report.cells.at(std::string{cell}).value, Decimal::whole(13));
    EXPECT_TRUE(copies("甲县文化局", 2019).empty());
    EXPECT_EQ(state("甲县文化局", 2018).filed_as, "甲县文旅局");
    EXPECT_EQ(page_at("http://a.example/wh2018").reports,
              (std::vector<model::ReportKey>{{"甲县文旅局", 2018}}));
    // One agency with one id and both names.
    const auto agencies = lines(About::agencies);
    ASSERT_EQ(agencies.size(), 1U);
    EXPECT_NE(agencies[0].find(agency_id_of("甲县文旅局")), std::string::npos) << agencies[0];
    EXPECT_NE(agencies[0].find("甲县文化局"), std::string::npos) << agencies[0];
    EXPECT_EQ(lines(About::agency, "甲县文化局").size(), 4U);
}

TEST_F(Desk, ARevokedMergeRestoresEveryReport) {
    const auto taken = take(merge_it);
    take(revoking(taken.decisions[0].id));
    const auto told = feed();
    EXPECT_EQ((std::vector<std::string>{told.begin() + 3, told.end()}),
              (std::vector<std::string>{"restored 甲县文化局/2018", "withdrawn 甲县文旅局/2018 as 甲县文化局",
                                        "restored 甲县文化局/2019"}));
    EXPECT_EQ(copies("甲县文旅局", 2019), std::vector<std::string>{"http://a.example/wl2019"});
    EXPECT_EQ(copies("甲县文化局", 2019), std::vector<std::string>{"http://a.example/wh2019"});
    EXPECT_EQ(current("甲县文化局", 2019).report.cells.at(std::string{cell}).value, Decimal::whole(12));
    EXPECT_TRUE(state("甲县文化局", 2018).filed_as.empty());
    EXPECT_FALSE(state("甲县文化局", 2018).withdrawn_at);
    EXPECT_EQ(page_at("http://a.example/wh2018").reports,
              (std::vector<model::ReportKey>{{"甲县文化局", 2018}}));
}

TEST_F(Desk, ACorrectionFollowsItsReportIntoAMerge) {
    take(R"({"by":"王某","reason":"漏一位","kind":"cell.correct","agency":"甲县文化局","year":2018,)"
         R"("cell":"requests.new_received.total","right":{"kind":"number","value":111}})");
    take(merge_it);
    EXPECT_EQ(current("甲县文旅局", 2018).report.cells.at(std::string{cell}).value, Decimal::whole(111));
    EXPECT_EQ(current("甲县文旅局", 2018).report.corrections.size(), 1U);
}

TEST_F(Desk, ADatedNameMovesTheReportsOfItsTimeAlone) {
    take(
        R"({"by":"王某","reason":"机构改革","kind":"agency.rename","agency":"甲县文化局","name":"甲县文化和旅游局",)"
        R"("from":"2019-03-01"})");
    EXPECT_EQ(feed(), (std::vector<std::string>{"added 甲县文化和旅游局/2019",
                                                "withdrawn 甲县文化局/2019 as 甲县文化和旅游局"}));
    EXPECT_EQ(state("甲县文化局", 2018).agency_id, state("甲县文化和旅游局", 2019).agency_id);
    EXPECT_FALSE(state("甲县文化局", 2018).withdrawn_at);
}

TEST_F(Desk, ASplitByAddressTakesItsPagesAlone) {
    take(R"({"by":"王某","reason":"两个单位","kind":"agency.split","agency":"甲县文旅局","name":"甲县文联",)"
         R"("url":"http://a.example/wl2020"})");
    EXPECT_EQ(feed(),
              (std::vector<std::string>{"added 甲县文联/2020", "withdrawn 甲县文旅局/2020 as 甲县文联"}));
    EXPECT_FALSE(state("甲县文旅局", 2019).withdrawn_at);
}

TEST_F(Desk, TheFileTellsAnotherStoreTheSame) {
    take(correct_it);
    take(merge_it);
    const auto written = file_text();
    // Taken again nothing happens.
    const auto before = everything();
    const auto again = take(written);
    EXPECT_EQ(again.known, 2U);
    EXPECT_TRUE(again.decisions.empty());
    EXPECT_EQ(file_text(), written);
    EXPECT_EQ(everything(), before);
}

TEST_F(Desk, DecisionsAreTakenAllOrNone) {
    const std::string wrong =
        R"({"by":"王某","reason":"x","kind":"agency.merge","agency":"无此局","name":"甲县文旅局"})";
    const auto error = refused(std::string{correct_it} + "\n" + wrong + "\n");
    EXPECT_EQ(error.code, base::ErrorCode::not_found);
    EXPECT_EQ(error.context.find("line 2: no report stands under the name of 无此局"), 0U) << error.context;
    EXPECT_EQ(file_text(), "");
    EXPECT_TRUE(feed().empty());
}

TEST_F(Desk, WhatSaysNothingIsRefused) {
    struct Refusal {
        const char* sentence;
        std::string line;
        base::ErrorCode code;
    };
    const std::string_view head = R"({"by":"王某","reason":"x","kind":"cell.correct","agency":"甲县文化局",)";
    const Refusal refusals[] = {
        {"a figure that stands there already",
         std::string{head} +
             R"("year":2019,"cell":"requests.new_received.total","right":{"kind":"number","value":12}})",
         base::ErrorCode::usage},
        {"a figure below zero",
         std::string{head} +
             R"("year":2019,"cell":"requests.new_received.total","right":{"kind":"number","value":-5}})",
         base::ErrorCode::usage},
        {"a cell that the report has not",
         std::string{head} + R"("year":2019,"cell":"requests.nothing","right":{"kind":"number","value":1}})",
         base::ErrorCode::not_found},
        {"a year without report",
         std::string{head} +
             R"("year":2001,"cell":"requests.new_received.total","right":{"kind":"number","value":1}})",
         base::ErrorCode::not_found},
        {"a decision that nobody made", revoking("d-nothing"), base::ErrorCode::not_found},
        {"a kind that is not known", R"({"by":"a","reason":"b","kind":"agency.divorce"})",
         base::ErrorCode::usage},
        {"what is no decision", "[]", base::ErrorCode::malformed},
    };
    for (const auto& [sentence, line, code] : refusals) EXPECT_EQ(refused(line).code, code) << sentence;
    EXPECT_EQ(file_text(), "");
}

TEST_F(Desk, AConfirmedCellIsToldWithTheReport) {
    take(R"({"by":"王某","reason":"已电话核实","kind":"doubt.confirm","agency":"甲县文化局","year":2019,)"
         R"("cell":"requests.new_received.total"})");
    EXPECT_TRUE(feed().empty());
    for (const auto& line : lines(About::reports, "甲县文化局")) {
        const auto report = boost::json::parse(line).as_object();
        EXPECT_EQ(report.contains("confirmed"), report.at("year").as_int64() == 2019) << line;
    }
}

TEST_F(Desk, NamesThatMayBeOneAreAskedAboutUntilAPersonSaysTheyAreTwo) {
    EXPECT_TRUE(lines(About::doubts).empty());
    small_.report("甲县国土资源局", 2017, 3, "http://a.example/gt2017");
    small_.report("甲县自然资源局", 2019, 4, "http://a.example/zr2019");
    const auto doubts = lines(About::doubts);
    ASSERT_EQ(doubts.size(), 1U);
    EXPECT_EQ(
        doubts[0],
        R"({"reason":"reform","agency":"甲县国土资源局","other":"甲县自然资源局","hosts":["a.example:80"],)"
        R"("years":[],"settle":"ogi agencies rename 甲县国土资源局 甲县自然资源局 --from 2019-01-01"})");
    take(
        R"({"by":"王某","reason":"两个单位","kind":"doubt.confirm","agency":"甲县自然资源局","name":"甲县国土资源局"})");
    EXPECT_TRUE(lines(About::doubts).empty());
}

TEST(AgencyDoubts, HaveAReasonAndEvidence) {
    SmallStore small;
    const auto report = [&](const char* agency, int year, const std::string& host) {
        small.report(agency, year, year - 2000, "http://" + host + "/" + std::to_string(year));
    };
    report("江西省分宜县财政局", 2018, "a.example");
    report("分宜县财政局", 2019, "b.example");  // Both stood there before the rule did.
    report("民政局", 2019, "c.example");        // Whose? Its host says.
    report("北京市朝阳区民政局", 2018, "c.example");
    report("长春市朝阳区民政局", 2018, "d.example");
    report("南昌市新建县审计局", 2014, "e.example");  // 新建区 since 2015.
    report("南昌市新建区审计局", 2016, "e.example");
    const Rulings none;
    std::map<std::string, std::string> found;
    for (const auto& doubt : find_doubts(known_agencies(small.store(), none).value().agencies, none))
        found[doubt.agency + " " + doubt.other] = doubt.reason;
    const std::map<std::string, std::string> expected{
        {"分宜县财政局 江西省分宜县财政局", "spellings"},
        {"民政局 北京市朝阳区民政局", "place_missing"},
        {"南昌市新建县审计局 南昌市新建区审计局", "division_renamed"}};
    EXPECT_EQ(found, expected);
}

}  // namespace
}  // namespace ogi::daemon
