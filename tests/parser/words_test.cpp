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

TEST(Words, OccurAtEveryDistanceFromTheEnds) {
    const Words words{"复议|本级|一|°c"};
    for (std::size_t before = 0; before < 12; ++before) {
        for (std::size_t behind = 0; behind < 12; ++behind) {
            for (const std::string_view word : {"复议", "本级", "一", "°c", "复级", "本议", "议复"}) {
                std::string text;
                for (std::size_t i = 0; i < before; ++i) text += "复";
                text += word;
                for (std::size_t i = 0; i < behind; ++i) text += "级";
                const bool expected = text.find("复议") != text.npos || text.find("本级") != text.npos ||
                                      text.find("一") != text.npos || text.find("°c") != text.npos;
                EXPECT_EQ(words.occur_in(text), expected) << text;
            }
        }
    }
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
    // At every distance from the ends, and with the same bytes elsewhere.
    for (std::size_t length = 0; length < 60; ++length) {
        const auto filled = std::string(length, 'a') + "息息信信息公" + std::string(60 - length, 'b');
        for (const std::string_view word : {"信息", "信息公", "信息公b", "息公开", "公bbb"})
            EXPECT_EQ(find_word(filled, word), filled.find(word)) << filled << word;
    }
    EXPECT_EQ(find_word("", "信息"), std::string_view::npos);
    EXPECT_EQ(find_word("信", "信息"), std::string_view::npos);
}

}  // namespace
}  // namespace ogi::parser
