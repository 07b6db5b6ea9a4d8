#pragma once

#include "base/result.h"
#include "daemon/api/connection_counts.h"
#include "daemon/api/host_rules.h"
#include "daemon/api/http_call.h"
#include "daemon/api/http_reply.h"
#include "daemon/api/request_head.h"
#include "daemon/api/server_counts.h"
#include "daemon/api/tokens.h"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace ogi::daemon {

struct ServerSettings {
    ConnectionLimits connections{};
    RequestLimits request{};
    // From the first byte of a request to the last of its head.
    std::chrono::milliseconds header_timeout{10'000};
    // For a further request on a connection.
    std::chrono::milliseconds idle_timeout{60'000};
    // For a piece of a response.
    std::chrono::milliseconds write_timeout{HttpReply::write_timeout_default};
    std::vector<std::string> hosts{};         // HostRules::hosts
    std::vector<std::string> cors_origins{};  // Pages of these may read; "*": of all.
    Tokens tokens{};
};

// Serves HTTP/1.1 on TCP and on a Unix socket. All on the thread that runs `context`.
class HttpServer {
  public:
    using OnCall = std::function<boost::asio::awaitable<void>(const HttpCall& call, HttpReply& reply)>;
    // For the body of a request.
    static constexpr std::chrono::seconds body_timeout{60};
    // Of operators; nobody else's is taken.
    static constexpr std::uint64_t body_bytes_max = std::uint64_t{16} << 20;
    // After the system had no means to accept one.
    static constexpr std::chrono::milliseconds accept_pause{100};
    // How long what a refused peer still sends is read, so that it reads why, and how much of it.
    static constexpr std::chrono::seconds linger{1};
    static constexpr std::size_t linger_bytes_max = 256 * 1024;
    // Between two lines in the log about refused connections.
    static constexpr std::chrono::seconds refusal_log_period{10};

    HttpServer(boost::asio::io_context& context, ServerSettings settings, OnCall on_call);
    ~HttpServer();

    // Fails with `busy` (address in use) or `io`; the context names the address.
    base::Result<void> listen_tcp(const std::string& host, std::uint16_t port);
    // Takes the place of a socket nobody listens on any more. Fails with `io`.
    base::Result<void> listen_unix(const std::filesystem::path& path);
    // Who may operate over TCP, from the next request on. On the server's thread.
    void set_tokens(Tokens tokens);
    // Begins to accept on everything listened on so far.
    void start();
    // Accepts no more, removes the socket file, and has every connection end where it waits for something: the
    // context is out of work soon, and what answers refer to must live until then. On the server's thread, or
    // where there is none.
    void close();

    // On the server's thread.
    const ServerCounts& counts() const;
    // Of the first TCP listener; 0 where there is none.
    std::uint16_t port() const;

    struct Shared;

  private:
    std::shared_ptr<Shared> shared_;
};

}  // namespace ogi::daemon
