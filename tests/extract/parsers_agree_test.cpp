// The tree builder gives what Gumbo gives, node by node, or leaves the page to it.
#include "base/utf8.h"
#include "extract/charset.h"
#include "extract/gumbo_tree.h"
#include "extract/tree_builder.h"
#include "tests/extract/reading.h"

#include <algorithm>
#include <array>
#include <map>
#include <random>

namespace ogi::extract {
namespace {

const std::filesystem::path shared = OGI_SHARED_FOLDER;

std::string without_carriage_returns(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '\r') out.push_back(text[i]);
        if (text[i] == '\r' && text.substr(i, 2) != "\r\n") out.push_back('\n');
    }
    return out;
}

// A line a node: depth by indentation, name or text, where it stands, the attributes that are read.
std::string picture(const HtmlTree& tree) {
    std::string out;
    std::vector<std::uint32_t> open;
    for (std::uint32_t i = 0; i < tree.size(); ++i) {
        const auto& node = tree[i];
        while (!open.empty() && tree[open.back()].end <= i) open.pop_back();
        EXPECT_TRUE(open.empty() || node.parent == open.back());
        out.append(open.size(), ' ');
        if (node.kind == HtmlKind::text) {
            out += "\"" + without_carriage_returns(node.text) + "\"";
        } else {
            out += gumbo_normalized_tagname(node.tag);
            for (int name = 0; name <= static_cast<int>(AttributeName::type); ++name) {
                const auto* const value = tree.find_attribute(i, static_cast<AttributeName>(name));
                if (value != nullptr) out += " " + std::to_string(name) + "=" + std::string{*value};
            }
        }
        // White space has no place that anyone asks for.
        const auto source = tree.text().substr(node.source.begin, node.source.end - node.source.begin);
        const auto first = source.find_first_not_of(" \t\r\n\f");
        if (first != std::string_view::npos) {
            out += " @" + std::to_string(node.source.begin + first) + "-" +
                   std::to_string(node.source.begin + source.find_last_not_of(" \t\r\n\f"));
        }
        out += "\n";
        if (node.kind != HtmlKind::text) open.push_back(i);
    }
    return out;
}

constexpr Limits patient = {.parse_memory_max = 512U << 20, .parse_time_max = std::chrono::seconds{20}};

struct Tally {
    std::map<std::string_view, int> left;  // By reason.
    int built = 0;
    int all() const {
        int sum = built;
        for (const auto& [reason, count] : left) sum += count;
        return sum;
    }
};

