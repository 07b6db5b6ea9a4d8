#pragma once

#include "daemon/api/http_server.h"

#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/local/stream_protocol.hpp>

#include <filesystem>
#include <list>
#include <memory>
#include <optional>
#include <vector>

namespace ogi::daemon {

// What a server and its connections have in common.
struct HttpServer::Shared {
    boost::asio::io_context& context;
    ServerSettings settings;
    OnCall on_call;
    ServerCounts counts{};
    std::shared_ptr<ConnectionCounts> places{};
    HostRules host_rules{};
    std::vector<boost::asio::ip::tcp::acceptor> tcp_acceptors{};
    std::optional<boost::asio::local::stream_protocol::acceptor> control_acceptor{};
    std::filesystem::path control_path{};
    std::list<boost::asio::cancellation_signal> ends{};  // One of each connection.
};

// Who a connection's calls come from, as far as the connection tells: what of HttpCall::caller does not
// depend on the request.
struct Connected {
    Caller caller{};
    std::shared_ptr<void> place{};
};

// Serves one connection to its end.
boost::asio::awaitable<void> serve_connection(std::shared_ptr<HttpServer::Shared> shared,
                                              HttpReply::Stream stream, Connected connected);

}  // namespace ogi::daemon
