#include "paper_crawl.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

// How a crawl finds its way through a site, and what it leaves alone.
namespace ogi::daemon {
namespace {

constexpr std::string_view site_name = "http://a.example";
constexpr std::chrono::hours two_months{24 * 60};

std::string url(std::string_view path) {
    return std::string{site_name} + std::string{path};
}

std::string link(std::string_view href, std::string_view text) {
    return "<li><a href=\"" + std::string{href} + "\">" + std::string{text} + "</a></li>";
}

std::string html(std::string_view title, std::string_view body) {
    return "<html><head><meta charset=utf-8><title>" + std::string{title} + "</title></head><body>" +
           std::string{body} + "</body></html>";
}

std::string name_of(int year) {
    return "示例县财政局" + std::to_string(year) + "年政府信息公开工作年度报告";
}

std::string report(int year) {
    return html(
        name_of(year),
        "<h1>" + name_of(year) +
            "</h1><p>一、总体情况</p><p>本局按条例要求公开政府信息。</p><p>二、主动公开政府信息情况</p>"
            "<table><tr><td>信息内容</td><td>本年制发件数</td><td>本年废止件数</td><td>现行有效件数</td>"
            "</tr><tr><td>规章</td><td>0</td><td>0</td><td>0</td></tr><tr><td>行政规范性文件</td>"
            "<td>3</td><td>0</td><td>20</td></tr></table><p>五、存在的主要问题及改进情况</p>"
            "<p>公开还不够及时。</p><p>六、其他需要报告的事项</p><p>无。</p>");
}

class DiscoveryCrawl : public testing::Test {
  protected:
    std::size_t times_asked(std::string_view path) const {
        return static_cast<std::size_t>(std::ranges::count(paper_.site.asked, url(path)));
    }
    void serve(std::string_view path, std::string body) {
        paper_.site.answer(url(path), 200, std::move(body));
    }
    std::vector<std::string> crawl() {
        paper_.site.asked.clear();
        EXPECT_TRUE(paper_.crawl());
        auto changes = paper_.changes();
        std::ranges::sort(changes);
        return changes;
    }

