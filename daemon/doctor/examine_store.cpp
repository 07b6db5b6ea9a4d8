#include "base/counted.h"
#include "daemon/doctor/findings.h"

#include <algorithm>

namespace ogi::daemon::findings {

namespace {

using base::ErrorCode;

// The daemon stops writing at 128 MiB (storage/disk_space.h); whoever is told at this has time.
constexpr std::uint64_t bytes_free_error = 256ULL << 20;
constexpr std::uint64_t bytes_free_warning = 2ULL << 30;
constexpr std::uint64_t inodes_free_error = 1'000;
constexpr std::uint64_t inodes_free_warning = 100'000;

std::string mebibytes(std::uint64_t bytes) {
    return std::to_string(bytes >> 20) + " MiB";
}

Findings store_problem(const StoreFacts& store) {
    switch (store.problem->code) {
        case ErrorCode::malformed:
            return {{"store", Gravity::error, store.problem->context,
                     "if it is damaged: ogi store restore FOLDER has a backup take its place"}};
        case ErrorCode::busy:
            return {{"store", Gravity::error, store.problem->context, "try again in a moment"}};
        default:
            return {{"store", Gravity::error, store.problem->context,
                     "let the user that runs ogid own " + store.folder + " and be able to read it"}};
    }
}

// Of a store that can be opened, and yet is not as it should be.
Findings store_files(const StoreFacts& store) {
    Findings found;
    if (!store.damaged_table.empty())
        found.push_back(
            {"store", Gravity::error,
             "a part of the store cannot be read, so that ogid cannot start or stops writing: " +
                 store.damaged_table,
             "ogi store verify names what is lost; ogi store restore FOLDER has a backup take its "
             "place"});
    if (store.unchecked_table_bytes != 0)
        found.push_back({"store", Gravity::note,
                         "the store's tables have " + mebibytes(store.unchecked_table_bytes) +
                             ", too much to be read here",
                         "ogi store verify reads all of it"});
    if (store.damaged_files != 0)
        found.push_back({"store", Gravity::error,
                         base::counted(store.damaged_files, "file") +
                             " of pages and revisions cannot be read (" + store.damaged_file + ")",
                         "ogi store verify names what is lost; put the files back, or have ogi store restore "
                         "FOLDER bring a backup"});
    if (store.foreign_files != 0)
        found.push_back({"store", Gravity::error,
                         "of the store " + base::counted(store.foreign_files, "file") +
                             (store.foreign_files == 1 ? " does" : " do") + " not belong to " + store.owner +
                             " (" + store.foreign_file + ")",
                         "chown -R " + store.owner + ": " + store.folder +
                             "; run commands that change the store as " + store.owner});
    if (store.lock_is_no_file)
        found.push_back({"store", Gravity::error,
                         store.folder + "/LOCK is no file: ogid cannot start while it is there",
                         "move it away; ogid makes its own"});
    if (store.roster_is_empty)
        found.push_back(
            {"roster", Gravity::note,
             "the roster is empty: only agencies that a report was seen of are expected to publish",
             "ogi roster import takes a table of agencies; those that are found come by themselves"});
    return found;
}

}  // namespace

Findings store(const Facts& facts) {
    const auto& store = facts.store;
    if (!store.is_there && !store.cannot_be_made.empty())
        return {
            {"store", Gravity::error,
             "there is no store at " + store.folder + ", and " + facts.user +
                 " cannot make one: " + store.cannot_be_made,
             "give [store] path a folder in which the user that runs ogid may write; or ask as that user"}};
    if (!store.is_there)
        return {{"store", Gravity::warning, "there is no store at " + store.folder + " yet",
                 "start ogid: systemctl start ogid, or ogid --config " + facts.config_file}};
    Findings found;
    if (store.problem) found = store_problem(store);
    std::ranges::move(store_files(store), std::back_inserter(found));
    if (store.read_only) {
        found.push_back({"store", Gravity::error, "the file system of " + store.folder + " can only be read",
                         "see why (dmesg), and mount it for writing: mount -o remount,rw …"});
    } else if (store.shut_to_owner) {
        found.push_back({"store", Gravity::error,
                         store.owner + " owns " + store.folder + " and has no right to write there",
                         "chmod u+rwx " + store.folder});
    } else if (!store.writable && !store.problem && !facts.daemon.is_running())
        found.push_back(
            {"store", Gravity::warning,
             store.folder + " belongs to " + store.owner + ", and " + facts.user + " may not write there",
             "run ogid, and commands that change the store, as " + store.owner});
    if (store.locked_by != 0 && !facts.daemon.is_running())
        found.push_back(
            {"store", Gravity::error,
             "process " + std::to_string(store.locked_by) + " has " + store.folder +
                 " open for writing, and no daemon answers there",
             "see what it is (ps -p " + std::to_string(store.locked_by) + "), and let it end or stop it"});
    if (!store.decisions_lacking.empty())
        found.push_back({"store", Gravity::error, store.decisions_lacking,
                         "restart ogid, which puts them back from the store; a decision is taken back by ogi "
                         "decisions revoke alone"});
    if (store.decisions_problem) {
        const bool is_a_line = store.decisions_problem->code == ErrorCode::malformed;
        found.push_back(
            {"store", Gravity::error, store.decisions_problem->context,
             std::string{is_a_line ? "put the line right" : "let the user that runs ogid read it"} +
                 ", or have the file back from a backup: decisions of people stand there"});
    }
    if (store.suspects != 0)
        found.push_back({"store", Gravity::note,
                         base::counted(store.suspects, "page") + " with something that is not believed yet",
                         "ogi suspects tells which, and why"});
    return found;
}

Findings disk(const Facts& facts) {
    Findings found;
    const auto& disk = facts.disk;
    if (disk.bytes != 0 && disk.bytes_free < bytes_free_warning)
        found.push_back(
            {"disk", disk.bytes_free < bytes_free_error ? Gravity::error : Gravity::warning,
             mebibytes(disk.bytes_free) + " are free where " + facts.store.folder +
                 " lies; nothing is written below 128 MiB",
             "make room, or move the store; ogi store prune --dry-run and ogi store compact may help"});
    if (disk.inodes != 0 && disk.inodes_free < inodes_free_warning)
        found.push_back({"disk", disk.inodes_free < inodes_free_error ? Gravity::error : Gravity::warning,
                         base::counted(disk.inodes_free, "file") + " can still be made where " +
                             facts.store.folder + " lies",
                         "remove small files there, or move the store"});
    return found;
}

}  // namespace ogi::daemon::findings
