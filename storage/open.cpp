#include "base/digest.h"
#include "storage/backup.h"
#include "storage/database.h"
#include "storage/disk_space.h"
#include "storage/epochs.h"
#include "storage/keys.h"
#include "storage/migrate.h"
#include "storage/store.h"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <set>
#include <system_error>

namespace ogi::storage {

namespace fs = std::filesystem;
using base::ErrorCode;
using base::fail;
using base::Result;

namespace {

// How often a reader starts anew because a running daemon moved files while they were being opened.
constexpr int read_only_attempts_max = 8;
constexpr std::size_t uuid_bytes = 16;

enum class Found { nothing, a_store };

// RocksDB's own name for a column family that must exist and that we leave empty.
const std::string& unused_family = rocksdb::kDefaultColumnFamilyName;

Result<std::set<std::string>> files_in(const fs::path& folder, std::string_view extension) {
    std::set<std::string> names;
    std::error_code error;
    for (fs::directory_iterator entry{folder, error}, end; !error && entry != end; entry.increment(error)) {
        if (extension.empty() || entry->path().extension() == extension) {
            names.insert(entry->path().filename().string());
        }
    }
    if (error)
        return fail(ErrorCode::io,
                    "cannot read the store's folder " + folder.string() + ": " + error.message());
    return names;
}

// Whether there are tables, blobs or written logs, as RocksDB numbers them. Where what should name them is
// missing, they are what is left of a damaged store, and RocksDB would clear them away.
bool holds_data(const fs::path& folder, const std::set<std::string>& files) {
    return std::ranges::any_of(files, [&](const fs::path file) {
        const auto stem = file.stem().string();
        const auto extension = file.extension();
        if (stem.empty() || !std::ranges::all_of(stem, [](char c) { return c >= '0' && c <= '9'; }))
            return false;
        if (extension == ".sst" || extension == ".blob") return true;
        std::error_code unknown;
        return extension == ".log" && fs::file_size(folder / file, unknown) != 0;
    });
}

base::Error unreadable(const fs::path& folder, std::string_view why) {
    return fail(ErrorCode::malformed,
                "the store at " + folder.string() + " cannot be read: " + std::string{why} +
                    ". Nothing in it was changed; restore it from a backup, or name another "
                    "folder");
}

base::Error no_store(const fs::path& folder) {
    return fail(ErrorCode::not_found, "there is no store at " + folder.string());
}

Result<Found> look_at(const fs::path& folder, OpenMode mode) {
    std::error_code error;
    const auto status = fs::status(folder, error);
    if (status.type() == fs::file_type::not_found) {
        if (mode == OpenMode::read_only) return no_store(folder);
        fs::create_directories(folder, error);
        if (error) {
            return fail(ErrorCode::io,
                        "cannot create the store's folder " + folder.string() + ": " + error.message());
        }
        return Found::nothing;
    }
    if (error) return fail(ErrorCode::io, "cannot look at " + folder.string() + ": " + error.message());
    if (!fs::is_directory(status)) {
        return fail(ErrorCode::io, folder.string() + " is not a folder, so it cannot be the store's");
    }
    TRY(files, files_in(folder, ""));
    if (files.contains("CURRENT")) return Found::a_store;
    if (holds_data(folder, files)) {
        return unreadable(folder, "it holds data, but its file CURRENT is missing");
    }
    if (mode == OpenMode::read_only) return no_store(folder);
    return Found::nothing;
}

// RocksDB tells a taken lock only by its words; store_open_test holds it to them.
bool is_lock_taken(const rocksdb::Status& status) {
    const auto words = status.ToString();
    return status.IsIOError() && (words.find("While lock file") != std::string::npos ||
                                  words.find("lock hold by current process") != std::string::npos);
}

base::Error cannot_open(const fs::path& folder, const rocksdb::Status& status) {
    if (is_lock_taken(status)) {
        return fail(ErrorCode::busy,
                    "the store at " + folder.string() +
                        " is in use by another process; stop it first (a running ogid?), or ask it instead");
    }
    const bool damaged =
        status.IsCorruption() || status.IsNotFound() || status.IsInvalidArgument() || status.IsPathNotFound();
    if (damaged) return unreadable(folder, status.ToString());
    return fail(ErrorCode::io, "cannot open the store at " + folder.string() + ": " + status.ToString());
}

Result<std::unique_ptr<Database>> open_families(const fs::path& folder, OpenMode mode,
                                                const std::vector<Family>& wanted) {
    const auto cache = rocksdb::NewLRUCache(block_cache_bytes);
    std::vector<rocksdb::ColumnFamilyDescriptor> descriptors;
    for (const auto family : wanted)
        descriptors.emplace_back(std::string{name_of(family)}, family_options(family, cache));
    descriptors.emplace_back(unused_family, family_options(Family::meta, cache));

    const auto options = database_options(mode);
    rocksdb::DB* db = nullptr;
    std::vector<rocksdb::ColumnFamilyHandle*> handles;
    const auto status =
        mode == OpenMode::read_only
            ? rocksdb::DB::OpenForReadOnly(options, folder.string(), descriptors, &handles, &db)
            : rocksdb::DB::Open(options, folder.string(), descriptors, &handles, &db);
    if (!status.ok()) return cannot_open(folder, status);
    return std::make_unique<Database>(std::unique_ptr<rocksdb::DB>{db}, std::move(handles), folder, mode);
}

std::vector<Family> all_families() {
    std::vector<Family> all;
    for (std::size_t i = 0; i < families.size(); ++i) all.push_back(static_cast<Family>(i));
    return all;
}

// Fails with `malformed` for a format that cannot be opened so; nullopt where none is written.
Result<std::optional<int>> read_format(const Database& database, OpenMode mode) {
    TRY(text, database.get(Family::meta, meta_format));
    if (!text) return std::optional<int>{};
    int format = 0;
    const auto [end, failed] = std::from_chars(text->data(), text->data() + text->size(), format);
    if (failed != std::errc{} || end != text->data() + text->size() || format < 1) {
        return unreadable(database.folder(), "its format is no number");
    }
    const bool older = format >= oldest_format && format < store_format;
    if (format != store_format && !(older && mode == OpenMode::read_write)) {
        return fail(
            ErrorCode::malformed,
            "this store has format " + std::to_string(format) + ", this ogid knows " +
                std::to_string(store_format) + ": " + database.folder().string() +
                (older                    ? "; start ogid, or run ogi store migrate, to bring it up to date"
                 : format < oldest_format ? "; it is too old to be brought up to date: keep it for the "
                                            "ogid that wrote it, and give [store] path another folder"
                                          : "; it needs the ogid that wrote it, or a newer one"));
    }
    return std::optional{format};
}

// Refuses, before anything is opened for writing, what other programs or a later ogid have made.
Result<void> check_families(const fs::path& folder, OpenMode mode) {
    std::vector<std::string> names;
    const auto status = rocksdb::DB::ListColumnFamilies(database_options(mode), folder.string(), &names);
    if (!status.ok()) return cannot_open(folder, status);
    const auto has = [&](std::string_view name) { return std::ranges::find(names, name) != names.end(); };
    std::optional<int> format;
    if (has(name_of(Family::meta))) {
        // What else is wrong with it, opening all of it will tell.
        const auto meta = open_families(folder, OpenMode::read_only, {Family::meta});
        if (meta) {
            TRY(found, read_format(**meta, mode));
            format = found;
        }
    }
    const auto foreign = std::ranges::find_if_not(names, [](const std::string& name) {
        return name == unused_family ||
               std::ranges::find(families, name, &FamilyFacts::name) != families.end();
    });
    if (foreign != names.end()) {
        return unreadable(folder, "it is not a store of ogid (it has a column family " + *foreign + ")");
    }
    const bool complete = std::ranges::all_of(families, [&](const FamilyFacts& family) {
        return has(family.name) || family.since > format.value_or(store_format);
    });
    if (complete) return {};
    TRY(files, files_in(folder, ""));
    if (holds_data(folder, files)) return unreadable(folder, "column families of it are missing");
    // Made by an ogid that was killed before it had finished.
    if (mode == OpenMode::read_only) return no_store(folder);
    return {};
}

Result<std::unique_ptr<Database>> open_for_reading(const fs::path& folder) {
    for (int attempt = 0; attempt < read_only_attempts_max; ++attempt) {
        // A flush in the middle of opening would hide what it moved from a log to a table. It always comes
        // with a new log, so an unchanged set of logs means an undisturbed look.
        TRY(logs, files_in(folder, ".log"));
        TRY(files, files_in(folder, ""));
        auto database = open_families(folder, OpenMode::read_only, all_families());
        TRY(logs_after, files_in(folder, ".log"));
        TRY(files_after, files_in(folder, ""));
        if (database ? logs == logs_after : files == files_after) return database;
    }
    return fail(ErrorCode::busy, "the store at " + folder.string() +
                                     " is being written too fast to be opened beside; ask its ogid");
}

Result<void> write_meta(Database& database) {
    for (const auto family : all_families()) {
        Scan scan{database, family};
        scan.seek({});
        if (scan.valid())
            return unreadable(database.folder(), "it is not a store of ogid (it names no format)");
        TRY_VOID(scan.outcome());
    }
    auto* meta = database.handle(Family::meta);
    rocksdb::WriteBatch batch;
    batch.Put(meta, std::string{meta_format}, std::to_string(store_format));
    batch.Put(meta, std::string{meta_uuid}, base::random_hex(uuid_bytes));
    batch.Put(meta, std::string{meta_epoch}, std::to_string(draw_first_epoch()));
    return database.write(batch, Durability::synced);
}

// An entry of the log must never get a number that is taken.
Result<void> check_sequence(Database& database) {
    TRY(last, database.last_sequence());
    Scan scan{database, Family::changes};
    scan.seek_to_last();
    std::uint64_t newest = 0;
    if (scan.valid()) {
        TRY(sequence, decode_change_key(scan.key()));
        newest = sequence;
    }
    TRY_VOID(scan.outcome());
    database.set_durable_sequence(last);
    if (newest == last) return {};
    return unreadable(database.folder(), "its change log ends at " + std::to_string(newest) + ", but " +
                                             std::to_string(last) + " were given out");
}

}  // namespace

Result<std::unique_ptr<Store>> Store::open(const fs::path& folder, OpenMode mode,
                                           const MigrationWatch& watch) {
    if (mode == OpenMode::read_write) {
        TRY_VOID(finish_restore(folder));
    } else if (restore_is_unfinished(folder)) {
        return fail(ErrorCode::busy, "a restore of the store at " + folder.string() +
                                         " is under way or was broken off; start ogid, or run it again");
    }
    TRY(found, look_at(folder, mode));
    if (mode == OpenMode::read_write) TRY_VOID(check_free_space(folder));
    if (found == Found::a_store) TRY_VOID(check_families(folder, mode));
    TRY(database,
        mode == OpenMode::read_only ? open_for_reading(folder) : open_families(folder, mode, all_families()));
    TRY(format, read_format(*database, mode));
    if (!format) {
        if (mode == OpenMode::read_only) return no_store(folder);
        TRY_VOID(write_meta(*database));
        database->is_new = true;
    } else if (*format < store_format) {
        TRY_VOID(migrate(*database, *format, store_format, watch));
    }
    TRY(uuid, database->get(Family::meta, meta_uuid));
    if (!uuid || uuid->size() != 2 * uuid_bytes) return unreadable(folder, "it has lost its name (uuid)");
    TRY_VOID(check_sequence(*database));
    TRY(epoch, database->number_in_meta(meta_epoch));
    database->source_uri = "urn:ogid:" + *uuid;
    database->epoch = std::max<std::uint64_t>(epoch, 1);
    TRY(epochs, read_epochs(*database, database->epoch));
    database->epochs = std::move(epochs);
    return std::unique_ptr<Store>{new Store{std::move(database)}};
}

Store::Store(std::unique_ptr<Database> database) : db_{std::move(database)} {}
Store::~Store() = default;

bool Store::is_new() const {
    return db_->is_new;
}

const std::string& Store::source_uri() const {
    return db_->source_uri;
}

int Store::format() const {
    return store_format;
}

std::uint64_t Store::epoch() const {
    return db_->epoch;
}

}  // namespace ogi::storage
