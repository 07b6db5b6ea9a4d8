#include "parser/prose_index.h"

#include "parser/prose_doubts.h"

#include <gtest/gtest.h>

namespace ogi::parser {
namespace {

constexpr std::string_view text =
    "2023年，县水利局收到政府信息公开申请7件，县教育局8件，答复12件。上半年收到36件，累计收到172件；"
    "较2022年增加3件。指导各单位办理372件，市本级转来5件。";

// Every part of the text from character to character.
template <class See>
void for_each_part(See see) {
    const auto begins = [](std::size_t at) { return (static_cast<unsigned char>(text[at]) & 0xC0U) != 0x80; };
    for (std::size_t begin = 0; begin < text.size(); ++begin) {
        for (std::size_t end = begin + 1; begins(begin) && end <= text.size(); ++end) {
            if (end == text.size() || begins(end)) see(text.substr(begin, end - begin));
        }
    }
}

TEST(ProseIndex, SaysOfEveryPartWhatIsFoundByReadingIt) {
    const ProseIndex index{text};
    std::size_t several = 0, lasting = 0, doubted = 0;
    for_each_part([&](std::string_view part) {
        ASSERT_EQ(index.several_agencies(part), find_several_agencies(part)) << part;
        ASSERT_EQ(index.lasting_doubt(part), find_lasting_doubt(part)) << part;
        ASSERT_EQ(index.doubt(part), find_doubt(part)) << part;
        several += find_several_agencies(part) != part.npos;
        lasting += find_lasting_doubt(part) != part.npos;
        doubted += find_doubt(part) != part.npos;
    });
    EXPECT_GT(several, 0u);
    EXPECT_GT(lasting, 0u);
    EXPECT_GT(doubted, lasting);
}

TEST(ProseIndex, TellsTheWordsAroundAFigureAsOfEachPart) {
    const ProseIndex index{text};
    const auto end = text.find("7件");
    const auto sentence = text.substr(0, end), lead = sentence.substr(sentence.find("县水利局"));
    const auto clause = lead.substr(lead.find("申请"));
    const auto around = index.words_around(sentence, lead, clause);
    EXPECT_EQ(around.sentence, index.lists_in(sentence));
    EXPECT_EQ(around.lead, index.lists_in(lead));
    EXPECT_EQ(around.clause, index.lists_in(clause));
    EXPECT_NE(around.lead, around.clause);
}

TEST(ProseIndex, KnowsTheYears) {
    const ProseIndex index{text};
    EXPECT_EQ(index.main_year(), 2023);
    EXPECT_EQ(index.named_year(text), 2022);
    EXPECT_EQ(index.named_year(text.substr(0, text.find("上半年"))), 2023);
    EXPECT_EQ(index.named_year(text.substr(text.find("指导"))), 0);
}

TEST(ProseIndex, KnowsWhichListsStandAnywhere) {
    const auto& words = StatementRules::all().words();
    EXPECT_TRUE(ProseIndex{text}.has(words.difference));
    EXPECT_FALSE(ProseIndex{text}.has(words.template_text));
    EXPECT_TRUE(ProseIndex{"这一项主要报告本机关情况。"}.has(words.template_text));
    EXPECT_EQ(ProseIndex{"未收到申请，未发生诉讼"}.places_of(words.negation).size(), 2u);
}

}  // namespace
}  // namespace ogi::parser
