#include "extract/sniff.h"
#include "tests/extract/reading.h"

namespace ogi::extract {
namespace {

using namespace std::string_literals;

TEST(PlainText, IsOneParagraphALineWithEmptyLinesKept) {
    const auto document = read("第一行\r\n\r\n|a\t b |\n末行");
    EXPECT_EQ(document.format, model::Format::text);
    EXPECT_EQ(texts(document.blocks), "第一行\n\n|a\t b |\n末行\n");
    for (const auto& block : document.blocks) EXPECT_EQ(block.kind, model::BlockKind::paragraph);
}

TEST(PlainText, KnowsEveryLineEnd) {
    EXPECT_EQ(texts(read("a\rb\fc\n\rd\r\n").blocks), "a\nb\nc\n\nd\n");
}

TEST(PlainText, LinesKnowTheirBytes) {
    const std::string body = "\xEF\xBB\xBF年\r\n36\n";
    const auto document = read(body);
    ASSERT_EQ(document.blocks.size(), 2U);
    EXPECT_EQ(bytes(body, document.blocks[0].at), "年");
    EXPECT_EQ(bytes(body, document.blocks[1].at), "36");
}

TEST(PlainText, MayHoldAConditionalCommentOfWord) {
    EXPECT_EQ(read("报告<!--[if !supportLists]-->正文 a<b").format, model::Format::text);
}

TEST(Format, OfWhatIsNeitherPageNorTextIsNamed) {
    const std::pair<std::string, const char*> cases[] = {
        {"%PDF-1.7\n...", "PDF document; ogi-pdf is not installed"},
        {"PK\x03\x04....word/document.xml", "DOCX document; a damaged archive: Not a zip archive"},
        {"PK\x03\x04....xl/workbook.xml", "XLSX spreadsheet; a damaged archive: Not a zip archive"},
        {"PK\x03\x04....OFD.xml", "OFD document"},
        {"PK\x03\x04....", "ZIP archive"},
        {"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1....", "damaged Office document of the old kind (DOC, XLS, WPS)"},
        {"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n<td colspan=3D2>1</td>",
         "web page archive (MHT)"},
        {"\xEF\xBB\xBF<?xml version=\"1.0\"?>\n<?mso-application "
         "progid=\"Excel.Sheet\"?><Workbook><Table><Row>",
         "Excel 2003 XML spreadsheet"},
        {"\x89PNG\r\n\x1A\n", "PNG image; ogi-ocr is not installed"},
        {"\xFF\xD8\xFF\xE0", "JPEG image; ogi-ocr is not installed"},
        {"\x1F\x8B\x08", "gzip archive"},
        {"{\\rtf1 x}", "RTF document; LibreOffice is not installed"},
        {"\x01\x02\x03\x04\x05 binary \x06\x07"s, "binary data"},
    };
    for (const auto& [body, what] : cases) {
        SCOPED_TRACE(what);
        const auto document = read(body);
        EXPECT_EQ(document.format, model::Format::unsupported);
        EXPECT_EQ(document.unsupported, what);
        EXPECT_TRUE(document.blocks.empty());
    }
}

TEST(Format, IsToldFromTheBytesNotTheHeader) {
    auto snapshot = snapshot_of("<!DOCTYPE html><p>x");
    snapshot.content_type = "application/pdf";
    EXPECT_EQ(read_document(snapshot)->format, model::Format::html);
    snapshot.body = "只有文字";
    snapshot.content_type = "text/html";
    EXPECT_EQ(read_document(snapshot)->format, model::Format::text);
}

TEST(PageText, IsWhatAReaderSees) {
    struct Case {
        const char* what;
        const char* page;
        const char* seen;
    };
    const Case cases[] = {
        {"white space collapses", "<p>  a \t b\n c  </p>", "a b c\n"},
        {"a source line end between Han characters vanishes", "<p>政府\n  信息</p>", "政府信息\n"},
        {"a space between them stays", "<p>政府 信息</p>", "政府 信息\n"},
        {"br is a line end", "<p>一<br>二<br/><br/>三<br></p>", "一\n二\n三\n"},
        {"inline elements glue", "<p>20<span>2</span><b>0</b>年</p>", "2020年\n"},
        {"zero-width characters vanish", "<p>20\u200B20\uFEFF年</p>", "2020年\n"},
        {"&nbsp; is a space", "<p>&nbsp;&nbsp;a&nbsp;&nbsp;b&nbsp;</p>", "a b\n"},
        {"entities", "<p>&lt;通知&gt;&#21495;&ldquo;</p>", "<通知>号“\n"},
        {"scripts, styles and comments are not text", "<p>a<script>x</script><style>y</style><!-- z -->b</p>",
         "ab\n"},
        {"hidden elements are not text",
         "<p>a<span style='color:red; Display : NONE'>x</span><span hidden>y</span>b</p>", "ab\n"},
        {"form controls are not text",
         "<p>a<select><option>x</select><button>y</button><textarea>z</textarea></p>", "a\n"},
        {"text directly in a div", "<div>一<div>二</div>三</div>", "一\n二\n三\n"},
        {"unclosed paragraphs", "<P>一<P>二<FONT>三</FONT>", "一\n二三\n"},
        {"noscript is not text", "<p>a</p><noscript><p>x</p></noscript>", "a\n"},
        {"two ends of the page", "<html><p>a</html></html><p>b", "a\nb\n"},
        {"Word's own tags", "<p>一<o:p></o:p><st1:chsdate>2020年</st1:chsdate></p>", "一2020年\n"},
    };
    for (const auto& [what, page, seen] : cases) {
        SCOPED_TRACE(what);
        EXPECT_EQ(texts(read(std::string{"<html><body>"} + page).blocks), seen);
    }
}

TEST(PageText, KeepsHeadingsAndListItemsApart) {
    const auto document = read("<html><h2>标题</h2><ul><li>一<p>二</p><li><h4>三</h4></ul><p>四");
    std::vector<model::BlockKind> kinds;
    for (const auto& block : document.blocks) kinds.push_back(block.kind);
    using enum model::BlockKind;
    EXPECT_EQ(kinds, (std::vector{heading, list_item, list_item, heading, paragraph}));
}

}  // namespace
}  // namespace ogi::extract
