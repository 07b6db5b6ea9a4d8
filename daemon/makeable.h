#pragma once

#include <filesystem>
#include <string>

namespace ogi::daemon {

// The path itself, or the nearest folder above it that is there or may not be looked at.
std::filesystem::path nearest_existing(std::filesystem::path path);

// Why a folder cannot be made or written by this process; empty: it can.
std::string why_not_makeable(const std::filesystem::path& folder);

}  // namespace ogi::daemon
