#pragma once

#include "daemon/doctor/facts.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

// What the system tells, a question a function. Nothing is altered.
namespace ogi::daemon {

bool path_exists(const std::filesystem::path& path);
bool is_socket_file(const std::filesystem::path& path);
bool may_be_written_by_all(const std::filesystem::path& path);
// Whether a folder above it does not let who asks look at it, or it is a folder that may not be read.
bool is_hidden(const std::filesystem::path& path);
bool may_write(const std::filesystem::path& folder);
bool is_shut_to_owner(const std::filesystem::path& folder);
bool is_read_only(const std::filesystem::path& path);  // Of the file system it lies on.
// Empty where who asks can read the file.
std::string why_not_readable(const std::filesystem::path& file);
std::string owner_name(const std::filesystem::path& path);
std::string user_name();

// The files in a folder, not below, that belong to another user than the folder does.
struct ForeignFiles {
    std::size_t count = 0;
    std::string first{};  // By name, and whose it is: "000012.sst of root".
};
ForeignFiles foreign_files(const std::filesystem::path& folder);
bool holds_file_ending_in(const std::filesystem::path& folder, std::string_view ending);

// The process that holds a lock on the file; 0: none, or it may not be looked at.
int holder_of_lock(const std::filesystem::path& file);

// Of the file system in which the folder is, or would be.
DiskFacts look_at_disk(const std::filesystem::path& folder);

// How many files a process may open, once it has raised its limit; 0: not known.
std::uint64_t files_allowed();

bool has_tesseract_model(std::string_view language);

// 0 where the address and port could be listened on, else errno. Nothing is listened on afterwards.
int try_to_listen(const std::string& address, std::uint16_t port);

// Of systemd; nullopt where that does not run, or does not know the unit.
struct UnitState {
    NamedState state{};
    bool is_enabled = true;
};
std::optional<UnitState> look_at_unit(const std::string& name);

}  // namespace ogi::daemon
