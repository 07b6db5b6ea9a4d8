#include "extract/discovery/discover.h"

#include "extract/discovery/paging.h"
#include "extract/discovery/words.h"
#include "families/following.h"

namespace ogi::extract {
namespace {

using model::PageRole;

constexpr std::string_view home = "http://www.example.gov.cn/index.html";
constexpr std::string_view column = "http://www.example.gov.cn/zwgk/xxgknb/index.html";
constexpr std::string_view plain_list = "http://www.example.gov.cn/col/col1229/index.html";

std::string found(std::string_view address, std::string_view body, PageRole role) {
    return followed(address, "<html>" + std::string{body}, role);
}

std::string link(std::string_view href, std::string_view text) {
    return "<a href='" + std::string{href} + "'>" + std::string{text} + "</a>";
}

struct Case {
    const char* what;
    std::string_view page;
    std::string body;
    const char* seen;
};

const std::vector<Case> cases = {
    {"a report on a home page", home,
     link("/art/2021/1/20/art_1_2.html", "某局2020年政府信息公开工作年度报告"),
     "report /art/2021/1/20/art_1_2.html\n"},
    {"a report by another name", home, link("/a/1.html", "大河镇2023年度政府信息公开工作报告"),
     "report /a/1.html\n"},
    {"a year in Han digits", home, link("/a/1.html", "二〇一九年政府信息公开年度报告"), "report /a/1.html\n"},
    {"white space in the name", home, link("/a/1.html", "2020年 政府信息公开 年 报"), "report /a/1.html\n"},
    {"agencies called like other reports", home,
     link("/a/1.html", "某市审计局2020年政府信息公开工作年度报告") +
         link("/a/2.html", "某市综合行政执法局2021年政府信息公开年报") +
         link("/a/3.html", "某市住房公积金管理中心2022年政府信息公开工作年度报告"),
     "report /a/1.html\nreport /a/2.html\nreport /a/3.html\n"},
    {"what an audit office reports", column, link("t1.html", "2020年度审计工作年度报告"), ""},
    {"a column", home, link("/zwgk/ndbg/", "政府信息公开年报"), "list /zwgk/ndbg/\n"},
    {"a column that only its address names", home, link("/zwgk/zfxxgknb_5784164/", "查看"),
     "list /zwgk/zfxxgknb_5784164/\n"},
    {"annual reports of something else", home,
     link("/tj/nb/", "统计年报") + link("/q/1.html", "2020年财政预算年度报告"), ""},
    {"a work report of the government", home, link("/a/1.html", "2024年政府工作报告"), ""},
    {"an explanation", column, link("t1.html", "2020年政府信息公开工作年度报告解读"), ""},
    {"a notice", column, link("t1.html", "关于编制2020年政府信息公开工作年度报告的通知"), ""},
    {"rule of law", column, link("t1.html", "某县2020年法治政府建设年度报告"), ""},
    {"news", home,
     link("/xw/1.html", "某县召开会议") + link("/xw/index_1.html", "下一页") + link("/xw/2.html", "2"), ""},
    {"another site", column, link("http://www.other.gov.cn/1.html", "2020年政府信息公开工作年度报告"), ""},
    {"the same site without www", column,
     link("http://example.gov.cn/1.html", "2020年政府信息公开工作年度报告"), "report /1.html\n"},
    {"in a column the year and 年度报告 suffice", column, link("t1.html", "某局2020年度报告"),
     "report /zwgk/xxgknb/t1.html\n"},
    {"elsewhere they do not", plain_list, link("t1.html", "某局2020年度报告"), ""},
    {"a column known by its name", plain_list,
     "<meta name=ColumnName content=政府信息公开年报>" + link("/art/1.html", "2018年年报"),
     "report /art/1.html\n"},
    {"a link that says only the year", column, link("t1.html", "2023年") + link("t2.html", "2022"),
     "report /zwgk/xxgknb/t1.html\nreport /zwgk/xxgknb/t2.html\n"},
    {"what lies in a folder of reports, whatever its link says", column,
     link("202401/t1.html", "某县教育局") + link("t2.html", "查看") + link("t3.html", "年报编制通知"),
     "report /zwgk/xxgknb/202401/t1.html\nreport /zwgk/xxgknb/t2.html\n"},
    {"folders of years", column, link("2022n_593/", "2022年") + link("./2021/index.html", "2021"),
     "list /zwgk/xxgknb/2022n_593/\nlist /zwgk/xxgknb/2021/index.html\n"},
    {"columns below", column, link("bm/", "市政府部门"), "list /zwgk/xxgknb/bm/\n"},
    {"columns beside", column, link("../zcwj/", "政策文件") + link("/", "首页"), ""},
    {"paging by file name", column, link("index_1.html", "2") + link("index_2.html", "下一页"),
     "list /zwgk/xxgknb/index_1.html\nlist /zwgk/xxgknb/index_2.html\n"},
    {"paging of another list", column, link("/xwdt/index_1.html", "下一页") + link("list_1.html", "2"), ""},
    {"paging by a script", column, "<script>createPageHTML(3,0,'index','html')</script>",
     "list /zwgk/xxgknb/index_1.html\nlist /zwgk/xxgknb/index_2.html\n"},
    {"each address once", column, link("t1.html", "2020年年报") + link("t1.html#x", "2020年年报"),
     "report /zwgk/xxgknb/t1.html\n"},
    {"the page itself is not found again", column, link("index.html", "政府信息公开年报"), ""},
    {"images", column, link("1.jpg", "2020年政府信息公开年报"), ""},
    {"documents", column, link("P1.pdf", "2020年政府信息公开年报") + link("2.zip", "各单位年报.zip"),
     "report /zwgk/xxgknb/P1.pdf\nreport /zwgk/xxgknb/2.zip\n"},
    {"a document without a year, on a home page", home, link("/a/P1.doc", "附件：某局政府信息公开年报.doc"),
     "report /a/P1.doc\n"},
    {"three reports make a list of a page that is called nothing", plain_list,
     link("/1.html", "甲局2020年政府信息公开年报") + link("/2.html", "乙局2020年政府信息公开年报") +
         link("/3.html", "丙局2020年政府信息公开年报") + link("index_1.html", "下一页"),
     "report /1.html\nreport /2.html\nreport /3.html\nlist /col/col1229/index_1.html\n"},
};

TEST(Discovery, FollowsWhatLeadsToAnnualReportsAndNothingElse) {
    for (const auto& [what, page, body, seen] : cases) {
        SCOPED_TRACE(what);
        EXPECT_EQ(found(page, body, PageRole::entry), seen);
    }
}

TEST(Discovery, LeadsNowhereFromAReport) {
    EXPECT_EQ(found(column, link("t2.html", "上一篇：2019年政府信息公开工作年度报告"), PageRole::report), "");
}

TEST(Discovery, GoesThroughTheDisclosureSectionWhereAHomePageNamesNoColumn) {
    const auto menu = link("/zwgk/", "政务公开") + link("/zfxxgk/index.html", "政府信息公开") +
                      link("/xwdt/", "新闻动态") + link("/zfxxgk/zn.html", "政府信息公开指南") +
                      link("/ysqgk/", "依申请公开") + link("/art/2024/1/2/art_1_22222.html", "政务公开") +
                      link("/xw/a.html", "某县召开政务公开工作推进会") + "<a href=/gongkai/><img src=x></a>";
    EXPECT_EQ(found(home, menu, PageRole::entry),
              "gateway /zwgk/\ngateway /zfxxgk/index.html\ngateway /gongkai/\n");
    EXPECT_EQ(followed(home, "<html>" + menu, PageRole::gateway, 2),
              "gateway /zwgk/\ngateway /zfxxgk/index.html\ngateway /gongkai/\n");
    // Not on and on.
    EXPECT_EQ(followed(home, "<html>" + menu, PageRole::gateway, gateway_steps_max), "");
    // A column has been found.
    EXPECT_EQ(found(home, menu + link("/zwgk/ndbg/", "政府信息公开年报"), PageRole::entry),
              "list /zwgk/ndbg/\n");
    // Lists and reports lead to none.
    EXPECT_EQ(found(column, menu, PageRole::entry), "");
    EXPECT_EQ(found(home, menu, PageRole::report), "");
}

TEST(Discovery, FollowsTheNearestGatewaysOnly) {
    std::string menu;
    for (int i = 0; i < 20; ++i) menu += link("/d" + std::to_string(i) + "/", "政务公开");
    menu += link("/zfxxgk/", "政府信息公开");
    const auto gateways = discovered(home, "<html>" + menu, PageRole::entry);
    EXPECT_EQ(gateways.size(), gateways_max);
    EXPECT_EQ(gateways.back().url.path(), "/zfxxgk/");
}

TEST(Discovery, SaysWhyALinkIsFollowedOrNot) {
    const auto body = "<html>" + link("/1.html", "2020年政府信息公开年报") +
                      link("/2.html", "2020年政府信息公开年报解读") + link("/zwgk/", "政务公开") +
                      link("/nb/", "政府信息公开年报") + link("http://b.cn/", "邻县");
    const auto snapshot = snapshot_of(body, home);
    const auto document = read(body, home);
    const auto listing = read_list(snapshot);
    std::string reasons;
    for (const auto& judged :
         judge_links({.document = document, .listing = listing, .url = snapshot.final_url}))
        reasons += judged.text + " " + std::string{name_of(judged.reason)} + "\n";
    EXPECT_EQ(reasons,
              "2020年政府信息公开年报 report_by_words\n政府信息公开年报 column_by_words\n"
              "2020年政府信息公开年报解读 something_else\n政务公开 column_is_known\n邻县 other_site\n");
}

TEST(Discovery, FollowsThePagesOfAListWhateverItIsCalled) {
    const auto body = link("index_1.html", "下一页");
    EXPECT_EQ(found(plain_list, body, PageRole::list), "list /col/col1229/index_1.html\n");
    EXPECT_EQ(found(plain_list, body, PageRole::entry), "");
}

TEST(Paging, StaysInTheSameList) {
    struct PagingCase {
        const char* page;
        const char* target;
        const char* text;
        bool further;
    };
    const PagingCase paging[] = {
        {"/a/", "/a/index_1.html", "下一页", true},
        {"/a/index_3.shtml", "/a/index.shtml", "首页", true},
        {"/a/list.shtml", "/a/list_2.shtml", "2", true},
        {"/xxgk.htm", "/xxgk/2.htm", "下页", true},
        {"/xxgk/2.htm", "/xxgk/1.htm", "下页", true},
        {"/xxgk/2.htm", "/xxgk.htm", "上页", true},
        {"/col/col12/index.html?uid=4", "/col/col12/index.html?uid=4&pageNum=3", "3", true},
        {"/col/col12/index.html", "/col/col12/index.html?uid=4&pageNum=2", "2", true},
        {"/col/col12/index.html", "/col/col12/index.html?uid=4", "2", false},
        {"/p/page_1.html", "/p/page_2.html", ">", true},
        {"/l?cid=1&page=1", "/l?page=2&cid=1", "2", true},
        {"/l?cid=1&page=1", "/l?page=2&cid=2", "2", false},
        {"/a/index.html", "/a/index_1.html", "通知", false},
        {"/a/index.html", "/b/index_1.html", "2", false},
        {"/a/index.html", "/index.html", "首页", false},
        {"/col42/index.html", "/col43/index.html", "2", false},
        {"/a/col42.html", "/a/col43.html", "2", false},
    };
    const auto root = base::Url::parse("http://www.example.gov.cn/").value();
    for (const auto& [page, target, text, further] : paging) {
        SCOPED_TRACE(std::string{page} + " → " + target);
        EXPECT_EQ(is_further_page(root.resolve(page).value(), root.resolve(target).value(), text), further);
    }
}

TEST(Words, FindTheYear) {
    EXPECT_EQ(year_in("某局2020年"), 2020);
    EXPECT_EQ(year_in("二○二三年度"), 2023);
    EXPECT_EQ(year_in("２０１９年"), 2019);
    EXPECT_EQ(year_in("编号20201231"), 0);
    EXPECT_EQ(year_in("1998年"), 0);
}

TEST(Words, KnowTheFoldersOfAnnualReports) {
    for (std::string_view path :
         {"/a/zfxxgknb/202301/t1.shtml", "/xxgknb_5784164/", "/gknb2017/", "/gknb_show.php",
          "/dtszf/gkndbgz/202501/08.shtml", "/XxgkAnnualReport/show/5848.html"}) {
        EXPECT_EQ(path_says(path), PathSays::disclosure_reports) << path;
    }
    EXPECT_EQ(path_says("/szf_3410/ndbg/1.html"), PathSays::reports);
    EXPECT_EQ(path_says("/zwgk/xwdt/"), PathSays::nothing);
}

}  // namespace
}  // namespace ogi::extract
