#include "parser/review.h"

#include "consistent_form.h"
#include "parser/catalogue.h"
#include "parser/checks.h"
#include "parser/remarks.h"
#include "parser/suspects.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

namespace ogi::parser {
namespace {

using model::Decimal;
using model::Generation;
using model::Report;

const std::string overview =
    "我局扎实推进政务公开，全年更新公开目录，组织专题培训，及时回应群众关切，完善审核发布制度。";
const std::string problems =
    "公开内容的针对性还不够强，下一步将加强与业务科室的衔接，细化公开事项，提高答复的规范程度。";

// What the parser makes of a report in which everything is as it should be.
Report good_report(std::uint32_t seed = 2) {
    Report report;
    report.is_report = true;
    report.agency = {"示例县财政局", "示例县财政局", "500112", 0.9, "title"};
    report.year = 2023;
    report.title = "示例县财政局2023年政府信息公开工作年度报告";
    report.generation = Generation::form_2021;
    report.cells = consistent_form(report.generation, seed);
    for (const auto* column : {"issued", "repealed", "in_force"})
        report.cells["disclosure.regulation." + std::string{column}] = number_cell({});
    report.sections = {{1, "总体情况", overview},
                       {2, "主动公开政府信息情况", ""},
                       {3, "收到和处理政府信息公开申请情况", ""},
                       {4, "政府信息公开行政复议、行政诉讼情况", ""},
                       {5, "存在的主要问题及改进情况", problems},
                       {6, "其他需要报告的事项", "无其他需要报告的事项。"}};
    return report;
}

Report checked(Report report) {
    report.checks = check_identities(report.cells, report.generation);
    report.suspects = find_suspects(report.cells, report.generation, report.statements);
    return report;
}

void set(Report& report, const std::string& id, std::int64_t value) {
    report.cells[id] = number_cell(Decimal::whole(value));
}

std::vector<std::string> codes(const Review& review) {
    std::vector<std::string> all;
    for (const auto& finding : review.findings) all.push_back(finding.code);
    return all;
}

const Finding& only(const Review& review, std::string_view code) {
    static const Finding none;
    const auto is_it = [&](const Finding& finding) { return finding.code == code; };
    EXPECT_EQ(std::ranges::count_if(review.findings, is_it), 1) << code;
    const auto found = std::ranges::find_if(review.findings, is_it);
    return found == review.findings.end() ? none : *found;
}

using Codes = std::vector<std::string>;

TEST(Review, AGoodReportHasNoFindings) {
    const auto told = review(checked(good_report()));
    EXPECT_EQ(codes(told), Codes{});
    EXPECT_EQ(told.held, 42u);
    EXPECT_EQ(told.violated + told.open, 0u);
    EXPECT_FALSE(told.repetition);
}

TEST(Review, AWrongFigureIsToldByItsRowItsColumnAndItself) {
    auto report = good_report();
    const std::string id = "requests.granted.natural_person";
    const auto value = report.cells[id].value->units;
    set(report, id, value + 5);
    const auto told = review(checked(report));
    ASSERT_EQ(codes(told), (Codes{"identity", "identity"}));
    EXPECT_EQ(told.violated, 2u);
    const auto& column = told.findings[0];
    EXPECT_EQ(column.severity, Severity::error);
    EXPECT_EQ(column.check, "requests.outcomes_sum.natural_person");
    EXPECT_NE(
        column.message.find("表三“收到和处理政府信息公开申请情况”“自然人”列“三、本年度办理结果”各项之和为"),
        std::string::npos)
        << column.message;
    const auto& row = told.findings[1];
    EXPECT_NE(row.message.find("“（一）予以公开”行各类申请人之和为"), std::string::npos) << row.message;
    EXPECT_NE(row.message.find("相差5"), std::string::npos) << row.message;
    const auto suspect = "最可能有误的单元格：“（一）予以公开”行“自然人”列现填" + std::to_string(value + 5) +
                         "，填" + std::to_string(value) + "则相关各项均相符";
    for (const auto& finding : told.findings) {
        EXPECT_NE(finding.message.find(suspect), std::string::npos) << finding.message;
        ASSERT_EQ(finding.suspects.size(), 1u);
        EXPECT_EQ(finding.suspects[0].cell, id);
    }
}

TEST(Review, TheBalanceIsWrittenOut) {
    auto report = good_report();
    for (const auto* row : {"new_received", "carried_in", "total_processed", "carried_out"})
        report.cells[request_id(row, "total")] = model::Cell{};
    set(report, "requests.new_received.total", 36), set(report, "requests.carried_in.total", 4);
    set(report, "requests.total_processed.total", 38), set(report, "requests.carried_out.total", 1);
    for (const auto& finding : review(checked(report)).findings) {
        if (finding.check != "requests.balance.total") continue;
        EXPECT_TRUE(
            finding.message.starts_with("表三“收到和处理政府信息公开申请情况”“总计”列勾稽关系不符：本年新收36"
                                        "＋上年结转4＝40，办理结果总计38＋结转下年度1＝39，相差1。"))
            << finding.message;
        return;
    }
    ADD_FAILURE() << "not told";
}

TEST(Review, BlanksAreNamedByTableAndRow) {
    auto report = good_report();
    report.cells["requests.granted.total"].kind = model::CellKind::blank;
    report.cells["requests.granted.total"].value.reset();
    report.cells["requests.other_other.total"] = {model::CellKind::slash, {}, "/", "件", {}};
    const auto told = review(checked(report));
    EXPECT_EQ(codes(told), (Codes{"blank", "blank"}));
    EXPECT_EQ(told.findings[0].message,
              "表三“收到和处理政府信息公开申请情况”有1个单元格空白：“（一）予以公开”行“总计”列。应填数字，没"
              "有的填“0”；"
              "空白不等于零。");
    EXPECT_EQ(told.findings[1].cells, Codes{"requests.other_other.total"});
    EXPECT_EQ(told.open, 3u);  // Two rows, and the outcomes of their column.
}

TEST(Review, MissingAndEmptyPartsAreTold) {
    auto report = good_report();
    report.sections.erase(report.sections.begin() + 4, report.sections.end());
    report.sections.erase(report.sections.begin() + 1);
    report.sections[0].text.clear();
    const auto told = review(checked(report));
    EXPECT_EQ(codes(told), (Codes{"section_empty", "section_missing", "section_missing", "section_missing"}));
    EXPECT_EQ(told.findings[1].message, "缺少“五、存在的主要问题及改进情况”部分。");
    EXPECT_EQ(told.findings[3].severity, Severity::doubt);  // Its table is there, only the heading is not.
    EXPECT_EQ(told.findings[3].message, "有表格，但未找到标题“二、主动公开政府信息情况”。");
}

TEST(Review, InstructionsLeftInAreTold) {
    auto report = good_report();
    report.sections[0].text = "这一项主要报告本机关上一年度政府信息公开工作总体情况";
    report.anomalies = {{"template_text", report.sections[0].text}};
    EXPECT_EQ(only(review(checked(report)), "template_text").message,
              "“总体情况”部分仅有范本的填写说明，没有实际内容。");
    report.sections[0].text += overview;
    EXPECT_EQ(only(review(checked(report)), "template_text").message,
              "“总体情况”部分残留范本中的填写说明，应删除。");
}

TEST(Review, ProseThatContradictsTheTableIsQuoted) {
    auto report = checked(good_report());
    report.checks.push_back({"prose.requests.new_received", model::CheckOutcome::violated, Decimal::whole(38),
                             Decimal::whole(36), "共收到申请38件"});
    const auto told = review(report);
    EXPECT_EQ(only(told, "prose").severity, Severity::doubt);
    EXPECT_EQ(only(told, "prose").message,
              "正文与表格不一致：正文“共收到申请38件”，而表三“收到和处理政府信息公开申请情况”“一、本年新收政"
              "府信息公开申请数量”行"
              "“总计”列为36。");
}

TEST(Review, RemarksSpeakOfTheFormsCells) {
    auto report = good_report();
    set(report, "disclosure.regulation.in_force", 6);
    report.anomalies = remark_on_figures(report);
    EXPECT_EQ(only(review(checked(report)), "regulation_without_power").message,
              "县级及以下机关没有规章制定权（立法法），“规章”一行应为0。表二“主动公开政府信息情况”“第二十条第"
              "（一）项规章”行"
              "“现行有效件数”列为6。");
}

TEST(Review, LastYearsReportIsComparedWith) {
    auto last_year = good_report(1);
    last_year.year = 2022;
    auto report = good_report(2);
    for (const auto applicant : applicants()) {
        const auto carried = last_year.cells[request_id("carried_out", applicant)].value->units;
        const auto old = report.cells[request_id("carried_in", applicant)].value->units;
        set(report, request_id("carried_in", applicant), carried);
        set(report, request_id("new_received", applicant),
            report.cells[request_id("new_received", applicant)].value->units + old - carried);
    }
    for (const auto* item : {"regulation", "normative_document"}) {
        const auto stem = "disclosure." + std::string{item};
        set(last_year, stem + ".in_force", 4), set(report, stem + ".in_force", 5);
        set(report, stem + ".issued", 2), set(report, stem + ".repealed", 1);
    }
    report.sections[4].text = overview;  // The text of last year, elsewhere.
    const auto fine = review(checked(report), &last_year);
    EXPECT_TRUE(fine.repetition);
    ASSERT_TRUE(fine.repetition->whole);
    EXPECT_GT(*fine.repetition->whole, 70);  // Less what runs over from one section to the next.
    for (const auto& code : codes(fine)) EXPECT_TRUE(code == "repetition" || code == "soft") << code;
    EXPECT_EQ(fine.count(Severity::error), 0u);

    set(last_year, "requests.carried_out.total", 77);
    set(last_year, "disclosure.normative_document.in_force", 9);
    const auto told = review(checked(report), &last_year);
    EXPECT_NE(only(told, "carry_over").message.find("上年度报告“四、结转下年度继续办理”为77，前后年度不衔接"),
              std::string::npos);
    EXPECT_NE(only(told, "in_force").message.find("推算应为10。"), std::string::npos)
        << only(told, "in_force").message;
}

TEST(Review, AnotherAgencysReportIsNotLastYears) {
    auto report = good_report(2);
    auto other = good_report(1);
    other.year = 2022;
    other.agency.name = "示例县林业局";
    set(other, "requests.carried_out.total", 77);
    const auto findings = review(report, &other).findings;
    EXPECT_TRUE(
        std::ranges::none_of(findings, [](const Finding& f) { return f.severity == Severity::error; }));
    EXPECT_TRUE(std::ranges::any_of(findings, [](const Finding& f) {
        return f.code == "last_year" && f.message.find("未核对年度衔接") != std::string::npos;
    }));
    EXPECT_FALSE(review(report, &other).repetition);
    // One name may say more of the place than the other.
    other.agency.name = "某市示例县财政局";
    EXPECT_TRUE(review(report, &other).repetition);
}

TEST(Review, AGrowthThatTheTablesDoNotShowIsTold) {
    auto last_year = good_report(2);
    last_year.year = 2022;
    auto report = checked(good_report(2));
    report.cells["requests.new_received.total"] = number_cell(Decimal::whole(3470));
    last_year.cells["requests.new_received.total"] = number_cell(Decimal::whole(3433));
    report.sections[0].text += "收到申请3470件，较上年减少37件。";
    report.statements = {{"requests.new_received", Decimal::whole(3470), false, "件", "收到申请3470件", {}}};
    EXPECT_EQ(only(review(report, &last_year), "growth").message,
              "正文“收到申请3470件，较上年减少37件”与两个年度的表格数据不符：据表格计算增加37。");
    report.sections[0].text = "收到申请3470件，同比增长1.05%。";
    EXPECT_EQ(only(review(report, &last_year), "growth").message,
              "正文“收到申请3470件，同比增长1.05%”与两个年度的表格数据不符：据表格计算增加1.077%。");
}

TEST(Review, AnotherYearOrAgencyIsNoYearBefore) {
    auto last_year = checked(good_report());
    last_year.agency.name = "示例县教育局";  // And of the same year.
    const auto told = review(checked(good_report()), &last_year);
    EXPECT_EQ(std::ranges::count(codes(told), "last_year"), 2);
    EXPECT_EQ(std::ranges::count(codes(told), "carry_over"), 0);
    last_year.is_report = false;
    EXPECT_EQ(codes(review(checked(good_report()), &last_year)), Codes{"last_year"});
}

TEST(Review, FindingsAreInOrderOfWeight) {
    auto report = good_report();
    report.anomalies = {{"unclosed_bracket", "（"}, {"missing_number", "发布信息条"}};
    report.sections.pop_back();
    const auto told = review(checked(report));
    EXPECT_EQ(codes(told), (Codes{"section_missing", "missing_number", "unclosed_bracket"}));
    EXPECT_EQ(told.count(Severity::error), 1u);
    EXPECT_EQ(told.count(Severity::doubt), 1u);
}

TEST(Review, AFreeFormHasNeitherTablesNorParts) {
    auto report = good_report();
    report.generation = Generation::free_form;
    report.cells.clear();
    report.sections = {{1, "概述", overview}};
    const auto told = review(checked(report));
    EXPECT_EQ(codes(told), Codes{});
    EXPECT_EQ(told.held + told.violated + told.open, 0u);
}

}  // namespace
}  // namespace ogi::parser
