#pragma once

#include "base/result.h"

#include <cstdint>
#include <filesystem>

namespace ogi::storage {

// Nothing is written while less than this is free. RocksDB keeps up to write_buffers_bytes to flush, and
// RocksDB 7.8 ends the program by an assertion when its log hits the end of the disk; so we stop well before.
inline constexpr std::uintmax_t free_bytes_min = 128u << 20;

// Tables that the database keeps open, and what it has besides: logs, its lock, files being written.
inline constexpr int open_files_max = 256;
inline constexpr int other_files_max = 64;

// Fails with `io` where less than `least` bytes are free in the folder's file system, naming both.
base::Result<void> check_free_space(const std::filesystem::path& folder,
                                    std::uintmax_t least = free_bytes_min);

// Fails with `io`, saying why, where the folder has too little space or nothing can be written to it: writes
// a file there, makes it durable, and removes it.
base::Result<void> check_writable(const std::filesystem::path& folder);

}  // namespace ogi::storage
