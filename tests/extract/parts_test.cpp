#include "extract/discovery/parts.h"
#include "extract/discovery/paging.h"

#include "extract/discovery/paging.h"
#include "reading.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

namespace ogi::extract {
namespace {

struct PartCase {
    std::string_view first;
    std::string_view target;
    std::string_view text;
    int number;
};

constexpr PartCase part_cases[] = {
    // Further pages of an article.
    {"/a/t1.html", "/a/t1_2.html", "2", 2},
    {"/a/t1.html", "/a/t1_1.html", "下一页", 1},
    {"/a/t20230113_2132112.html", "/a/t20230113_2132112_3.html", "[3]", 3},
    {"/a/content-12345.shtml", "/a/content-12345-2.shtml", "第2页", 2},
    {"/show.php?id=5", "/show.php?id=5&page=2", "下一页", 2},
    {"/a/t1.html", "/a/t1.html?page=4", "尾页", 4},
    {"/a/t1_1.html", "/a/t1_2.html", "2", 2},
    // Neighbours, lists, and pages that say nothing of a number.
    {"/a/t20230113_2132112.html", "/a/t20230113_2132113.html", "下一页", 0},
    {"/a/1_12.html", "/a/1_13.html", "下一页", 0},
    {"/a/t1.html", "/b/t1_2.html", "2", 0},
    {"/a/t1.html", "/a/t1_2.pdf", "2", 0},
    {"/a/t1.html", "/a/t1_2.html", "下一篇", 0},
    {"/a/t1.html", "/a/t1_2.html", "2022年年度报告", 0},
    {"/a/t1.html", "/a/t1_1234.html", "1234", 0},
    {"/show.php?id=5", "/show.php?id=6&page=2", "2", 0},
    {"/show.php?id=5&page=2", "/show.php?id=5&page=2", "2", 0},
};

TEST(PartNumber, TellsFurtherPagesOfAnArticleFromItsNeighbours) {
    for (const auto& [first, target, text, number] : part_cases) {
        const auto url = [](std::string_view path) {
            return base::Url::parse("http://www.example.gov.cn" + std::string{path}).value();
        };
        EXPECT_EQ(part_number(url(first), url(target), text), number)
            << first << " → " << target << " \"" << text << '"';
    }
}

constexpr std::string_view address = "http://www.example.gov.cn/a/t1.html";

std::string parts_of(std::string_view body) {
    const auto document = read("<html><body>" + std::string{body} + "</body></html>", address);
    std::string found;
    for (const auto& part : find_parts(document, base::Url::parse(address).value()))
        found += std::to_string(part.number) + ":" + std::string{part.url.path()} + " ";
    return found;
}

TEST(SaysPage, KnowsNumbersAndWordsOfPaging) {
    for (const auto* const text :
         {"2", "[12]", " 第 3 页 ", "下一页", "最后一页", "»", "next", "...", "1234"})
        EXPECT_TRUE(says_page(text)) << text;
    for (const auto* const text :
         {"", "12345", "下一篇", "2023年度报告", "下一页的政府信息公开", "第二章", "nextpage"})
        EXPECT_FALSE(says_page(text)) << text;
}

TEST(PossibleFirstPages, AreThoseThatTheAddressIsAFurtherPageOf) {
    const std::pair<std::string_view, std::string_view> cases[] = {
        {"http://a.example/zfxxgk/t1_2.html", "http://a.example/zfxxgk/t1.html"},
        {"http://a.example/t1-3.shtml?x=y", "http://a.example/t1.shtml?x=y"},
        {"http://a.example/t1.html?id=7&page=2", "http://a.example/t1.html?id=7"},
        {"http://a.example/t1.html?page=2", "http://a.example/t1.html"},
        {"http://a.example/t1.html", ""},
        {"http://a.example/t1.html?page=1", ""},
        {"http://a.example/t20210131_1234567.html", ""},
        {"http://a.example/", ""},
    };
    for (const auto& [page, first] : cases) {
        const auto firsts = possible_first_pages(base::Url::parse(page).value());
        EXPECT_EQ(firsts.empty() ? "" : firsts.front().text(), first) << page;
    }
}

TEST(FindParts, PutsPagesInTheOrderOfTheirNumbers) {
    EXPECT_EQ(parts_of("<a href=t1_9.html>末页</a><a href=t1_2.html>2</a><a href=t1_2.html>下一页</a><a "
                       "href=t1.html>1</a>"),
              "2:/a/t1_2.html 9:/a/t1_9.html ");
    EXPECT_EQ(parts_of("<script>createPageHTML(3, 0, \"t1\", \"html\");</script>"),
              "1:/a/t1_1.html 2:/a/t1_2.html ");
}

TEST(FindParts, FollowsFramesOnlyWhereThePageHasNoTable) {
    EXPECT_EQ(parts_of("<iframe src=/files/r.html></iframe>"), "0:/files/r.html ");
    EXPECT_EQ(
        parts_of("<table border=1><tr><td>a<td>1<tr><td>b<td>2</table><iframe src=/files/r.html></iframe>"),
        "");
    EXPECT_EQ(
        parts_of("<iframe src=http://elsewhere.example/r.html></iframe><iframe src=about:blank></iframe>"),
        "");
    EXPECT_EQ(
        parts_of("<iframe src='/pdfjs/viewer.html?file=/files/r.pdf'></iframe><iframe src=/a.gif></iframe>"),
        "");
}

TEST(JoinDocuments, PutsOneBehindTheOther) {
    const std::string one = "<html><body><h1>年度报告</h1><p>一、总体情况</p><p>1 2</p></body></html>";
    const std::string two =
        "<html><body><h1>年度报告</h1><p>二、主动公开</p><table "
        "border=1><tr><td>规章<td>3<tr><td>文件<td>4</table><p>1 2</p></body></html>";
    const auto whole = join_documents({read(one), read(two)}, {one.size(), two.size()});
    EXPECT_EQ(texts(whole.blocks), "年度报告\n一、总体情况\n1 2\n二、主动公开\n#0\n1 2\n");
    ASSERT_EQ(whole.grids.size(), 1U);
    EXPECT_EQ(bytes(one + two, whole.grids[0].cells[1].at), "3");
    EXPECT_EQ(bytes(one + two, whole.blocks[3].at), "二、主动公开");
}

TEST(JoinDocuments, KeepsTheIndicesOfGrids) {
    const std::string table =
        "<html><body><p>续</p><table border=1><tr><td>规章<td>3<tr><td>文件<td>4</table></body></html>";
    const auto whole = join_documents({read(table), read(table)}, {table.size(), table.size()});
    ASSERT_EQ(whole.grids.size(), 2U);
    EXPECT_EQ(texts(whole.blocks), "续\n#0\n#1\n");
}

}  // namespace
}  // namespace ogi::extract
