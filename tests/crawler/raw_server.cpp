#include "raw_server.h"

#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <utility>

namespace ogi::crawler {

std::string RawConnection::read_request() {
    std::string request;
    std::array<char, 4096> buffer;
    while (request.find("\r\n\r\n") == std::string::npos && listener_.wait_readable(fd_)) {
        const auto count = ::recv(fd_, buffer.data(), buffer.size(), 0);
        if (count <= 0) break;
        request.append(buffer.data(), static_cast<std::size_t>(count));
    }
    return request;
}

void RawConnection::read_some() {
    std::array<char, 4096> buffer;
    if (listener_.wait_readable(fd_)) static_cast<void>(::recv(fd_, buffer.data(), buffer.size(), 0));
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
    std::array<pollfd, 2> watched{{{fd_, POLLIN | POLLRDHUP, 0}, {listener_.stop_event(), POLLIN, 0}}};
    while (::poll(watched.data(), watched.size(), static_cast<int>(time.count())) < 0) {
    }
    return watched[0].revents == 0 && watched[1].revents == 0;
}

void RawConnection::reset() {
    const linger at_once{.l_onoff = 1, .l_linger = 0};
    ::setsockopt(fd_, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
}

RawServer::RawServer(Script script) : script_{std::move(script)} {
    acceptor_ = std::thread{[this] { accept_all(); }};
}

RawServer::~RawServer() {
    listener_.stop();
    acceptor_.join();
    for (auto& connection : connections_) connection.join();
}

std::string RawServer::url(std::string_view scheme, std::string_view host) const {
    return std::string{scheme} + "://" + std::string{host} + ":" + std::to_string(port()) + "/";
}

void RawServer::accept_all() {
    for (int fd = listener_.accept(); fd >= 0; fd = listener_.accept()) {
        connections_.emplace_back([this, fd] {
            RawConnection connection{fd, listener_};
            script_(connection);
            ::close(fd);
        });
    }
}

}  // namespace ogi::crawler
