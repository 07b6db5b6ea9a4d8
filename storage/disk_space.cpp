#include "storage/disk_space.h"

#include <string>

namespace ogi::storage {

base::Result<void> check_free_space(const std::filesystem::path& folder, std::uintmax_t least) {
    constexpr std::uintmax_t mebibyte = 1u << 20;
    std::error_code problem;
    auto there = std::filesystem::absolute(folder, problem);
    while (!std::filesystem::exists(there, problem) && there.has_relative_path()) there = there.parent_path();
    const auto space = std::filesystem::space(there, problem);
    // A file system that cannot say how much is free is asked by writing to it.
    if (problem || space.available >= least) return {};
    return base::fail(base::ErrorCode::io,
                      "only " + std::to_string(space.available / mebibyte) + " MiB are free at " +
                          folder.string() + ", less than free_bytes_min (" +
                          std::to_string(least / mebibyte) + " MiB); nothing is written");
}

}  // namespace ogi::storage
