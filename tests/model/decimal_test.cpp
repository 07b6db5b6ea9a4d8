#include "model/decimal.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <limits>
#include <string_view>

namespace ogi::model {
namespace {

constexpr auto most = std::numeric_limits<std::int64_t>::max();

struct Written {
    std::string_view text;
    Decimal number;
    std::string_view shortest;
};

TEST(Decimal, IsReadExactlyAndWrittenShortest) {
    const Written cases[] = {
        {"0", {0, 0}, "0"},
        {"36", {36, 0}, "36"},
        {"-8", {-8, 0}, "-8"},
        {"007", {7, 0}, "7"},
        {"57.8374", {578374, 4}, "57.8374"},
        {"73802895.90", {738028959, 1}, "73802895.9"},
        {"15000000.00", {15000000, 0}, "15000000"},
        {"0.5", {5, 1}, "0.5"},
        {"-0.05", {-5, 2}, "-0.05"},
        {"0.000000001", {1, 9}, "0.000000001"},
        {"1.0000000000000000", {1, 0}, "1"},
        {"-0", {0, 0}, "0"},
        {"-0.00", {0, 0}, "0"},
        {"10", {10, 0}, "10"},
        {"9223372036854775807", {most, 0}, "9223372036854775807"},
        {"-9223372036854775807", {-most, 0}, "-9223372036854775807"},
        {"9223372036.854775807", {most, 9}, "9223372036.854775807"},
    };
    for (const auto& [text, number, shortest] : cases) {
        const auto read = Decimal::parse(text);
        ASSERT_TRUE(read) << text;
        EXPECT_EQ(*read, number) << text;
        EXPECT_EQ(read->text(), shortest);
        EXPECT_EQ(read->is_whole(), number.scale == 0) << text;
        EXPECT_EQ(Decimal::parse(read->text()), read) << text;
    }
}

TEST(Decimal, WritesTheSmallestNumberToo) {
    EXPECT_EQ((Decimal{std::numeric_limits<std::int64_t>::min(), 2}.text()), "-92233720368547758.08");
}

TEST(Decimal, RefusesWhatIsNoPlainNumberOrDoesNotFit) {
    for (std::string_view text : {"",
                                  "-",
                                  "+1",
                                  ".5",
                                  "5.",
                                  "1.2.3",
                                  "1,234",
                                  "1e3",
                                  " 1",
                                  "1 ",
                                  "--1",
                                  "0x10",
                                  "３６",
                                  "一",
                                  "1/2",
                                  "1.-5",
                                  "9223372036854775808",
                                  "-9223372036854775808",
                                  "99999999999999999999",
                                  "0.0000000001",
                                  "9223372036.8547758071",
                                  "92233720368547758.071"}) {
        EXPECT_FALSE(Decimal::parse(text)) << text;
    }
}

TEST(Decimal, EqualNumbersAreEqualHoweverTheyWereWritten) {
    EXPECT_EQ(Decimal::parse("1.50"), Decimal::parse("1.5"));
    EXPECT_EQ(Decimal::parse("2.000"), Decimal::whole(2));
    EXPECT_NE(Decimal::parse("1.5"), Decimal::parse("15"));
}

struct Sum {
    std::string_view a, b, sum;
};

TEST(AddDecimals, IsExact) {
    const Sum cases[] = {
        {"1", "2", "3"},
        {"0.1", "0.2", "0.3"},
        {"57.8374", "42.1626", "100"},
        {"-8", "8.5", "0.5"},
        {"0", "-0.5", "-0.5"},
        {"73802895.90", "0.1", "73802896"},
        {"1", "0.000000001", "1.000000001"},
    };
    for (const auto& [a, b, sum] : cases) {
        EXPECT_EQ(add(*Decimal::parse(a), *Decimal::parse(b)), Decimal::parse(sum)) << a << " + " << b;
        EXPECT_EQ(add(*Decimal::parse(b), *Decimal::parse(a)), Decimal::parse(sum)) << b << " + " << a;
    }
}

TEST(AddDecimals, SaysWhenTheSumDoesNotFit) {
    EXPECT_FALSE(add(Decimal::whole(most), Decimal::whole(1)));
    EXPECT_FALSE(add(Decimal::whole(-most), Decimal::whole(-2)));
    EXPECT_FALSE(add(Decimal::whole(most), Decimal{1, 1}));
    EXPECT_FALSE(add(Decimal{1, 9}, Decimal::whole(most / 10)));
    EXPECT_EQ(add(Decimal::whole(most - 1), Decimal::whole(1)), Decimal::whole(most));
}

TEST(CompareDecimals, OrdersAsNumbersDo) {
    const Decimal in_order[] = {Decimal::whole(-most), *Decimal::parse("-1.5"), *Decimal::parse("-1.49"),
                                Decimal::whole(0),     Decimal{1, 9},           *Decimal::parse("0.9"),
                                Decimal::whole(1),     *Decimal::parse("1.1"),  Decimal{most, 9},
                                Decimal::whole(most)};
    for (std::size_t i = 0; i < std::size(in_order); ++i) {
        for (std::size_t j = 0; j < std::size(in_order); ++j) {
            EXPECT_EQ(compare(in_order[i], in_order[j]), i <=> j)
                << in_order[i].text() << " and " << in_order[j].text();
        }
    }
}

}  // namespace
}  // namespace ogi::model
