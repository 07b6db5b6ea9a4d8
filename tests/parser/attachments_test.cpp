#include "parser/attachments.h"

#include "documents.h"
#include "parser/parse_report.h"

#include <gtest/gtest.h>

#include <string>

namespace ogi::parser {
namespace {

constexpr std::string_view title = "示例县教育局2022年政府信息公开工作年度报告";

model::Document titled_page(std::string_view text) {
    auto document = text_document(text);
    document.title = title;
    return document;
}

TEST(ReportAttachments, AreThoseThatSaySoOrAllOnThePageOfOneReport) {
    auto document = titled_page("");
    document.attachments = {{"http://a.example/1.pdf", "2022年年报", ""},
                            {"http://a.example/2.doc", "下载", ""}};
    EXPECT_EQ(find_attachments(document, title).size(), 2U);
    EXPECT_EQ(find_attachments(document, "通知公告").size(), 1U);
    for (int i = 3; i < 9; ++i)
        document.attachments.push_back({"http://a.example/" + std::to_string(i) + ".doc", "表格", ""});
    EXPECT_EQ(find_attachments(document, title).size(), 1U);
}

TEST(ReportAttachments, AreNamedWhereThePageHasNoReport) {
    auto document = titled_page("请下载附件。\n");
    EXPECT_EQ(parse_report(document, {}).reason, "not an annual report: a title without a body");
    document.links = {{"http://a.example/r.html", "", "frame"}};
    EXPECT_EQ(parse_report(document, {}).reason, "the report is in a frame: http://a.example/r.html");
    document.attachments = {{"http://a.example/1.pdf", "2022年年报.pdf", ""}};
    const auto report = parse_report(document, {});
    EXPECT_FALSE(report.is_report);
    EXPECT_EQ(report.reason, "the report is in an attachment: http://a.example/1.pdf (2022年年报.pdf)");
    EXPECT_EQ(report.attachments.at(0).url, "http://a.example/1.pdf");
    EXPECT_EQ(report.year, 2022);
}

}  // namespace
}  // namespace ogi::parser
