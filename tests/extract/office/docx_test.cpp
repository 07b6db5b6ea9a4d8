#include "extract/office/docx_reader.h"

#include "tests/extract/office/packing.h"
#include "tests/extract/reading.h"

namespace ogi::extract {
namespace {

using namespace std::string_literals;

std::string p(const std::string& runs) {
    return "<w:p>" + runs + "</w:p>";
}

std::string r(const std::string& text) {
    return R"(<w:r><w:t xml:space="preserve">)" + text + "</w:t></w:r>";
}

std::string tc(const std::string& text, const std::string& properties = {}) {
    return "<w:tc><w:tcPr>" + properties + "</w:tcPr>" + p(text.empty() ? text : r(text)) + "</w:tc>";
}

std::string tr(const std::string& cells, const std::string& properties = {}) {
    return "<w:tr><w:trPr>" + properties + "</w:trPr>" + cells + "</w:tr>";
}

std::string table(const std::string& rows) {
    return "<w:tbl>" + rows + "</w:tbl>";
}

struct Case {
    const char* name;
    std::string body;
    std::string read;  // Blocks; grids after them as pictures.
};

std::string all_of(const model::Document& document) {
    auto out = texts(document.blocks);
    for (const auto& grid : document.grids) out += picture(grid);
    return out;
}

void expect_read(const std::vector<Case>& cases, const std::vector<Packed>& parts = {}) {
    for (const auto& [name, body, expected] : cases) {
        SCOPED_TRACE(name);
        const auto document = read(docx(body, parts));
        EXPECT_EQ(document.format, model::Format::word);
        EXPECT_EQ(document.limits, std::vector<std::string>{});
        EXPECT_EQ(all_of(document), expected);
    }
}

TEST(Docx, TextIsWhatAReaderSees) {
    expect_read({
        {"runs are one text", p(r("本年新") + r("收") + r(" 12") + r("3")), "本年新收 123\n"},
        {"empty paragraphs are nothing", p("") + p(r("一")) + p(r(" ")), "一\n"},
        {"breaks", p(r("某局") + "<w:r><w:br/></w:r>" + r("年报") + "<w:r><w:cr/></w:r>" + r("二")),
         "某局\n年报\n二\n"},
        {"tabs part words, at the ends they indent",
         p("<w:r><w:tab/></w:r>" + r("收到") + "<w:r><w:tab/></w:r>" + r("3") + "<w:r><w:tab/></w:r>"),
         "收到\t3\n"},
        {"a hyphen that does not break", p(r("增") + "<w:r><w:noBreakHyphen/></w:r>" + r("8")), "增-8\n"},
        {"a digit of the font Symbol", p(R"(<w:r><w:sym w:font="Symbol" w:char="F033"/></w:r>)"), "3\n"},
        {"a picture of a font stays a sign",
         p(r("3") + R"(<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>)"), "3\uF0FC\n"},
        {"struck out and hidden text",
         p(r("1") + "<w:r><w:rPr><w:strike/></w:rPr><w:t>2</w:t></w:r>" +
           "<w:r><w:rPr><w:dstrike/></w:rPr><w:t>3</w:t></w:r>" +
           "<w:r><w:rPr><w:vanish/></w:rPr><w:t>4</w:t></w:r>" +
           R"(<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>5</w:t></w:r>)"),
         "15\n"},
        {"the mark of a footnote is no digit",
         p(r("12") + R"(<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>1</w:t></w:r>)") +
             p(r("34") + R"(<w:r><w:footnoteReference w:id="2"/></w:r>)"),
         "12¹\n34\n"},
        {"reading aids over characters",
         p("<w:r><w:ruby><w:rt><w:r><w:t>tong</w:t></w:r></w:rt><w:rubyBase>" + r("统") +
           "</w:rubyBase></w:ruby></w:r>" + r("计")),
         "统计\n"},
        {"formulas", p("<m:oMath><m:r><m:t>7</m:t></m:r></m:oMath>"), "7\n"},
        {"bookmarks",
         p(R"(<w:bookmarkStart w:id="0" w:name="_GoBack"/>)" + r("0") + R"(<w:bookmarkEnd w:id="0"/>)"),
         "0\n"},
        {"characters by number", p(r("甲&#x4E59;&amp;")), "甲乙&\n"},
    });
}

TEST(Docx, TrackedChangesAreAccepted) {
    const auto del = [](const std::string& text) {
        return "<w:del><w:r><w:delText>" + text + "</w:delText></w:r></w:del>";
    };
    const auto ins = [](const std::string& text) { return "<w:ins>" + r(text) + "</w:ins>"; };
    const auto ended = "<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>"s;
    expect_read({
        {"within a line", p(r("1") + del("2") + ins("3")), "13\n"},
        {"moved",
         p("<w:moveFrom>" + r("甲") + "</w:moveFrom>" + r("乙") + "<w:moveTo>" + r("丙") + "</w:moveTo>"),
         "乙丙\n"},
        {"a paragraph's end", p(ended + r("收到1")) + p(r("2件")), "收到12件\n"},
        {"a whole paragraph", p(ended + del("旧")) + p(r("新")), "新\n"},
        {"rows and cells",
         table(tr(tc("1") + tc("2")) + tr(tc("3") + tc("4"), "<w:del/>") + tr(tc("5") + tc("6"), "<w:ins/>") +
               tr(tc("7") + tc("x", "<w:cellDel/>") + tc("8"))),
         "#0\n1|2\n5|6\n7|8\n"},
    });
}

TEST(Docx, FieldsShowTheirResults) {
    const auto mark = [](const std::string& kind) {
        return R"(<w:r><w:fldChar w:fldCharType=")" + kind + "\"/></w:r>";
    };
    const auto instruction = [](const std::string& text) {
        return "<w:r><w:instrText>" + text + "</w:instrText></w:r>";
    };
    expect_read({
        {"simple", p("<w:fldSimple>" + r("46") + "</w:fldSimple>"), "46\n"},
        {"complex",
         p(mark("begin") + instruction("=SUM(ABOVE)") + mark("separate") + r("46") + mark("end") + r("件")),
         "46件\n"},
        {"nested",
         p(mark("begin") + instruction("IF ") + mark("begin") + instruction("PAGE") + mark("separate") +
           r("9") + mark("end") + mark("separate") + r("3") + mark("end")),
         "3\n"},
        {"one that never ends hides nothing but its own line", p(mark("begin") + r("x")) + p(r("二")),
         "二\n"},
    });
}

TEST(Docx, ContainersAreTransparent) {
    const auto sdt = [](const std::string& content, const std::string& properties = {}) {
        return "<w:sdt><w:sdtPr>" + properties + "</w:sdtPr><w:sdtContent>" + content +
               "</w:sdtContent></w:sdt>";
    };
    const auto box = "<w:txbxContent>" + p(r("框")) + "</w:txbxContent>";
    const auto alternatives = "<mc:AlternateContent><mc:Choice Requires=\"wps\"><w:drawing><wps:txbx>" + box +
                              "</wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>" + box +
                              "</v:textbox></w:pict></mc:Fallback></mc:AlternateContent>";
    expect_read({
        {"content controls", sdt(p(r("一") + sdt(r("二")))) + table(sdt(tr(tc("1") + sdt(tc("2"))))),
         "一二\n#0\n1|2\n"},
        {"a control that waits for text", p(r("数量") + sdt(r("单击此处"), "<w:showingPlcHdr/>")), "数量\n"},
        {"a table of contents",
         sdt(p(r("目录")), R"(<w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj>)") +
             p(r("正文")),
         "正文\n"},
        {"a text box, once", p("<w:r>" + alternatives + "</w:r>" + r("旁")), "旁\n框\n"},
        {"alternatives outside a run", p(alternatives), "框\n"},
        {"custom XML", "<w:customXml>" + p("<w:smartTag>" + r("一") + "</w:smartTag>") + "</w:customXml>",
         "一\n"},
    });
}

TEST(Docx, TablesHaveTheirMergesResolved) {
    const auto span = [](int columns) { return "<w:gridSpan w:val=\"" + std::to_string(columns) + "\"/>"; };
    const auto down = "<w:vMerge w:val=\"restart\"/>"s;
    const auto on = "<w:vMerge/>"s;
    expect_read({
        {"across", table(tr(tc("A", span(2)) + tc("B")) + tr(tc("1") + tc("2") + tc("3"))),
         "#0\nA|<|B\n1|2|3\n"},
        {"down",
         table(tr(tc("A", down) + tc("1")) + tr(tc("", on) + tc("2")) + tr(tc("B", down) + tc("3")) +
               tr(tc("", on) + tc("4"))),
         "#0\nA|1\n^|2\nB|3\n^|4\n"},
        {"both", table(tr(tc("A", span(2) + down) + tc("1")) + tr(tc("", span(2) + on) + tc("2"))),
         "#0\nA|<|1\n^|^|2\n"},
        {"a cell that goes on with nothing", table(tr(tc("A") + tc("1")) + tr(tc("B", on) + tc("2"))),
         "#0\nA|1\nB|2\n"},
        {"a cell that goes on with another width",
         table(tr(tc("A", down + span(2)) + tc("1")) + tr(tc("B", on) + tc("2") + tc("3"))),
         "#0\nA|<|1\nB|2|3\n"},
        {"what is typed into the hidden part of a merged cell",
         table(tr(tc("A", down) + tc("1")) + tr(tc("9", on) + tc("2"))), "#0\nA|1\n^|2\n"},
        {"merged across the old way",
         table(tr(tc("A", "<w:hMerge w:val=\"restart\"/>") + tc("", "<w:hMerge/>") + tc("B")) +
               tr(tc("1") + tc("2") + tc("3"))),
         "#0\nA|<|B\n1|2|3\n"},
        {"columns without cells",
         table(tr(tc("1") + tc("2", span(2))) + tr(tc("3"), "<w:gridBefore w:val=\"2\"/>")),
         "#0\n1|2|<\n.|.|3\n"},
        {"hidden rows", table(tr(tc("1") + tc("2")) + tr(tc("3") + tc("4"), "<w:hidden/>")), "#0\n1|2\n"},
        {"spans beyond the table",
         table(tr(tc("1") + tc("2")) + tr(tc("5") + tc("6")) + tr(tc("3") + tc("4", span(2'000'000'000)))),
         "#0\n1|2\n5|6\n3|4\n"},
        {"spans of no size", table(tr(tc("1", span(0)) + tc("2", span(-3)))), "#0\n1|2\n"},
        {"lines in a cell", table(tr("<w:tc>" + p(r("本年新")) + p("") + p(r("收")) + "</w:tc>" + tc("2"))),
         "#0\n本年新\n收|2\n"},
        {"figures apart by a tab in a cell stay apart",
         table(tr("<w:tc>" + p(r("1") + "<w:r><w:tab/></w:r>" + r("2")) + "</w:tc>" + tc("3"))),
         "#0\n1\n2|3\n"},
    });
}

TEST(Docx, TablesThatLayOutTextAreText) {
    const auto inner = table(tr(tc("1") + tc("2")));
    const auto cell = [](const std::string& items) { return "<w:tc>" + items + "</w:tc>"; };
    expect_read({
        {"one cell", table(tr(tc("说明"))), "说明\n"},
        {"a table around a table", table(tr(cell(p(r("左")) + inner + p("")) + tc("右"))),
         "左\n#0\n右\n1|2\n"},
        {"a frame in a cell", table(tr(cell(table(tr(tc("甲"))) + p("")) + tc("2"))), "#0\n甲|2\n"},
        {"two tables in a row stay two", inner + inner, "#0\n#1\n1|2\n1|2\n"},
    });
}

TEST(Docx, HeaderRowsAreMarked) {
    const auto document =
        read(docx(table(tr(tc("项") + tc("数"), "<w:tblHeader/>") + tr(tc("1") + tc("2")))));
    ASSERT_EQ(document.grids.size(), 1U);
    EXPECT_TRUE(document.grids[0].cells[1].header);
    EXPECT_FALSE(document.grids[0].cells[2].header);
}

const std::string main_name = R"(xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main")";

Packed relations(const std::string& more = {}) {
    const std::string type = R"(Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/)";
    return {
        .name = "word/_rels/document.xml.rels",
        .bytes =
            R"(<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">)"
            R"(<Relationship Id="rId1" )" +
            type + R"(styles" Target="styles.xml"/><Relationship Id="rId2" )" + type +
            R"(numbering" Target="/word/numbering.xml"/><Relationship Id="rId3" )" + type +
            R"(hyperlink" Target="http://www.example.gov.cn/a.pdf" TargetMode="External"/><Relationship Id="rId4" )" +
            type + R"(header" Target="header1.xml"/><Relationship Id="rId5" )" + type +
            R"(footnotes" Target="footnotes.xml"/>)" + more + "</Relationships>"};
}

