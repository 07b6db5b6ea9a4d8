#include "extract/discovery/families/families.h"
#include "extract/discovery/paging.h"
#include "following.h"

#include <gtest/gtest.h>

#include <set>
#include <sstream>

namespace ogi::extract {
namespace {

using model::PageRole;

std::string link(std::string_view href, std::string_view text) {
    return "<a href='" + std::string{href} + "'>" + std::string{text} + "</a>";
}

struct Case {
    const char* what;
    std::string_view page;
    std::string body;
    const char* seen;  // In any order.
};

constexpr std::string_view list = "http://www.example.gov.cn/a/index.html";

const std::vector<Case> cases = {
    {"TRS, by its script", list, "<script>createPageHTML(3, 0, \"index\", \"html\");</script>",
     "list /a/index_1.html\nlist /a/index_2.html\n"},
    {"开普, by its script", "http://www.example.gov.cn/jyt/c107268/list.shtml",
     "<script>createPageHTML('page_div',3, 1,'list','shtml',50);</script>",
     "list /jyt/c107268/list_2.shtml\nlist /jyt/c107268/list_3.shtml\n"},
    {"NFCMS: all pages between the next and the last", list,
     link("index_2.html", "下一页") + link("index_5.html", "尾页"),
     "list /a/index_2.html\nlist /a/index_5.html\nlist /a/index_3.html\nlist /a/index_4.html\n"},
    {"博达 counts down", "http://www.example.gov.cn/xxgk.htm", link("xxgk/4.htm", "下页"),
     "list /xxgk/4.htm\nlist /xxgk/3.htm\nlist /xxgk/2.htm\nlist /xxgk/1.htm\n"},
    {"博达 on request", "http://www.example.gov.cn/list.jsp?urltype=tree.TreeTempUrl&wbtreeid=1001",
     link("list.jsp?PAGENUM=2&urltype=tree.TreeTempUrl&wbtreeid=1001&totalpage=3", "下页"),
     "list /list.jsp?PAGENUM=2&urltype=tree.TreeTempUrl&wbtreeid=1001&totalpage=3\n"},
    {"龙讯", "http://www.example.gov.cn/XxgkContent/showList/943/0/page_1.html", link("page_2.html", "2"),
     "list /XxgkContent/showList/943/0/page_2.html\n"},
    {"龙讯, by its script", "http://www.example.gov.cn/XxgkContent/showList/943/0/page_2.html",
     "<script>Ls.pagination({el:'#page_list',pageCount:4,pageIndex:2})</script>",
     "list /XxgkContent/showList/943/0/page_1.html\nlist /XxgkContent/showList/943/0/page_3.html\n"
     "list /XxgkContent/showList/943/0/page_4.html\n"},
    {"龙讯: a script that says nothing", "http://www.example.gov.cn/XxgkContent/showList/943/0/page_2.html",
     "<script>Ls.pagination({pageCount: many}); Ls.pagination(</script>", ""},
    {"龙讯: the years of an agency", "http://www.example.gov.cn/public/column/24601?type=3",
     link("?type=3&action=detail&title=2020", "查看") + link("/public/column/24602?type=3", "某局") +
         link("/public/column/24601?type=4", "其他") + link("/OpennessAnnualReport/show/4012.html", "更多"),
     "report /public/column/24601?type=3&action=detail&title=2020\nlist /public/column/24602?type=3\n"
     "report /OpennessAnnualReport/show/4012.html\n"},
    {"gongkai channels", "http://www.example.gov.cn/gongkai/site_1/channel_63c8e8a2a068ab69c06186a3/",
     link("doc_63c8e8a2a068ab69c06186a4.html", "2020年政府信息公开年报") + link("index_2.html", "2") +
         link("../channel_63c8e8a2a068ab69c06186ff/", "政策文件"),
     "report /gongkai/site_1/channel_63c8e8a2a068ab69c06186a3/doc_63c8e8a2a068ab69c06186a4.html\n"
     "list /gongkai/site_1/channel_63c8e8a2a068ab69c06186a3/index_2.html\n"},
    {"ASP", "http://www.example.gov.cn/InfoPublic.aspx?cid=1019&page=1",
     link("InfoPublic.aspx?cid=1019&page=2", "[2]") + link("InfoPublic.aspx?cid=1020&page=2", "2"),
     "list /InfoPublic.aspx?cid=1019&page=2\n"},
    {"PHP", "http://www.example.gov.cn/list.php?classid=3", link("list.php?classid=3&p=2", "»"),
     "list /list.php?classid=3&p=2\n"},
    {"rel=next", list, "<a rel=next href=more.html?from=20>…</a><link rel=next href=more.html?from=40>",
     "list /a/more.html?from=20\nlist /a/more.html?from=40\n"},
    {"an image", list,
     "<a href=index_2.html><img src=next.gif></a><a href=index.html?x=1><img src=x.gif></a>",
     "list /a/index_2.html\n"},
    {"a select list of addresses", list,
     "<select onchange='location=this.value'><option value='index.html'>1</option>"
     "<option value='index_2.html'>2</option><option value='http://www.other.gov.cn/'>3</option>"
     "<option value='/b/'>某部</option></select>",
     "list /a/index_2.html\n"},
    {"a select list of reports", list,
     "<select onchange=\"location=this.value\"><option value=''>请选择</option>"
     "<option value='/a/t2021.html'>某局2021年政府信息公开工作年度报告</option>"
     "<option value=/a/t2020.html selected>2020年</option>"
     "<option value='/a/t9.html'>某局2021年政府信息公开工作年度报告解读</option>"
     "<option value='/n/t1.html'>新闻</option></select>",
     "report /a/t2021.html\nreport /a/t2020.html\n"},
    {"a chooser of years", list,
     "<SELECT name=y "
     "onChange=\"window.location.href='show.jsp?year='+this.options[this.selectedIndex].value+'&t=1'\">"
     "<option value='2021'>2021年</option><option value=2020>2020年度</option><OPTION>更早</OPTION></SELECT>",
     "report /a/show.jsp?year=2021&t=1\nreport /a/show.jsp?year=2020&t=1\n"},
    {"a select list that goes nowhere", list,
     "<select name=year onchange='search(this.value)'><option value=2021>2021</option></select>", ""},
    {"a list that the page writes", list,
     "<script>document.write('<ul>'); document.writeln(\"<li><a "
     "href='/a/t1.html'>2021年<b>政府信息公开年报</b></a>\");"
     "document.write('<li><a href=\"/a/t2.html\">' + \"2020年政府信息公开年报\"\n + '</a></li>');"
     "var u = '/a/t3.html'; document.write('<a href=' + u + '>2019年政府信息公开年报</a>');"
     "document.write('<a href=\"/a/' + id + '.html\">2018年政府信息公开年报</a>');"
     "document.write('<a href=\"/n/t4.html\">新闻</a>'); document.write(now()); document.write('</script>",
     "report /a/t1.html\nreport /a/t2.html\nreport /a/t3.html\n"},
    {"a select list of numbers", list,
     "<script>function goPage(n){ if(n==1) return; location.href='index_'+(n-1)+'.html'; }</script>"
     "<select onchange='goPage(this.value)'><option value=\"2\">2</option><option value=\"3\">3</option>"
     "</select>",
     "list /a/index_0.html\nlist /a/index_1.html\nlist /a/index_2.html\n"},
    {"buttons", list,
     "<a onclick=\"javascript:location='index_2.html'\">2</a>"
     "<li onclick=\"window.open(&quot;/a/t1.html&quot;)\"><b>2020年</b>政府信息公开年报</li>"
     "<a href=\"javascript:window.location.href='index_3.html'\"><img src=n.gif></a>",
     "report /a/t1.html\nlist /a/index_2.html\nlist /a/index_3.html\n"},
    {"a function that counts", list,
     "<script>var base = \"list.jsp?cat=5&page=\";\nfunction gotoPage(num) {\n window.location.href = base "
     "+ num;\n}</script><a href='javascript:gotoPage(2)'>2</a><a onclick='gotoPage(3)'>尾页</a>",
     "list /a/list.jsp?cat=5&page=1\nlist /a/list.jsp?cat=5&page=2\nlist /a/list.jsp?cat=5&page=3\n"},
    {"scripts that say nothing of pages", list,
     "<script>function goPage(n){ location.href = n; } function show(n){location='x'+n;} function "
     "gotoPage(n){}</script><a onclick='goPage(2)'>2</a><a onclick='show(2)'>2</a>"
     "<a onclick=\"location='a'+x\">3</a>",
     ""},
};

std::multiset<std::string> lines_of(std::string_view text) {
    std::istringstream stream{std::string{text}};
    std::multiset<std::string> lines;
    for (std::string line; std::getline(stream, line);) lines.insert(line);
    return lines;
}

TEST(Pagers, AreFollowedInEveryList) {
    for (const auto& [what, page, body, seen] : cases) {
        SCOPED_TRACE(what);
        EXPECT_EQ(lines_of(followed(page, "<html>" + body)), lines_of(seen));
    }
}

TEST(Pagers, OfAHomePageAreLeftAlone) {
    constexpr std::string_view body =
        "<html><a href=index_1.html>下一页</a><a rel=next href=/more.html>x</a>"
        "<script>createPageHTML(3,0,'index','html'); function goPage(n){location='index_'+n+'.html';}"
        "</script><a onclick='goPage(3)'>3</a>";
    EXPECT_EQ(followed("http://www.example.gov.cn/", std::string{body}, PageRole::entry), "");
}

TEST(Pagers, FillGapsOnlyBetweenPagesOfOneList) {
    const auto url = [](std::string_view path) {
        return base::Url::parse("http://a.cn" + std::string{path}).value();
    };
    EXPECT_EQ(pages_between(url("/i_2.html"), url("/i_5.html")),
              (std::vector<std::string>{"http://a.cn/i_3.html", "http://a.cn/i_4.html"}));
    EXPECT_EQ(pages_between(url("/i_9.html"), url("/i_11.html")),
              (std::vector<std::string>{"http://a.cn/i_10.html"}));
    EXPECT_TRUE(pages_between(url("/i_2.html"), url("/j_5.html")).empty());
    EXPECT_TRUE(pages_between(url("/i_2.html"), url("/i_5.htm")).empty());
    EXPECT_TRUE(pages_between(url("/i_2.html"), url("/i_2000.html")).empty());
    EXPECT_TRUE(pages_between(url("/i.html"), url("/i.html")).empty());
}

TEST(Families, KnowTheirAddresses) {
    const std::pair<std::string_view, std::string_view> addresses[] = {
        {"/a/zfxxgknb/202301/t20230113_2132112.shtml", trs.name},
        {"/art/2024/1/16/art_1229325036_3913369.html", hanweb_jpage.name},
        {"/col/col1229214366/index.html?uid=4892867&pageNum=3", hanweb_jpage.name},
        {"/module/xxgk/xxgkAnnualReport.jsp?area=001&fbtime=2024", hanweb_annual_report.name},
        {"/jxssthjt/col/col42150/content/content_1951206363677671424.html", ucap.name},
        {"/zqhjj/gkmlpt/content/8/8766/post_8766914.html", gkmlpt.name},
        {"/jyt/c110634/202501/0816cab7db044311aa396cb36e224281.shtml", kaipu.name},
        {"/public/column/24601?type=3&action=detail&title=2020", lonsun.name},
        {"/openness/OpennessAnnualReport/show/2141.html", lonsun.name},
        {"/info/13951/728370.htm", vsb.name},
        {"/xxgk/xxgk_content.jsp?urltype=news.NewsContentUrl&wbtreeid=5069&wbnewsid=1161616", vsb.name},
        {"/gongkai/site_x/channel_63c8/doc_63c8e8a2a068ab69c06186a3.html", gongkai.name},
        {"/gongkai/show/40893ab6be314c64831d56ce235e2fab.html", gongkai.name},
        {"/zfjgzy/zfxxgknb/bm/2023n/content/post_9471605.html", nfcms.name},
        {"/show.php?classid=4471&id=37290", query_pager.name},
        {"/html/12927/413412.html", ""},
    };
    for (const auto& [address, name] : addresses) {
        const auto url = base::Url::parse("http://a.cn" + std::string{address}).value();
        EXPECT_EQ(made_by(url), name) << address;
    }
}

}  // namespace
}  // namespace ogi::extract
