#include "tests/extract/apart.h"
#include "tests/extract/office/packing.h"
#include "tests/extract/reading.h"

#include <functional>

namespace ogi::extract {
namespace {

using namespace std::string_literals;

std::string repeat(std::string_view piece, std::size_t times) {
    std::string out;
    out.reserve(piece.size() * times);
    for (std::size_t i = 0; i < times; ++i) out += piece;
    return out;
}

std::string numbered(std::size_t times, const std::function<std::string(const std::string&)>& piece) {
    std::string out;
    for (std::size_t i = 1; i <= times; ++i) out += piece(std::to_string(i));
    return out;
}

// Stored, so that it is not the ratio that ends them.
std::string word(const std::string& body_xml, std::vector<Packed> more = {}) {
    for (auto& part : more) part.how = Packed::How::stored;
    return docx(body_xml, more);
}

std::string main_part(const std::string& xml) {
    return word("", {{.name = "word/document.xml", .bytes = xml}});
}

std::string sheet(const std::string& xml, std::vector<Packed> more = {}) {
    more.push_back(
        {.name = "xl/worksheets/sheet1.xml",
         .bytes = "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">" + xml +
                  "</worksheet>"});
    for (auto& part : more) part.how = Packed::How::stored;
    return xlsx("", more);
}

std::string name_of(std::string column, std::size_t index) {
    for (; index > 0; index = (index - 1) / 26)
        column.insert(column.begin(), static_cast<char>('A' + (index - 1) % 26));
    return column;
}

std::string with_many_members() {
    std::vector<Packed> members;
    for (int i = 0; i < 5'100; ++i)
        members.push_back({.name = std::to_string(i), .bytes = "", .how = Packed::How::stored});
    return docx("", members);
}

// The directory says that a member is smaller than it is.
std::string with_a_lie() {
    auto body = docx("", {{.name = "word/document.xml", .bytes = repeat(" ", 3'000'000)}});
    for (auto at = body.find("word/document.xml"); at != body.npos;
         at = body.find("word/document.xml", at + 1)) {
        const bool directory = body.compare(at - 46, 4, "PK\x01\x02") == 0;
        body.replace(at - (directory ? 22 : 8), 4, "\x10\x00\x00\x00"s);
    }
    return body;
}

std::string relationships(const std::string& type, const std::string& target, std::size_t times) {
    return "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">" +
           numbered(times,
                    [&](const auto& i) {
                        return "<Relationship Id=\"rId" + i + "\" Type=\"http://x/" + type + "\" Target=\"" +
                               target + "\"/>";
                    }) +
           "</Relationships>";
}

struct OfficeBomb {
    const char* name;
    const char* ends_with;  // In the reason or among the limits; "" where all of it is read.
    std::function<std::string()> body;
};

const std::string w = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";

const std::vector<OfficeBomb> bombs = {
    {"a member that is nothing but zeros", "archive_ratio_max",
     [] { return docx("", {{.name = "word/document.xml", .bytes = repeat(" ", 60U << 20)}}); }},
    {"a member beyond every document", "member_bytes_max",
     [] { return docx("", {{.name = "word/document.xml", .bytes = repeat(" ", 65U << 20)}}); }},
    {"a member that is larger than it says", "damaged", with_a_lie},
    {"members", "archive_members_max", with_many_members},
    {"a large part", "xml_bytes_max",
     [] { return word("", {{.name = "word/document.xml", .bytes = repeat(" ", 33U << 20)}}); }},
    {"elements", "xml_nodes_max", [] { return word(repeat("<a/>", 5'000'000)); }},
    {"as many elements as may be", "", [] { return word(repeat("<w:p/>", 1'900'000)); }},
    {"nested elements", "xml_depth_max",
     [] { return main_part(repeat("<a>", 900'000) + repeat("</a>", 900'000)); }},
    {"entities", "document type",
     [] {
         return main_part("<!DOCTYPE a [<!ENTITY a \"aaaaaaaaaa\">" +
                          numbered(30, [](const auto& i) { return "<!ENTITY a" + i + " \"&a;&a;&a;\">"; }) +
                          "]><a>&a30;</a>");
     }},
    {"namespaces", "xml_namespaces_max",
     [] {
         return main_part("<a " + numbered(300'000, [](const auto& i) { return " xmlns:a" + i + "='x'"; }) +
                          "/>");
     }},
    {"prefixes of another kind", "",
     [] {
         return main_part(
             "<n:document xmlns:n=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><n:body>" +
             repeat("<n:p n:a='1'/>", 900'000) + "</n:body></n:document>");
     }},
    {"spans without end", "grid_slots_max",
     [] {
         return word("<w:tbl>" +
                     repeat("<w:tr><w:tc><w:tcPr><w:gridSpan "
                            "w:val=\"2147483648\"/></w:tcPr></w:tc><w:tc><w:tcPr><w:gridSpan "
                            "w:val=\"99999\"/></w:tcPr></w:tc></w:tr>",
                            60'000) +
                     "</w:tbl>");
     }},
    {"columns before the first", "grid_slots_max",
     [] {
         return word(
             "<w:tbl>" +
             repeat("<w:tr><w:trPr><w:gridBefore w:val=\"2147483647\"/></w:trPr><w:tc/><w:tc/></w:tr>",
                    60'000) +
             "</w:tbl>");
     }},
    {"cells that go on downwards", "grid_slots_max",
     [] {
         return word("<w:tbl>" +
                     repeat("<w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr></w:tc><w:tc><w:tcPr><w:vMerge "
                            "w:val=\"restart\"/></w:tcPr></w:tc></w:tr>",
                            120'000) +
                     "</w:tbl>");
     }},
    {"nested tables", "",
     [] {
         return word(repeat("<w:tbl><w:tr><w:tc><w:p><w:r><w:t>x</w:t></w:r></w:p>", 80) +
                     repeat("</w:tc></w:tr></w:tbl>", 80));
     }},
    {"tables in tables side by side", "grids_max",
     [] {
         return word("<w:tbl><w:tr><w:tc>" + repeat("<w:tbl><w:tr><w:tc/><w:tc/></w:tr></w:tbl>", 150'000) +
                     "</w:tc></w:tr></w:tbl>");
     }},
    {"tables", "grids_max",
     [] { return word(repeat("<w:tbl><w:tr><w:tc/><w:tc/></w:tr></w:tbl>", 150'000)); }},
    {"text", "text_bytes_max",
     [] { return word("<w:p><w:r><w:t>" + repeat("字", 10U << 20) + "</w:t></w:r></w:p>"); }},
    {"tabs", "",
     [] { return word("<w:p><w:r>" + repeat("<w:t>1</w:t><w:tab/>", 400'000) + "</w:r></w:p>"); }},
    {"fields that never end", "",
     [] {
         return word("<w:p><w:r>" + repeat("<w:fldChar w:fldCharType=\"begin\"/>", 500'000) + "</w:r></w:p>");
     }},
    {"links", "links_max",
     [] {
         return word(repeat(
             "<w:p><w:hyperlink w:dest=\"http://a.gov.cn/\"><w:r><w:t>x</w:t></w:r></w:hyperlink></w:p>",
             100'000));
     }},
    {"numbers of lists", "text_bytes_max",
     [] {
         return word(repeat("<w:p><w:pPr><w:numPr><w:numId w:val=\"1\"/></w:numPr></w:pPr></w:p>", 180'000),
                     {{.name = "word/_rels/document.xml.rels",
                       .bytes = relationships("numbering", "numbering.xml", 1)},
                      {.name = "word/numbering.xml",
                       .bytes = "<w:numbering " + w +
                                "><w:abstractNum w:abstractNumId=\"0\"><w:lvl w:ilvl=\"0\"><w:numFmt "
                                "w:val=\"upperLetter\"/><w:start w:val=\"200\"/><w:lvlText w:val=\"" +
                                repeat("%1", 5'000'000) +
                                "\"/></w:lvl></w:abstractNum><w:num w:numId=\"1\"><w:abstractNumId "
                                "w:val=\"0\"/></w:num></w:numbering>"}});
     }},
    {"lists", "",
     [] {
         return word(
             "<w:p/>",
             {{.name = "word/_rels/document.xml.rels",
               .bytes = relationships("numbering", "numbering.xml", 1)},
              {.name = "word/numbering.xml",
               .bytes = "<w:numbering " + w + ">" +
                        numbered(300'000, [](const auto& i) { return "<w:num w:numId=\"" + i + "\"/>"; }) +
                        "</w:numbering>"}});
     }},
    {"styles that are based on each other", "",
     [] {
         return word(
             "<w:p/>",
             {{.name = "word/_rels/document.xml.rels", .bytes = relationships("styles", "styles.xml", 1)},
              {.name = "word/styles.xml",
               .bytes = "<w:styles " + w + ">" +
                        numbered(150'000,
                                 [](const auto& i) {
                                     return "<w:style w:styleId=\"" + i + "\"><w:basedOn w:val=\"" + i +
                                            "0\"/></w:style>";
                                 }) +
                        "</w:styles>"}});
     }},
    {"a million merges", "merges_max",
     [] { return sheet("<mergeCells>" + repeat("<mergeCell ref=\"A1:B2\"/>", 950'000) + "</mergeCells>"); }},
    {"merges over one another", "over one another",
     [] {
         return sheet(
             "<sheetData>" +
             numbered(300,
                      [](const auto& i) {
                          return "<row r=\"" + i + "\">" + repeat("<c><v>1</v></c>", 300) + "</row>";
                      }) +
             "</sheetData><mergeCells>" +
             numbered(19'999, [](const auto& i) { return "<mergeCell ref=\"A" + i + ":XFD1048576\"/>"; }) +
             "</mergeCells>");
     }},
    {"merges as wide as a sheet", "",
     [] {
         return sheet(
             "<sheetData>" +
             numbered(
                 19'999,
                 [](const auto& i) { return "<row r=\"" + i + "\"><c><v>1</v></c><c><v>2</v></c></row>"; }) +
             "</sheetData><mergeCells>" +
             numbered(19'999, [](const auto& i) { return "<mergeCell ref=\"A" + i + ":XFD" + i + "\"/>"; }) +
             "</mergeCells>");
     }},
    {"a cell at each end of a sheet", "",
     [] {
         return sheet(
             "<sheetData><row r=\"1\"><c r=\"A1\"><v>1</v></c><c r=\"XFD1\"><v>1</v></c></row><row "
             "r=\"1048576\"><c r=\"XFD1048576\"><v>2</v></c></row></sheetData>");
     }},
    {"cells", "grid_slots_max",
     [] {
         return sheet("<sheetData>" +
                      numbered(800,
                               [](const auto& i) {
                                   return "<row r=\"" + i + "\">" + repeat("<c><v>1</v></c>", 500) + "</row>";
                               }) +
                      "</sheetData>");
     }},
    {"cells along the diagonal", "grid_slots_max",
     [] {
         std::string rows;
         for (std::size_t i = 1; i <= 16'000; ++i) {
             const auto number = std::to_string(i);
             rows += "<row r=\"" + number + "\"><c r=\"A" + number + "\"><v>1</v></c>" +
                     (i > 1 ? "<c r=\"" + name_of("", i) + number + "\"><v>1</v></c>" : "") + "</row>";
         }
         return sheet("<sheetData>" + rows + "</sheetData>");
     }},
    {"a long text that every cell refers to", "text_bytes_max",
     [] {
         return sheet(
             "<sheetData><row>" + repeat("<c t=\"s\"><v>0</v></c>", 10'000) + "</row></sheetData>",
             {{.name = "xl/_rels/workbook.xml.rels",
               .bytes =
                   "<Relationships "
                   "xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship "
                   "Id=\"rId1\" Type=\"x/worksheet\" Target=\"worksheets/sheet1.xml\"/><Relationship "
                   "Id=\"s\" Type=\"x/sharedStrings\" Target=\"s.xml\"/></Relationships>"},
              {.name = "xl/s.xml",
               .bytes = "<sst xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><si><t>" +
                        repeat("x", 1'000'000) + "</t></si></sst>"}});
     }},
    {"a sheet that is shown again and again", "archive_bytes_max",
     [] {
         return sheet(
             "<sheetData>" + repeat(" ", 8U << 20) + "</sheetData>",
             {{.name = "xl/_rels/workbook.xml.rels",
               .bytes = relationships("worksheet", "worksheets/sheet1.xml", 1)},
              {.name = "xl/workbook.xml",
               .bytes = "<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" "
                        "xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/"
                        "relationships\"><sheets>" +
                        repeat("<sheet name=\"a\" r:id=\"rId1\"/>", 10'000) + "</sheets></workbook>"}});
     }},
    {"columns that are hidden", "",
     [] {
         return sheet("<cols>" + repeat("<col min=\"1\" max=\"16384\" hidden=\"1\"/>", 450'000) +
                      "</cols><sheetData><row><c><v>1</v></c></row></sheetData>");
     }},
};

// Making the bomb takes memory too, so what the reader takes is told with that of the bomb.
constexpr double cpu_seconds_allowed = 2;
constexpr long peak_kib_allowed = 400'000'000 / 1024;

TEST(OfficeBomb, EndsSoonWithinItsMemoryAndSaysWhy) {
    for (const auto& bomb : bombs) {
        SCOPED_TRACE(bomb.name);
        const auto body = bomb.body();
        const auto outcome = read_apart([&] { return body; });
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__) && defined(NDEBUG)
        EXPECT_LE(outcome.cpu_seconds, cpu_seconds_allowed);
        EXPECT_LE(outcome.peak_kib, peak_kib_allowed);
#endif
        if (*bomb.ends_with == '\0') {
            EXPECT_EQ(outcome.said + outcome.limits, "");
        } else {
            EXPECT_NE((outcome.said + outcome.limits).find(bomb.ends_with), std::string::npos)
                << outcome.said << outcome.limits;
        }
    }
}

}  // namespace
}  // namespace ogi::extract
