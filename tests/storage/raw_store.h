#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

// A store's RocksDB without the store, to do damage to it. The store must not be open.
namespace ogi::storage {

void raw_put(const std::filesystem::path& folder, std::string_view family, std::string_view key,
             std::string_view value);
// Empty where there is none.
std::string raw_get(const std::filesystem::path& folder, std::string_view family, std::string_view key);
void raw_delete(const std::filesystem::path& folder, std::string_view family, std::string_view key);
// Makes a database if there is none, and the family in it.
void raw_add_family(const std::filesystem::path& folder, std::string_view family);
// As before the family was known.
void raw_drop_family(const std::filesystem::path& folder, std::string_view family);
// Has everything lie in tables.
void raw_compact(const std::filesystem::path& folder);
// All of a family, read and written by one opening.
std::map<std::string, std::string> raw_records(const std::filesystem::path& folder, std::string_view family);
void raw_put_all(const std::filesystem::path& folder, std::string_view family,
                 const std::map<std::string, std::string>& records);
std::vector<std::string> raw_keys(const std::filesystem::path& folder, std::string_view family);

}  // namespace ogi::storage
