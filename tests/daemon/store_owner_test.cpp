#include "daemon/store_owner.h"

#include "tests/temporary_folder.h"

#include <gtest/gtest.h>

#include <sys/stat.h>
#include <unistd.h>

#include <fstream>

namespace ogi::daemon {
namespace {

namespace fs = std::filesystem;

constexpr uid_t daemons = 1;  // Of Debian's account "daemon"; any but root's would do.

uid_t owner_of(const fs::path& path) {
    struct stat status {};
    EXPECT_EQ(lstat(path.c_str(), &status), 0) << path;
    return status.st_uid;
}

struct StoreOwner : testing::Test {
    void SetUp() override {
        if (geteuid() != 0) GTEST_SKIP() << "only root's files can be given to others";
        fs::create_directory(store);
        ASSERT_EQ(chown(store.c_str(), daemons, daemons), 0);
    }
    // As a backup leaves them.
    static void fill(const fs::path& backup) {
        fs::create_directories(backup / "private" / "1");
        std::ofstream{backup / "private" / "1" / "MANIFEST"} << "x";
        std::ofstream{backup / "LATEST"} << "x";
    }

    TemporaryFolder folder;
    fs::path store = folder.path() / "store";
    fs::path backup = folder.path() / "backup";
};

TEST_F(StoreOwner, WhatRootWroteIntoTheStoreIsItsOwners) {
    std::ofstream{store / "decisions.ndjson"} << "x";
    std::ofstream{folder.path() / "elsewhere"} << "x";
    fs::create_symlink(folder.path() / "elsewhere", store / "link");
    std::ofstream{store / "one"} << "x";
    fs::create_hard_link(store / "one", folder.path() / "other name");
    give_store_to_its_owner(store);
    EXPECT_EQ(owner_of(store / "decisions.ndjson"), daemons);
    EXPECT_EQ(owner_of(folder.path() / "elsewhere"), 0u);
    EXPECT_EQ(owner_of(store / "one"), 0u);
}

TEST_F(StoreOwner, ABackupInAFolderThatRootMadeIsTheStoresOwners) {
    const BackupOwner owner{backup, store};
    fill(backup);
    owner.give();
    for (const auto* path : {"", "LATEST", "private", "private/1", "private/1/MANIFEST"})
        EXPECT_EQ(owner_of(backup / path), daemons) << path;
}

TEST_F(StoreOwner, ABackupInAFolderOfTheStoresOwnerIsHis) {
    fs::create_directory(backup);
    ASSERT_EQ(chown(backup.c_str(), daemons, daemons), 0);
    const BackupOwner owner{backup, store};
    fill(backup);
    owner.give();
    EXPECT_EQ(owner_of(backup / "private" / "1" / "MANIFEST"), daemons);
}

TEST_F(StoreOwner, ABackupInAFolderOfRootsStaysRoots) {
    fs::create_directory(backup);
    const BackupOwner owner{backup, store};
    fill(backup);
    owner.give();
    EXPECT_EQ(owner_of(backup), 0u);
    EXPECT_EQ(owner_of(backup / "LATEST"), 0u);
}

TEST_F(StoreOwner, NothingIsGivenAwayOfAStoreOfRoots) {
    ASSERT_EQ(chown(store.c_str(), 0, 0), 0);
    const BackupOwner owner{backup, store};
    fill(backup);
    owner.give();
    EXPECT_EQ(owner_of(backup / "LATEST"), 0u);
}

}  // namespace
}  // namespace ogi::daemon
