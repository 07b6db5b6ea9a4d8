#pragma once

#include "base/result.h"
#include "daemon/api/http_call.h"
#include "daemon/api/http_reply.h"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>

namespace ogi::daemon {

// Serves HTTP/1.1 on TCP and on a Unix socket. All on the thread that runs `context`.
class HttpServer {
  public:
    using OnCall = std::function<boost::asio::awaitable<void>(const HttpCall& call, HttpReply& reply)>;
    static constexpr std::chrono::seconds idle_timeout{60};      // For the next request on a connection.
    static constexpr std::size_t request_bytes_max = 64 * 1024;  // Without a body.
    // On the control socket; none is taken elsewhere. More closes the connection.
    static constexpr std::uint64_t control_body_bytes_max = std::uint64_t{16} << 20;
    // After the system had no means to accept one.
    static constexpr std::chrono::milliseconds accept_pause{100};

    HttpServer(boost::asio::io_context& context, int connections_max, OnCall on_call);
    ~HttpServer();

    // Fails with `busy` (address in use) or `io`; the context names the address.
    base::Result<void> listen_tcp(const std::string& host, std::uint16_t port);
    // Takes the place of a socket nobody listens on any more. Fails with `io`.
    base::Result<void> listen_unix(const std::filesystem::path& path);
    // Begins to accept on everything listened on so far.
    void start();
    // Accepts no more and removes the socket file. Connections end with their context.
    void close();

  private:
    struct Shared;
    std::shared_ptr<Shared> shared_;
};

}  // namespace ogi::daemon
