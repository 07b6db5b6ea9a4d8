#include "raw_server.h"

#include <netinet/in.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <stdexcept>

namespace ogi::crawler {

namespace {

void check(bool good, const char* what) {
    if (!good) throw std::runtime_error{what};
}

// Whether `fd` has something to read before the server is to stop; forever where `milliseconds` is -1.
bool wait_readable(int fd, int stop_event, int milliseconds = -1) {
    std::array<pollfd, 2> watched{{{fd, POLLIN, 0}, {stop_event, POLLIN, 0}}};
    while (::poll(watched.data(), watched.size(), milliseconds) < 0) {
    }
    return watched[0].revents != 0 && watched[1].revents == 0;
}

}  // namespace

std::string RawConnection::read_request() {
    std::string request;
    std::array<char, 4096> buffer;
    while (request.find("\r\n\r\n") == std::string::npos && wait_readable(fd_, stop_event_)) {
        const auto count = ::recv(fd_, buffer.data(), buffer.size(), 0);
        if (count <= 0) break;
        request.append(buffer.data(), static_cast<std::size_t>(count));
    }
    return request;
}

void RawConnection::read_some() {
    std::array<char, 4096> buffer;
    if (wait_readable(fd_, stop_event_)) static_cast<void>(::recv(fd_, buffer.data(), buffer.size(), 0));
}

bool RawConnection::send(std::string_view bytes) {
    while (!bytes.empty()) {
        const auto sent = ::send(fd_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent <= 0) return false;
        bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
}

bool RawConnection::pause(std::chrono::milliseconds time) {
    std::array<pollfd, 2> watched{{{fd_, POLLIN | POLLRDHUP, 0}, {stop_event_, POLLIN, 0}}};
    while (::poll(watched.data(), watched.size(), static_cast<int>(time.count())) < 0) {
    }
    return watched[0].revents == 0 && watched[1].revents == 0;
}

void RawConnection::reset() {
    const linger at_once{.l_onoff = 1, .l_linger = 0};
    ::setsockopt(fd_, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
}

RawServer::RawServer(Script script) : script_{std::move(script)} {
    listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    stop_event_ = ::eventfd(0, EFD_CLOEXEC);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t length = sizeof address;
    check(::bind(listener_, reinterpret_cast<sockaddr*>(&address), length) == 0, "bind");
    check(::listen(listener_, 64) == 0, "listen");
    check(::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &length) == 0, "getsockname");
    port_ = ntohs(address.sin_port);
    acceptor_ = std::thread{[this] { accept_all(); }};
}

RawServer::~RawServer() {
    const std::uint64_t one = 1;
    if (::write(stop_event_, &one, sizeof one) < 0) std::terminate();
    acceptor_.join();
    for (auto& connection : connections_) connection.join();
    ::close(listener_);
    ::close(stop_event_);
}

std::string RawServer::url(std::string_view scheme, std::string_view host) const {
    return std::string{scheme} + "://" + std::string{host} + ":" + std::to_string(port_) + "/";
}

void RawServer::accept_all() {
    while (wait_readable(listener_, stop_event_)) {
        const int fd = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
        if (fd < 0) continue;
        connections_.emplace_back([this, fd] {
            RawConnection connection{fd, stop_event_};
            script_(connection);
            ::close(fd);
        });
    }
}

}  // namespace ogi::crawler
