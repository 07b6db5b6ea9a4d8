#include "extract/office/docx_reader.h"

#include "tests/extract/office/packing.h"
#include "tests/extract/reading.h"

namespace ogi::extract {
namespace {

std::string p(const std::string& runs) {
    return "<w:p>" + runs + "</w:p>";
}

std::string rp(const std::string& text, const std::string& properties) {
    return "<w:r><w:rPr>" + properties + "</w:rPr><w:t>" + text + "</w:t></w:r>";
}

std::string r(const std::string& text) {
    return rp(text, {});
}

std::string tc(const std::string& text) {
    return "<w:tc>" + p(r(text)) + "</w:tc>";
}

TEST(WordDoubts, AFigureIsWhatAReaderSeesOrInDoubt) {
    struct Case {
        const char* name;
        std::string body;
        std::string read;
    };
    const Case cases[] = {
        {"formulas that are more than a line",
         p("<m:oMath><m:f><m:num><m:r><m:t>4</m:t></m:r></m:num><m:den><m:r><m:t>3</m:t></m:r></m:den></m:f>"
           "</m:oMath>") +
             p("<m:oMathPara><m:oMath><m:sSup><m:e><m:r><m:t>4</m:t></m:r></m:e><m:sup><m:r><m:t>3</m:t></"
               "m:r>"
               "</m:sup></m:sSup></m:oMath></m:oMathPara>"),
         "\uFFFC\n\uFFFC\n"},
        {"a small raised digit is a mark, another raised one is in doubt",
         p(rp("43", R"(<w:sz w:val="18"/>)") + rp("1", R"(<w:position w:val="6"/><w:sz w:val="10"/>)")) +
             p(r("43") + rp("1", R"(<w:position w:val="6"/>)")) +
             p(rp("4", R"(<w:position w:val="2"/>)") + rp("3", R"(<w:position w:val="2"/>)")),
         "43¹\n43\uFFFC1\n43\n"},
        {"the mark of a footnote that the author chose",
         p(r("43") + R"(<w:r><w:footnoteReference w:customMarkFollows="1" w:id="2"/><w:t>1</w:t></w:r>)"),
         "43¹\n"},
        {"figures that a reader may not see",
         p(rp("15", "<w:specVanish/>") + r("43")) + p(rp("15", R"(<w:color w:val="FFFFFF"/>)")) +
             p(rp("15", R"(<w:color w:val="FFFFFF" w:themeColor="background1"/>)")) +
             p(rp("一", R"(<w:color w:val="FFFFFF"/>)")) +
             p(rp("15", R"(<w:color w:val="FFFFFF"/><w:shd w:val="clear" w:fill="0070C0"/>)")),
         "\uFFFC43\n\uFFFC\n\uFFFC\n一\n15\n"},
    };
    for (const auto& [name, body, expected] : cases)
        EXPECT_EQ(texts(read(docx(body)).blocks), expected) << name;
}

TEST(WordDoubts, BlanksBetweenDigitsPartFigures) {
    const auto document = read(docx("<w:tbl><w:tr>" + tc("12    345") + tc("12 345") + "</w:tr><w:tr>" +
                                    tc("12\u3000345") + tc("12  件") + "</w:tr></w:tbl>"));
    ASSERT_EQ(document.grids.size(), 1U);
    EXPECT_EQ(picture(document.grids[0]), "12\n345|12 345\n12\n345|12 件\n");
}

}  // namespace
}  // namespace ogi::extract