Packed styles(const std::string& inner) {
    return {.name = "word/styles.xml", .bytes = "<w:styles " + main_name + ">" + inner + "</w:styles>"};
}

TEST(Docx, HeadingsAreToldByTheirStyles) {
    const auto in_style = [](const std::string& id, const std::string& text) {
        return p("<w:pPr><w:pStyle w:val=\"" + id + "\"/></w:pPr>" + r(text));
    };
    const auto document = read(docx(
        in_style("a", "标题") + in_style("b", "小标题") + in_style("c", "正文") + in_style("t", "目录行 1") +
            in_style("round", "圈") + p("<w:pPr><w:outlineLvl w:val=\"1\"/></w:pPr>" + r("直接")) +
            in_style("h", "隐"),
        {relations(),
         styles(
             R"(<w:style w:styleId="a"><w:name w:val="heading 1"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>)"
             R"(<w:style w:styleId="b"><w:name w:val="样式1"/><w:basedOn w:val="a"/></w:style>)"
             R"(<w:style w:styleId="c"><w:name w:val="x"/><w:basedOn w:val="a"/><w:pPr><w:outlineLvl w:val="9"/></w:pPr></w:style>)"
             R"(<w:style w:styleId="t"><w:name w:val="TOC 1"/></w:style>)"
             R"(<w:style w:styleId="h"><w:name w:val="y"/><w:rPr><w:vanish/></w:rPr></w:style>)"
             R"(<w:style w:styleId="round"><w:basedOn w:val="round"/></w:style>)")}));
    EXPECT_EQ(texts(document.blocks), "标题\n小标题\n正文\n圈\n直接\n");
    std::string kinds;
    for (const auto& block : document.blocks) kinds += block.kind == model::BlockKind::heading ? 'h' : 'p';
    EXPECT_EQ(kinds, "hhpph");
}

