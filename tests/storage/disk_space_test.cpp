#include "storage/disk_space.h"

#include <gtest/gtest.h>

#include <limits>

namespace ogi::storage {
namespace {

TEST(DiskSpace, IsEnoughWhereThereIsEnough) {
    EXPECT_TRUE(check_free_space(testing::TempDir(), 1));
}

TEST(DiskSpace, IsLookedForWhereAFolderIsToBeMade) {
    EXPECT_TRUE(check_free_space(testing::TempDir() + "/not/there/yet", 1));
    EXPECT_FALSE(
        check_free_space(testing::TempDir() + "/not/there/yet", std::numeric_limits<std::uintmax_t>::max()));
}

TEST(DiskSpace, TooLittleNamesTheFolderAndTheLimit) {
    const auto checked = check_free_space(testing::TempDir(), std::numeric_limits<std::uintmax_t>::max());
    ASSERT_FALSE(checked);
    EXPECT_EQ(checked.error().code, base::ErrorCode::io);
    EXPECT_NE(checked.error().context.find(testing::TempDir()), std::string::npos);
    EXPECT_NE(checked.error().context.find("free_bytes_min"), std::string::npos);
}

TEST(DiskSpace, AFolderThatCanBeWrittenIsLeftAsItWas) {
    const auto folder = std::filesystem::path{testing::TempDir()} / "disk_space_probe";
    std::filesystem::create_directories(folder);
    EXPECT_TRUE(check_writable(folder));
    EXPECT_TRUE(std::filesystem::is_empty(folder));
    std::filesystem::remove(folder);
}

TEST(DiskSpace, AFolderThatCannotBeWrittenIsNamedWithTheReason) {
    const auto folder = std::filesystem::path{testing::TempDir()} / "disk_space_not_there";
    const auto checked = check_writable(folder);
    ASSERT_FALSE(checked);
    EXPECT_EQ(checked.error().code, base::ErrorCode::io);
    EXPECT_NE(checked.error().context.find(folder.string()), std::string::npos);
    EXPECT_NE(checked.error().context.find("No such file"), std::string::npos);
}

}  // namespace
}  // namespace ogi::storage
