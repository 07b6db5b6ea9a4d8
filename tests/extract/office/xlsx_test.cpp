#include "extract/office/xlsx_reader.h"

#include "tests/extract/office/packing.h"
#include "tests/extract/reading.h"

namespace ogi::extract {
namespace {

using namespace std::string_literals;

const std::string main_name = R"(xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main")";

// Style 0 has no border, 1 has one, 2 shows percents, 3 is struck out, 4 hides a zero, 5 is white.
const std::string styles_xml =
    "<styleSheet " + main_name +
    R"(><numFmts><numFmt numFmtId="170" formatCode="0;-0;;@"/></numFmts><fonts><font/><font><strike/></font><font><color rgb="FFFFFFFF"/></font></fonts>)"
    R"(<borders><border><left/></border><border><left style="thin"/></border></borders><cellXfs>)"
    R"(<xf numFmtId="0" borderId="0"/><xf numFmtId="0" borderId="1"/><xf numFmtId="9" borderId="1"/>)"
    R"(<xf numFmtId="0" fontId="1" borderId="1"/><xf numFmtId="170" borderId="1"/><xf numFmtId="0" fontId="2" borderId="1"/></cellXfs></styleSheet>)";
const std::string strings_xml =
    "<sst " + main_name +
    R"(><si><t>共享</t></si><si><r><t>本年</t></r><r><rPr><strike/></rPr><t>旧</t></r><r><t>新收</t></r>)"
    R"(<rPh sb="0" eb="1"><t>ben</t></rPh></si><si><t>一行_x000D_
二行</t></si></sst>)";

std::vector<Packed> parts(const std::string& workbook_more = {}, const std::string& sheets = {}) {
    const std::string type = R"(Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/)";
    const auto names = sheets.empty() ? R"(<sheet name="Sheet1" sheetId="1" r:id="rId1"/>)"s : sheets;
    return {
        {.name = "xl/styles.xml", .bytes = styles_xml},
        {.name = "xl/sharedStrings.xml", .bytes = strings_xml},
        {.name = "xl/workbook.xml",
         .bytes = "<workbook " + main_name +
                  R"( xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">)" +
                  workbook_more + "<sheets>" + names + "</sheets></workbook>"},
        {.name = "xl/_rels/workbook.xml.rels",
         .bytes =
             R"(<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" )" +
             type + R"(worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" )" + type +
             R"(sharedStrings" Target="sharedStrings.xml"/><Relationship Id="rId3" )" + type +
             R"(styles" Target="styles.xml"/><Relationship Id="rId4" )" + type +
             R"(worksheet" Target="worksheets/sheet2.xml"/></Relationships>)"}};
}

// A cell with a style; `value` as a number, "=text" as an inline text, "@n" as shared text n, "" blank.
std::string c(const std::string& at, const std::string& value, int style = 1) {
    const auto head = "<c r=\"" + at + "\" s=\"" + std::to_string(style) + "\"";
    if (value.empty()) return head + "/>";
    if (value[0] == '=') return head + " t=\"inlineStr\"><is><t>" + value.substr(1) + "</t></is></c>";
    if (value[0] == '@') return head + " t=\"s\"><v>" + value.substr(1) + "</v></c>";
    return head + "><v>" + value + "</v></c>";
}

std::string row(int number, const std::string& cells, const std::string& more = {}) {
    return "<row r=\"" + std::to_string(number) + "\" " + more + ">" + cells + "</row>";
}

std::string data(const std::string& rows, const std::string& merges = {}) {
    auto out = "<sheetData>" + rows + "</sheetData>";
    if (merges.empty()) return out;
    out += "<mergeCells>";
    for (std::size_t at = 0; at < merges.size();) {
        const auto end = std::min(merges.find(' ', at), merges.size());
        out += "<mergeCell ref=\"" + merges.substr(at, end - at) + "\"/>";
        at = end + 1;
    }
    return out + "</mergeCells>";
}

std::string all_of(const model::Document& document) {
    auto out = texts(document.blocks);
    for (const auto& grid : document.grids) out += picture(grid);
    return out;
}

struct Case {
    const char* name;
    std::string sheet;
    std::string read;
};

void expect_read(const std::vector<Case>& cases) {
    for (const auto& [name, sheet, expected] : cases) {
        SCOPED_TRACE(name);
        const auto document = read(xlsx(sheet, parts()));
        EXPECT_EQ(document.format, model::Format::spreadsheet);
        EXPECT_EQ(document.limits, std::vector<std::string>{});
        EXPECT_EQ(all_of(document), expected);
    }
}

