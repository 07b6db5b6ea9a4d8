#include "daemon/api/http_server.h"

#include "daemon/socket_path.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>

#include <spdlog/spdlog.h>

#include <optional>
#include <vector>

namespace ogi::daemon {

namespace asio = boost::asio;
namespace http = boost::beast::http;
using asio::ip::tcp;
using asio::local::stream_protocol;
using base::ErrorCode;
using base::Result;

struct HttpServer::Shared {
    asio::io_context& context;
    int connections_max;
    OnCall on_call;
    int connections = 0;
    std::vector<tcp::acceptor> tcp_acceptors;
    std::optional<stream_protocol::acceptor> control_acceptor;
    std::filesystem::path control_path;
};

namespace {

using Stream = HttpReply::Stream;

// Reads one request; nullopt when the peer is done with the connection.
asio::awaitable<std::optional<http::request<http::string_body>>> read_request(
    Stream& stream, boost::beast::flat_buffer& buffer, Door door) {
    http::request_parser<http::string_body> parser;
    parser.header_limit(HttpServer::request_bytes_max);
    parser.body_limit(door == Door::control ? HttpServer::control_body_bytes_max : 0);
    stream.expires_after(HttpServer::idle_timeout);
    boost::system::error_code problem;
    auto token = asio::redirect_error(asio::use_awaitable, problem);
    co_await http::async_read(stream, buffer, parser, token);
    if (problem) co_return std::nullopt;
    co_return parser.release();
}

asio::awaitable<void> serve(std::shared_ptr<HttpServer::OnCall> on_call, Stream stream, Door door) {
    boost::beast::flat_buffer buffer;
    try {
        while (true) {
            auto request = co_await read_request(stream, buffer, door);
            if (!request) co_return;
            HttpReply reply{
                stream, {.keep_alive = request->keep_alive(), .body = request->method() != http::verb::head}};
            const HttpCall call{request->method(), std::string{request->target()},
                                std::string{(*request)["Last-Event-ID"]}, std::move(request->body()), door};
            co_await (*on_call)(call, reply);
            if (!request->keep_alive()) co_return;
        }
    } catch (const boost::system::system_error& gone) {
        spdlog::debug("connection closed reason=\"{}\"", gone.what());
    }
}

// Takes connections until the acceptor is closed. `count` and `on_call` live as long as the server's context.
template <class Acceptor>
asio::awaitable<void> accept_all(Acceptor& acceptor, std::shared_ptr<int> count, int connections_max,
                                 std::shared_ptr<HttpServer::OnCall> on_call, Door door) {
    while (true) {
        boost::system::error_code problem;
        auto token = asio::redirect_error(asio::use_awaitable, problem);
        auto socket = co_await acceptor.async_accept(token);
        if (problem == asio::error::operation_aborted || !acceptor.is_open()) co_return;
        if (problem == asio::error::connection_aborted) continue;  // The peer left before it was taken.
        if (problem) {
            // Out of descriptors or memory: the connection is still waiting, and asking at once would spin.
            spdlog::warn("connection not accepted reason=\"{}\"", problem.message());
            asio::steady_timer pause{acceptor.get_executor(), HttpServer::accept_pause};
            auto after = asio::redirect_error(asio::use_awaitable, problem);
            co_await pause.async_wait(after);
            continue;
        }
        if (*count >= connections_max) {
            spdlog::warn("connection refused limit=connections_max value={}", connections_max);
            continue;  // Closes it.
        }
        ++*count;
        const auto executor = acceptor.get_executor();
        Stream stream{asio::generic::stream_protocol::socket{std::move(socket)}};
        asio::co_spawn(executor, serve(on_call, std::move(stream), door), [count](std::exception_ptr bug) {
            --*count;
            if (bug) std::rethrow_exception(bug);
        });
    }
}

}  // namespace

HttpServer::HttpServer(asio::io_context& context, int connections_max, OnCall on_call)
    : shared_{std::make_shared<Shared>(context, connections_max, std::move(on_call))} {}

HttpServer::~HttpServer() {
    close();
}

Result<void> HttpServer::listen_tcp(const std::string& host, std::uint16_t port) {
    const auto where = host + ":" + std::to_string(port);
    boost::system::error_code problem;
    const auto address = asio::ip::make_address(host, problem);
    if (problem) return base::fail(ErrorCode::io, "api.listen: " + host + " is not an IP address");
    tcp::acceptor acceptor{shared_->context};
    const tcp::endpoint endpoint{address, port};
    acceptor.open(endpoint.protocol(), problem);
    if (!problem) acceptor.set_option(tcp::acceptor::reuse_address{true}, problem);
    if (!problem) acceptor.bind(endpoint, problem);
    if (!problem) acceptor.listen(asio::socket_base::max_listen_connections, problem);
    if (problem) {
        const auto code = problem == asio::error::address_in_use ? ErrorCode::busy : ErrorCode::io;
        return base::fail(code, "api.listen: cannot listen on " + where + ": " + problem.message());
    }
    shared_->tcp_acceptors.push_back(std::move(acceptor));
    return {};
}

Result<void> HttpServer::listen_unix(const std::filesystem::path& path) {
    TRY(short_path, ShortSocketPath::of(path));
    boost::system::error_code problem;
    std::error_code ignored;
    // The store's lock is ours, so a socket in its folder is a leftover.
    std::filesystem::remove(path, ignored);
    stream_protocol::acceptor acceptor{shared_->context};
    const stream_protocol::endpoint endpoint{short_path.text()};
    acceptor.open(endpoint.protocol(), problem);
    if (!problem) acceptor.bind(endpoint, problem);
    if (!problem) acceptor.listen(asio::socket_base::max_listen_connections, problem);
    if (problem)
        return base::fail(ErrorCode::io, "control socket " + path.string() + ": " + problem.message());
    std::filesystem::permissions(path, std::filesystem::perms::owner_all | std::filesystem::perms::group_all,
                                 ignored);
    shared_->control_acceptor = std::move(acceptor);
    shared_->control_path = path;
    return {};
}

void HttpServer::start() {
    auto on_call = std::make_shared<OnCall>(shared_->on_call);
    auto count = std::make_shared<int>(0);
    const auto spawn = [&](auto& acceptor, Door door) {
        asio::co_spawn(shared_->context, accept_all(acceptor, count, shared_->connections_max, on_call, door),
                       [shared = shared_](std::exception_ptr bug) {
                           if (bug) std::rethrow_exception(bug);
                       });
    };
    for (auto& acceptor : shared_->tcp_acceptors) spawn(acceptor, Door::tcp);
    if (shared_->control_acceptor) spawn(*shared_->control_acceptor, Door::control);
}

void HttpServer::close() {
    boost::system::error_code ignored;
    for (auto& acceptor : shared_->tcp_acceptors) acceptor.close(ignored);
    if (!shared_->control_acceptor) return;
    shared_->control_acceptor->close(ignored);
    std::error_code gone;
    std::filesystem::remove(shared_->control_path, gone);
}

}  // namespace ogi::daemon
