#include "base/counted.h"

#include <gtest/gtest.h>

namespace ogi::base {
namespace {

TEST(Counted, OneIsSingularAndAllElseIsNot) {
    EXPECT_EQ(counted(0, "page"), "0 pages");
    EXPECT_EQ(counted(1, "page"), "1 page");
    EXPECT_EQ(counted(2, "page"), "2 pages");
    EXPECT_EQ(counted(1, "agency", "agencies"), "1 agency");
    EXPECT_EQ(counted(3, "agency", "agencies"), "3 agencies");
}

}  // namespace
}  // namespace ogi::base
