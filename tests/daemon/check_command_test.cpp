#include "daemon/cli/check_command.h"

#include "daemon/cli/commands.h"
#include "daemon/exit_code.h"
#include "tests/parser/consistent_form.h"
#include "tests/parser/sample_form.h"
#include "tests/temporary_folder.h"

#include <gtest/gtest.h>
#include <boost/json.hpp>

#include <algorithm>
#include <fstream>
#include <sstream>
#include <string>
#include <string_view>

namespace ogi::daemon {
namespace {

std::string html_of(const parser::SampleTable& table) {
    std::string html = "<table border=1>";
    for (const auto& row : table) {
        html += "<tr>";
        for (const auto& cell : row) {
            html += "<td colspan=" + std::to_string(cell.columns) + " rowspan=" + std::to_string(cell.rows) +
                    ">" + cell.text + "</td>";
        }
        html += "</tr>";
    }
    return html + "</table>";
}

// A page with a report of the 2021 form; `figures` may be edited before.
std::string page(int year, const parser::CellMap& figures, std::string_view overview) {
    const auto tables = parser::sample_form(
        parser::FormYear::form_2021, [&](const std::string& id) { return figures.at(id).value->text(); });
    const auto y = std::to_string(year);
    return "<html><head><meta charset=utf-8><title>重庆市渝北区财政局" + y +
           "年政府信息公开工作年度报告</title></head><body><h1>重庆市渝北区财政局" + y +
           "年政府信息公开工作年度报告</h1><p>本报告的统计期限自" + y + "年1月1日起至" + y +
           "年12月31日止。</p><h2>一、总体情况</h2><p>" + std::string{overview} +
           "</p><h2>二、主动公开政府信息情况</h2>" + html_of(tables[0]) +
           "<h2>三、收到和处理政府信息公开申请情况</h2>" + html_of(tables[1]) +
           "<h2>四、政府信息公开行政复议、行政诉讼情况</h2>" + html_of(tables[2]) +
           "<h2>五、存在的主要问题及改进情况</h2><p>公开的及时性有待提高，今后将定期检查栏目更新。</p>"
           "<h2>六、其他需要报告的事项</h2><p>本年度未收取信息处理费。</p></body></html>";
}

parser::CellMap figures() {
    auto cells = parser::consistent_form(model::Generation::form_2021, 2);
    for (const auto* column : {"issued", "repealed", "in_force"})
        cells["disclosure.regulation." + std::string{column}] = parser::number_cell({});
    cells["disclosure.penalty.decisions"] = parser::number_cell(model::Decimal::whole(5));
    return cells;
}

constexpr std::string_view overview = "全年更新栏目内容，举办业务培训，审核拟公开信息，按期答复各类申请。";

CheckOptions of(std::string file, CheckFormat format = CheckFormat::text) {
    return {.file = std::move(file), .last_year = {}, .hints = {}, .format = format};
}

class CheckCommandTest : public testing::Test {
  protected:
    std::string file(const std::string& name, const std::string& bytes) {
        const auto path = folder_.path() / name;
        std::ofstream{path, std::ios::binary} << bytes;
        return path.string();
    }
    int run(CheckOptions options, const std::string& input = {}) {
        std::istringstream in{input};
        std::ostringstream out, err;
        const int code = check_file(options, in, out, err);
        out_ = out.str(), err_ = err.str();
        return code;
    }

