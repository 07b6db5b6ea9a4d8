#include "extract/source_view.h"

#include "tests/extract/safe_view.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace ogi::extract {
namespace {

struct Shown {
    const char* what;
    std::string page;
    std::string view;
};

const std::vector<Shown> shown = {
    {"a table keeps its spans", "<table><tr><th colspan=2 onclick=x()>甲<tr><td rowspan='2'>1<td>2</table>",
     "<div><table><tbody><tr><th colspan=\"2\">甲</th></tr><tr><td rowspan=\"2\">1</td><td>2</td></tr>"
     "</tbody></table></div>"},
    {"scripts, styles and images are gone",
     "<p>a<script>alert(1)</script><style>p{}</style><img src=x onerror=y>b", "<div><div>ab</div></div>"},
    {"nothing is asked for",
     "<base href=//evil><link rel=stylesheet href=//evil><meta http-equiv=refresh "
     "content='0;url=//evil'><p><a href='javascript:x()' style='x:url(//evil)'>a</a>",
     "<div><div>a</div></div>"},
    {"no form", "<form action=//evil><p>a<input name=q><button>go</button></form>",
     "<div><div><div>a</div></div></div>"},
    {"no frame, no object", "<p>a<iframe src=//evil></iframe><object data=//evil></object><embed src=//evil>",
     "<div><div>a</div></div>"},
    {"characters of markup stay characters", "<p>&lt;script&gt;alert(1)&lt;/script&gt; &amp;amp; \"'",
     "<div><div>&lt;script&gt;alert(1)&lt;/script&gt; &amp;amp; \"'</div></div>"},
    {"drawings that hold markup", "<p>a<svg><style><img src=x onerror=y></style></svg><math><mtext><p>b", ""},
    {"text that ends nothing", "<p>a<xmp></div></table><script></xmp><plaintext></div></plaintext><b>", ""},
    {"rows without a table", "<div><tr><td>a<td>b</div>c", ""},
    {"a table within a row", "<table><tr><table><tr><td>x</table><td>y<caption>z</table>", ""},
    {"unclosed and crossed", "<b><p>a</b>b<i><table><b>c<tr><td>d</i></table>e</p></div></div></div>f", ""},
    {"lists and headings", "<h1>a</h1><ul><li>b<li>c</ul>",
     "<div><div class=\"heading\">a</div><div><div class=\"item\">b</div><div "
     "class=\"item\">c</div></div></div>"},
    {"what turns the direction", "<p>a\u202Eb\u2066c", "<div><div>a\uFFFDb\uFFFDc</div></div>"},
    {"a span beyond reason", "<table><tr><td colspan=99999999999>a<td rowspan=-3>b</table>",
     "<div><table><tbody><tr><td colspan=\"100\">a</td><td>b</td></tr></tbody></table></div>"},
};

TEST(SourceView, LetsNothingThroughButTextAndTables) {
    for (const auto& [what, page, expected] : shown) {
        const auto view = view_source("<!DOCTYPE html><html><body>" + page, "text/html", {});
        ASSERT_TRUE(view) << what;
        EXPECT_EQ(fault_of_view(view->html), "") << what << "\n" << view->html;
        if (!expected.empty()) {
            EXPECT_EQ(view->html, "<div>" + expected + "</div>") << what;
        }
        EXPECT_FALSE(view->found) << what;
    }
}

TEST(SourceView, NestsNoDeeperThanABrowserBears) {
    std::string page = "<!DOCTYPE html><html><body>";
    for (int i = 0; i < 1000; ++i) page += "<div><b><ul><li>";
    const auto view = view_source(page + "x", "text/html", {});
    ASSERT_TRUE(view);
    EXPECT_EQ(fault_of_view(view->html), "");
}

TEST(SourceView, MarksAnEmptyCell) {
    const std::string page = "<!DOCTYPE html><html><body><table><tr><td>1<td class=x></td><td>3</table>";
    const auto at = static_cast<std::uint32_t>(page.find("<td class"));
    const auto view = view_source(page, "", {at, at + 12});
    ASSERT_TRUE(view);
    EXPECT_TRUE(view->found);
    EXPECT_NE(view->html.find("<td>1</td><td><mark id=\"cell\"></mark></td><td>3</td>"), std::string::npos)
        << view->html;
}

TEST(SourceView, MarksInEveryCharset) {
    // "新收12件" in GB 18030 and UTF-8.
    const std::string gb = "<!DOCTYPE html><meta charset=gb2312><p>\xD0\xC2\xCA\xD5 <b>12</b>\xBC\xFE";
    const auto at = static_cast<std::uint32_t>(gb.find("12</b>"));
    const auto view = view_source(gb, "", {at, at + 2});
    ASSERT_TRUE(view);
    EXPECT_EQ(view->marked, "12");
    EXPECT_NE(view->html.find("新收 <mark id=\"cell\">12</mark>件"), std::string::npos) << view->html;
}

TEST(SourceView, OfATextShowsItsLines) {
    const std::string text = "新收 <12> 件\r\n结转 3 件\n";
    const auto at = static_cast<std::uint32_t>(text.find("3 "));
    const auto view = view_source(text, "text/plain", {at, at + 1});
    ASSERT_TRUE(view);
    EXPECT_EQ(view->marked, "3");
    EXPECT_EQ(view->html,
              "<div class=\"preserved\">新收 &lt;12&gt; 件\n结转 <mark id=\"cell\">3</mark> 件\n</div>");
}

TEST(SourceView, IsOfNothingElse) {
    EXPECT_FALSE(view_source("%PDF-1.4", "", {}));
    EXPECT_FALSE(view_source("PK\3\4", "", {}));
}

}  // namespace
}  // namespace ogi::extract