std::string level(int index, const std::string& format, const std::string& text,
                  const std::string& more = {}) {
    return "<w:lvl w:ilvl=\"" + std::to_string(index) + "\"><w:start w:val=\"1\"/><w:numFmt w:val=\"" +
           format + "\"/>" + more + "<w:lvlText w:val=\"" + text + "\"/></w:lvl>";
}

TEST(Docx, AutomaticNumbersArePrinted) {
    const auto numbered = [](int list, int at, const std::string& text) {
        return p("<w:pPr><w:numPr><w:ilvl w:val=\"" + std::to_string(at) + "\"/><w:numId w:val=\"" +
                 std::to_string(list) + "\"/></w:numPr></w:pPr>" + r(text));
    };
    const Packed lists{.name = "word/numbering.xml",
                       .bytes = "<w:numbering " + main_name + "><w:abstractNum w:abstractNumId=\"0\">" +
                                level(0, "chineseCounting", "%1、", "<w:pStyle w:val=\"k\"/>") +
                                level(1, "chineseCountingThousand", "（%2）") + level(2, "decimal", "%3.") +
                                level(3, "decimal", "%1.%4", "<w:isLgl/>") + level(4, "bullet", "\uF06C") +
                                "</w:abstractNum><w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num>"
                                "<w:num w:numId=\"2\"><w:abstractNumId w:val=\"0\"/><w:lvlOverride "
                                "w:ilvl=\"2\"><w:startOverride w:val=\"7\"/>"
                                "</w:lvlOverride></w:num></w:numbering>"};
    const auto document = read(docx(
        numbered(1, 0, "总体情况") + numbered(1, 1, "公开") + numbered(1, 1, "申请") + numbered(1, 2, "甲") +
            numbered(1, 0, "主动公开") + numbered(1, 1, "网站") + numbered(1, 2, "乙") +
            numbered(2, 2, "丙") + numbered(2, 2, "丁") + numbered(1, 3, "戊") + numbered(1, 4, "己") +
            numbered(0, 0, "庚") + numbered(9, 0, "辛") +
            p("<w:pPr><w:pStyle w:val=\"k\"/></w:pPr>" + r("改进")),
        {relations(), lists,
         styles(
             R"(<w:style w:styleId="k"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>)")}));
    EXPECT_EQ(texts(document.blocks),
              "一、总体情况\n（一）公开\n（二）申请\n1. 甲\n二、主动公开\n（一）网站\n1. 乙\n7. 丙\n8. "
              "丁\n2.1 戊\n己\n庚\n辛\n三、改进\n");
    EXPECT_EQ(document.blocks[10].kind, model::BlockKind::list_item);
}

