#include "tests/extract/reading.h"

namespace ogi::extract {
namespace {

struct Case {
    const char* what;
    std::string table;
    std::string seen;
};

const std::vector<Case> cases = {
    {"a plain table", "<table><tr><td>a<td>b<tr><td>c<td>d</table>", "a|b\nc|d\n"},
    {"colspan and rowspan", "<table><tr><td rowspan=2>a<td colspan=2>b<tr><td>c<td>d</table>",
     "a|b|<\n^|c|d\n"},
    {"rowspan is cut at the end of the group",
     "<table><tbody><tr><td rowspan=9>a<td>b<tr><td>c</tbody><tbody><tr><td>d<td>e</tbody></table>",
     "a|b\n^|c\nd|e\n"},
    {"rowspan 0 goes to the end of the group",
     "<table><tbody><tr><td rowspan=0>a<td>b<tr><td>c<tr><td>d</tbody></table>", "a|b\n^|c\n^|d\n"},
    {"a short row does not take a later row's cells",
     "<table><tr><td>a<td>b<td>c<tr><td>d<tr><td>e<td>f<td>g</table>", "a|b|c\nd|.|.\ne|f|g\n"},
    {"a pending rowspan stays in its column", "<table><tr><td>a<td rowspan=2>b<td>c<tr><td>d<td>e</table>",
     "a|b|c\nd|^|e\n"},
    {"tfoot comes last", "<table><tfoot><tr><td>z<td>z</tfoot><tbody><tr><td>a<td>b</tbody></table>",
     "a|b\nz|z\n"},
    {"a colspan beyond the table makes no columns",
     "<table><tr><td colspan=1000>t<tr><td>a<td>b<tr><td>c<td>d</table>", "t|<\na|b\nc|d\n"},
    {"a span that is no number counts as one", "<table><tr><td colspan=x>a<td rowspan=-2>b</table>", "a|b\n"},
    {"overlapping cells: the later one is seen", "<table><tr><td>a<td rowspan=2>b<tr><td colspan=2>c</table>",
     "a|b\nc|<\n"},
    {"hidden rows and cells are not there",
     "<table><tr style='DISPLAY : none'><td>x<td>y<tr><td>a<td hidden>x<td>b<tr><td>c<td>d</table>",
     "a|b\nc|d\n"},
    {"upper case without end tags",
     "<TABLE border=1><TR><TD width=9 colSpan=2><P align=center><FONT "
     "face=x>a</FONT><TR><TD><P>b<TD><P>c</TABLE>",
     "a|<\nb|c\n"},
    {"Word's tags are no text",
     "<table><tr><td><p class=MsoNormal>1<o:p></o:p></p></td><td><p>&nbsp;<o:p>&nbsp;</o:p></p></td></table>",
     "1|\n"},
    {"empty spacer columns stay", "<table><tr><td>a<td><td>b<tr><td>c<td>&nbsp;<td>d</table>",
     "a||b\nc||d\n"},
    {"digits spread over elements are one number",
     "<table><tr><td><span>1</span><span>2</span><td>1<font>,</font>234</table>", "12|1,234\n"},
    {"the mark of a footnote stays apart from its figure",
     "<table><tr><td>规章<sup>2</sup><td>1052<sup>1</sup><tr><td>7<sup>⑫</sup><td>5<sup>[1]</sup></table>",
     "规章²|1052¹\n7¹²|5¹\n"},
    {"the mark of a footnote, as Word and others write it",
     "<table><tr><td>12<a href='#_ftn1'>1</a><td>3<a href=#n2><span class=MsoFootnoteReference>2</span></a>"
     "<tr><td>4<span style='VERTICAL-ALIGN: super'>1</span><td>5<sub>2</sub><tr><td>6<a "
     "href='#'>7</a><td>8</table>",
     "12¹|3²\n4¹|5²\n67|8\n"},
    {"hidden text by other styles",
     "<table><tr><td><span style='mso-hide:all'>9</span>1<td><i style='position:absolute;left:-9999px'>9</i>2"
     "<tr><td><b style='clip: rect(0,0,0,0)'>9</b>3<td>4</table>",
     "1|2\n3|4\n"},
    {"text that may not be seen makes no figure with its neighbours",
     "<style>td.x{color:red} .hide, span.off {display : none}</style><table><tr><td><span class='a "
     "hide'>9</span>15<td>"
     "1<span class=off>2</span><tr><td><span style='color:#FFF'>9</span>8<td><i "
     "style='opacity:0'>1</i>2</table>",
     "9\n15|1\n2\n9\n8|1\n2\n"},
    {"a page's hidden parts that a script may show are not lost",
     "<style>.tab{display:none}</style><div class=tab><table><tr><td>a<td>b<tr><td>1<td>2</table></div>",
     "a|b\n1|2\n"},
    {"form controls in cells hold something, and the page does not say what",
     "<table><tr><td><input value=15><td><textarea>2</textarea><tr><td><select><option>3</select><td><input "
     "type=hidden value=4>5<tr><td><input type=checkbox>6<td><input hidden>7</table>",
     "\uFFFC|\uFFFC\n\uFFFC|5\n6|7\n"},
    {"what is struck out does not hold",
     "<table><tr><td><del>9999</del>1052<td><s>1</s>2<tr>"
     "<td><span style='text-decoration: line-through'>7</span>8<td><strike>3</strike></table>",
     "1052|2\n8|\n"},
    {"header cells", "<table><tr><th>a<th>b<tr><td>1<td>2</table>", "a|b\n1|2\n"},
    {"rows without a body element", "<table><thead><tr><td>a<td>b</thead><tr><td>c<td>d</table>",
     "a|b\nc|d\n"},
    {"comments and scripts in a cell", "<table><tr><td>1<!-- 2 --><script>3</script><td>4</table>", "1|4\n"},
};

TEST(Grid, IsFormedAsBrowsersFormTables) {
    for (const auto& [what, table, seen] : cases) {
        SCOPED_TRACE(what);
        const auto document = read("<html><body><p>正文</p>" + table);
        ASSERT_EQ(document.grids.size(), 1U);
        EXPECT_EQ(picture(document.grids[0]), seen);
    }
}

TEST(Grid, LineBreaksInACellAreLineEnds) {
    const auto document =
        read("<table><tr><td>本年新<br/>制作\n  数量<td><p>社会</p>\n<p>公益<br></p></table>");
    ASSERT_EQ(document.grids.size(), 1U);
    EXPECT_EQ(document.grids[0].cells[0].text, "本年新\n制作数量");
    EXPECT_EQ(document.grids[0].cells[1].text, "社会\n公益");
}

TEST(Grid, AMergedDataCellIsOneCell) {
    const auto document = read("<table><tr><td>行政许可<td colspan=3>240<tr><td>a<td>b<td>c<td>d</table>");
    ASSERT_EQ(document.grids.size(), 1U);
    const auto& grid = document.grids[0];
    EXPECT_EQ(grid.cells.size(), 6U);
    EXPECT_EQ(grid.cell_at(0, 1), grid.cell_at(0, 3));
    EXPECT_EQ(grid.cell_at(0, 1)->column_span, 3);
    EXPECT_EQ(grid.cell_at(2, 0), nullptr);
}

TEST(Grid, CellsKnowTheirBytes) {
    const std::string body = "<p>\xE5\xB9\xB4</p><table><tr><td> <b>36 </b><td class=e></td></table>";
    const auto document = read(body);
    ASSERT_EQ(document.grids.size(), 1U);
    EXPECT_EQ(bytes(body, document.grids[0].cells[0].at), "36");
    EXPECT_EQ(bytes(body, document.grids[0].cells[1].at), "<td class=e>");
    EXPECT_TRUE(bytes(body, document.blocks[1].at).starts_with("<table>"));
}

TEST(Grid, HeaderCellsAreMarked) {
    const auto document = read("<table><tr><th>a<td>b</table>");
    ASSERT_EQ(document.grids.size(), 1U);
    EXPECT_TRUE(document.grids[0].cells[0].header);
    EXPECT_FALSE(document.grids[0].cells[1].header);
}

TEST(Grid, SpanBombIsCutAndNamed) {
    std::string page = "<table>";
    for (int i = 0; i < 300; ++i) page += "<tr><td rowspan=65534 colspan=1000>x<td>y";
    const auto document = read(page + "</table>");
    EXPECT_EQ(document.limits, std::vector<std::string>{"grid_slots_max"});
    for (const auto& grid : document.grids) EXPECT_LE(grid.slots.size(), Limits{}.grid_slots_max);
}

TEST(LayoutTable, GivesItsContentAsBlocks) {
    struct LayoutCase {
        const char* what;
        const char* page;
        const char* seen;
    };
    const LayoutCase layouts[] = {
        {"around a table", "<table><tr><td>菜单<td><p>正文</p><table><tr><td>1<td>2</table></table>",
         "菜单\n正文\n#0\n"},
        {"around headings", "<table><tr><td><h2>标题</h2><td>正文</table>", "标题\n正文\n"},
        {"with one cell", "<table><tr><td><p>一段</p><p>二段</p></table>", "一段\n二段\n"},
        {"around a menu", "<table><tr><td><ul><li>一<li>二<li>三<li>四<li>五</ul><td>正文</table>",
         "一\n二\n三\n四\n五\n正文\n"},
        {"that says so", "<table role=presentation><tr><td>一<td>二</table>", "一\n二\n"},
    };
    for (const auto& [what, page, seen] : layouts) {
        SCOPED_TRACE(what);
        EXPECT_EQ(texts(read(std::string{"<div id=zoom>"} + page + "</div>").blocks), seen);
    }
}

// Gumbo by itself loses the attribute behind a doubled one that has no value.
TEST(Grid, KeepsASpanBehindADoubledAttribute) {
    const auto snapshot = snapshot_of(
        "<div id=zoom><table><tr><td nowrap nowrap rowspan=2>1<td>2<tr><td noWrap colspan=2 "
        "NOWRAP>3</table></div>");
    for (const auto parser : {HtmlParser::quickest, HtmlParser::gumbo}) {
        const auto document = read_document(snapshot, {}, parser);
        ASSERT_TRUE(document);
        ASSERT_EQ(document->grids.size(), 1U);
        EXPECT_EQ(document->grids[0].cells[0].row_span, 2);
        EXPECT_EQ(document->grids[0].cells[2].column, 1);
    }
}

TEST(LayoutTable, WithAWholeReportInOneCellIsNoGrid) {
    std::string text;
    for (int i = 0; i < 100; ++i) text += "本机关依法主动公开政府信息";
    const auto document = read("<table><tr><td>左<td><p>" + text + "</p></table>");
    EXPECT_TRUE(document.grids.empty());
}

TEST(LayoutTable, NestedThreeDeepLeavesTheInnermostAsAGrid) {
    const auto document = read(
        "<table><tr><td><table><tr><td>x<td><table><tr><td>1<td>2<tr><td>3<td>4</table></table></table>");
    ASSERT_EQ(document.grids.size(), 1U);
    EXPECT_EQ(picture(document.grids[0]), "1|2\n3|4\n");
}

}  // namespace
}  // namespace ogi::extract
