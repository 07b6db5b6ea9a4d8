#include "extract/discovery/parts.h"
#include "paper_crawl.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

// Reports that a page shows only in part, or of which it shows several.
namespace ogi::daemon {
namespace {

using namespace std::chrono_literals;
using Lines = std::vector<std::string>;

constexpr std::string_view column = "http://a.example/zfxxgknb/index.html";
constexpr std::string_view first = "http://a.example/zfxxgknb/t2022.html";
const std::string second = "http://a.example/zfxxgknb/t2022_2.html";
const std::string third = "http://a.example/zfxxgknb/t2022_3.html";
const model::ReportKey key{"示例县财政局", 2022};

std::string html(std::string_view body) {
    return "<html><head><meta "
           "charset=utf-8><title>示例县财政局2022年政府信息公开工作年度报告</title></head><body>"
           "<h1>示例县财政局2022年政府信息公开工作年度报告</h1>" +
           std::string{body} + "</body></html>";
}

std::string disclosure(int issued) {
    return "<p>二、主动公开政府信息情况</p><table><tr><td>信息内容</td><td>本年制发件数</"
           "td><td>本年废止件数</td>"
           "<td>现行有效件数</td></tr><tr><td>规章</td><td>0</td><td>0</td><td>0</td></"
           "tr><tr><td>行政规范性文件</td><td>" +
           std::to_string(issued) + "</td><td>0</td><td>20</td></tr></table>";
}

constexpr std::string_view overview =
    "<p>一、总体情况</p><p>本局按条例要求公开政府信息，及时回应社会关切。</p>";
constexpr std::string_view problems = "<p>五、存在的主要问题及改进情况</p><p>公开还不够及时。</p>";
constexpr std::string_view others = "<p>六、其他需要报告的事项</p><p>无。</p>";

std::string pager(std::initializer_list<int> pages) {
    std::string links = "<div class=page>";
    for (const int page : pages) {
        const auto n = std::to_string(page);
        links += "<a href=\"t2022" + (page == 1 ? std::string{} : "_" + n) + ".html\">" + n + "</a> ";
    }
    return links + "</div>";
}

class PartsTest : public testing::Test {
  protected:
    PartsTest() {
        site.answer(
            std::string{column}, 200,
            "<html><head><meta charset=utf-8><title>政府信息公开年报</title></head><body><ul><li>"
            "<a href=\"t2022.html\">示例县财政局2022年政府信息公开工作年度报告</a></li></ul></body></html>");
    }
    // Three pages, the tables on the second; each page's pager shows its neighbours.
    void serve_three_pages(int issued = 4) {
        site.answer(std::string{first}, 200, html(std::string{overview} + pager({1, 2})));
        site.answer(second, 200, html(disclosure(issued) + pager({1, 2, 3})));
        site.answer(third, 200, html(std::string{problems} + std::string{others} + pager({2, 3})));
    }
    Lines crawl() {
        EXPECT_TRUE(paper.crawl());
        return paper.changes();
    }
    model::Revision current() {
        const auto state = paper.small.store().state(key).value().value();
        return paper.small.store().revision(key, state.revision).value().value();
    }
    static std::string issued(const model::Report& report) {
        const auto& cell = report.cells.at("disclosure.normative_document.issued");
        return cell.value ? cell.value->text() : "none";
    }
    static bool says(const model::Report& report, std::string_view code) {
        return std::ranges::find(report.anomalies, code, &model::Anomaly::code) != report.anomalies.end();
    }

