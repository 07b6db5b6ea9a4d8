#pragma once

#include "storage/body_bases.h"
#include "storage/body_watch.h"
#include "storage/column_families.h"

#include <rocksdb/db.h>
#include <rocksdb/write_batch.h>

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ogi::storage {

// Keys of the family meta.
inline constexpr std::string_view meta_format = "format";
inline constexpr std::string_view meta_uuid = "uuid";
inline constexpr std::string_view meta_last_sequence = "last_sequence";
inline constexpr std::string_view meta_last_host = "last_host";
inline constexpr std::string_view meta_synced = "synced";
inline constexpr std::string_view meta_epoch = "epoch";
inline constexpr std::string_view meta_epochs = "epochs";
inline constexpr std::string_view meta_migration = "migration";

// An open RocksDB with the families of ours, and what Store knows of it. Errors name the folder.
class Database {
  public:
    Database(std::unique_ptr<rocksdb::DB> db, std::vector<rocksdb::ColumnFamilyHandle*> handles,
             std::filesystem::path folder, OpenMode mode);
    ~Database();
    Database(const Database&) = delete;
    Database& operator=(const Database&) = delete;

    base::Result<std::optional<std::string>> get(Family family, std::string_view key) const;
    // One entry a key, in the order of the keys. `snapshot` may be null: as things stand now.
    base::Result<std::vector<std::optional<std::string>>> get_all(Family family,
                                                                  const std::vector<std::string>& keys,
                                                                  const rocksdb::Snapshot* snapshot) const;
    base::Result<bool> has(Family family, std::string_view key) const;
    // Fails with `usage` where the store is open for reading only, and with `io` where too little space is
    // free (see disk_space.h) or a write failed before.
    base::Result<void> write(rocksdb::WriteBatch& batch, Durability durability);

    // Whether a write failed; none is possible any more.
    bool broken() const { return broken_.load(std::memory_order_acquire); }
    // Makes every write so far durable.
    base::Result<void> sync();

    // Sequence of the newest entry of the log, durable or not. The next one is given from it.
    base::Result<std::uint64_t> last_sequence() const;
    // The newest id that a host was given.
    base::Result<std::uint32_t> last_host() const;
    // A number of the family meta; 0 where it is missing. Fails with `malformed` for anything else.
    base::Result<std::uint64_t> number_in_meta(std::string_view name) const;
    // What readers of the log may see: up to here a power failure takes nothing back.
    std::uint64_t durable_sequence() const { return durable_sequence_.load(std::memory_order_acquire); }
    void set_durable_sequence(std::uint64_t sequence);

    // What went wrong in RocksDB, as an error of ours.
    base::Error error(const rocksdb::Status& status, std::string_view doing) const;

    rocksdb::DB& rocks() const { return *db_; }
    rocksdb::ColumnFamilyHandle* handle(Family family) const {
        return handles_[static_cast<std::size_t>(family)];
    }
    const std::filesystem::path& folder() const { return folder_; }

    // Set once, when the store is opened.
    std::string source_uri;
    std::uint64_t epoch = 1;
    std::vector<Epoch> epochs{{}};
    bool is_new = false;

    BodyBases bases;
    BodyWatch body_watch;
    std::atomic<bool> stop_compacting{false};
    std::mutex consumers_mutex;  // Between reading and moving a consumer.

  private:
    // Writes what is in memory to tables where it is worth while, so that the next start reads no log.
    void flush_at_end() const;
    // Like check_free_space, but not at every write.
    base::Result<void> check_room(std::size_t bytes_to_write, Durability durability);

    std::unique_ptr<rocksdb::DB> db_;
    std::vector<rocksdb::ColumnFamilyHandle*> handles_;  // One a Family, then RocksDB's "default".
    std::filesystem::path folder_;
    OpenMode mode_;
    std::atomic<std::uint64_t> durable_sequence_{0};
    std::mutex write_mutex_;  // Of two writes at once, the second must know that the first one failed.
    std::atomic<bool> broken_{false};
    std::atomic<std::size_t> unchecked_bytes_{0};  // Written since the free space was looked at.
};

// Walks the records of a family in order of key, up to but not including `end` (empty: all of it).
//
//     Scan scan{database, Family::copies, prefix_end(prefix)};
//     for (scan.seek(prefix); scan.valid(); scan.next()) …
//     TRY_VOID(scan.outcome());
class Scan {
  public:
    Scan(const Database& database, Family family, std::string end = {},
         const rocksdb::Snapshot* snapshot = nullptr);
    Scan(const Scan&) = delete;
    Scan& operator=(const Scan&) = delete;

    // To the first record whose key is not less than `key`.
    void seek(std::string_view key);
    void seek_to_last() { iterator_->SeekToLast(); }
    void next();
    bool valid() const { return iterator_->Valid(); }
    // Both valid until the next move.
    std::string_view key() const { return iterator_->key().ToStringView(); }
    std::string_view value() const { return iterator_->value().ToStringView(); }
    // Whether the walk saw every record. Blocks, and values in blob files, that cannot be read are passed
    // over: it fails at the end then, with `malformed` or with `io` as the first of them did, and with `io`
    // where the disk failed and the walk broke off.
    base::Result<void> outcome() const;
    // Whether it ended before the last record.
    bool broke_off() const { return !iterator_->Valid() && !iterator_->status().ok(); }
    // Behind which keys blocks could not be read.
    const std::vector<std::string>& damage() const { return damage_; }

    // Is told of every record whose value lies in a blob file and cannot be read from there, as the walk
    // passes over it.
    using UnreadSink = std::function<void(std::string_view key, const base::Error& why)>;
    void tell_unread(UnreadSink sink) { unread_sink_ = std::move(sink); }

  private:
    // Where the walk stands at something that cannot be read, at or behind `from`: to what can be.
    enum class At { from, behind };
    void pass_over(std::string from, At at);
    // Passes over values that cannot be read, by their keys. False where the keys cannot be read, either.
    bool pass_over_values(std::string from, At at);
    void note_unread(const std::string& key);
    // Where `from` and what follows it cannot be read: to the first record behind that.
    void leap(std::string from);

    const Database& database_;
    Family family_;
    const rocksdb::Snapshot* snapshot_;
    std::string end_;
    rocksdb::Slice end_slice_;
    std::unique_ptr<rocksdb::Iterator> iterator_;
    std::string last_;  // The key it was at before.
    std::vector<std::string> damage_;
    UnreadSink unread_sink_;
    std::optional<base::Error> failure_;
};

// A key for people: what is not printable ASCII or UTF-8 as \xHH.
std::string readable(std::string_view key);

// The failures of a walk that goes on past damaged records, told as one at its end: a line each, so many of
// them at most, and how many more there are. One of the disk comes first and names the code.
class Failures {
  public:
    static constexpr std::size_t told_max = 20;

    void note(base::Error error);
    base::Result<void> outcome() const;

  private:
    std::optional<base::Error> error_;
    std::size_t count_ = 0;
};

// The same error, with what was being read in front.
base::Error in_record(base::Error error, std::string_view record);

}  // namespace ogi::storage
