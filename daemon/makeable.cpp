#include "daemon/makeable.h"

#include <linux/magic.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace ogi::daemon {

namespace fs = std::filesystem;

fs::path nearest_existing(fs::path path) {
    path = path.lexically_normal();
    struct stat status {};
    while (stat(path.c_str(), &status) != 0 && (errno == ENOENT || errno == ENOTDIR) &&
           path.has_parent_path() && path != path.parent_path())
        path = path.parent_path();
    return path;
}

std::string why_not_makeable(const fs::path& folder) {
    const auto there = nearest_existing(folder);
    struct stat status {};
    if (stat(there.c_str(), &status) == 0) {
        if (!S_ISDIR(status.st_mode)) return there.string() + " is no folder";
        struct statfs system {};
        const bool is_of_kernel = statfs(there.c_str(), &system) == 0 &&
                                  (system.f_type == PROC_SUPER_MAGIC || system.f_type == SYSFS_MAGIC);
        if (is_of_kernel) return there.string() + ": the kernel's own, no folder can be made there";
        if (access(there.c_str(), W_OK | X_OK) == 0) return {};
    }
    return there.string() + ": " + std::strerror(errno);
}

}  // namespace ogi::daemon
