#include "parser/parse_report.h"
#include "tests/conformance/known_failures.h"
#include "tests/extract/reading.h"

// Word files of two libraries that read them, and what a reader of each sees.

namespace ogi::conformance {
namespace {

using extract::picture;
using extract::snapshot_of;
using extract::texts;

struct Sample {
    const char* file;
    const char* seen;  // Blocks, what is outside, and the grids.
};

const Sample samples[] = {
    // Their documentation has the first four tables: plain, merged across, down, and both ways.
    {"python-docx/tbl-cell-access.docx",
     "#0\n#1\n#2\n#3\n1|2|3\n4|5|6\n7|8|9\n1|2|3\n4|<|6\n7|8|9\n1|2|3\n4|5|6\n7|^|9\n1|2|3\n4|<|6\n^|^|9\n"},
    {"python-docx/tbl-cell-props.docx", "#0\na|b|c|d\ne|f|g|h\ni|<|j|k\nl|<|<|m\nn|<|<|<\n"},
    // Columns left out before and behind the cells of a row, behind four empty tables.
    {"python-docx/tbl-props.docx",
     "#0\n#1\n#2\n#3\n#4\n#5\n||\n||\n||\n||\n||\n||\n||\n||\na|b|c|d\n.|e|f|g\n.|.|h|i\n.|.|.|j\na|b|c|d\ne|"
     "f|g|.\nh|i|.|.\n"},
    {"python-docx/tbl-2x2-table.docx", "#0\n|\n|\n"},
    {"python-docx/tbl-having-tables.docx", "#0\n#1\n#2\n|\n|\n||\n||\n||\n|||\n|||\n"},
    {"python-docx/blk-inner-content.docx", "P1\n#0\nP3\nT2|\n|\n"},
    {"python-docx/num-having-numbering-part.docx", "1. Paragraph having List Number style.\n"},
    {"python-docx/hdr-header-footer.docx",
     "section with header\nsection without header of its own.\nHeader for section-1\nFooter for section 1\n"},
    {"mammoth/tables.docx", "Above\n#0\nBelow\nTop left|Top right\nBottom left|Bottom right\n"},
    {"mammoth/text-box.docx", "Datum plane\n"},
    {"mammoth/strict-format.docx", "Test\n"},
    {"mammoth/footnotes.docx", "Ouch.\nA tachyon walks into a bar.\nFin.\n"},
    {"mammoth/endnotes.docx", "Ouch.\nA tachyon walks into a bar.\nFin.\n"},
    {"mammoth/comments.docx", "Ouch.\n"},
    {"mammoth/simple-list.docx", "Apple\nBanana\n"},
    {"mammoth/utf8-bom.docx", "This XML has a byte order mark.\n"},
    {"mammoth/strikethrough.docx", "Sold out\n"},
    {"mammoth/empty.docx", ""},
};

model::Document read_sample(const std::filesystem::path& path) {
    auto document = extract::read_document(snapshot_of(file_text(path)));
    EXPECT_TRUE(document) << path << ": " << (document ? "" : document.error().context);
    return document ? *std::move(document) : model::Document{};
}

TEST(WordSamples, AreReadAsAReaderSeesThem) {
    const auto folder = suite("docx-samples");
    if (!folder) GTEST_SKIP() << "the suites are not here";
    for (const auto& [file, seen] : samples) {
        SCOPED_TRACE(file);
        const auto document = read_sample(*folder / file);
        EXPECT_EQ(document.format, model::Format::word);
        EXPECT_EQ(document.limits, std::vector<std::string>{});
        auto read = texts(document.blocks) + texts(document.outside);
        for (const auto& grid : document.grids) read += picture(grid);
        EXPECT_EQ(read, seen);
    }
}

TEST(WordSamples, AllOfThemAreReadOrSayWhatTheyAre) {
    const auto folder = suite("docx-samples");
    if (!folder) GTEST_SKIP() << "the suites are not here";
    std::size_t count = 0;
    for (const auto& entry : std::filesystem::recursive_directory_iterator{*folder}) {
        if (entry.path().extension() != ".docx") continue;
        const auto document = read_sample(entry.path());
        const bool picture_alone = document.unsupported == "Word document of pictures without text";
        EXPECT_TRUE(document.format == model::Format::word || picture_alone) << entry.path();
        ++count;
    }
    EXPECT_GT(count, 50U);
}

// The form of 2021 as the office that made it hands it out: every cell blank.
TEST(OfficialForm, IsReadAndIsNoReport) {
    const auto path =
        std::filesystem::path{OGI_SHARED_FOLDER} / "corpus/template/official_template_2021_form.docx";
    if (!std::filesystem::exists(path)) GTEST_SKIP() << "the corpus is not here";
    const auto report = parser::parse_report(read_sample(path));
    EXPECT_FALSE(report.is_report);
    EXPECT_EQ(report.reason, "not an annual report: rules or a template for annual reports");
    EXPECT_EQ(report.generation, model::Generation::form_2021);
    for (const auto& [id, cell] : report.cells) EXPECT_FALSE(cell.value) << id;
}

// A page that WPS Office saved from a sheet: 21 rows of six columns, whose fields are still to be filled.
TEST(WpsSample, KeepsTheMergesOfItsSheet) {
    const auto folder = suite("wps-exported-html");
    if (!folder) GTEST_SKIP() << "the suites are not here";
    const auto document = read_sample(*folder / "addNewApplyTable.jsp.html");
    EXPECT_EQ(document.format, model::Format::html);
    ASSERT_EQ(document.grids.size(), 1U);
    const auto& grid = document.grids.front();
    EXPECT_EQ(grid.rows, 21);
    EXPECT_EQ(grid.columns, 6);
    const auto lines = picture(grid);
    EXPECT_TRUE(lines.starts_with("申请人信息|公民|*姓名|￼|*工作单位|￼\n^|^|*证件名称|￼|*证件号码|￼\n"))
        << lines;
    EXPECT_NE(lines.find("\n^|法人/法人其他组织|*名称|￼|*组织机构代码|￼\n"), std::string::npos);
    EXPECT_NE(lines.find("\n^|申请时间|<|￼|<|<\n"), std::string::npos);
}

}  // namespace
}  // namespace ogi::conformance
