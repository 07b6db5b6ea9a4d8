#pragma once

#include "base/result.h"

#include <sys/types.h>

#include <filesystem>
#include <string>
#include <vector>

namespace ogi::daemon {

// Who is at the other end of a Unix socket, as the kernel says.
struct PeerCredentials {
    pid_t process = 0;
    uid_t user = 0;
    std::vector<gid_t> groups{};  // All of them.
};
// Fails with `io`.
base::Result<PeerCredentials> peer_of(int socket);

// Whom a socket file obeys beside root.
struct SocketOwner {
    uid_t user = 0;
    gid_t group = 0;
};
base::Result<SocketOwner> owner_of(const std::filesystem::path& socket);

bool may_operate(const PeerCredentials& peer, const SocketOwner& owner);
// "uid=1000 pid=4711"
std::string name_of(const PeerCredentials& peer);

}  // namespace ogi::daemon