TEST(Xlsx, CellsAreReadAsShown) {
    expect_read({
        {"texts", data(row(1, c("A1", "@0") + c("B1", "@1") + c("C1", "@2") + c("D1", "=内 联"))),
         "#0\n共享|本年新收|一行\n二行|内 联\n"},
        {"numbers",
         data(row(1, c("A1", "12") + c("B1", "0.05", 2) + c("C1", "57.837400000000002") + c("D1", "-8"))),
         "#0\n12|5%|57.8374|-8\n"},
        {"truth values and errors",
         data(row(1, R"(<c r="A1" s="1" t="b"><v>1</v></c><c r="B1" s="1" t="e"><v>#REF!</v></c>)")),
         "#0\nTRUE|#REF!\n"},
        {"formulas with and without what they gave",
         data(row(
             1,
             R"(<c r="A1" s="1"><f>1+2</f><v>3</v></c><c r="B1" s="1"><f>A1*2</f></c><c s="1"><f>A1*2</f><v></v></c><c r="D1" s="1" t="str"><f>""</f><v></v></c>)")),
         "#0\n3|\uFFFC|\uFFFC|\n"},
        {"blank is not zero", data(row(1, c("A1", "0") + c("B1", "") + c("C1", "0", 4) + c("D1", "3", 4))),
         "#0\n0|||3\n"},
        {"struck out", data(row(1, c("A1", "1") + c("B1", "2", 3))), "#0\n1|\n"},
        {"white figures", data(row(1, c("A1", "1") + c("B1", "2", 5) + c("C1", "=无", 5))),
         "#0\n1|\uFFFC|无\n"},
        {"blanks between digits", data(row(1, c("A1", "=12    345") + c("B1", "=12 345"))),
         "#0\n12\n345|12 345\n"},
        {"a run with its own font in a struck cell",
         data(row(1, R"(<c r="A1" s="3" t="inlineStr"><is><r><t>1</t></r><r><rPr><strike/></rPr><t>5</t></r>)"
                     R"(<r><rPr><b/></rPr><t>43</t></r></is></c>)" +
                         c("B1", "1"))),
         "#0\n43|1\n"},
        {"zeros that the sheet hides",
         R"(<sheetViews><sheetView showZeros="0"/></sheetViews>)" +
             data(row(1, c("A1", "0") + c("B1", "10"))),
         "#0\n|10\n"},
        {"without references",
         "<sheetData><row><c s=\"1\"><v>1</v></c><c s=\"1\"><v>2</v></c></row><row><c s=\"1\"/>"
         "<c s=\"1\"><v>3</v></c></row></sheetData>",
         "#0\n1|2\n|3\n"},
    });
}

TEST(Xlsx, MergesHiddenRowsAndColumns) {
    expect_read({
        {"merged",
         data(row(1, c("A1", "=甲") + c("B1", "") + c("C1", "=乙")) +
                  row(2, c("A2", "") + c("B2", "") + c("C2", "1")),
              "A1:B2"),
         "#0\n甲|<|乙\n^|^|1\n"},
        {"text under a merge", data(row(1, c("A1", "=甲") + c("B1", "9") + c("C1", "1")), "A1:B1"),
         "#0\n甲|<|1\n"},
        {"merged without a first cell",
         data(row(1, c("B1", "9") + c("C1", "1")) + row(2, c("A2", "=甲") + c("B2", "2") + c("C2", "3")),
              "A1:B1"),
         "#0\n|<|1\n甲|2|3\n"},
        {"hidden",
         "<cols><col min=\"2\" max=\"2\" hidden=\"1\"/></cols>" +
             data(row(1, c("A1", "1") + c("B1", "2") + c("C1", "3")) +
                  row(2, c("A2", "4") + c("C2", "5"), "hidden=\"1\"") +
                  row(3, c("A3", "6") + c("B3", "7") + c("C3", "8"))),
         "#0\n1|3\n6|8\n"},
        {"without a width or a height",
         "<cols><col min=\"2\" max=\"2\" width=\"0\" customWidth=\"1\"/></cols>" +
             data(row(1, c("A1", "1") + c("B1", "2") + c("C1", "3")) +
                  row(2, c("A2", "4") + c("C2", "5"), "ht=\"0\" customHeight=\"1\"") +
                  row(3, c("A3", "6") + c("B3", "7") + c("C3", "8"))),
         "#0\n1|3\n6|8\n"},
        {"a merge over what is hidden",
         data(row(1, c("A1", "=甲") + c("B1", "1")) + row(2, c("A2", "") + c("B2", "2"), "hidden=\"1\"") +
                  row(3, c("A3", "") + c("B3", "3")),
              "A1:A3"),
         "#0\n甲|1\n^|3\n"},
    });
}

