#pragma once

#include "base/result.h"

#include <filesystem>
#include <string>
#include <string_view>

// Whether two processes mean the same by a path. A service that systemd shuts in (PrivateTmp=, ProtectHome=,
// ProtectSystem=) has a /tmp of its own, sees no homes and may write in few places.
namespace ogi::daemon {

// "DEVICE:INODE" of a file or folder, or where it is not there, of the nearest folder above it that is; empty
// where that may not be looked at.
std::string mark_of_place(const std::filesystem::path& path);

// `mark`: what mark_of_place gives whoever asks; empty: not known. Fails with `usage` where the path is
// another place here.
base::Result<void> check_same_place(const std::filesystem::path& path, std::string_view mark);

// Fails with `io` where a folder cannot be made or written, and says what to do.
base::Result<void> check_writable_place(const std::filesystem::path& folder);

}  // namespace ogi::daemon
