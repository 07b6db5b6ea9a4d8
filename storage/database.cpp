#include "storage/database.h"

#include "base/utf8.h"
#include "storage/disk_space.h"
#include "storage/keys.h"

#include <rocksdb/convenience.h>
#include <rocksdb/utilities/debug.h>

#include <charconv>

namespace ogi::storage {

using base::ErrorCode;
using base::fail;
using base::Result;

namespace {

// So much may be written before the free space is looked at again; far less than free_bytes_min.
constexpr std::size_t unchecked_bytes_max = std::size_t{4} << 20;

// Less than this is read from the log as fast as from tables.
constexpr std::uint64_t flush_at_end_from = std::uint64_t{2} << 20;

// Keys looked at in one go where values cannot be read.
constexpr std::size_t keys_a_look = 64;

rocksdb::Slice slice(std::string_view bytes) {
    return {bytes.data(), bytes.size()};
}

rocksdb::ReadOptions reading(const rocksdb::Snapshot* snapshot) {
    rocksdb::ReadOptions options;
    options.snapshot = snapshot;
    options.total_order_seek = true;
    return options;
}

}  // namespace

Database::Database(std::unique_ptr<rocksdb::DB> db, std::vector<rocksdb::ColumnFamilyHandle*> handles,
                   std::filesystem::path folder, OpenMode mode)
    : db_{std::move(db)}, handles_{std::move(handles)}, folder_{std::move(folder)}, mode_{mode} {}

Database::~Database() {
    if (broken()) {
        // Closing would write once more, and RocksDB 7.8 ends the program by an assertion when it does so
        // after a failure. It is silenced and left as it is: the process is about to end, or to begin anew.
        rocksdb::CancelAllBackgroundWork(db_.get(), true);
        static std::vector<rocksdb::DB*> left;  // So that a leak checker sees that this is meant.
        left.push_back(db_.release());
        return;
    }
    if (mode_ == OpenMode::read_write) flush_at_end();
    for (auto* handle : handles_) db_->DestroyColumnFamilyHandle(handle).PermitUncheckedError();
    db_->Close().PermitUncheckedError();
}

void Database::flush_at_end() const {
    std::uint64_t bytes = 0;
    db_->GetAggregatedIntProperty(rocksdb::DB::Properties::kCurSizeActiveMemTable, &bytes);
    if (bytes < flush_at_end_from || !check_free_space(folder_)) return;
    // What cannot be flushed is in the log.
    db_->Flush(rocksdb::FlushOptions{}, handles_).PermitUncheckedError();
}

Result<std::optional<std::string>> Database::get(Family family, std::string_view key) const {
    std::string value;
    const auto status = db_->Get(reading(nullptr), handle(family), slice(key), &value);
    if (status.IsNotFound()) return std::optional<std::string>{};
    if (!status.ok()) return error(status, "reading");
    return std::optional{std::move(value)};
}

Result<std::vector<std::optional<std::string>>> Database::get_all(Family family,
                                                                  const std::vector<std::string>& keys,
                                                                  const rocksdb::Snapshot* snapshot) const {
    const std::vector<rocksdb::Slice> slices(keys.begin(), keys.end());
    std::vector<rocksdb::PinnableSlice> values(keys.size());
    std::vector<rocksdb::Status> statuses(keys.size());
    db_->MultiGet(reading(snapshot), handle(family), keys.size(), slices.data(), values.data(),
                  statuses.data());
    std::vector<std::optional<std::string>> found(keys.size());
    for (std::size_t i = 0; i < keys.size(); ++i) {
        if (statuses[i].IsNotFound()) continue;
        if (statuses[i].IsCorruption()) {
            // Empty, which no record is: whoever reads it tells of that one, and the others are read.
            found[i].emplace();
            continue;
        }
        if (!statuses[i].ok()) return error(statuses[i], "reading");
        found[i] = values[i].ToString();
    }
    return found;
}

Result<bool> Database::has(Family family, std::string_view key) const {
    rocksdb::PinnableSlice value;
    const auto status = db_->Get(reading(nullptr), handle(family), slice(key), &value);
    if (status.IsNotFound()) return false;
    if (!status.ok()) return error(status, "reading");
    return true;
}

Result<void> Database::write(rocksdb::WriteBatch& batch, Durability durability) {
    if (mode_ == OpenMode::read_only) {
        return fail(ErrorCode::usage, "the store at " + folder_.string() + " is open for reading only");
    }
    const std::scoped_lock lock{write_mutex_};
    if (broken()) {
        return fail(ErrorCode::io, "an earlier write to the store at " + folder_.string() +
                                       " failed; it must be opened again before anything is written");
    }
    TRY_VOID(check_room(batch.GetDataSize(), durability));
    rocksdb::WriteOptions options;
    options.sync = durability == Durability::synced;
    const auto status = db_->Write(options, &batch);
    if (status.ok()) return {};
    // RocksDB must not be asked to write again: it would end the program.
    broken_.store(true, std::memory_order_release);
    return error(status, "writing");
}

Result<void> Database::check_room(std::size_t bytes_to_write, Durability durability) {
    const auto unchecked = unchecked_bytes_.fetch_add(bytes_to_write, std::memory_order_relaxed);
    const bool first = unchecked == 0;
    if (!first && unchecked + bytes_to_write < unchecked_bytes_max && durability == Durability::at_next_sync)
        return {};
    TRY_VOID(check_free_space(folder_));
    unchecked_bytes_.store(1, std::memory_order_relaxed);
    return {};
}

Result<void> Database::sync() {
    // A synced write takes every write before it along. SyncWAL would do as well, but on a full disk it ends
    // the program by an assertion of RocksDB 7.8.
    rocksdb::WriteBatch batch;
    batch.Put(handle(Family::meta), std::string{meta_synced}, {});
    return write(batch, Durability::synced);
}

void Database::set_durable_sequence(std::uint64_t sequence) {
    // The writer and whoever syncs may both come here; the later knowledge counts.
    auto known = durable_sequence_.load(std::memory_order_relaxed);
    while (known < sequence &&
           !durable_sequence_.compare_exchange_weak(known, sequence, std::memory_order_release)) {
    }
}

Result<std::uint64_t> Database::last_sequence() const {
    return number_in_meta(meta_last_sequence);
}

Result<std::uint32_t> Database::last_host() const {
    TRY(number, number_in_meta(meta_last_host));
    return static_cast<std::uint32_t>(number);
}

Result<std::uint64_t> Database::number_in_meta(std::string_view name) const {
    TRY(text, get(Family::meta, name));
    if (!text) return std::uint64_t{0};
    std::uint64_t number = 0;
    const auto [end, failed] = std::from_chars(text->data(), text->data() + text->size(), number);
    if (failed != std::errc{} || end != text->data() + text->size()) {
        return fail(ErrorCode::malformed,
                    "the store at " + folder_.string() + " has no usable " + std::string{name});
    }
    return number;
}

base::Error Database::error(const rocksdb::Status& status, std::string_view doing) const {
    const auto said = std::string{doing} + " the store at " + folder_.string() + ": " + status.ToString();
    if (!status.IsCorruption()) return fail(ErrorCode::io, said);
    return fail(
        ErrorCode::malformed,
        said + "; ogi store verify tells what is lost, ogi store restore has a backup take its place");
}

Scan::Scan(const Database& database, Family family, std::string end, const rocksdb::Snapshot* snapshot)
    : database_{database}, family_{family}, snapshot_{snapshot}, end_{std::move(end)}, end_slice_{end_} {
    auto options = reading(snapshot);
    if (!end_.empty()) options.iterate_upper_bound = &end_slice_;
    iterator_.reset(database.rocks().NewIterator(options, database.handle(family)));
}

void Scan::seek(std::string_view key) {
    iterator_->Seek(slice(key));
    if (broke_off()) pass_over(std::string{key}, At::from);
}

void Scan::next() {
    last_.assign(key());
    iterator_->Next();
    if (broke_off()) pass_over(last_, At::behind);
}

void Scan::pass_over(std::string from, At at) {
    if (pass_over_values(from, at) || !iterator_->status().IsCorruption()) return;
    leap(std::move(from));
}

// The walk goes on behind one key after the other until a value can be read. A key that it would not have
// shown (its record is deleted, or newer than the snapshot) does no harm: what is readable behind it is
// shown.
bool Scan::pass_over_values(std::string from, At at) {
    if (at == At::behind) from += '\0';
    while (true) {
        std::vector<rocksdb::KeyVersion> versions;
        const auto listed = rocksdb::GetAllKeyVersions(&database_.rocks(), database_.handle(family_), from,
                                                       end_, keys_a_look, &versions);
        if (!listed.ok()) return false;
        for (const auto& version : versions) {
            const auto& key = version.user_key;
            if (key < from) continue;  // An older version of the one before.
            if (!end_.empty() && key >= end_) return false;
            from = key + '\0';
            note_unread(key);
            iterator_->Seek(from);
            if (!broke_off()) return true;
        }
        if (versions.size() < keys_a_look) return false;
    }
}

void Scan::note_unread(const std::string& key) {
    rocksdb::PinnableSlice value;
    const auto status = database_.rocks().Get(reading(snapshot_), database_.handle(family_), key, &value);
    if (status.ok() || status.IsNotFound()) return;
    const auto why = database_.error(status, "reading");
    if (!failure_) failure_ = why;
    if (unread_sink_) unread_sink_(key, why);
}

// No index tells where a damaged block ends. So a key behind it is looked for, first near, then farther away,
// and from there the walk goes back until it meets the damage from behind.
void Scan::leap(std::string from) {
    damage_.push_back("behind " + (from.empty() ? "the begin" : readable(from)) + ": " +
                      iterator_->status().ToString());
    if (!failure_) failure_ = database_.error(iterator_->status(), "reading");
    for (auto length = from.size(); length > 0 && !iterator_->Valid(); --length) {
        const auto candidate = prefix_end(from.substr(0, length));
        if (candidate.empty()) continue;
        iterator_->Seek(candidate);
        if (!iterator_->Valid() && iterator_->status().ok()) break;  // Nothing lies so far behind.
    }
    if (!iterator_->Valid()) iterator_->SeekToLast();
    std::string first;
    for (; iterator_->Valid() && key() > from; iterator_->Prev()) first.assign(key());
    if (first.empty()) {
        // All the rest cannot be read. The iterator must not be left on a record in front of `from`.
        iterator_->SeekToLast();
        if (iterator_->Valid()) iterator_->Next();
        return;
    }
    iterator_->Seek(first);
}

Result<void> Scan::outcome() const {
    const auto& status = iterator_->status();
    if (!status.ok() && !status.IsCorruption()) return database_.error(status, "reading");
    if (failure_) return *failure_;
    if (!status.ok()) return database_.error(status, "reading");
    return {};
}

std::string readable(std::string_view key) {
    static constexpr char digits[] = "0123456789ABCDEF";
    const bool text = base::is_valid_utf8(key);
    std::string words;
    for (const char c : key) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte >= 0x20 && byte != 0x7F && (text || byte < 0x80)) {
            words.push_back(c);
        } else {
            words += {'\\', 'x', digits[byte >> 4], digits[byte & 0xF]};
        }
    }
    return words;
}

void Failures::note(base::Error error) {
    if (!error_) {
        error_ = std::move(error);
    } else if (error.code == base::ErrorCode::io && error_->code != base::ErrorCode::io) {
        error_ = base::Error{error.code, error.context + "\n" + error_->context};
    } else if (count_ < told_max) {
        error_->context += "\n" + error.context;
    }
    ++count_;
}

base::Result<void> Failures::outcome() const {
    if (!error_) return {};
    auto error = *error_;
    if (count_ > told_max)
        error.context +=
            "\nand " + std::to_string(count_ - told_max) + " more; ogi store verify names them all";
    return error;
}

base::Error in_record(base::Error error, std::string_view record) {
    return {error.code, "the stored " + std::string{record} + ": " + error.context};
}

}  // namespace ogi::storage
