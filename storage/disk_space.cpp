#include "storage/disk_space.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <string>
#include <system_error>

namespace ogi::storage {

base::Result<void> check_free_space(const std::filesystem::path& folder, std::uintmax_t least) {
    constexpr std::uintmax_t mebibyte = 1u << 20;
    std::error_code problem;
    auto there = std::filesystem::absolute(folder, problem);
    while (!std::filesystem::exists(there, problem) && there.has_relative_path()) there = there.parent_path();
    const auto space = std::filesystem::space(there, problem);
    // A file system that cannot say how much is free is asked by writing to it.
    if (problem || space.available >= least) return {};
    return base::fail(base::ErrorCode::io, "only " + std::to_string(space.available / mebibyte) +
                                               " MiB are free at " + folder.string() +
                                               ", less than free_bytes_min (" +
                                               std::to_string(least / mebibyte) +
                                               " MiB); nothing is written until there is room again");
}

base::Result<void> check_writable(const std::filesystem::path& folder) {
    constexpr std::size_t probe_bytes = 64 << 10;  // More than a file system finds room for by chance.
    TRY_VOID(check_free_space(folder));
    const auto probe = (folder / "write-probe").string();
    const int file = ::open(probe.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    const std::string bytes(probe_bytes, 'x');
    const bool written =
        file >= 0 && ::write(file, bytes.data(), bytes.size()) == probe_bytes && fsync(file) == 0;
    const auto problem = errno;
    if (file >= 0) {
        ::close(file);
        ::unlink(probe.c_str());
    }
    if (written) return {};
    return base::fail(base::ErrorCode::io, "nothing can be written to " + folder.string() + ": " +
                                               std::generic_category().message(problem));
}

}  // namespace ogi::storage
