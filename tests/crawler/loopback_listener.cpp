#include "loopback_listener.h"

#include <netinet/in.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <exception>
#include <system_error>

namespace ogi::crawler {

namespace {

constexpr int waiting_connections_max = 128;

int checked(int result, const char* what) {
    if (result < 0) throw std::system_error{errno, std::generic_category(), what};
    return result;
}

}  // namespace

LoopbackListener::LoopbackListener() {
    fd_ = checked(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), "socket");
    stop_event_ = checked(::eventfd(0, EFD_CLOEXEC), "eventfd");
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t length = sizeof address;
    checked(::bind(fd_, reinterpret_cast<sockaddr*>(&address), length), "bind");
    checked(::listen(fd_, waiting_connections_max), "listen");
    checked(::getsockname(fd_, reinterpret_cast<sockaddr*>(&address), &length), "getsockname");
    port_ = ntohs(address.sin_port);
}

LoopbackListener::~LoopbackListener() {
    ::close(fd_);
    ::close(stop_event_);
}

void LoopbackListener::stop() {
    const std::uint64_t one = 1;
    if (::write(stop_event_, &one, sizeof one) < 0) std::terminate();
}

bool LoopbackListener::wait_readable(int fd) const {
    std::array<pollfd, 2> watched{{{fd, POLLIN, 0}, {stop_event_, POLLIN, 0}}};
    while (::poll(watched.data(), watched.size(), -1) < 0) {
    }
    return watched[0].revents != 0 && watched[1].revents == 0;
}

int LoopbackListener::accept() const {
    while (wait_readable(fd_)) {
        const int fd = ::accept4(fd_, nullptr, nullptr, SOCK_CLOEXEC);
        if (fd >= 0) return fd;
    }
    return -1;
}

}  // namespace ogi::crawler
