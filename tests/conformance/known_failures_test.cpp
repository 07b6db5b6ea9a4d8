#include "tests/conformance/known_failures.h"

#include <gtest/gtest.h>

namespace ogi::conformance {
namespace {

TEST(KnownFailures, AreCasesUnderTheirReasons) {
    const auto known = read_known_failures("# a comment\n[late]\nb:1 b:2\n\n[odd]\na:7\n");
    EXPECT_EQ(known, (std::map<std::string, std::string>{{"a:7", "odd"}, {"b:1", "late"}, {"b:2", "late"}}));
}

TEST(KnownFailures, NeedAReasonAndStandOnce) {
    EXPECT_THROW(read_known_failures("a:1\n"), std::runtime_error);
    EXPECT_THROW(read_known_failures("[x]\na:1\n[y]\na:1\n"), std::runtime_error);
}

}  // namespace
}  // namespace ogi::conformance
