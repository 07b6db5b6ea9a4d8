#include "parser/text_diff.h"

#include "parser/sentences.h"
#include "parser/sequence_match.h"

#include <gtest/gtest.h>

#include <chrono>
#include <string>

namespace ogi::parser {
namespace {

using Kind = TextChange::Kind;
using Sections = std::vector<model::Section>;

Sections three_sections() {
    return {{1, "总体情况", "全年主动公开信息120条。其中规范性文件3件；政策解读5篇。"},
            {2, "主动公开政府信息情况", "本机关严格落实条例。\n网站发布信息90条，微信发布30条。"},
            {3, "存在的主要问题", "公开内容不够丰富。队伍力量不足！"}};
}

// "changed 0 0: …" with what stood before and after, a line each.
std::string words_of(const std::vector<TextChange>& changes) {
    static constexpr const char* names[] = {"changed", "added", "removed", "moved", "heading", "whole"};
    std::string words;
    for (const auto& change : changes) {
        words += std::string{names[static_cast<std::size_t>(change.kind)]} + " " +
                 std::to_string(change.old_section) + " " + std::to_string(change.new_section) + " [" +
                 change.before + "] [" + change.after + "]\n";
    }
    return words;
}

TEST(Sentences, EndAtTheirSignsAndAtLineEnds) {
    std::vector<std::string> texts;
    for (const auto& sentence : split_sentences(" 甲。乙；“丙！”丁？！戊\n己 ;庚（辛。）壬\n\n"))
        texts.emplace_back(sentence.text);
    EXPECT_EQ(texts, (std::vector<std::string>{"甲。", "乙；", "“丙！”", "丁？！", "戊", "己 ;", "庚（辛。）",
                                               "壬"}));
}

TEST(Sentences, AreMadeOfHanCharactersFiguresAndWords) {
    std::vector<std::string> words;
    for (const auto word : split_words("增长12.5%，共1,234件(ABC)２０条.")) words.emplace_back(word);
    EXPECT_EQ(words, (std::vector<std::string>{"增", "长", "12.5", "%", "，", "共", "1,234", "件", "(", "ABC",
                                               ")", "２０", "条", "."}));
    EXPECT_TRUE(is_figure("1,234"));
    EXPECT_TRUE(is_figure("２０"));
    EXPECT_FALSE(is_figure("条"));
}

TEST(TextDiff, TellsASentenceThatChangedWithItsFigures) {
    auto after = three_sections();
    after[0].text = "全年主动公开信息135条。其中规范性文件3件；政策解读5篇。";
    const auto changes = diff_texts(three_sections(), after);
    ASSERT_EQ(words_of(changes), "changed 0 0 [全年主动公开信息120条。] [全年主动公开信息135条。]\n");
    const std::vector<TextPart> parts{{"全年主动公开信息", "", ""}, {"", "120", "135"}, {"条。", "", ""}};
    EXPECT_EQ(changes[0].parts, parts);
    EXPECT_EQ(changes[0].figures, (std::vector<FigureChange>{{"120", "135"}}));
}

TEST(TextDiff, TellsWhatWasPutInAndTakenOutInItsPlace) {
    auto after = three_sections();
    after[1].text = "网站发布信息90条，微信发布30条。\n新增线下查阅点。";
    EXPECT_EQ(words_of(diff_texts(three_sections(), after)),
              "removed 1 1 [本机关严格落实条例。] []\n"
              "added 1 1 [] [新增线下查阅点。]\n");
}

TEST(TextDiff, ARenumberedOrMovedSectionIsNotNew) {
    auto after = three_sections();
    after.insert(after.begin() + 1, {2, "新的部分", "这里是另外增加的内容。"});
    after[2].number = 3, after[3].number = 4;
    EXPECT_EQ(words_of(diff_texts(three_sections(), after)),
              "heading -1 1 [] [2 新的部分]\n"
              "added -1 1 [] [这里是另外增加的内容。]\n"
              "heading 1 2 [2 主动公开政府信息情况] [3 主动公开政府信息情况]\n"
              "heading 2 3 [3 存在的主要问题] [4 存在的主要问题]\n");
    after = three_sections();
    std::swap(after[1], after[2]);
    EXPECT_EQ(words_of(diff_texts(three_sections(), after)),
              "heading 1 2 [2 主动公开政府信息情况] [2 主动公开政府信息情况]\n");
}

TEST(TextDiff, ALostHeadingMovesItsSentences) {
    auto after = three_sections();
    after[1].text += "\n" + after[2].text;
    after.pop_back();
    EXPECT_EQ(words_of(diff_texts(three_sections(), after)),
              "moved 2 1 [公开内容不够丰富。] [公开内容不够丰富。]\n"
              "moved 2 1 [队伍力量不足！] [队伍力量不足！]\n"
              "heading 2 -1 [3 存在的主要问题] []\n");
}

TEST(TextDiff, WhiteSpaceAndLinesThatBreakElsewhereAreNoChange) {
    auto after = three_sections();
    after[0].text = " 全年主动公开\n信息120条。 其中规范性文件3件；\n政策解读5篇。";
    EXPECT_TRUE(diff_texts(three_sections(), after).empty());
    after[0].text += "另有一句。";
    EXPECT_EQ(words_of(diff_texts(three_sections(), after)), "added 0 0 [] [另有一句。]\n");
}

// A page made to cost time: sentences that are all alike, and all different.
TEST(TextDiff, EndsInBoundedTimeAndSaysWhereItLookedNoCloser) {
    std::string alike, different, others;
    for (std::size_t i = 0; i < sequence_tokens_max + 1; ++i) alike += "同。";
    for (std::size_t i = 0; i < 5'000; ++i) different += "第" + std::to_string(i) + "句各不相同。";
    for (std::size_t i = 0; i < 5'000; ++i) others += "另" + std::to_string(i) + "段全新文字！";
    const auto begin = std::chrono::steady_clock::now();
    auto changes = diff_texts({{1, "题", alike}}, {{1, "题", alike + "异。"}});
    ASSERT_EQ(changes.size(), 1U);
    EXPECT_EQ(changes[0].kind, Kind::whole);
    changes = diff_texts({{1, "题", different}}, {{1, "题", others}});
    EXPECT_FALSE(changes.empty());
    const auto one = std::string(4 * sentence_words_max, 'a') + std::string(8 * sentence_words_max, '%');
    changes = diff_texts({{1, "题", "%" + one}}, {{1, "题", one}});
    ASSERT_EQ(changes.size(), 1U);
    EXPECT_EQ(changes[0].kind, Kind::changed);
    EXPECT_TRUE(changes[0].parts.empty());
    EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds{20});
}

}  // namespace
}  // namespace ogi::parser
