#include "extract/office/numeral.h"

#include <gtest/gtest.h>

namespace ogi::extract {
namespace {

TEST(Numeral, IsPrintedAsWordDoes) {
    struct Case {
        const char* format;
        long number;
        const char* printed;
    };
    const Case cases[] = {
        {"decimal", 12, "12"},
        {"chineseCounting", 1, "一"},
        {"chineseCounting", 10, "十"},
        {"chineseCounting", 12, "十二"},
        {"chineseCounting", 20, "二十"},
        {"japaneseCounting", 105, "一百〇五"},
        {"chineseCountingThousand", 111, "一百一十一"},
        {"chineseCountingThousand", 2000, "二千"},
        {"chineseCountingThousand", 20'000, "20000"},
        {"chineseLegalSimplified", 10, "壹拾"},
        {"ideographDigital", 12, "一二"},
        {"ideographTraditional", 3, "丙"},
        {"ideographTraditional", 11, "甲"},
        {"ideographZodiac", 12, "亥"},
        {"decimalEnclosedCircle", 3, "③"},
        {"decimalEnclosedCircleChinese", 21, "21"},
        {"decimalEnclosedParen", 4, "⑷"},
        {"decimalFullWidth", 12, "１２"},
        {"decimalZero", 3, "03"},
        {"lowerLetter", 28, "bb"},
        {"upperRoman", 1994, "MCMXCIV"},
        {"bullet", 1, ""},
        {"nobodyKnows", 3, "3"},
        {"upperLetter", 0, "0"},
        {"chineseCounting", -1, "-1"},
    };
    for (const auto& [format, number, printed] : cases)
        EXPECT_EQ(numeral(number, format), printed) << format << number;
}

}  // namespace
}  // namespace ogi::extract
