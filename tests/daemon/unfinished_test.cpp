#include "daemon/exports/unfinished.h"

#include "tests/temporary_folder.h"

#include <gtest/gtest.h>

#include <iterator>

namespace ogi::daemon {
namespace {

namespace fs = std::filesystem;

std::string read(const fs::path& file) {
    std::ifstream in{file, std::ios::binary};
    return {std::istreambuf_iterator<char>{in}, {}};
}

std::size_t entries(const fs::path& folder) {
    return static_cast<std::size_t>(std::distance(fs::directory_iterator{folder}, fs::directory_iterator{}));
}

TEST(Unfinished, AFileHasItsNameOnceItIsWhole) {
    const TemporaryFolder folder;
    const auto target = folder.path() / "x.csv";
    std::ofstream{target} << "old";
    {
        auto begun = Unfinished::begin(target, Unfinished::What::file);
        ASSERT_TRUE(begun);
        TextOut out{begun->path()};
        out.text() = "new";
        ASSERT_TRUE(out.close());
        EXPECT_EQ(read(target), "old");
        ASSERT_TRUE(begun->finish());
    }
    EXPECT_EQ(read(target), "new");
    EXPECT_EQ(entries(folder.path()), 1u);
}

TEST(Unfinished, NothingIsLeftOfWhatWasNotFinished) {
    const TemporaryFolder folder;
    {
        auto file = Unfinished::begin(folder.path() / "x", Unfinished::What::file);
        auto tables = Unfinished::begin(folder.path() / "y", Unfinished::What::folder);
        ASSERT_TRUE(file && tables);
        std::ofstream{tables->path() / "z"} << "z";
        EXPECT_EQ(entries(folder.path()), 2u);
    }
    EXPECT_EQ(entries(folder.path()), 0u);
}

TEST(Unfinished, AFolderThatIsThereIsNotReplaced) {
    const TemporaryFolder folder;
    const auto begun = Unfinished::begin(folder.path(), Unfinished::What::folder);
    ASSERT_FALSE(begun);
    EXPECT_EQ(begun.error().code, base::ErrorCode::usage);
    EXPECT_EQ(Unfinished::begin(folder.path() / "no" / "x", Unfinished::What::file).error().code,
              base::ErrorCode::io);
}

TEST(TextOut, AFullDiskIsTold) {
    std::ofstream full{"/dev/full"};
    TextOut out{full};
    out.text() = std::string(1 << 20, 'x');
    EXPECT_FALSE(out.write_if_full() && out.close());
}

}  // namespace
}  // namespace ogi::daemon
