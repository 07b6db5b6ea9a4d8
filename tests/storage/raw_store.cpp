#include "raw_store.h"

#include <rocksdb/db.h>

#include <algorithm>
#include <functional>
#include <memory>
#include <stdexcept>

namespace ogi::storage {

namespace {

void check(const rocksdb::Status& status) {
    if (!status.ok()) throw std::runtime_error{status.ToString()};
}

void with_family(const std::filesystem::path& folder, std::string_view wanted,
                 const std::function<void(rocksdb::DB&, rocksdb::ColumnFamilyHandle*)>& task) {
    rocksdb::Options options;
    options.create_if_missing = true;
    options.create_missing_column_families = true;
    std::vector<std::string> names;
    if (!rocksdb::DB::ListColumnFamilies(options, folder.string(), &names).ok()) {
        names = {rocksdb::kDefaultColumnFamilyName};
    }
    if (std::find(names.begin(), names.end(), wanted) == names.end()) names.emplace_back(wanted);
    std::vector<rocksdb::ColumnFamilyDescriptor> families;
    for (const auto& name : names) families.emplace_back(name, rocksdb::ColumnFamilyOptions{});
    std::vector<rocksdb::ColumnFamilyHandle*> handles;
    rocksdb::DB* opened = nullptr;
    check(rocksdb::DB::Open(options, folder.string(), families, &handles, &opened));
    const std::unique_ptr<rocksdb::DB> db{opened};
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (names[i] == wanted) task(*db, handles[i]);
    }
    for (auto* handle : handles) check(db->DestroyColumnFamilyHandle(handle));
    check(db->Close());
}

}  // namespace

void raw_put(const std::filesystem::path& folder, std::string_view family, std::string_view key,
             std::string_view value) {
    with_family(folder, family, [&](rocksdb::DB& db, rocksdb::ColumnFamilyHandle* handle) {
        check(db.Put({}, handle, {key.data(), key.size()}, {value.data(), value.size()}));
    });
}

std::string raw_get(const std::filesystem::path& folder, std::string_view family, std::string_view key) {
    std::string value;
    with_family(folder, family, [&](rocksdb::DB& db, rocksdb::ColumnFamilyHandle* handle) {
        const auto status = db.Get({}, handle, {key.data(), key.size()}, &value);
        if (!status.IsNotFound()) check(status);
    });
    return value;
}

void raw_delete(const std::filesystem::path& folder, std::string_view family, std::string_view key) {
    with_family(folder, family, [&](rocksdb::DB& db, rocksdb::ColumnFamilyHandle* handle) {
        check(db.Delete({}, handle, {key.data(), key.size()}));
    });
}

void raw_add_family(const std::filesystem::path& folder, std::string_view family) {
    with_family(folder, family, [](rocksdb::DB&, rocksdb::ColumnFamilyHandle*) {});
}

void raw_drop_family(const std::filesystem::path& folder, std::string_view family) {
    with_family(folder, family, [](rocksdb::DB& db, rocksdb::ColumnFamilyHandle* handle) {
        check(db.DropColumnFamily(handle));
    });
}

void raw_compact(const std::filesystem::path& folder) {
    for (const auto* family : {"pages", "schedule", "bodies", "changes", "revisions", "report_states"}) {
        with_family(folder, family, [](rocksdb::DB& db, rocksdb::ColumnFamilyHandle* handle) {
            check(db.Flush({}, handle));
            check(db.CompactRange({}, handle, nullptr, nullptr));
        });
    }
}

std::map<std::string, std::string> raw_records(const std::filesystem::path& folder, std::string_view family) {
    std::map<std::string, std::string> records;
    with_family(folder, family, [&](rocksdb::DB& db, rocksdb::ColumnFamilyHandle* handle) {
        const std::unique_ptr<rocksdb::Iterator> all{db.NewIterator({}, handle)};
        for (all->SeekToFirst(); all->Valid(); all->Next())
            records[all->key().ToString()] = all->value().ToString();
        check(all->status());
    });
    return records;
}

void raw_put_all(const std::filesystem::path& folder, std::string_view family,
                 const std::map<std::string, std::string>& records) {
    with_family(folder, family, [&](rocksdb::DB& db, rocksdb::ColumnFamilyHandle* handle) {
        for (const auto& [key, value] : records) check(db.Put({}, handle, key, value));
    });
}

std::vector<std::string> raw_keys(const std::filesystem::path& folder, std::string_view family) {
    std::vector<std::string> keys;
    with_family(folder, family, [&](rocksdb::DB& db, rocksdb::ColumnFamilyHandle* handle) {
        const std::unique_ptr<rocksdb::Iterator> all{db.NewIterator({}, handle)};
        for (all->SeekToFirst(); all->Valid(); all->Next()) keys.push_back(all->key().ToString());
        check(all->status());
    });
    return keys;
}

}  // namespace ogi::storage