TEST(Docx, WhatStandsBesideTheTextIsOutside) {
    const auto document = read(docx(
        p(R"(<w:hyperlink r:id="rId3">)" + r("附件") + "</w:hyperlink>") +
            R"(<w:sectPr><w:headerReference r:id="rId4"/><w:headerReference r:id="rId4"/></w:sectPr>)",
        {relations(),
         styles(""),
         {.name = "word/header1.xml",
          .bytes = "<w:hdr " + main_name + ">" + p(r("某局")) + p(r("- 3 -")) + "</w:hdr>"},
         {.name = "word/footnotes.xml",
          .bytes = "<w:footnotes " + main_name + "><w:footnote>" + p(r("注：不含乡镇")) +
                   "</w:footnote></w:footnotes>"},
         {.name = "docProps/core.xml",
          .bytes =
              R"(<c:coreProperties xmlns:c="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" )"
              R"(xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>旧标题</dc:title></c:coreProperties>)"}}));
    EXPECT_EQ(texts(document.blocks), "附件\n");
    EXPECT_EQ(texts(document.outside), "某局\n注：不含乡镇\n");
    ASSERT_EQ(document.links.size(), 1U);
    EXPECT_EQ(document.links[0].url, "http://www.example.gov.cn/a.pdf");
    EXPECT_EQ(document.links[0].text, "附件");
    EXPECT_EQ(document.attachments, document.links);
    EXPECT_EQ(document.title, "");
    EXPECT_EQ(document.metas, (std::vector<std::pair<std::string, std::string>>{{"office:title", "旧标题"}}));
}