    PaperCrawl paper_{"http://a.example/"};
};

TEST_F(DiscoveryCrawl, GoesFromAHomePageThroughTheDisclosureSectionAndFetchesNoNews) {
    const auto news = link("/xwdt/index.html", "新闻动态") +
                      link("/xwdt/1.html", "示例县召开政务公开推进会") + link("/tzgg/", "通知公告") +
                      link("/zcjd/", "政策解读");
    serve("/", html("示例县", news + link("/zwgk/", "政务公开")));
    serve("/zwgk/", html("政务公开", news + link("/zwgk/zn.html", "政府信息公开指南") +
                                         link("/zwgk/xxgkml/index.html", "政府信息公开目录")));
    serve("/zwgk/xxgkml/index.html", html("目录", news + link("/zwgk/nb/index.html", "政府信息公开年报")));
    serve("/zwgk/nb/index.html",
          html("政府信息公开年报", news + link("t1.html", name_of(2023)) + link("index_1.html", "下一页")));
    serve("/zwgk/nb/index_1.html", html("政府信息公开年报", link("t2.html", name_of(2022))));
    serve("/zwgk/nb/t1.html", report(2023));
    serve("/zwgk/nb/t2.html", report(2022));

    EXPECT_EQ(crawl(), (std::vector<std::string>{"added 示例县财政局/2022", "added 示例县财政局/2023"}));
    // The site's robots.txt and the seven pages.
    EXPECT_EQ(paper_.site.asked.size(), 8U);
}

TEST_F(DiscoveryCrawl, AsksForThePagesOfAJpageListByPost) {
    serve(
        "/",
        html(
            "政府信息公开年报",
            "<script type=\"text/xml\"><datastore><recordset><record><![CDATA[" +
                link("/1.html", name_of(2023)) +
                "]]></record></recordset></datastore></script><script>$('#4').jpage({totalRecord:2,perPage:1,"
                "groupSize:1,proxyUrl:'/module/web/jpage/dataproxy.jsp',"
                "ajaxParam:{col:1,columnid:12,unitid:'4'}});</script>"));
    serve("/module/web/jpage/dataproxy.jsp?startrecord=2&endrecord=2&perpage=1&columnid=12&unitid=4",
          "<datastore><recordset><record><![CDATA[" + link("/2.html", name_of(2022)) +
              "]]></record></recordset></datastore>");
    serve("/1.html", report(2023));
    serve("/2.html", report(2022));
    EXPECT_EQ(crawl(), (std::vector<std::string>{"added 示例县财政局/2022", "added 示例县财政局/2023"}));
    EXPECT_EQ(paper_.site.posted, std::vector<std::string>{"col=1&columnid=12&unitid=4"});
}

TEST_F(DiscoveryCrawl, AnUnchangedListStillLeadsToItsChildrenAndAShorterOneLosesNone) {
    serve("/", html("政府信息公开年报", link("/1.html", name_of(2023)) + link("/2.html", name_of(2022))));
    serve("/1.html", report(2023));
    serve("/2.html", report(2022));
    EXPECT_EQ(crawl().size(), 2U);

    paper_.after(two_months);
    EXPECT_EQ(crawl().size(), 2U);
    EXPECT_EQ(paper_.page(url("/")).outcome, model::VisitOutcome::unchanged);
    EXPECT_EQ(times_asked("/1.html"), 1U);
    EXPECT_EQ(times_asked("/2.html"), 1U);

    serve("/", html("政府信息公开年报", link("/1.html", name_of(2023))));
    paper_.after(two_months);
    EXPECT_EQ(crawl().size(), 2U);  // Nothing is withdrawn.
    EXPECT_EQ(times_asked("/2.html"), 1U);

    paper_.site.answer(url("/2.html"), 404);
    paper_.after(two_months);
    EXPECT_EQ(crawl().back(), "withdrawn 示例县财政局/2022");
}

TEST_F(DiscoveryCrawl, AnotherAddressOfAPageIsAskedForWhenThatIsGone) {
    serve("/", html("政府信息公开年报",
                    link("/1.html", name_of(2023)) + link("/1_wap.html", "手机版：" + name_of(2023))));
    serve("/1.html", report(2023));
    serve("/1_wap.html", report(2023));
    crawl();
    EXPECT_EQ(times_asked("/1.html"), 1U);
    EXPECT_EQ(times_asked("/1_wap.html"), 0U);
}

TEST_F(DiscoveryCrawl, AnotherAddressFoundLaterWaitsAndReplacesThePage) {
    serve("/", html("政府信息公开年报", link("/1.html", name_of(2023))));
    serve("/1.html", report(2023));
    serve("/1.html?jump=true", report(2023));
    crawl();
    serve("/", html("政府信息公开年报", link("/1.html?jump=true", name_of(2023))));
    paper_.after(two_months);
    crawl();
    EXPECT_EQ(times_asked("/1.html?jump=true"), 0U);
    EXPECT_FALSE(paper_.page(url("/1.html?jump=true")).outcome_note.empty());

    paper_.site.answer(url("/1.html"), 404);
    paper_.after(two_months);
    EXPECT_EQ(crawl(),
              std::vector<std::string>{"added 示例县财政局/2023"});  // Not withdrawn: it stands there.
    EXPECT_GE(times_asked("/1.html?jump=true"), 1U);
}

TEST_F(DiscoveryCrawl, ReadsTheSitemapsOfTheSiteThatRobotsTxtNames) {
    serve("/robots.txt",
          "User-agent: *\nAllow: /\nSitemap: http://a.example/map.xml\nSitemap: http://b.example/map.xml\n");
    serve("/", html("示例县", link("/xw/1.html", "新闻")));
    serve("/map.xml",
          "<urlset><url><loc>http://a.example/xw/2.html</loc></url>"
          "<url><loc>http://a.example/zfxxgknb/t1.html</loc></url></urlset>");
    serve("/zfxxgknb/t1.html", report(2023));
    EXPECT_EQ(crawl(), std::vector<std::string>{"added 示例县财政局/2023"});
    EXPECT_EQ(times_asked("/xw/2.html"), 0U);
    EXPECT_EQ(times_asked("/map.xml"), 1U);
    EXPECT_EQ(std::ranges::count(paper_.site.asked, "http://b.example/map.xml"), 0);
    EXPECT_EQ(paper_.page(url("/map.xml")).role, model::PageRole::list);
}

TEST_F(DiscoveryCrawl, WhatWasLinkedAsAReportMayBeAListOfThem) {
    serve("/", html("示例县", link("/c110634/nb2023.html", "2023年政府信息公开年报")));
    serve("/c110634/nb2023.html", html("2023年", link("/1.html", name_of(2023)) + link("/xw.html", "会议")));
    serve("/1.html", report(2023));
    EXPECT_EQ(crawl(), std::vector<std::string>{"added 示例县财政局/2023"});
    EXPECT_EQ(times_asked("/xw.html"), 0U);
}

TEST_F(DiscoveryCrawl, AnAttachmentThatIsAReportIsKnownWithWhatItIs) {
    serve("/", html("政府信息公开年报",
                    link("/f/1.pdf", name_of(2023)) + link("/f/all.zip", "各单位2022年政府信息公开年报")));
    serve("/f/1.pdf", "%PDF-1.7 …");
    serve("/f/all.zip", std::string{"PK\x03\x04 …"});
    crawl();
    EXPECT_NE(paper_.page(url("/f/1.pdf")).outcome_note.find("PDF"), std::string::npos);
    EXPECT_NE(paper_.page(url("/f/all.zip")).outcome_note.find("ZIP"), std::string::npos);
}

}  // namespace
}  // namespace ogi::daemon
