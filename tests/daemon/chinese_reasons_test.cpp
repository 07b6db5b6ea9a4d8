#include "daemon/cli/chinese_reasons.h"

#include "extract/sniff.h"

#include <gtest/gtest.h>

namespace ogi::daemon {
namespace {

bool has_english_sentence(std::string_view text) {
    return text.find(' ') != std::string_view::npos;
}

TEST(ChineseReasons, TellTheMostExactKind) {
    EXPECT_EQ(chinese_reason("not an annual report: a notice"), "是通知、公告一类文件");
    EXPECT_EQ(chinese_reason("not an annual report: a notice about annual reports"), "是有关年度报告的通知");
    EXPECT_EQ(chinese_reason("not an annual report: another report: rule of law"),
              "是法治政府建设方面的报告");
    EXPECT_EQ(chinese_reason("the body is empty"), "文件是空的");
}

TEST(ChineseReasons, KeepAddresses) {
    EXPECT_EQ(chinese_reason("the report is in a frame: http://a.gov.cn/b.html"),
              "报告在框架页中：http://a.gov.cn/b.html");
}

TEST(ChineseReasons, NameEveryFormatThatCannotBeRead) {
    for (const std::string_view body :
         {"%PDF-1.7", "{\\rtf1", "GIF89a", "Rar!\x1A\x07", "BZh9", "PK\x03\x04", "PK\x03\x04word/", "ID3",
          "<?xml version=\"1.0\"?><?mso-application progid=\"Excel.Sheet\"?>",
          "MIME-Version: 1.0\nmultipart/related"}) {
        const auto format = extract::sniff(body).words;
        ASSERT_FALSE(format.empty());
        const auto told = chinese_reason("not readable: " + std::string{format});
        EXPECT_TRUE(told.starts_with("文件格式无法读取：")) << told;
        EXPECT_FALSE(has_english_sentence(told)) << told;
        EXPECT_EQ(told.find("不支持的格式"), std::string::npos) << format;
    }
}

TEST(ChineseReasons, NameTheProgramThatIsMissing) {
    EXPECT_EQ(chinese_reason("not readable: PNG image; ogi-ocr is not installed"),
              "文件格式无法读取：PNG图片（未安装ogi-ocr）");
    EXPECT_EQ(chinese_reason("not readable: PDF document; it is damaged"), "文件格式无法读取：PDF文档");
}

TEST(ChineseReasons, AnUnknownOneIsToldInGeneralWords) {
    EXPECT_EQ(chinese_reason("some new reason"), "无法识别");
}

}  // namespace
}  // namespace ogi::daemon
