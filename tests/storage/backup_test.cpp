#include "storage/backup.h"
#include "storage/epochs.h"

#include "examples.h"

#include <gtest/gtest.h>

#include <atomic>
#include <fstream>
#include <iterator>
#include <set>
#include <thread>

namespace ogi::storage {
namespace {

namespace fs = std::filesystem;
using base::ErrorCode;

std::string bytes_in(const fs::path& file) {
    std::ifstream stream{file, std::ios::binary};
    return {std::istreambuf_iterator<char>{stream}, {}};
}

class Backups : public testing::Test {
  protected:
    fs::path store() const { return folder_.store(); }
    fs::path backups_folder() const { return folder_.path() / "backups"; }
    Backup back_up_now(std::uint32_t keep = 0) {
        const auto made = back_up(*open_, backups_folder(), keep);
        EXPECT_TRUE(made) << made.error().context;
        return made ? *made : Backup{};
    }
    void commit_until(int end) {
        for (; committed_ < end; ++committed_) ASSERT_TRUE(open_->commit(nth_look(committed_)));
    }
    base::Result<Backup> restore_to(const fs::path& place, IfThere if_there = IfThere::refuse,
                                    std::optional<std::uint32_t> id = {}) {
        return restore(backups_folder(), id, place, if_there, at(5'000));
    }

    TemporaryFolder folder_;
    std::unique_ptr<Store> open_ = open_store(store());
    int committed_ = 0;
};

TEST_F(Backups, HoldWhatTheStoreHeld) {
    commit_until(5);
    const auto made = back_up_now();
    EXPECT_EQ(made.id, 1u);
    EXPECT_EQ(made.last_sequence, 5u);
    commit_until(8);
    const auto other = folder_.path() / "other";
    const auto restored = restore_to(other);
    ASSERT_TRUE(restored) << restored.error().context;
    const auto back = open_store(other);
    EXPECT_EQ(back->last_sequence().value(), 5u);
    EXPECT_EQ(back->source_uri(), open_->source_uri());
    EXPECT_EQ(open_->last_sequence().value(), 8u);
}

TEST_F(Backups, InTheFolderOfTheStoreAreRefused) {
    for (const auto& place : {store(), store() / "backups", store() / ".." / store().filename() / "b"}) {
        const auto made = back_up(*open_, place, 0);
        ASSERT_FALSE(made) << place;
        EXPECT_EQ(made.error().code, ErrorCode::usage);
    }
    EXPECT_TRUE(back_up(*open_, store().string() + "-backups", 0));
}

TEST_F(Backups, WhoseFilesAreMissingOrRottenAreTold) {
    commit_until(5);
    back_up_now();
    commit_until(8);
    back_up_now();
    for (const auto& backup : backups(backups_folder(), BackupCheck::contents).value())
        EXPECT_EQ(backup.fault, "");
    std::vector<fs::path> files;
    for (const auto& entry : fs::recursive_directory_iterator{backups_folder() / "private"})
        if (entry.is_regular_file() && entry.file_size() > 1) files.push_back(entry.path());
    ASSERT_FALSE(files.empty());
    const auto size = fs::file_size(files.front());
    const auto whole = bytes_in(files.front());
    std::ofstream{files.front(), std::ios::binary} << std::string(size, 'x');
    const auto faults = [&](BackupCheck check) {
        std::size_t count = 0;
        for (const auto& backup : backups(backups_folder(), check).value())
            count += backup.fault.empty() ? 0 : 1;
        return count;
    };
    EXPECT_EQ(faults(BackupCheck::files), 0u);
    EXPECT_GE(faults(BackupCheck::contents), 1u);
    std::ofstream{files.front(), std::ios::binary} << whole;
    EXPECT_EQ(faults(BackupCheck::contents), 0u);
    fs::remove(files.front());
    EXPECT_GE(faults(BackupCheck::files), 1u);
}

TEST_F(Backups, HoldTheDecisionsWhereverTheyAreKept) {
    const auto elsewhere = folder_.path() / "kept.ndjson";
    std::ofstream{elsewhere} << "decided\n";
    ASSERT_TRUE(back_up(*open_, backups_folder(), 0, elsewhere));
    const auto other = folder_.path() / "other";
    ASSERT_TRUE(restore_to(other));
    EXPECT_EQ(bytes_in(other / side_file), "decided\n");
}

TEST_F(Backups, AreIncrementalListedAndPurged) {
    for (int i = 1; i <= 4; ++i) {
        commit_until(i);
        EXPECT_EQ(back_up_now(3).id, static_cast<std::uint32_t>(i));
    }
    const auto listed = backups(backups_folder()).value();
    ASSERT_EQ(listed.size(), 3u);
    EXPECT_EQ(listed.front().id, 2u);
    EXPECT_EQ(listed.back().last_sequence, 4u);
    EXPECT_GT(listed.back().bytes, 0u);
    const auto other = folder_.path() / "other";
    ASSERT_TRUE(restore_to(other, IfThere::refuse, 3));
    EXPECT_EQ(open_store(other)->last_sequence().value(), 3u);
    EXPECT_EQ(restore_to(folder_.path() / "third", IfThere::refuse, 1).error().code, ErrorCode::not_found);
}

TEST_F(Backups, AreMadeBesideARunningWriter) {
    std::atomic<bool> stop{false};
    std::thread writer{[&] {
        for (int i = 0; !stop; ++i) EXPECT_TRUE(open_->commit(nth_look(i), Durability::at_next_sync));
    }};
    for (int i = 0; i < 5; ++i) back_up_now();
    stop = true;
    writer.join();
    for (const auto& backup : backups(backups_folder()).value()) {
        const auto place = folder_.path() / std::to_string(backup.id);
        ASSERT_TRUE(restore_to(place, IfThere::refuse, backup.id));
        EXPECT_GE(open_store(place)->last_sequence().value(), backup.last_sequence);
    }
}

TEST_F(Backups, ARestoredStoreHasAnEpochOfItsOwn) {
    commit_until(3);
    const auto drawn = open_->epoch();
    back_up_now();
    open_.reset();
    ASSERT_TRUE(restore_to(store(), IfThere::replace));
    const auto first = open_store(store())->epoch();
    EXPECT_GT(first, drawn);
    ASSERT_TRUE(restore_to(store(), IfThere::replace));
    EXPECT_GT(open_store(store())->epoch(), first);
    // With a clock that goes right it is at or above the second of the restore, and so above every epoch
    // that a store is made in.
    constexpr std::uint64_t today = 1'800'000'000;
    static_assert(today > first_epoch_max);
    ASSERT_TRUE(restore(backups_folder(), {}, store(), IfThere::replace, at(today)));
    EXPECT_GE(open_store(store())->epoch(), today);
    EXPECT_LT(open_store(store())->epoch(), today + epoch_draw_max);
    EXPECT_EQ(open_store(store(), OpenMode::read_only)->last_sequence().value(), 3u);
}

TEST_F(Backups, TwoStoresRestoredAtTheSameMomentAreToldFromOneAnother) {
    commit_until(3);
    back_up_now();
    // Copies of the backups, as on two machines: neither sees what the other restored. One pair in 65,536
    // is the same by chance, five never are.
    std::set<std::uint64_t> epochs;
    for (int clone = 0; clone < 5; ++clone) {
        const auto copy = folder_.path() / ("copy" + std::to_string(clone));
        const auto place = folder_.path() / ("clone" + std::to_string(clone));
        std::filesystem::copy(backups_folder(), copy, std::filesystem::copy_options::recursive);
        ASSERT_TRUE(restore(copy, {}, place, IfThere::refuse, at(1'800'000'000)));
        epochs.insert(open_store(place)->epoch());
    }
    EXPECT_GT(epochs.size(), 1U);
}

TEST_F(Backups, ARestoreIsAboveTheOneBeforeThoughThatStoreIsLost) {
    commit_until(3);
    back_up_now();
    open_.reset();
    std::uint64_t before = 0;
    // A clock that stands still, so that nothing but the folder of backups knows of the one before.
    for (int time = 0; time < 5; ++time) {
        const auto place = folder_.path() / ("lost" + std::to_string(time));
        ASSERT_TRUE(restore(backups_folder(), {}, place, IfThere::refuse, at(1'800'000'000)));
        const auto epoch = open_store(place)->epoch();
        EXPECT_GT(epoch, before);
        before = epoch;
        std::filesystem::remove_all(place);
    }
    EXPECT_EQ(backups(backups_folder()).value().size(), 1U);
    // One that is not to be read counts for nothing.
    std::ofstream{backups_folder() / "restored_epoch"} << "?";
    EXPECT_TRUE(restore(backups_folder(), {}, folder_.path() / "last", IfThere::refuse, at(1'800'000'000)));
}

TEST_F(Backups, ARestoredStoreKnowsWhichCursorsAreStillGood) {
    commit_until(3);
    const auto old = open_->epoch();
    ASSERT_TRUE(open_->park_consumer({"index", {old, 2}, at(1)}, {}));
    back_up_now();
    const auto checkpoint = open_->checkpoint(3).value();
    ASSERT_TRUE(open_->park_consumer({"late", {old, 3}, at(1)}, {}));
    commit_until(5);
    EXPECT_EQ(open_->check_cursor({old, 5}).fault, std::nullopt);
    open_.reset();
    ASSERT_TRUE(restore_to(store(), IfThere::replace));
    open_ = open_store(store());
    const auto epoch = open_->epoch();
    EXPECT_EQ(open_->epochs(), (std::vector<Epoch>{{old, 1}, {epoch, 4}}));
    EXPECT_EQ(open_->checkpoint(3).value(), checkpoint);
    EXPECT_EQ(open_->check_cursor({old, 3}).fault, std::nullopt);
    EXPECT_EQ(open_->check_cursor({epoch, 3}).fault, std::nullopt);
    EXPECT_EQ(open_->check_cursor({old, 4}).fault, CursorFault::other_entry);
    committed_ = 3;
    commit_until(5);
    EXPECT_EQ(open_->check_cursor({old, 4}).fault, CursorFault::other_entry);
    EXPECT_EQ(open_->check_cursor({epoch, 4}).fault, std::nullopt);
    std::string line;
    ASSERT_TRUE(open_->for_each_change(3, [&](auto, std::string_view fourth) {
        line = fourth;
        return false;
    }));
    EXPECT_NE(line.find("\"cursor\":\"" + std::to_string(epoch) + "-4\""), std::string::npos) << line;
    EXPECT_NE(line.find("\"id\":\"" + std::to_string(epoch) + "-4\""), std::string::npos) << line;
    EXPECT_TRUE(open_->consumers()->empty());  // They may have come further than the backup says.
}

TEST_F(Backups, AStoreIsReplacedOnlyWhenItIsSaid) {
    commit_until(2);
    back_up_now();
    commit_until(4);
    EXPECT_EQ(restore_to(store(), IfThere::replace).error().code, ErrorCode::busy);
    open_.reset();
    EXPECT_EQ(restore_to(store()).error().code, ErrorCode::usage);
    EXPECT_EQ(open_store(store())->last_sequence().value(), 4u);
    ASSERT_TRUE(restore_to(store(), IfThere::replace));
    EXPECT_EQ(open_store(store())->last_sequence().value(), 2u);
}

TEST_F(Backups, FilesOfOursComeAlongAndNewerOnesAreNotThrownAway) {
    const auto decisions = store() / "decisions.ndjson";
    std::ofstream{decisions} << "old\n";
    back_up_now();
    std::ofstream{decisions, std::ios::app} << "new\n";
    open_.reset();
    ASSERT_TRUE(restore_to(store(), IfThere::replace));
    const auto content = [](const fs::path& file) {
        std::ifstream in{file};
        return std::string{std::istreambuf_iterator<char>{in}, {}};
    };
    EXPECT_EQ(content(decisions), "old\n");
    EXPECT_EQ(content(store() / "decisions.ndjson.replaced"), "old\nnew\n");
}

TEST_F(Backups, ADamagedBackupIsNotRestored) {
    commit_until(3);
    back_up_now();
    for (const auto& entry : fs::recursive_directory_iterator{backups_folder()}) {
        if (entry.path().extension() != ".sst" && entry.path().extension() != ".log") continue;
        std::fstream file{entry.path(), std::ios::binary | std::ios::in | std::ios::out};
        file.seekp(20);
        file.write("damage", 6);
    }
    open_.reset();
    const auto refused = restore_to(store(), IfThere::replace);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, ErrorCode::malformed) << refused.error().context;
    EXPECT_EQ(open_store(store())->last_sequence().value(), 3u);
}

// Killed at any step after the restored store was whole, the next opening ends what was begun.
TEST_F(Backups, ABrokenOffRestoreIsEndedByTheNextOpening) {
    commit_until(3);
    back_up_now();
    commit_until(6);
    open_.reset();
    const auto other = folder_.path() / "other";
    ASSERT_TRUE(restore_to(other));
    fs::copy(other, store() / "restored");
    EXPECT_TRUE(restore_is_unfinished(store()));
    EXPECT_EQ(Store::open(store(), OpenMode::read_only).error().code, ErrorCode::busy);
    EXPECT_EQ(open_store(store())->last_sequence().value(), 3u);

    // While files were being moved: some are in their place already, CURRENT is not.
    const auto again = folder_.path() / "again";
    ASSERT_TRUE(restore_to(again));
    fs::create_directories(folder_.path() / "third");
    fs::copy(again, folder_.path() / "third" / "restored.moving");
    for (const auto& entry : fs::directory_iterator{again})
        if (entry.path().extension() == ".sst") {
            const auto name = entry.path().filename();
            fs::rename(folder_.path() / "third" / "restored.moving" / name, folder_.path() / "third" / name);
        }
    EXPECT_EQ(open_store(folder_.path() / "third")->last_sequence().value(), 3u);
}

TEST_F(Backups, NoFolderOfBackupsIsToldAsSuch) {
    EXPECT_EQ(backups(folder_.path() / "nothing").error().code, ErrorCode::not_found);
    EXPECT_EQ(
        restore(folder_.path() / "nothing", {}, folder_.path() / "x", IfThere::refuse, at(0)).error().code,
        ErrorCode::not_found);
}

}  // namespace
}  // namespace ogi::storage