TEST(Docx, PrefixesAreAnybodysChoice) {
    const std::string strict = "http://purl.oclc.org/ooxml/wordprocessingml/main";
    const auto document =
        read(docx("", {{.name = "word/document.xml",
                        .bytes = "<ns0:document xmlns:ns0=\"" + strict +
                                 "\" xmlns:w=\"urn:x\"><ns0:body><ns0:p><ns0:r><ns0:t>文</ns0:t></ns0:r>"
                                 "<w:r><w:t>别</w:t></w:r></ns0:p></ns0:body></ns0:document>"}}));
    EXPECT_EQ(texts(document.blocks), "文\n");
}

TEST(Docx, WhatCannotBeReadSaysWhy) {
    struct Bad {
        const char* words;
        std::string body;
    };
    const auto main = [](const std::string& bytes) {
        return docx("", {{.name = "word/document.xml", .bytes = bytes}});
    };
    const Bad bads[] = {
        {"not XML", main("<w:document><w:body>")},
        {"document type", main("<!DOCTYPE x [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;&a;\">]><x>&b;</x>")},
        {"not the body of a Word document", main("<x/>")},
        {"a password is needed",
         docx("", {{.name = "word/document.xml", .bytes = "x", .how = Packed::How::encrypted}})},
        {"two members are named", docx("", {{.name = "WORD/document.xml", .bytes = "<x/>"}})},
        {"has no part", packed({{.name = "[Content_Types].xml", .bytes = "<x/>"},
                                {.name = "word/styles.xml", .bytes = "<x/>"}})},
        {"a damaged archive", docx(p(r("x"))).substr(0, 500)},
    };
    for (const auto& [words, body] : bads) {
        SCOPED_TRACE(words);
        const auto document = read(body);
        EXPECT_EQ(document.format, model::Format::unsupported);
        EXPECT_TRUE(document.unsupported.starts_with("DOCX document; ")) << document.unsupported;
        EXPECT_NE(document.unsupported.find(words), std::string::npos) << document.unsupported;
    }
}

