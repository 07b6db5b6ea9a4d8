#include "daemon/cli/sources_command.h"

#include "daemon/exit_code.h"

#include <gtest/gtest.h>
#include <boost/json.hpp>

#include <sstream>
#include <string>
#include <string_view>

namespace ogi::daemon {
namespace {

struct Answer {
    int code;
    std::string out;
    std::string err;
};

Answer check(std::string page, OutputFormat format,
             std::string url = "http://www.example.gov.cn/zwgk/xxgknb/index.html") {
    std::istringstream in{std::move(page)};
    std::ostringstream out, err;
    const int code = check_source({}, {.url = std::move(url), .file = "-", .format = format}, in, out, err);
    return {code, out.str(), err.str()};
}

constexpr std::string_view list =
    "<html><meta charset=utf-8><title>政府信息公开年报</title>"
    "<a href=202301/t20230113_1.shtml>某局2022年政府信息公开工作年度报告</a>"
    "<a href=202301/t20230113_2.shtml>某局2022年政府信息公开工作年度报告解读</a>"
    "<script>$('#4').jpage({totalRecord:100,proxyUrl:'/p.jsp',perPage:15,ajaxParam:{columnid:12}})</script>";

TEST(SourcesCheck, ShowsWhatWouldBeFollowedAndWhy) {
    const auto [code, out, err] = check(std::string{list}, OutputFormat::table);
    EXPECT_EQ(code, 0);
    EXPECT_TRUE(err.empty());
    for (std::string_view said :
         {"followed  4 of 5 links", "of annual reports", "大汉 jpage, TRS (拓尔思)", "report_by_words",
          "something_else", "further_page",
          "http://www.example.gov.cn/p.jsp?startrecord=46&endrecord=90&perpage=15&columnid=12 POST "
          "columnid=12"})
        EXPECT_NE(out.find(said), std::string::npos) << said << "\n" << out;
}

TEST(SourcesCheck, SaysTheSameAsJson) {
    const auto [code, out, err] = check(std::string{list}, OutputFormat::json);
    EXPECT_EQ(code, 0);
    const auto answer = boost::json::parse(out).as_object();
    EXPECT_TRUE(answer.at("is_column").as_bool());
    EXPECT_EQ(answer.at("followed").to_number<int>(), 4);
    ASSERT_EQ(answer.at("links").as_array().size(), 5U);
    const auto& first = answer.at("links").as_array()[0].as_object();
    EXPECT_EQ(first.at("role").as_string(), "report");
    EXPECT_EQ(first.at("reason").as_string(), "report_by_words");
    const auto& last = answer.at("links").as_array()[4].as_object();
    EXPECT_TRUE(last.at("role").is_null());
}

TEST(SourcesCheck, TellsOfAScriptThatIsNotUnderstood) {
    const auto [code, out, err] = check("<script>location = where()</script>", OutputFormat::table);
    EXPECT_EQ(code, exit_not_found);
    EXPECT_NE(out.find("read: holds nothing but a script that is not understood"), std::string::npos) << out;
    EXPECT_EQ(check(std::string{list}, OutputFormat::table).out.find("not understood"), std::string::npos);
}

TEST(SourcesCheck, LeavesWithACodeThatTellsWhatWasFound) {
    EXPECT_EQ(check("<html><a href=/xw/>新闻</a>", OutputFormat::table).code, exit_not_found);
    EXPECT_EQ(check("", OutputFormat::table).code, exit_not_found);
    EXPECT_EQ(check("x", OutputFormat::table, "ftp://a.cn/").code, exit_usage);
    std::istringstream in;
    std::ostringstream out, err;
    EXPECT_EQ(check_source({}, {.url = "http://a.cn/", .file = "/nonexistent/page.html"}, in, out, err),
              exit_failed);
    EXPECT_NE(err.str().find("/nonexistent/page.html"), std::string::npos);
    // Nobody listens there, and the address may not be asked.
    EXPECT_EQ(check_source({}, {.url = "http://127.0.0.1:1/", .file = ""}, in, out, err), exit_network);
}

}  // namespace
}  // namespace ogi::daemon