    TemporaryFolder folder_;
    std::string out_, err_;
};

TEST_F(CheckCommandTest, AGoodReportIsSaidToBeOne) {
    EXPECT_EQ(run(of("-"), page(2023, figures(), overview)), 0) << out_;
    EXPECT_NE(out_.find("机关：重庆市渝北区财政局\n年度：2023\n格式：国办公开办函〔2021〕30号格式\n"),
              std::string::npos)
        << out_;
    EXPECT_NE(out_.find("勾稽关系：共42项，42项相符，0项不符，0项因缺少数字未能核对\n结论：未发现问题\n"),
              std::string::npos)
        << out_;
}

TEST_F(CheckCommandTest, AMistakeIsNamedWithItsCell) {
    auto cells = figures();
    cells["requests.granted.natural_person"].value->units += 3;
    EXPECT_EQ(run(of(file("report.html", page(2023, cells, overview)))), exit_findings);
    EXPECT_NE(out_.find("结论：错误2处，疑点0处，提示0处\n\n【错误】\n1. 表三"), std::string::npos) << out_;
    EXPECT_NE(out_.find("“（一）予以公开”行“自然人”列现填"), std::string::npos) << out_;
}

TEST_F(CheckCommandTest, LastYearsReportGivesCarryOverAndRepetition) {
    auto last_year = figures();
    last_year["requests.carried_out.total"].value->units += 900;
    CheckOptions options{.file = file("2023.html", page(2023, figures(), overview)),
                         .last_year = file("2022.html", page(2022, last_year, overview)),
                         .hints = {},
                         .format = CheckFormat::json};
    EXPECT_EQ(run(options), exit_findings);
    const auto json = boost::json::parse(out_).as_object();
    EXPECT_EQ(json.at("year").as_int64(), 2023);
    EXPECT_EQ(json.at("identities").at("held").as_int64(), 42);
    EXPECT_EQ(json.at("repetition").at("whole").as_int64(), 100);
    EXPECT_GT(json.at("counts").at("error").as_int64(), 0);
    bool carry = false;
    for (const auto& finding : json.at("findings").as_array())
        carry = carry || (finding.at("check") == "years.carry.total" && finding.at("severity") == "error");
    EXPECT_TRUE(carry) << out_;
    options.format = CheckFormat::text;
    run(options);
    EXPECT_NE(out_.find("【与上年度报告的文字重复率】\n"), std::string::npos) << out_;
    EXPECT_NE(out_.find("全文：100%\n"), std::string::npos) << out_;
}

TEST_F(CheckCommandTest, StandardInputIsOneReport) {
    std::string words[] = {"ogi", "check", "-", "--last-year", "-"};
    char* arguments[5];
    std::ranges::transform(words, arguments, [](std::string& word) { return word.data(); });
    EXPECT_EQ(run_ogi(5, arguments), exit_usage);
}

TEST_F(CheckCommandTest, WhatIsNoReportIsSaidToBeNone) {
    EXPECT_EQ(run(of("-"), "<title>通知公告</title><p>关于放假的通知</p>"), exit_not_a_report);
    EXPECT_NE(out_.find("结论：该文件不是政府信息公开工作年度报告（是通知、公告一类文件）\n"),
              std::string::npos)
        << out_;
    EXPECT_EQ(run(of("-"), ""), exit_not_a_report);
    EXPECT_NE(out_.find("（文件是空的）\n"), std::string::npos) << out_;
    EXPECT_EQ(run(of("-", CheckFormat::json), "<p>x</p>"), exit_not_a_report);
    EXPECT_FALSE(boost::json::parse(out_).at("is_report").as_bool());
    EXPECT_EQ(run(of((folder_.path() / "none.html").string())), exit_failed);
    EXPECT_NE(err_.find("none.html"), std::string::npos);
}

TEST_F(CheckCommandTest, WritesFindingsAsLinesOfEveryFormat) {
    auto wrong = figures();
    wrong["requests.new_received.total"] = parser::number_cell(model::Decimal::whole(999));
    const auto path = file("wrong.html", page(2023, wrong, overview));
    ASSERT_EQ(run(of(path, CheckFormat::json)), exit_findings);
    const auto all = boost::json::parse(out_).at("findings").as_array();
    ASSERT_FALSE(all.empty());

    EXPECT_EQ(run(of(path, CheckFormat::ndjson)), exit_findings);
    std::istringstream lines{out_};
    boost::json::array found;
    for (std::string line; std::getline(lines, line);) found.push_back(boost::json::parse(line));
    EXPECT_EQ(found, all);

    constexpr std::string_view titles = "severity,code,check,message,quote,cells,suspects\n";
    EXPECT_EQ(run(of(path, CheckFormat::csv)), exit_findings);
    EXPECT_TRUE(out_.starts_with(titles)) << out_;
    EXPECT_EQ(run(of(path, CheckFormat::tsv)), exit_findings);
    EXPECT_EQ(static_cast<std::size_t>(std::ranges::count(out_, '\n')), all.size() + 1);
    EXPECT_EQ(run(of(path, CheckFormat::table)), exit_findings);
    EXPECT_TRUE(out_.starts_with("SEVERITY")) << out_;

    // What is no report has no findings, and says so.
    EXPECT_EQ(run(of(file("none.html", "<p>新闻</p>"), CheckFormat::csv)), exit_not_a_report);
    EXPECT_EQ(out_, titles);
    EXPECT_NE(err_.find("is not a report"), std::string::npos) << err_;
}

}  // namespace
}  // namespace ogi::daemon
