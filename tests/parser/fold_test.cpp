#include "parser/fold.h"

#include <gtest/gtest.h>

namespace ogi::parser {
namespace {

TEST(Fold, MakesTheVariantsOfALabelOne) {
    const std::pair<const char*, std::u32string> cases[] = {
        {"第二十条 第（一）项", U"第二十条第(一)项"},
        {"〔2021〕30号", U"(2021)30号"},
        {"﹝2020﹞", U"(2020)"},
        {"㈢不予公开", U"(三)不予公开"},
        {"⑴属于国家秘密", U"1.属于国家秘密"},
        {"1、属于国家秘密", U"1.属于国家秘密"},
        {"1．属于国家秘密", U"1.属于国家秘密"},
        {"危及“三安全一稳定”", U"危及三安全一稳定"},
        {"「三安全一稳定」", U"三安全一稳定"},
        {"商 业\n企\u3000业", U"商业企业"},
        {"１２３，", U"123,"},
        {"[bookmark: _GoBack]0", U"0"},
        {"三、本年度", U"三、本年度"},
    };
    for (const auto& [text, expected] : cases) EXPECT_EQ(folded(text), expected) << text;
}

TEST(Fold, KnowsWhereEachCharacterCameFrom) {
    const std::string text = "a （ｂ）";
    const Folded result = fold(text);
    EXPECT_EQ(result.text, U"a(b)");
    EXPECT_EQ(result.origin, (std::vector<std::uint32_t>{0, 2, 5, 8}));
}

TEST(Fold, KeepsAnUnclosedBookmarkAndBrokenBytes) {
    EXPECT_EQ(folded("[bookmark: 0"), U"(bookmark:0");
    EXPECT_EQ(folded("\xff"), U"\xFFFD");
}

}  // namespace
}  // namespace ogi::parser
