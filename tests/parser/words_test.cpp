#include "parser/words.h"

#include <gtest/gtest.h>

#include <string>

namespace ogi::parser {
namespace {

TEST(Words, OccurAnywhereInAText) {
    const Words words{"复议|诉讼|°c|ab"};
    EXPECT_TRUE(words.occur_in("行政诉讼"));
    EXPECT_TRUE(words.occur_in("今日12°c"));
    EXPECT_TRUE(words.occur_in("cab"));
    EXPECT_FALSE(words.occur_in("复 议，诉"));
    EXPECT_FALSE(words.occur_in(""));
    // A byte that is no UTF-8 hides nothing behind it.
    EXPECT_TRUE(words.occur_in("\x80\xFF复议"));
}

TEST(Words, TheLongestAtTheStartCounts) {
    const Words words{"浏览|浏览次数|view|viewed"};
    EXPECT_EQ(words.longest_at("浏览次数：12"), std::string_view{"浏览次数"}.size());
    EXPECT_EQ(words.longest_at("浏览量"), std::string_view{"浏览"}.size());
    EXPECT_EQ(words.longest_at("viewed"), 6u);
    EXPECT_EQ(words.longest_at("views"), 0u);  // Another word.
    EXPECT_EQ(words.longest_at("次数"), 0u);
    EXPECT_EQ(words.longest_at(""), 0u);
}

TEST(WordLists, TellWhichListsHaveAWordInAPart) {
    WordLists lists;
    const auto received = lists.add("收到|受理");
    const auto answered = lists.add("答复|办结");
    EXPECT_EQ(lists.add("收到|受理"), received);
    lists.build();
    const std::string_view text = "收到申请，办结申请";
    const auto found = lists.find_in(text);
    ASSERT_EQ(found.size(), 2u);
    const auto comma = text.find("，");
    EXPECT_TRUE(lists.within(found, 0, comma)[received]);
    EXPECT_FALSE(lists.within(found, 0, comma)[answered]);
    EXPECT_TRUE(lists.within(found, 0, text.size())[answered]);
    // A word that the part cuts off is not in it.
    EXPECT_FALSE(lists.within(found, 3, comma)[received]);
    EXPECT_FALSE(lists.within(found, 0, 3)[received]);
}

TEST(FindWord, GivesWhatFindGives) {
    const std::string_view text = "政府信息公开，信息公开a信息";
    for (const std::string_view word :
         {"信息", "公开", "a", "，", "信息公开a", "年报", "政府信息公开，信息公开a信息", "é"}) {
        EXPECT_EQ(find_word(text, word), text.find(word)) << word;
        EXPECT_EQ(find_word(text, word, 7), text.find(word, 7)) << word;
        EXPECT_EQ(find_last_word(text, word), text.rfind(word)) << word;
    }
    EXPECT_EQ(find_word("", "信息"), std::string_view::npos);
    EXPECT_EQ(find_word("信", "信息"), std::string_view::npos);
}

}  // namespace
}  // namespace ogi::parser
