#include "daemon/web/plot.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace ogi::daemon {
namespace {

std::size_t count(std::string_view text, std::string_view part) {
    std::size_t found = 0;
    for (auto at = text.find(part); at != text.npos; at = text.find(part, at + part.size())) ++found;
    return found;
}

TEST(Plot, JoinsOnlyNeighbouringYearsThatHaveAFigure) {
    Html html;
    write_years_plot(html, Language::en, "Requests",
                     {{2018, 3, "3"}, {2019, 4, "4"}, {2020, {}, ""}, {2021, 5, "5"}, {2023, 6, "6"}});
    EXPECT_EQ(count(html.markup(), "class=\"dot\""), 4U);
    EXPECT_EQ(count(html.markup(), "class=\"run\""), 1U);
    EXPECT_NE(html.markup().find("<desc>2018 3; 2019 4; 2020 no figure; 2021 5; 2023 6</desc>"),
              std::string::npos);
}

TEST(Plot, DrawsOneYearNoYearAndNothingButZero) {
    Html html;
    write_years_plot(html, Language::zh, "甲", {});
    EXPECT_TRUE(html.empty());
    write_years_plot(html, Language::zh, "<甲>", {{2020, 0, "0"}});
    EXPECT_EQ(count(html.markup(), "class=\"dot\""), 1U);
    EXPECT_EQ(html.markup().find("nan"), std::string::npos);
    EXPECT_EQ(html.markup().find("inf"), std::string::npos);
    EXPECT_EQ(html.markup().find("<甲>"), std::string::npos);
}

TEST(Plot, DrawsWhatIsBelowZero) {
    Html html;
    write_years_plot(html, Language::zh, "甲", {{2019, -20, "-20"}, {2020, 30, "30"}});
    EXPECT_NE(html.markup().find(">-20</text>"), std::string::npos);
}

TEST(Plot, QuartilesLieBetweenValues) {
    const auto even = quartiles_of({1, 2, 3, 4});
    EXPECT_DOUBLE_EQ(even.lower, 1.75);
    EXPECT_DOUBLE_EQ(even.median, 2.5);
    EXPECT_DOUBLE_EQ(even.upper, 3.25);
    const auto one = quartiles_of({7});
    EXPECT_DOUBLE_EQ(one.lower, 7);
    EXPECT_DOUBLE_EQ(one.most, 7);
}

TEST(Plot, FiguresBelowNothingHaveColumnsOfTheirOwn) {
    Html html;
    write_spread_plot(html, Language::en, "A", {-1942, -3, 0, 2});
    EXPECT_EQ(count(html.markup(), "class=\"column\""), 4U);
    EXPECT_NE(html.markup().find("4 reports, least -1,942, lower quartile -487.75, median -1.5"),
              std::string::npos)
        << html.markup();
    EXPECT_NE(html.markup().find(">-1,000</text>"), std::string::npos);
}

TEST(Plot, ColumnsCountEveryValue) {
    std::vector<double> values;
    for (int i = 0; i < 100; ++i) values.push_back(i % 2 == 0 ? 0 : 1000);
    std::ranges::sort(values);
    Html html;
    write_spread_plot(html, Language::zh, "甲", values);
    EXPECT_EQ(count(html.markup(), "class=\"column\""), 2U);
    EXPECT_NE(html.markup().find("100份报告，最小 0，下四分位 0，中位数 500，上四分位 1,000，最大 1,000"),
              std::string::npos)
        << html.markup();
    EXPECT_EQ(html.markup().find("nan"), std::string::npos);
}

TEST(Plot, NumbersOfAScaleAreShort) {
    EXPECT_EQ(plain_number(1204), "1,204");
    EXPECT_EQ(plain_number(0.5), "0.5");
    EXPECT_EQ(plain_number(8616.5), "8,616.5");
    EXPECT_EQ(plain_number(2338.0147), "2,338.0147");
    EXPECT_EQ(plain_number(-1234567), "-1,234,567");
    EXPECT_EQ(plain_number(-0.0000001), "0");
    EXPECT_EQ(plain_number(1e15), "1,000,000,000,000,000");
    EXPECT_EQ(plain_number(100000), "100,000");
}

}  // namespace
}  // namespace ogi::daemon
