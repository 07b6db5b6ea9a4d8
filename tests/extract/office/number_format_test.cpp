#include "extract/office/number_format.h"

#include <gtest/gtest.h>

namespace ogi::extract {
namespace {

struct Case {
    const char* stored;
    const char* format;
    const char* shown;
};

constexpr Case shown_cases[] = {
    {"12", "General", "12"},
    {"0.1", "General", "0.1"},
    {"0.30000000000000004", "General", "0.3"},
    {"57.837400000000002", "0.0000", "57.8374"},
    {"1E-3", "General", "0.001"},
    {"0.00001", "General", "0.00001"},
    {"1.5E+20", "General", "1.5E+20"},
    {"not a number", "0", "not a number"},
    {"12", "0.00", "12.00"},
    {"12.5", "0.00", "12.50"},
    {"12.5", "#.##", "12.5"},
    {"12", "#.##", "12."},
    {"1234567", "#,##0", "1,234,567"},
    {"-1234.5", "#,##0.00", "-1,234.50"},
    {"123", "#,##0", "123"},
    // Rounded and scaled as shown.
    {"12.4", "0", "12"},
    {"12.345", "0.00", "12.35"},
    {"-999.95", "#,##0.0", "-1,000.0"},
    {"0.0512", "0%", "5%"},
    {"25000", "0\\.0,", "2.5"},
    {"250000", "0\".\"0,", "25.0"},
    {"6171000", "#,##0,", "6,171"},
    {"6171000", "0.00,,", "6.17"},
    {"1234", "0.0,\"千\"", "1.2千"},
    {"617", "0-00", "6-17"},
    {"617", "0\"0\"", "6170"},
    {"12345", "[=0]\"\";General", "12345"},
    {"12345", "[>=10000]0\\.0,\"万\";0", "1.2万"},
    {"7", "000", "007"},
    {"0", "#,###", ""},
    {"0", "#", ""},
    {"0", "[=0]\"\";General", ""},
    {"0", "[=0]\"/\";0", "/"},
    {"0", "0;-0;\"/\"", "/"},
    {"0", "0;-0;\"无\"", "无"},
    {"7", ";;;", ""},
    {"7", "\"无\"", "无"},
    {"-5", "#,##0_);(#,##0)", "\uFFFC"},
    // What is not understood exactly is not said.
    {"5", "#\\.#,", "\uFFFC"},
    {"0.5", "# ?/?", "\uFFFC"},
    {"12", "0.00E+00", "\uFFFC"},
    {"12", "[DBNum1]General", "\uFFFC"},
    {"12", "[White]0", "\uFFFC"},
    {"12", "0*0", "\uFFFC"},
    {"12", "0!.0", "\uFFFC"},
    {"12", "0.0\".\"0", "\uFFFC"},
    {"12", "General0", "\uFFFC"},
    {"12", "[<10]0;[<20]0.0", "\uFFFC"},
    {"-3", "[<10]0;0.0", "\uFFFC"},
    {"3", "[<10]0;0.0", "3"},
    {"-0.2", "0", "\uFFFC"},
    {"5", "mm:ss", "\uFFFC"},
    {"5", "m", "\uFFFC"},
    {"0.05", "0%", "5%"},
    {"0.125", "0.00%", "12.50%"},
    {"1", "0%", "100%"},
    {"0", "0%", "0%"},
    // Text around the digits.
    {"12", "0\"件\"", "12件"},
    {"12", "0_ ", "12"},
    {"12", "0_);[Red]\\(0\\)", "12"},
    {"1618.1529", "0.0000\"万元\"", "1618.1529万元"},
    {"12", "[$¥-804]#,##0", "¥12"},
    {"12", "@", "12"},
    {"12", "\"有\"", "有"},
    // A sign that is not shown, or only by a colour.
    {"-8", "0_);[Red]\\(0\\)", "\uFFFC"},
    {"-8", "0;[Red]0", "\uFFFC"},
    {"-5", "0;0", "\uFFFC"},
    {"-5", "0;-0", "-5"},
    // How a zero is shown.
    {"0", "0;-0;;@", ""},
    {"0", "_ * #,##0_ ;_ * -#,##0_ ;_ * \"-\"_ ;_ @_ ", "-"},
    {"0", "0;-0;0", "0"},
    {"0", "0.00", "0.00"},
    {"5", "0;-0;;@", "5"},
    // Dates.
    {"45296", "yyyy/m/d", "2024-01-05"},
    {"45296.75", "yyyy/m/d h:mm", "2024-01-05"},
    {"45296", "yyyy\"年\"m\"月\"d\"日\"", "2024年1月5日"},
    {"45296", "yyyy\"年\"m\"月\"", "2024年1月"},
    {"1", "yyyy-mm-dd", "1900-01-01"},
    {"0.5", "h:mm", "\uFFFC"},
    {"2023", "0\"年度\"", "2023年度"},
};

TEST(NumberFormat, ShowsWhatAReaderSeesAndNeverAnotherFigure) {
    for (const auto& [stored, format, shown] : shown_cases)
        EXPECT_EQ(shown_number(stored, format, DateSystem::from_1900), shown) << stored << " as " << format;
    EXPECT_EQ(shown_number("43834", "yyyy/m/d", DateSystem::from_1904), "2024-01-05");
}

TEST(NumberFormat, HidesTexts) {
    EXPECT_EQ(shown_text("15", "General"), "15");
    EXPECT_EQ(shown_text("15", "@"), "15");
    EXPECT_EQ(shown_text("15", "0;-0;0"), "15");
    EXPECT_EQ(shown_text("15", "_ * #,##0_ ;_ * -#,##0_ ;_ * \"-\"_ ;_ @_ "), "15");
    EXPECT_EQ(shown_text("15", ";;;"), "");
    EXPECT_EQ(shown_text("15", "0;-0;0;\"1\"@"), "\uFFFC");
}

TEST(NumberFormat, KnowsTheBuiltInOnes) {
    EXPECT_EQ(builtin_number_format(0), "General");
    EXPECT_EQ(builtin_number_format(10), "0.00%");
    EXPECT_EQ(builtin_number_format(31), "yyyy\"年\"m\"月\"d\"日\"");
    EXPECT_EQ(builtin_number_format(163), "General");
}

}  // namespace
}  // namespace ogi::extract
