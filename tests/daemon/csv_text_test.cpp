#include "daemon/exports/csv_text.h"

#include "daemon/exports/region.h"

#include <gtest/gtest.h>

namespace ogi::daemon {
namespace {

TEST(CsvText, NoTextOfAStrangerBeginsAsAFormula) {
    for (const auto* start : {"=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"}) {
        const auto text = std::string{start} + "HYPERLINK(\"http://x\")";
        EXPECT_EQ(guard_formula(text), "'" + text);
        EXPECT_EQ(guard_formula("'" + text), "''" + text) << "or taking one away would not give it back";
    }
    for (const auto* text : {"", "'", "a=b", "某县", "'某县'", "—", "/"})
        EXPECT_EQ(guard_formula(text), text);
}

TEST(CsvText, FieldsAreQuotedWhereTheyMustBe) {
    std::string out;
    append_csv_row(out,
                   {std::string{"a,b"}, std::string{"\"c\""}, std::string{"d\ne"}, std::string{"f"}, Value{}},
                   Formulas::guarded);
    EXPECT_EQ(out, "\"a,b\",\"\"\"c\"\"\",\"d\ne\",f,\n");
}

TEST(CsvText, NumbersKeepTheirDigitsAndAreNeverGuarded) {
    std::string out;
    append_csv_row(out, {std::int64_t{-8}, *model::Decimal::parse("-57.837400001"), true, std::string{"-"}},
                   Formulas::guarded);
    EXPECT_EQ(out, "-8,-57.837400001,true,'-\n");
    out.clear();
    append_csv_row(out, {std::string{"-"}}, Formulas::plain);
    EXPECT_EQ(out, "-\n");
}

TEST(Region, IsADivisionWithAllInIt) {
    EXPECT_TRUE(is_in_region("420525", ""));
    EXPECT_TRUE(is_in_region("420525", "42"));
    EXPECT_TRUE(is_in_region("420525", "420000"));
    EXPECT_TRUE(is_in_region("420525", "420500"));
    EXPECT_TRUE(is_in_region("420000", "420000"));
    EXPECT_FALSE(is_in_region("420000", "420500"));
    EXPECT_FALSE(is_in_region("430525", "42"));
    EXPECT_FALSE(is_in_region("", "42"));
}

}  // namespace
}  // namespace ogi::daemon