    PaperCrawl paper{column};
    crawler::PaperTransport& site = paper.site;
};

TEST_F(PartsTest, AReportOverThreePagesIsOneReport) {
    serve_three_pages();
    EXPECT_EQ(crawl(), (Lines{"added 示例县财政局/2022"}));
    const auto revision = current();
    EXPECT_EQ(revision.source_url, first);
    EXPECT_EQ(revision.parts.size(), 2U);
    EXPECT_EQ(issued(revision.report), "4");
    std::string sections;
    for (const auto& section : revision.report.sections)
        sections += section.title + "|" + section.text + "\n";
    EXPECT_EQ(sections,
              "总体情况|本局按条例要求公开政府信息，及时回应社会关切。\n"
              "主动公开政府信息情况|\n存在的主要问题及改进情况|公开还不够及时。\n其他需要报告的事项|无。\n");
    EXPECT_FALSE(says(revision.report, "missing_part"));
    // Places count through the bodies: the cell's bytes lie in the second one.
    const auto body = site.answers.at(std::string{first})->body + site.answers.at(second)->body;
    const auto at = revision.report.cells.at("disclosure.normative_document.issued").at.value().bytes;
    EXPECT_EQ(body.substr(at.begin, at.end - at.begin), "4");
}

TEST_F(PartsTest, PartsAreNoPagesOfTheSchedule) {
    serve_three_pages();
    crawl();
    EXPECT_EQ(paper.totals.visits, 2U);
    EXPECT_FALSE(paper.small.store().page(base::Url::parse(second).value()).value());
    EXPECT_EQ(paper.page(first).parts.size(), 2U);
}

TEST_F(PartsTest, APartThatChangesRevisesTheReport) {
    serve_three_pages();
    crawl();
    paper.after(24h * 60);
    EXPECT_EQ(crawl().size(), 1U);  // Nothing new.
    paper.after(24h * 60);
    serve_three_pages(5);
    EXPECT_EQ(crawl(), (Lines{"added 示例县财政局/2022", "revised 示例县财政局/2022"}));
    EXPECT_EQ(issued(current().report), "5");
}

TEST_F(PartsTest, WhileAPartFailsNothingIsSaidOfTheReport) {
    serve_three_pages();
    site.fail(third, model::FailureReason::timed_out);
    EXPECT_TRUE(crawl().empty());
    const auto page = paper.page(first);
    EXPECT_EQ(page.outcome, model::VisitOutcome::failed);
    EXPECT_NE(page.outcome_note.find(third), std::string::npos) << page.outcome_note;
    paper.after(24h * 60);
    serve_three_pages();
    EXPECT_EQ(crawl(), (Lines{"added 示例县财政局/2022"}));

    paper.after(24h * 60);
    site.fail(second, model::FailureReason::timed_out);
    EXPECT_EQ(crawl().size(), 1U);
    EXPECT_EQ(issued(current().report), "4");
}

TEST_F(PartsTest, APartThatIsGoneIsMissingAndSaidSo) {
    serve_three_pages();
    site.answer(third, 404);
    EXPECT_EQ(crawl(), (Lines{"added 示例县财政局/2022"}));
    EXPECT_TRUE(says(current().report, "missing_part"));
    EXPECT_EQ(issued(current().report), "4");
    paper.after(24h * 60);
    EXPECT_EQ(crawl().size(), 1U);
    serve_three_pages();
    paper.after(24h * 60);
    EXPECT_EQ(crawl(), (Lines{"added 示例县财政局/2022", "revised 示例县财政局/2022"}));
    EXPECT_FALSE(says(current().report, "missing_part"));
}

TEST_F(PartsTest, APartThatIsGoneOnceIsNoNews) {
    serve_three_pages();
    crawl();
    paper.settings.decide.revisit.withdrawal_confirm = 24h;
    for (const auto status : {std::uint16_t{404}, std::uint16_t{302}}) {
        paper.after(24h * 60);
        site.answer(second, status, {}, status == 302 ? "/" : "");
        site.answer("http://a.example/", 200, html("<p>首页</p>"));
        EXPECT_EQ(crawl().size(), 1U);
        ASSERT_TRUE(paper.page(first).suspect);
        // The tables are on it.
        EXPECT_EQ(paper.page(first).suspect->doubts,
                  (std::vector{model::Doubt::part_missing, model::Doubt::no_report}));
        EXPECT_EQ(paper.page(first).parts.size(), 2U);
        paper.after(24h);
        serve_three_pages();
        EXPECT_EQ(crawl().size(), 1U);
        EXPECT_FALSE(paper.page(first).suspect);
    }
    EXPECT_EQ(issued(current().report), "4");
    // Gone for good.
    paper.after(24h * 60);
    site.answer(third, 404);
    EXPECT_EQ(crawl().size(), 1U);
    paper.after(24h);
    EXPECT_EQ(crawl().back(), "revised 示例县财政局/2022");
}

TEST_F(PartsTest, APartThatLeadsHomeIsGone) {
    serve_three_pages();
    site.answer(third, 302, {}, "/");
    site.answer("http://a.example/", 200, html("<p>首页</p>"));
    crawl();
    EXPECT_TRUE(says(current().report, "missing_part"));
}

TEST_F(PartsTest, AReportInAFrameIsThePagesReport) {
    site.answer(std::string{first}, 200, html("<iframe src=\"/files/2022nb.html\"></iframe>"));
    site.answer("http://a.example/files/2022nb.html", 200,
                "<html><meta charset=utf-8><body>" + std::string{overview} + disclosure(7) +
                    std::string{problems} + "</body></html>");
    EXPECT_EQ(crawl(), (Lines{"added 示例县财政局/2022"}));
    EXPECT_EQ(issued(current().report), "7");
    EXPECT_EQ(current().source_url, first);
}

TEST_F(PartsTest, AFlipBookOfOnePageEachIsReadToItsEnd) {
    const Lines leaves{std::string{overview}, disclosure(9), std::string{problems}, std::string{others}};
    for (std::size_t i = 0; i < leaves.size(); ++i) {
        const auto url = std::string{first} + (i == 0 ? "" : "?page=" + std::to_string(i + 1));
        const auto next = i + 1 < leaves.size()
                              ? "<a href=\"t2022.html?page=" + std::to_string(i + 2) + "\">下一页</a>"
                              : "";
        site.answer(url, 200, html(leaves[i] + next));
    }
    EXPECT_EQ(crawl(), (Lines{"added 示例县财政局/2022"}));
    EXPECT_EQ(current().parts.size(), 3U);
    EXPECT_EQ(issued(current().report), "9");
    EXPECT_EQ(current().report.sections.back().number, 6);
}

TEST_F(PartsTest, APagerThatNeverEndsEndsAtTheLimit) {
    const std::string next = "<a href=\"t2022.html?page=";
    site.answer(std::string{first}, 200,
                html(std::string{overview} + disclosure(1) + next + "2\">下一页</a>"));
    for (int i = 2; i < 200; ++i) {
        site.answer(std::string{first} + "?page=" + std::to_string(i), 200,
                    html("<p>页</p>" + next + std::to_string(i + 1) + "\">下一页</a>"));
    }
    EXPECT_EQ(crawl(), (Lines{"added 示例县财政局/2022"}));
    EXPECT_EQ(current().parts.size(), extract::parts_max);
    EXPECT_NE(paper.page(first).outcome_note.find("parts_max"), std::string::npos)
        << paper.page(first).outcome_note;
}

TEST_F(PartsTest, SeveralReportsOnOnePageAreSeveralReports) {
    const auto report = [](std::string_view agency, int figure) {
        return "<h2>示例县" + std::string{agency} + "2022年政府信息公开工作年度报告</h2>" +
               std::string{overview} + disclosure(figure) +
               "<p>三、收到和处理政府信息公开申请情况</p><p>未收到。</p>" + std::string{problems};
    };
    const auto page = [&](int figure) {
        return "<html><meta charset=utf-8><title>示例县各部门2022年政府信息公开工作年度报告</title><body>" +
               report("教育局", 3) + report("民政局", figure) + "</body></html>";
    };
    site.answer(std::string{first}, 200, page(5));
    EXPECT_EQ(crawl(), (Lines{"added 示例县教育局/2022", "added 示例县民政局/2022"}));
    EXPECT_EQ(paper.page(first).reports.size(), 2U);

    paper.after(24h * 60);
    site.answer(std::string{first}, 200, page(6));
    EXPECT_EQ(crawl().back(), "revised 示例县民政局/2022");
    EXPECT_EQ(paper.changes().size(), 3U);

    // Gone from the page, and a second look agrees.
    paper.after(24h * 60);
    site.answer(
        std::string{first}, 200,
        "<html><meta charset=utf-8><title>年报</title><body>" + report("教育局", 3) + "</body></html>");
    EXPECT_EQ(crawl().back(), "withdrawn 示例县民政局/2022");
    EXPECT_EQ(paper.changes().size(), 4U);
}

TEST_F(PartsTest, APageThatOnlyCarriesAnAttachmentSaysWhereItIs) {
    site.answer(std::string{first}, 200,
                html("<p>附件：<a href=\"/files/2022.pdf\">2022年年度报告.pdf</a></p>"));
    EXPECT_TRUE(crawl().empty());
    EXPECT_EQ(paper.page(first).outcome_note,
              "the report is in an attachment: http://a.example/files/2022.pdf (2022年年度报告.pdf)");
}

}  // namespace
}  // namespace ogi::daemon
