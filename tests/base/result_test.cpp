#include "base/result.h"

#include <gtest/gtest.h>

#include <memory>
#include <string>

namespace ogi::base {
namespace {

Result<int> half(int number) {
    if (number % 2 != 0) return fail(ErrorCode::malformed, "odd: " + std::to_string(number));
    return number / 2;
}

Result<void> must_be_even(int number, int& calls) {
    TRY(halved, half(number));
    static_cast<void>(halved);
    ++calls;
    return {};
}

Result<std::string> quarter(int number) {
    TRY(once, half(number));
    TRY(twice, half(once));
    return std::to_string(twice);
}

Result<int> only_if_even(int number) {
    int calls = 0;
    TRY_VOID(must_be_even(number, calls));
    return calls;
}

Result<std::unique_ptr<int>> boxed(int number) {
    TRY(value, half(number));
    return std::make_unique<int>(value);
}

TEST(Result, CarriesAValue) {
    const auto quartered = quarter(12);
    ASSERT_TRUE(quartered);
    EXPECT_EQ(*quartered, "3");
}

TEST(Result, CarriesTheFirstErrorWithItsWords) {
    const auto refused = quarter(6);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, ErrorCode::malformed);
    EXPECT_EQ(refused.error().context, "odd: 3");
}

TEST(Result, OfNothingPassesOrFails) {
    EXPECT_EQ(only_if_even(2).value(), 1);
    EXPECT_EQ(only_if_even(3).error().context, "odd: 3");
}

TEST(Result, MovesWhatCannotBeCopied) {
    const auto unboxed = [](int number) -> Result<int> {
        TRY(box, boxed(number));
        return *box;
    };
    EXPECT_EQ(unboxed(8).value(), 4);
    EXPECT_FALSE(unboxed(7));
}

TEST(Result, WhoAsksForAValueThatIsNotThereHasABug) {
    EXPECT_THROW(static_cast<void>(half(1).value()), boost::system::system_error);
}

}  // namespace
}  // namespace ogi::base
