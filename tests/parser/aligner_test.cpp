#include "parser/aligner.h"

#include "documents.h"

#include <gtest/gtest.h>

#include <array>

namespace ogi::parser {
namespace {

constexpr std::array<std::u32string_view, 2> first = {U"本年新收申请", U"本年新收"};
constexpr std::array<std::u32string_view, 1> second = {U"上年结转"};
constexpr std::array<std::u32string_view, 1> third = {U"重复申请"};
const LabelSequence sequence{{{first}, {second}, {third, U'2'}}};

// The labels found, each with the text it covers: "0本年新收 2重复申请".
std::string found(std::string_view text, int report_year = 0) {
    const auto document = text_document(text);
    const TokenStream stream = tokenise(document);
    std::string out;
    for (const auto& anchor : Aligner{stream, sequence, report_year}.align()) {
        out += std::to_string(anchor.label) + ":" + std::to_string(anchor.end - anchor.begin) + " ";
    }
    return out;
}

TEST(Aligner, FindsLabelsInTheirOrder) {
    EXPECT_EQ(found("本年新收申请\n1\n上年结转\n2\n重复申请\n3"), "0:6 1:4 2:4 ");
}

TEST(Aligner, LeavesOutWhatIsMissing) {
    EXPECT_EQ(found("本年新收\n1\n重复申请\n3"), "0:4 2:4 ");
}

TEST(Aligner, FindsALabelThatIsBrokenOverLinesAndCells) {
    EXPECT_EQ(found("本年\n新收\t1\n上 年\n结转"), "0:4 1:4 ");
}

TEST(Aligner, CountsTheOrdinalToTheLabel) {
    EXPECT_EQ(found("一、本年新收12.重复申请"), "0:6 2:6 ");
    EXPECT_EQ(found("（一）本年新收\n3.重复申请"), "0:7 2:4 ");
}

TEST(Aligner, PrefersTheTableToTheProse) {
    const std::string table = "本年新收\n1\n上年结转\n2\n重复申请\n3";
    const std::string prose = "我区本年新收不少，上年结转很少，重复申请没有。";
    const auto whole = text_document(prose + "\n" + table);
    EXPECT_EQ(tokenise(whole).tokens.size(), 7u);
    for (const auto& text : {prose + "\n" + table, table + "\n" + prose}) {
        const auto document = text_document(text);
        const TokenStream stream = tokenise(document);
        const auto chain = Aligner{stream, sequence}.align();
        ASSERT_EQ(chain.size(), 3u);
        for (const auto& anchor : chain)
            EXPECT_LT(stream.tokens[stream.token_of[anchor.begin]].text.size(), 20u);
    }
}

TEST(Aligner, DoesNotChainOverLongDistances) {
    std::string far = "本年新收\n";
    for (std::size_t i = 0; i <= label_distance_max; ++i) far += "字";
    EXPECT_EQ(found(far + "上年结转\n2\n重复申请\n3"), "1:4 2:4 ");
}

TEST(Aligner, LooksAtALimitedNumberOfOccurrences) {
    std::string many;
    for (std::size_t i = 0; i < 2 * candidates_max; ++i) many += "上年结转";
    EXPECT_EQ(found(many), "1:4 ");
}

TEST(Aligner, TakesNoLabelThatIsTurnedRound) {
    EXPECT_EQ(found("上年本年新收\n1\n上年结转\n2\n不重复申请\n3"), "1:4 ");
    EXPECT_EQ(found("去年的2.重复申请\n3"), "");
    EXPECT_EQ(found("上年\n本年新收\n1"), "0:4 ");  // Another line's word.
}

TEST(Aligner, KnowsTheReportsYearFromAnother) {
    EXPECT_EQ(found("2022年度重复申请\n3", 2023), "");
    EXPECT_EQ(found("2022年度重复申请\n3", 2022), "2:4 ");
    EXPECT_EQ(found("2022年度重复申请\n3"), "2:4 ");
}

TEST(Aligner, FindsNothingInNothing) {
    EXPECT_EQ(found(""), "");
    EXPECT_EQ(found("没有表格。"), "");
}

}  // namespace
}  // namespace ogi::parser
