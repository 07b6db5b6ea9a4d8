#include "parser/number.h"

#include "model/names.h"

#include <gtest/gtest.h>

namespace ogi::parser {
namespace {

struct Case {
    const char* cell;
    FigureKind kind;
    const char* expected;  // The number, or the name of the kind.
    const char* unit = "";
};

std::string shown_figure(const Figure& figure) {
    return figure.value ? figure.value->text() : std::string{model::name_of(figure.kind)};
}

TEST(Figure, ReadsWhatPeopleType) {
    const Case cases[] = {
        {"36", FigureKind::count, "36"},
        {" 1445 ", FigureKind::count, "1445"},
        {"\u3000\u00a012\u3000", FigureKind::count, "12"},
        {"１２３４", FigureKind::count, "1234"},
        {"1,234", FigureKind::count, "1234"},
        {"1，234，567", FigureKind::count, "1234567"},
        {"12 258", FigureKind::count, "12258"},
        {"12件", FigureKind::count, "12", "件"},
        {"12\n件", FigureKind::count, "12", "件"},
        {"12.00", FigureKind::count, "12"},
        {"0.0", FigureKind::count, "0"},
        {"[bookmark: _GoBack]0", FigureKind::count, "0"},
        {"-8", FigureKind::signed_count, "-8"},
        {"－8", FigureKind::signed_count, "-8"},
        {"＋4", FigureKind::signed_count, "4"},
        {"+43", FigureKind::signed_count, "43"},
        {"增5", FigureKind::signed_count, "5"},
        {"减8", FigureKind::signed_count, "-8"},
        {"减少 3 项", FigureKind::signed_count, "-3", "项"},
        {"持平", FigureKind::signed_count, "0"},
        {"5千元", FigureKind::amount, "5", "千元"},
        {"1618.1529万元", FigureKind::amount, "1618.1529", "万元"},
        {"21672.16 万元", FigureKind::amount, "21672.16", "万元"},
        {"251000元", FigureKind::amount, "251000", "元"},
        {"73,802,895.90元", FigureKind::amount, "73802895.9", "元"},
        {"57.8374", FigureKind::amount, "57.8374"},
        {"1052¹", FigureKind::count, "1052"},
        {"12（万元）", FigureKind::amount, "12", "万元"},
    };
    for (const auto& test : cases) {
        const Figure figure = read_figure(test.cell, test.kind);
        EXPECT_EQ(shown_figure(figure), test.expected) << test.cell;
        EXPECT_EQ(figure.unit, test.unit) << test.cell;
    }
}

TEST(Figure, TellsTheWaysToSayNothingApart) {
    const Case cases[] = {
        {"", FigureKind::count, "blank"},
        {" \u00a0\u3000", FigureKind::count, "blank"},
        {"/", FigureKind::count, "slash"},
        {"／", FigureKind::count, "slash"},
        {"-", FigureKind::count, "dash"},
        {"—", FigureKind::count, "dash"},
        {"－－", FigureKind::count, "dash"},
        {"无", FigureKind::count, "text"},
        {"本单位未制作规章", FigureKind::count, "text"},
        {"持平", FigureKind::count, "text"},
    };
    for (const auto& test : cases)
        EXPECT_EQ(shown_figure(read_figure(test.cell, test.kind)), test.expected) << test.cell;
}

TEST(Figure, PrefersAMissingNumberToAWrongOne) {
    const char* cells[] = {"60余",
                           "约12",
                           "1,23",
                           "12,3456",
                           "1 0 3",
                           "12.5",
                           "007",
                           "3/4",
                           "12-3",
                           "⠶",
                           "12万",
                           "5%",
                           "1.2.3",
                           "--5",
                           "1,234 5",
                           "12 件 3 件",
                           "12  345",
                           "12\u3000345",
                           "12\u00a0\u00a0345",
                           "1.000",
                           "68\n130",
                           "３.",
                           "99999999999999999999"};
    for (const auto* cell : cells) {
        EXPECT_EQ(shown_figure(read_figure(cell, FigureKind::count)), "unreadable") << cell;
    }
}

}  // namespace
}  // namespace ogi::parser
