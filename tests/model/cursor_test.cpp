#include "model/cursor.h"

#include <gtest/gtest.h>

namespace ogi::model {
namespace {

TEST(Cursor, IsWrittenAsEpochAndSequence) {
    EXPECT_EQ(to_text({1, 0}), "1-0");
    EXPECT_EQ(to_text({1'790'000'000, 118}), "1790000000-118");
}

TEST(Cursor, IsReadInBothForms) {
    EXPECT_EQ(parse_cursor("3-118"), (GivenCursor{3, 118}));
    EXPECT_EQ(parse_cursor("118"), (GivenCursor{{}, 118}));
    EXPECT_EQ(parse_cursor("0"), (GivenCursor{{}, 0}));
    EXPECT_EQ(parse_cursor("18446744073709551615-18446744073709551615"), (GivenCursor{~0ULL, ~0ULL}));
}

TEST(Cursor, IsNothingElse) {
    for (const auto* text : {"", "-", "1-", "-1", "--1", "1--1", "1-1-1", "+1", " 1", "1 ", "1-x", "x-1",
                             "0x1", "18446744073709551616", "1-18446744073709551616", "now"})
        EXPECT_EQ(parse_cursor(text), std::nullopt) << text;
}

}  // namespace
}  // namespace ogi::model
