#include "daemon/control/place.h"

#include "daemon/makeable.h"

#include <sys/stat.h>

namespace ogi::daemon {

namespace fs = std::filesystem;
using base::ErrorCode;
using base::Result;

std::string mark_of_place(const fs::path& path) {
    struct stat status {};
    if (stat(nearest_existing(path).c_str(), &status) != 0) return {};
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
    const auto why = why_not_makeable(folder);
    if (why.empty()) return {};
    return base::fail(
        ErrorCode::io,
        "cannot write to " + folder.string() + " (" + why +
            "); the account that ogid runs as must own it, and a service writes only below /var/lib/ogid and "
            "where ReadWritePaths= lets it (systemctl edit ogid)");
}

}  // namespace ogi::daemon