TEST(Xlsx, ASheetIsReadFromTopToBottom) {
    expect_read({
        {"title, table, heading, table",
         data(row(1, c("A1", "=某局2023年年报", 0)) + row(2, c("A2", "=甲") + c("B2", "1")) +
                  row(3, c("A3", "=乙") + c("B3", "")) + row(4, c("A4", "=三、申请", 0)) +
                  row(5, c("A5", "2") + c("B5", "3") + c("C5", "4")),
              "A1:C1 A4:C4"),
         "某局2023年年报\n#0\n三、申请\n#1\n甲|1\n乙|\n2|3|4\n"},
        {"a row with nothing parts tables",
         data(row(3, c("B3", "1") + c("C3", "2")) + row(5, c("B5", "3") + c("C5", "4"))),
         "#0\n#1\n1|2\n3|4\n"},
        {"a caption within a table",
         data(row(1, c("A1", "=甲") + c("B1", "1")) + row(2, c("A2", "=第二项") + c("B2", "")) +
                  row(3, c("A3", "=乙") + c("B3", "2")),
              "A2:B2"),
         "#0\n甲|1\n第二项|<\n乙|2\n"},
        {"a title in the table's frame",
         data(row(1, c("A1", "=标题") + c("B1", "")) + row(2, c("A2", "=甲") + c("B2", "1")), "A1:B1"),
         "标题\n#0\n甲|1\n"},
        {"without borders a label with blank figures stays",
         data(row(1, c("A1", "=甲", 0) + c("B1", "1", 0)) + row(2, c("A2", "=乙", 0)) +
              row(3, c("A3", "=丙", 0) + c("B3", "2", 0))),
         "#0\n甲|1\n乙|\n丙|2\n"},
        {"far away", data(row(1, c("A1", "1") + c("XFD1", "2")) + row(1048576, c("A1048576", "=末", 0))),
         "#0\n末\n1|2\n"},
        {"what stands beside a frame is no part of its table",
         data(row(1, c("A1", "=甲") + c("B1", "1") + c("D1", "1", 0)) +
              row(2, c("A2", "=乙") + c("B2", "2") + c("C2", "=已核对", 0))),
         "#0\n#1\n甲|1\n乙|2\n|1\n已核对|\n"},
        {"figures beside framed labels are",
         data(row(1, c("A1", "=甲") + c("B1", "1", 0)) + row(2, c("A2", "=乙") + c("B2", "2", 0))),
         "#0\n甲|1\n乙|2\n"},
        {"figures beside a frame that not all rows fill are",
         data(row(1, c("A1", "=甲") + c("B1", "1") + c("C1", "1", 0)) +
              row(2, c("A2", "=乙") + c("B2", "2", 0) + c("C2", "3", 0))),
         "#0\n甲|1|1\n乙|2|3\n"},
        {"borders alone are no table", data(row(1, c("A1", "") + c("B1", ""))), ""},
    });
}

TEST(Xlsx, SheetsThatAreShownHaveTheirNames) {
    auto members = parts(
        "",
        R"(<sheet name="申请情况" r:id="rId1"/><sheet name="草稿" state="hidden" r:id="rId4"/><sheet name="Sheet3" r:id="rId4"/>)");
    members.push_back({.name = "xl/worksheets/sheet2.xml",
                       .bytes = "<worksheet " + main_name + ">" + data(row(1, c("A1", "3") + c("B1", "4"))) +
                                "</worksheet>"});
    const auto document = read(xlsx(data(row(1, c("A1", "1") + c("B1", "2"))), members));
    EXPECT_EQ(all_of(document), "申请情况\n#0\n#1\n1|2\n3|4\n");
    EXPECT_EQ(document.blocks[0].kind, model::BlockKind::heading);
}

TEST(Xlsx, WhatCannotBeReadSaysWhy) {
    struct Bad {
        const char* words;
        std::string body;
        Limits limits = {};
    };
    const auto bad = [](const std::string& sheet) { return xlsx(sheet, parts()); };
    const Bad bads[] = {
        {"out of its place", bad(data(row(1, c("B1", "1") + c("A1", "2"))))},
        {"out of its place", bad(data(row(1, c("A1", "1") + c("A1", "2"))))},
        {"out of its place", bad(data(row(1, c("A2", "1"))))},
        {"not in order", bad(data(row(2, c("A2", "1")) + row(1, c("A1", "1"))))},
        {"a text that is not there", bad(data(row(1, c("A1", "@99"))))},
        {"over one another", bad(data(row(1, c("A1", "1") + c("B1", "2") + c("C1", "3")), "A1:B1 B1:C1"))},
        {"no range", bad(data(row(1, c("A1", "1")), "A1:ZZZZ1"))},
        {"merges_max (1)", bad(data(row(1, c("A1", "1")), "A1:B1 C1:D1")), {.merges_max = 1}},
        {"text_bytes_max (20)",
         bad(data(row(1, c("A1", "=" + std::string(30, 'x'))))),
         {.text_bytes_max = 20}},
        {"not a workbook", xlsx("", {{.name = "xl/workbook.xml", .bytes = "<x/>"}})},
    };
    for (const auto& [words, body, limits] : bads) {
        SCOPED_TRACE(words);
        const auto document = read_document(snapshot_of(body), limits);
        const auto why = document ? document->unsupported : document.error().context;
        EXPECT_EQ(document.has_value(), limits.merges_max != 1 && limits.text_bytes_max != 20);
        EXPECT_NE(why.find(words), std::string::npos) << why;
    }
    const auto cut = read_document(
        snapshot_of(bad(data(row(1, c("A1", "1") + c("B1", "2")) + row(2, c("A2", "3") + c("B2", "4"))))),
        {.grid_slots_max = 3});
    ASSERT_TRUE(cut);
    EXPECT_EQ(cut->limits, std::vector{"grid_slots_max"s});
    EXPECT_EQ(all_of(*cut), "#0\n1|2\n");
}

}  // namespace
}  // namespace ogi::extract
