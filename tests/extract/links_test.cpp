#include "extract/paging_script.h"
#include "extract/query_encoder.h"
#include "tests/extract/reading.h"

namespace ogi::extract {
namespace {

std::string links(const model::Document& document) {
    std::string out;
    for (const auto& link : document.links) out += link.url + " " + link.text + "\n";
    return out;
}

TEST(Links, AreResolvedAndSayWhatTheyLeadTo) {
    struct Case {
        const char* what;
        const char* page;
        const char* seen;
    };
    const Case cases[] = {
        {"relative", "<a href='./202101/t1.html'>甲</a>",
         "http://www.example.gov.cn/zwgk/xxgknb/202101/t1.html 甲\n"},
        {"from the root", "<a href=/a?b=1#c>甲</a>", "http://www.example.gov.cn/a?b=1 甲\n"},
        {"by the first base", "<head><base href=/x/><base href=/y/></head><a href=a.html>甲</a>",
         "http://www.example.gov.cn/x/a.html 甲\n"},
        {"a title that says more", "<a href=/a title='某县2020年年度报告'>某县2020年…</a>",
         "http://www.example.gov.cn/a 某县2020年年度报告\n"},
        {"a title that says less", "<a href=/a title=报告>某县2020年年度报告</a>",
         "http://www.example.gov.cn/a 某县2020年年度报告\n"},
        {"what is no page is left out",
         "<a href='javascript:void(0)'>x</a><a href=#top>y</a><a href='mailto:a@b'>z</a><a>w</a>", ""},
        {"hidden links count", "<div style=display:none><a href=/a>甲</a></div>",
         "http://www.example.gov.cn/a 甲\n"},
        {"areas", "<map><area href=/a title=甲></map>", "http://www.example.gov.cn/a 甲\n"},
        {"text inside elements", "<a href=/a><img src=x><b>政府信息</b><br>公开年报</a>",
         "http://www.example.gov.cn/a 政府信息公开年报\n"},
    };
    for (const auto& [what, page, seen] : cases) {
        SCOPED_TRACE(what);
        EXPECT_EQ(links(read(std::string{"<html>"} + page)), seen);
    }
}

TEST(Links, OfAFileAreOnlyTheAbsoluteOnes) {
    model::Snapshot file;
    file.body = "<html><a href=/a>x</a><a href='https://www.example.gov.cn/b'>y</a>";
    const auto document = read_document(file);
    ASSERT_TRUE(document);
    EXPECT_EQ(links(*document), "https://www.example.gov.cn/b y\n");
}

// A server whose pages are in GBK reads GBK in its queries; paths are in UTF-8 on every page.
TEST(Links, HaveTheirQueriesInTheCharsetOfThePage) {
    const std::string page =
        "<html><head><meta charset=gb2312></head><body><p>\xC4\xEA\xB6\xC8\xB1\xA8\xB8\xE6</p>"
        "<a href='/\xC4\xEA?name=\xC4\xEA\xB1\xA8&amp;x=1#\xC4\xEA'>x</a>";
    EXPECT_EQ(links(read(page)), "http://www.example.gov.cn/%E5%B9%B4?name=%C4%EA%B1%A8&x=1 x\n");
    EXPECT_EQ(links(read("<html><meta charset=utf-8><a href='/年?name=年报'>年</a>")),
              "http://www.example.gov.cn/%E5%B9%B4?name=%E5%B9%B4%E6%8A%A5 年\n");
}

TEST(QueryEncoder, WritesWhatBrowsersSend) {
    struct Case {
        const char* charset;
        const char* reference;
        const char* sent;
    };
    const Case cases[] = {
        {"gb18030", "/年?q=年 报&a=1#年", "/年?q=%C4%EA %B1%A8&a=1#年"},
        {"gb18030", "a.jsp?x=1", "a.jsp?x=1"},
        {"gb18030", "/年", "/年"},
        {"gb18030", "#a?年", "#a?年"},
        {"gb18030", "?q=乗", "?q=%81\\"},           // Trail bytes that are ASCII stay.
        {"gb18030", "?q=㐁", "?q=%26%2313313%3B"},  // Four bytes, which GBK has not.
        {"gb18030", "?q=𠀀", "?q=%26%23131072%3B"},
        {"big5", "?q=年報", "?q=%A6~%B3%F8"},
        {"windows-1252", "?q=é年", "?q=%E9%26%2324180%3B"},
        {"utf-8", "?q=年", "?q=年"},
        {"utf-16le", "?q=年", "?q=年"},
        {"no-such-charset", "?q=年", "?q=年"},
    };
    for (const auto& [charset, reference, sent] : cases)
        EXPECT_EQ(QueryEncoder{charset}.encode(reference).value_or(reference), sent)
            << charset << " " << reference;
}

TEST(Links, KeepTheirRelation) {
    EXPECT_EQ(read("<html><a rel=NoFollow href=/a>x</a>").links.at(0).rel, "nofollow");
}

TEST(PagingScript, IsUnderstoodInTheConventionsInUse) {
    struct Case {
        const char* script;
        std::vector<ScriptedPage> pages;
    };
    const Case cases[] = {
        {"createPageHTML(3, 0, \"index\", \"html\");", {{2, "index_1.html"}, {3, "index_2.html"}}},
        {"createPageHTML(3,1,'index','shtml')", {{1, "index.shtml"}, {3, "index_2.shtml"}}},
        {"var countPage = 2;//pages\nvar cur=0;\ncreatePageHTML(countPage, cur, 'index', 'htm', 31);",
         {{2, "index_1.htm"}}},
        {"createPageHTML('page_div',3, 1,'xxgk_list','shtml',40);",
         {{2, "xxgk_list_2.shtml"}, {3, "xxgk_list_3.shtml"}}},
        {"var currentPage = 0; var countPage = 2; document.write(\"<a href='index\"+\"_\"+i+\".htm'>\")",
         {{2, "index_1.htm"}}},
        {"function createPageHTML(count, cur, name, ext) { return count; }", {}},
        {"createPageHTML(1, 0, 'index', 'html')", {}},
        {"createPageHTML(3, 0, '../../x', 'html')", {}},
        {"createPageHTML(n, 0, 'index', 'html')", {}},
        {"createPageHTML(", {}},
        {"alert('index')", {}},
    };
    for (const auto& [script, pages] : cases) {
        SCOPED_TRACE(script);
        EXPECT_EQ(pages_of_script(script), pages);
    }
}

TEST(PagingScript, CannotAskForMoreThanTheLimit) {
    EXPECT_EQ(pages_of_script("createPageHTML(2000000000, 0, 'index', 'html')").size(),
              scripted_pages_max - 1U);
}

TEST(PagingScript, GivesLinksWhereItStands) {
    const auto document = read(
        "<html><a href=a.html>甲</a><script>createPageHTML(2,0,'index','html')</script><a href=/b>乙</a>");
    EXPECT_EQ(links(document),
              "http://www.example.gov.cn/zwgk/xxgknb/a.html 甲\n"
              "http://www.example.gov.cn/zwgk/xxgknb/index_1.html 2\n"
              "http://www.example.gov.cn/b 乙\n");
}

}  // namespace
}  // namespace ogi::extract
