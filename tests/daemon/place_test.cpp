#include "daemon/control/place.h"

#include "tests/temporary_folder.h"

#include <gtest/gtest.h>

#include <fstream>

namespace ogi::daemon {
namespace {

namespace fs = std::filesystem;

TEST(Place, IsMarkedByWhatIsThereOrTheFolderAboveIt) {
    const TemporaryFolder folder;
    const auto mark = mark_of_place(folder.path());
    EXPECT_NE(mark, "");
    EXPECT_EQ(mark_of_place(folder.path() / "not" / "there"), mark);
    fs::create_directory(folder.path() / "there");
    EXPECT_NE(mark_of_place(folder.path() / "there"), mark);
}

TEST(Place, ThatIsAnotherHereIsRefused) {
    const TemporaryFolder folder;
    EXPECT_TRUE(check_same_place(folder.path(), mark_of_place(folder.path())));
    EXPECT_TRUE(check_same_place(folder.path(), ""));
    const auto other = check_same_place(folder.path() / "a", mark_of_place("/"));
    ASSERT_FALSE(other);
    EXPECT_EQ(other.error().code, base::ErrorCode::usage);
    EXPECT_NE(other.error().context.find("as you do"), std::string::npos);
}

TEST(Place, WhereNothingCanBeWrittenSaysWhatToDo) {
    const TemporaryFolder folder;
    EXPECT_TRUE(check_writable_place(folder.path() / "new" / "one"));
    std::ofstream{folder.path() / "taken"} << "a file";
    const auto taken = check_writable_place(folder.path() / "taken" / "backup");
    ASSERT_FALSE(taken);
    EXPECT_NE(taken.error().context.find("taken is no folder"), std::string::npos)
        << taken.error().context;
}

}  // namespace
}  // namespace ogi::daemon
