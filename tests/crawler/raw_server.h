#pragma once

#include "loopback_listener.h"

#include <chrono>
#include <cstdint>
#include <functional>
#include <list>
#include <string>
#include <string_view>
#include <thread>

namespace ogi::crawler {

// One client of a RawServer.
class RawConnection {
  public:
    RawConnection(int fd, const LoopbackListener& listener) : fd_{fd}, listener_{listener} {}

    // Bytes of the client until an empty line, or until it or the server ends.
    std::string read_request();
    // What comes next, of whatever kind.
    void read_some();
    // False once the client has gone.
    bool send(std::string_view bytes);
    // Waits, but no longer than the client or the server does. False once either has gone.
    bool pause(std::chrono::milliseconds time);
    // Ends with a reset instead of an orderly close.
    void reset();

  private:
    int fd_;
    const LoopbackListener& listener_;
};

// A TCP server on 127.0.0.1 and a free port that knows nothing of HTTP: what happens on a connection, from
// its first moment on, is the script's business. One thread a connection.
class RawServer {
  public:
    using Script = std::function<void(RawConnection&)>;
    explicit RawServer(Script script);
    ~RawServer();
    RawServer(const RawServer&) = delete;
    RawServer& operator=(const RawServer&) = delete;

    std::string url(std::string_view scheme = "http", std::string_view host = "127.0.0.1") const;
    std::uint16_t port() const { return listener_.port(); }

  private:
    void accept_all();

    Script script_;
    LoopbackListener listener_;
    std::list<std::thread> connections_;
    std::thread acceptor_;
};

}  // namespace ogi::crawler