void expect_same_tree(std::string_view page, Tally& tally) {
    auto built = build_tree(page);
    if (built.left != LeftToGumbo::nothing) {
        ++tally.left[name_of(built.left)];
        return;
    }
    ++tally.built;
    const auto reference = GumboTree::parse(page, patient);
    ASSERT_TRUE(reference) << reference.error().context;
    const HtmlTree ours{page, std::move(built.parts)};
    const HtmlTree gumbos{page, reference->flatten()};
    ASSERT_EQ(picture(ours), picture(gumbos)) << page.substr(0, 3'000);
}

void expect_same_document(const std::string& body) {
    const auto snapshot = snapshot_of(body);
    const auto ours = read_document(snapshot, patient);
    const auto gumbos = read_document(snapshot, patient, HtmlParser::gumbo);
    ASSERT_EQ(ours.has_value(), gumbos.has_value());
    if (!ours) return;
    EXPECT_TRUE(*ours == *gumbos);
}

TEST(TreeBuilder, AgreesWithGumboOnMarkupOfEveryKind) {
    const char* const pages[] = {
        "",
        "text",
        " <!-- c --> <!DOCTYPE html> <p>a",
        "<!DOCTYPE html><html lang=zh><head><title>a &amp; b</title> <meta name=x content='y&lt;z'></head> "
        "<body "
        "class=\"c d\">\n<p>一<p>二</body> x </html> y",
        "<p>a<table><tr><td>1<td>2<tr><th colspan=2>3</table>b",
        "<!DOCTYPE html><p>a<table><tr><td>1</table>b",
        "<table> <caption>c<b>d</caption> <colgroup><col><col></colgroup> <thead><tr><td>1</thead> <tr><td>2 "
        "</table>",
        "<ul><li>a<li><p>b<ul><li>c</ul><li>d</ul>",
        "<dl><dt>a<dd>b<dd><div><dd>c</dl>",
        "<b>a<i>b</b>c</i>d",
        "<font color=red><p>a</font>b",
        "<p><font size=2>a<p>b<p>c</font>d",
        "<a href=x>a</a> </a></p>b</div></span></br>c",
        "<form><p>a</form>b<form>c<div></form>d</div>e</form>",
        "<pre>\na\n</pre><textarea>\n&lt;b></textarea><listing>\r\nx</listing>",
        "<script>a<b</script ><style>p{}</style><noscript>n<p>o</noscript>",
        "<script><!-- a </script>b",
        "<head><script>1</script></head> <script>2</script> <body>x",
        "<select><option>a<option>b<optgroup><option>c</select>d<select>e<input>f",
        "a &nbsp; &copy; &copy &notit; &#65;&#x42;&#150;&#0; &unknown; & &# &#x; &amp",
        "<a href='?a=1&b=2&copy=3&amp;d=4&copy;&copy' title=\"&quot;x\">x</a>",
        "<o:p>a<st1:b>c</o:p>d</x>",
        "a < b <中> 1 <2 <",
        "<p/>a<br/>b<img src=x/>c<p =x y = z w='1'q>d",
        "<marquee><b>a</marquee>b<object>c<p>d</object>e",
        "<h1>a<h2>b</h3>c",
        "<button>a<button>b</button>c",
        "<div>\r\n a\r\nb\r</div>\r\n",
        "<table><tr><td><table><tr><td>1</table>2</td></tr></tbody></table>3",
        "<table><form><input type=hidden><tr><td>1</form></table>2",
        "<table><tr><td>a</tr></td>x</table>",
        "<p>a<!-- --!>b<!doctype x>c<?php ?>d<![CDATA[e]]>f</1>g",
        "<b><b><b><b>a<p>b</p></b>",
        "<!DOCTYPE html PUBLIC \"-//W3C//DTD HTML 4.01 Transitional//EN\"><p>a",
        "<p>a<body class=x><p>b<body id=y class=z>c<html lang=d class=e><html class=f>",
        "<table><tr><td>a<body class=x></table></body>b<html id=g>",
        "<nobr>a</nobr>b</nobr><xmp><p></xmp><iframe><p></iframe>",
    };
    Tally tally;
    for (const auto* const page : pages) expect_same_tree(page, tally);
    EXPECT_GE(tally.built, 30) << "of " << tally.all();
}

// Markup as people and editors write it, put together without any sense.
std::string random_page(std::mt19937& random) {
    static constexpr std::array<std::string_view, 107> pieces = {
        "<p>",
        "</p>",
        "<p class=MsoNormal style='text-indent:2em'>",
        "<div>",
        "</div>",
        "<div id=zoom>",
        "<span>",
        "</span>",
        "<span style=\"display:none\">",
        "<font size=2>",
        "</font>",
        "<font color=red>",
        "<b>",
        "</b>",
        "<strong>",
        "</strong>",
        "<i>",
        "</i>",
        "<u>",
        "</u>",
        "<a href='?a=1&b=2'>",
        "</a>",
        "<table>",
        "</table>",
        "<table border=1>",
        "<tbody>",
        "</tbody>",
        "<thead>",
        "</thead>",
        "<tr>",
        "</tr>",
        "<tr height=20>",
        "<td>",
        "</td>",
        "<td colspan=2>",
        "<td rowspan=\"3\">",
        "<th>",
        "</th>",
        "<col>",
        "<colgroup>",
        "</colgroup>",
        "<caption>",
        "</caption>",
        "<ul>",
        "</ul>",
        "<li>",
        "</li>",
        "<ol>",
        "</ol>",
        "<dl>",
        "</dl>",
        "<dt>",
        "<dd>",
        "</dd>",
        "<br>",
        "<br/>",
        "</br>",
        "<hr>",
        "<img src=x>",
        "<o:p>",
        "</o:p>",
        "<h1>",
        "</h1>",
        "<h3>",
        "</h3>",
        "<form>",
        "</form>",
        "<select>",
        "<option>",
        "</select>",
        "<sup>",
        "</sup>",
        "<!-- c -->",
        "<script>x<y</script>",
        "<style>a</style>",
        " ",
        "\n  ",
        "\r\n",
        "&nbsp;",
        "1,052",
        "总计",
        "文字 &amp; more",
        "</body>",
        "</html>",
        "<body class=x>",
        "<html id=y>",
        "<nobr>",
        "</nobr>",
        "<title>t</title>",
        "<input type=hidden>",
        "<tfoot>",
        "<textarea>\nx</textarea>",
        "<pre>",
        "</pre>",

        "<marquee>",
        "</marquee>",
        "<center>",
        "</center>",
        "<noscript>",
        "</noscript>",
        "</option>",
        "<optgroup>",
        "<button>",
        "</button>",
        "<head>",
        "</head>",
        "<meta name=a content=b>",
    };
    static constexpr std::array<std::string_view, 5> beginnings = {
        "", "<!DOCTYPE html>", "<html><head><title>t</title></head><body>", "<body>\n<table><tr><td>",
        "<!DOCTYPE html>\n<html>\n<head>\n<meta charset=utf-8></head>\n<body>\n"};
    std::string page{beginnings[random() % beginnings.size()]};
    const auto count = 1 + random() % 40;
    for (unsigned i = 0; i < count; ++i) page += pieces[random() % pieces.size()];
    return page;
}

// What tags, attributes, comments and references are made of, in any order.
std::string random_characters(std::mt19937& random) {
    static constexpr std::array<std::string_view, 40> pieces = {
        "<",  "<",  "<", "</",  ">",     ">",     ">",  "/",   "!",    "--",   "-",  "<!--",  "-->", "?",
        "\"", "'",  "=", "=\"", "\">",   " ",     " ",  "\n",  "&",    "&#",   ";",  "#",     "x",   "12",
        "p",  "a ", "b", "td",  "Class", "title", "ID", "amp", "nbsp", "copy", "中", "script"};
    std::string page;
    const auto count = 1 + random() % 30;
    for (unsigned i = 0; i < count; ++i) page += pieces[random() % pieces.size()];
    return page;
}

TEST(TreeBuilder, AgreesWithGumboOnRandomMarkup) {
    std::mt19937 random{20240131};
    Tally of_markup;
    Tally of_characters;
    for (int i = 0; i < 40'000; ++i) {
        expect_same_tree(random_page(random), of_markup);
        expect_same_tree(random_characters(random), of_characters);
        if (testing::Test::HasFatalFailure()) return;
    }
    EXPECT_GE(of_markup.built, 8'000) << "of " << of_markup.all();
    EXPECT_GE(of_characters.built, 8'000) << "of " << of_characters.all();
}

// By the standard the second one is left out; Gumbo takes its name for the beginning of the next one's.
TEST(TreeBuilder, KeepsTheAttributeBehindOneThatIsWrittenTwice) {
    constexpr std::string_view page = "<table><tr><td nowrap nowrap colspan=2>1</table>";
    auto built = build_tree(page);
    ASSERT_EQ(built.left, LeftToGumbo::nothing);
    const HtmlTree tree{page, std::move(built.parts)};
    std::uint32_t cell = 0;
    while (tree[cell].tag != GUMBO_TAG_TD) ++cell;
    EXPECT_EQ(tree.attribute(cell, AttributeName::column_span), "2");
}

// The pages of a test suite of HTML parsers: each of its files holds many, under #data.
TEST(TreeBuilder, AgreesWithGumboOnTheParserTestSuite) {
    const auto folder = shared / "suites/html5lib-tree-construction";
    if (!std::filesystem::exists(folder)) GTEST_SKIP() << "the suites are not on this machine";
    Tally tally;
    for (const auto& entry : std::filesystem::directory_iterator{folder}) {
        if (entry.path().extension() != ".dat") continue;
        const auto file = file_text(entry.path());
        constexpr std::string_view begin = "#data\n";
        for (auto at = file.find(begin); at != std::string::npos; at = file.find(begin, at)) {
            at += begin.size();
            auto page = file.substr(at, file.find("\n#errors", at) - at);
            if (page.find('\0') != std::string::npos) continue;
            SCOPED_TRACE(entry.path().filename());
            expect_same_tree(base::scrub_utf8(page), tally);
            if (testing::Test::HasFatalFailure()) return;
        }
    }
    EXPECT_GE(tally.built, 500) << "of " << tally.all();
}

TEST(TreeBuilder, GivesTheSameDocumentsOfRealPages) {
    if (!std::filesystem::exists(shared)) GTEST_SKIP() << "the documents are not on this machine";
    Tally tally;
    for (const char* const name : {"corpus", "suites/wps-exported-html", "suites/gne-chinese-news"}) {
        for (const auto& entry : std::filesystem::recursive_directory_iterator{shared / name}) {
            if (!entry.path().extension().string().starts_with(".htm")) continue;
            SCOPED_TRACE(entry.path().filename());
            const auto body = file_text(entry.path());
            expect_same_tree(decode_body(body, "").text, tally);
            expect_same_document(body);
        }
    }
    for (const auto& [reason, count] : tally.left) RecordProperty(std::string{reason}, count);
    EXPECT_GE(tally.built, 30) << "of " << tally.all();
}

}  // namespace
}  // namespace ogi::extract
