#include "daemon/control/place.h"

#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace ogi::daemon {

namespace fs = std::filesystem;
using base::ErrorCode;
using base::Result;

namespace {

// The nearest one that is there, or may not be looked at.
fs::path nearest(fs::path path, struct stat& status) {
    path = path.lexically_normal();
    while (stat(path.c_str(), &status) != 0 && (errno == ENOENT || errno == ENOTDIR) &&
           path != path.parent_path())
        path = path.parent_path();
    return path;
}

}  // namespace

std::string mark_of_place(fs::path path) {
    struct stat status {};
    path = nearest(std::move(path), status);
    if (stat(path.c_str(), &status) != 0) return {};
    return std::to_string(status.st_dev) + ":" + std::to_string(status.st_ino);
}

Result<void> check_same_place(const fs::path& path, std::string_view mark) {
    if (mark.empty() || mark_of_place(path) == mark) return {};
    return base::fail(ErrorCode::usage,
                      "the daemon does not see " + path.string() +
                          " as you do: a service has a /tmp of its own, and neither /home nor /root; name a "
                          "place that the account it runs as can reach, say below /srv or /var/lib/ogid");
}

Result<void> check_writable_place(const fs::path& folder) {
    struct stat status {};
    const auto there = nearest(folder, status);
    const bool is_folder = S_ISDIR(status.st_mode);
    if (is_folder && access(there.c_str(), W_OK | X_OK) == 0) return {};
    const auto problem = is_folder ? errno : ENOTDIR;
    return base::fail(
        ErrorCode::io,
        "cannot write to " + folder.string() + " (" + there.string() + ": " + std::strerror(problem) + ")" +
            "; the account that ogid runs as must own it, and a service writes only below /var/lib/ogid and "
            "where ReadWritePaths= lets it (systemctl edit ogid)");
}

}  // namespace ogi::daemon
