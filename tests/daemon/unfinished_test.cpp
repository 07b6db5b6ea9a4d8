#include "daemon/exports/unfinished.h"

#include "tests/temporary_folder.h"

#include <gtest/gtest.h>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/wait.h>
#include <unistd.h>

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

// The number of a process that has ended.
pid_t dead_process() {
    const auto child = fork();
    if (child == 0) _exit(0);
    waitpid(child, nullptr, 0);
    return child;
}

TEST(Unfinished, WhatAKilledProcessLeftIsRemoved) {
    const TemporaryFolder folder;
    const auto target = folder.path() / "x.csv";
    const auto dead = std::to_string(dead_process());
    const auto left = target.string() + "." + dead + ".part";
    fs::create_directory(left);
    std::ofstream{fs::path{left} / "table.csv"} << "half";
    const auto held = folder.path() / ("held." + dead + ".part");
    std::ofstream{held} << "half";
    const auto others = {folder.path() / "x.csv.part", folder.path() / "x.csv.notes.part",
                         folder.path() / ("y.csv." + dead + ".part"), folder.path() / ("x.csv." + dead),
                         folder.path() / ("x.csv." + std::to_string(getppid()) + ".part")};
    for (const auto& other : others) std::ofstream{other} << "kept";
    ASSERT_TRUE(Unfinished::begin(target, Unfinished::What::file));
    EXPECT_FALSE(fs::exists(left));
    for (const auto& other : others) EXPECT_TRUE(fs::exists(other)) << other;
    // As if of a process elsewhere that works at it.
    const int file = open(held.c_str(), O_RDONLY | O_CLOEXEC);
    ASSERT_EQ(flock(file, LOCK_EX | LOCK_NB), 0);
    ASSERT_TRUE(Unfinished::begin(folder.path() / "held", Unfinished::What::folder));
    EXPECT_TRUE(fs::exists(held));
    close(file);
    ASSERT_TRUE(Unfinished::begin(folder.path() / "held", Unfinished::What::folder));
    EXPECT_FALSE(fs::exists(held));
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
