#pragma once

#include "base/result.h"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/generic/stream_protocol.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/beast/core/basic_stream.hpp>
#include <boost/beast/http/status.hpp>
#include <boost/beast/http/verb.hpp>

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace ogi::daemon {

// Where a request came in. Only the control socket, which the file system guards, may ask for work to be
// done.
enum class Door { tcp, control };

struct HttpCall {
    boost::beast::http::verb method = boost::beast::http::verb::get;
    std::string target;         // Path and query as sent.
    std::string last_event_id;  // Of an EventSource that reconnects.
    std::string body{};
    Door door = Door::tcp;
};

// One response being written. Each function throws boost::system::system_error when the peer is gone or
// slower than write_timeout; the server closes the connection then.
class HttpReply {
  public:
    using Stream = boost::beast::basic_stream<boost::asio::generic::stream_protocol>;
    static constexpr std::chrono::seconds write_timeout{30};

    HttpReply(Stream& stream, bool keep_alive) : stream_{stream}, keep_alive_{keep_alive} {}

    // A complete response.
    boost::asio::awaitable<void> whole(boost::beast::http::status status, std::string_view content_type,
                                       std::string body);
    // {"error":{"code":…,"message":…}} with the HTTP status that stands for the code.
    boost::asio::awaitable<void> error(const base::Error& error);

    // A response of unknown length: begin, any number of pieces, end.
    boost::asio::awaitable<void> begin(std::string_view content_type);
    boost::asio::awaitable<void> piece(std::string text);
    boost::asio::awaitable<void> end();

    bool begun() const { return begun_; }

  private:
    Stream& stream_;
    bool keep_alive_;
    bool begun_ = false;
};

// Serves HTTP/1.1 on TCP and on a Unix socket. All on the thread that runs `context`.
class HttpServer {
  public:
    using OnCall = std::function<boost::asio::awaitable<void>(const HttpCall& call, HttpReply& reply)>;
    static constexpr std::chrono::seconds idle_timeout{60};  // For the next request on a connection.
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