TEST(Docx, ADocumentInOneXmlFileIsRead) {
    const auto flat =
        R"(<?xml version="1.0"?><?mso-application progid="Word.Document"?>)"
        R"(<p:package xmlns:p="http://schemas.microsoft.com/office/2006/xmlPackage"><p:part p:name="/_rels/.rels">)"
        R"(<p:xmlData><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">)"
        R"(<Relationship Id="a" Type="http://x/officeDocument" Target="word/document.xml"/></Relationships></p:xmlData>)"
        R"(</p:part><p:part p:name="/word/document.xml"><p:xmlData><w:document )" +
        main_name + "><w:body>" + table(tr(tc("1") + tc("2"))) +
        "</w:body></w:document></p:xmlData></p:part></p:package>";
    const auto old =
        R"(<?xml version="1.0"?><?mso-application progid="Word.Document"?>)"
        R"(<w:wordDocument xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml" )"
        R"(xmlns:wx="http://schemas.microsoft.com/office/word/2003/auxHint"><w:body><wx:sect>)" +
        p(R"(<w:pPr><w:listPr><wx:t wx:val="一、"/></w:listPr></w:pPr>)" + r("总体情况")) +
        table(tr(tc("A", R"(<w:vmerge w:val="restart"/>)") + tc("1")) + tr(tc("", "<w:vmerge/>") + tc("2"))) +
        "</wx:sect></w:body></w:wordDocument>";
    EXPECT_EQ(all_of(read(flat)), "#0\n1|2\n");
    EXPECT_EQ(all_of(read(old)), "一、总体情况\n#0\nA|1\n^|2\n");
    const auto broken = read(old.substr(0, old.size() - 20));
    EXPECT_TRUE(broken.unsupported.starts_with("Word document in one XML file; ")) << broken.unsupported;
}

TEST(Docx, PicturesOfPagesAreNoText) {
    const auto document = read(docx(p("<w:r><w:drawing><a:blip/></w:drawing></w:r>")));
    EXPECT_EQ(document.format, model::Format::unsupported);
    EXPECT_NE(document.unsupported.find("pictures"), std::string::npos);
}

TEST(Docx, AnEmbeddedDocumentIsMissed) {
    const auto document = read(docx(p(r("文")) + R"(<w:altChunk r:id="rId9"/>)"));
    EXPECT_EQ(document.limits, std::vector{"embedded_documents"s});
}

}  // namespace
}  // namespace ogi::extract
