#include "daemon/api/peer.h"

#include <sys/socket.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace ogi::daemon {

using base::ErrorCode;
using base::Result;

Result<PeerCredentials> peer_of(int socket) {
    ucred facts{};
    socklen_t size = sizeof facts;
    if (getsockopt(socket, SOL_SOCKET, SO_PEERCRED, &facts, &size) != 0)
        return base::fail(ErrorCode::io, std::string{"who asks is not told: "} + std::strerror(errno));
    PeerCredentials peer{.process = facts.pid, .user = facts.uid, .groups = {facts.gid}};
    // The first call says how much room the further groups need.
    socklen_t bytes = 0;
    if (getsockopt(socket, SOL_SOCKET, SO_PEERGROUPS, nullptr, &bytes) == 0 || errno != ERANGE) return peer;
    std::vector<gid_t> further(bytes / sizeof(gid_t));
    if (getsockopt(socket, SOL_SOCKET, SO_PEERGROUPS, further.data(), &bytes) == 0)
        peer.groups.insert(peer.groups.end(), further.begin(), further.end());
    return peer;
}

Result<SocketOwner> owner_of(const std::filesystem::path& socket) {
    struct stat facts {};
    if (stat(socket.c_str(), &facts) != 0)
        return base::fail(ErrorCode::io, socket.string() + ": " + std::strerror(errno));
    return SocketOwner{facts.st_uid, facts.st_gid};
}

bool may_operate(const PeerCredentials& peer, const SocketOwner& owner) {
    return peer.user == 0 || peer.user == owner.user ||
           std::ranges::find(peer.groups, owner.group) != peer.groups.end();
}

std::string name_of(const PeerCredentials& peer) {
    return "uid=" + std::to_string(peer.user) + " pid=" + std::to_string(peer.process);
}

}  // namespace ogi::daemon
