#include "base/read_all.h"

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

namespace ogi::base {
namespace {

TEST(ReadAll, GivesEveryByteOfAnyLength) {
    for (const std::size_t length : {0UL, 1UL, 65'535UL, 65'536UL, 65'537UL, 200'000UL}) {
        const std::string bytes(length, '\xe5');
        std::istringstream in{bytes};
        EXPECT_EQ(read_all(in), bytes) << length;
    }
}

TEST(ReadAll, AFolderIsNoFile) {
    std::ifstream in{"/", std::ios::binary};
    EXPECT_EQ(read_all(in), std::nullopt);
}

}  // namespace
}  // namespace ogi::base
