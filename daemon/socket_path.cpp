#include "daemon/socket_path.h"

#include <fcntl.h>
#include <sys/un.h>
#include <unistd.h>

#include <cstring>
#include <utility>

namespace ogi::daemon {

base::Result<ShortSocketPath> ShortSocketPath::of(const std::filesystem::path& socket) {
    const auto text = socket.string();
    if (text.size() < sizeof(sockaddr_un::sun_path)) return ShortSocketPath{text, -1};
    const auto folder = ::open(socket.parent_path().c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC);
    if (folder < 0) {
        return base::fail(base::ErrorCode::io, socket.parent_path().string() + ": " + std::strerror(errno));
    }
    ShortSocketPath path{"/proc/self/fd/" + std::to_string(folder) + "/" + socket.filename().string(),
                         folder};
    if (path.text().size() < sizeof(sockaddr_un::sun_path)) return path;
    return base::fail(base::ErrorCode::usage,
                      "socket " + text + ": its name is too long, give it a shorter one ([api] socket)");
}

ShortSocketPath::ShortSocketPath(ShortSocketPath&& other) noexcept
    : text_{std::move(other.text_)}, folder_{std::exchange(other.folder_, -1)} {}

ShortSocketPath::~ShortSocketPath() {
    if (folder_ >= 0) ::close(folder_);
}

}  // namespace ogi::daemon
