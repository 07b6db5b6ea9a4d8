#include "daemon/api/http_server.h"

#include "daemon/api/connection.h"
#include "daemon/api/peer.h"
#include "daemon/socket_path.h"

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <spdlog/spdlog.h>

#include <string_view>

namespace ogi::daemon {

namespace asio = boost::asio;
using asio::ip::tcp;
using asio::local::stream_protocol;
using base::ErrorCode;
using base::Result;

namespace {

bool is_listened_on(const ShortSocketPath& path) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    path.text().copy(address.sun_path, sizeof address.sun_path - 1);
    const int probe = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (probe < 0) return false;
    // A queue that is full is one of somebody who listens.
    const bool taken =
        connect(probe, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0 || errno == EAGAIN;
    close(probe);
    return taken;
}

// Behind a socket that was left nobody listens. Anything else is somebody's.
Result<void> remove_left_socket(const std::filesystem::path& path, const ShortSocketPath& short_path) {
    std::error_code problem;
    const auto status = std::filesystem::symlink_status(path, problem);
    if (!std::filesystem::exists(status)) return {};
    if (status.type() != std::filesystem::file_type::socket)
        return base::fail(ErrorCode::io, "control socket " + path.string() +
                                             ": something that is no socket has this name; move it away");
    if (is_listened_on(short_path))
        return base::fail(ErrorCode::busy, "control socket " + path.string() +
                                               ": another process listens there; give each store a socket of "
                                               "its own ([api] socket)");
    std::filesystem::remove(path, problem);
    return {};
}

using Clock = std::chrono::steady_clock;
using SharedServer = std::shared_ptr<HttpServer::Shared>;

// What a connection that has no place is told, without waiting for it to listen.
constexpr std::string_view full_response =
    "HTTP/1.1 503 Service Unavailable\r\nRetry-After: 5\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";

// Tells of refused connections now and then: a flood of them must not flood the log.
class RefusalLog {
  public:
    void add(std::string_view limit) {
        ++refused_;
        const auto now = Clock::now();
        if (now - last_ < HttpServer::refusal_log_period) return;
        spdlog::warn("connections refused limit={} count={}", limit, refused_);
        last_ = now, refused_ = 0;
    }

  private:
    Clock::time_point last_ = Clock::time_point::min() + HttpServer::refusal_log_period;
    std::uint64_t refused_ = 0;
};

ConnectionCounts::Place place_for(ConnectionCounts& places, const tcp::socket& socket) {
    boost::system::error_code problem;
    return places.take_tcp(socket.remote_endpoint(problem).address());
}

ConnectionCounts::Place place_for(ConnectionCounts& places, const stream_protocol::socket&) {
    return places.take_control();
}

Caller caller_of(tcp::socket& socket, const std::filesystem::path&) {
    boost::system::error_code problem;
    const auto peer = socket.remote_endpoint(problem);
    return {.door = Door::tcp, .name = "address=" + peer.address().to_string()};
}

Caller caller_of(stream_protocol::socket& socket, const std::filesystem::path& path) {
    const auto peer = peer_of(socket.native_handle());
    const auto owner = owner_of(path);
    Caller caller{.door = Door::control, .name = peer ? name_of(*peer) : "unknown"};
    caller.operates = peer && owner && may_operate(*peer, *owner);
    return caller;
}

// Takes connections until the acceptor is closed.
template <class Acceptor>
asio::awaitable<void> accept_all(SharedServer shared, Acceptor& acceptor) {
    RefusalLog refusals;
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
        auto place = place_for(*shared->places, socket);
        if (!place.held) {
            refusals.add(place.limit);
            send(socket.native_handle(), full_response.data(), full_response.size(),
                 MSG_DONTWAIT | MSG_NOSIGNAL);
            continue;  // Closes it.
        }
        Connected connected{caller_of(socket, shared->control_path), std::move(place.held)};
        HttpReply::Stream stream{asio::generic::stream_protocol::socket{std::move(socket)}};
        const auto end = shared->ends.emplace(shared->ends.end());
        auto serving = serve_connection(shared, std::move(stream), std::move(connected));
        auto ended = [shared, end](std::exception_ptr bug) {
            shared->ends.erase(end);
            if (bug) std::rethrow_exception(bug);
        };
        asio::co_spawn(acceptor.get_executor(), std::move(serving),
                       asio::bind_cancellation_slot(end->slot(), std::move(ended)));
    }
}

}  // namespace

HttpServer::HttpServer(asio::io_context& context, ServerSettings settings, OnCall on_call)
    : shared_{std::make_shared<Shared>(Shared{context, std::move(settings), std::move(on_call)})} {
    shared_->places = std::make_shared<ConnectionCounts>(shared_->settings.connections, shared_->counts);
    shared_->host_rules.hosts = shared_->settings.hosts;
}

HttpServer::~HttpServer() {
    close();
}

const ServerCounts& HttpServer::counts() const {
    return shared_->counts;
}

std::uint16_t HttpServer::port() const {
    boost::system::error_code ignored;
    return shared_->tcp_acceptors.empty() ? std::uint16_t{0}
                                          : shared_->tcp_acceptors.front().local_endpoint(ignored).port();
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
    shared_->host_rules.listen = address.to_string();
    shared_->tcp_acceptors.push_back(std::move(acceptor));
    return {};
}

Result<void> HttpServer::listen_unix(const std::filesystem::path& path) {
    std::error_code told_below;
    std::filesystem::create_directories(path.parent_path(), told_below);
    TRY(short_path, ShortSocketPath::of(path));
    TRY_VOID(remove_left_socket(path, short_path));
    boost::system::error_code problem;
    std::error_code ignored;
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

void HttpServer::set_tokens(Tokens tokens) {
    shared_->settings.tokens = std::move(tokens);
}

void HttpServer::start() {
    const auto bug = [](std::exception_ptr raised) {
        if (raised) std::rethrow_exception(raised);
    };
    for (auto& acceptor : shared_->tcp_acceptors)
        asio::co_spawn(shared_->context, accept_all(shared_, acceptor), bug);
    if (shared_->control_acceptor)
        asio::co_spawn(shared_->context, accept_all(shared_, *shared_->control_acceptor), bug);
}

void HttpServer::close() {
    boost::system::error_code ignored;
    for (auto& acceptor : shared_->tcp_acceptors) acceptor.close(ignored);
    if (shared_->control_acceptor && shared_->control_acceptor->is_open()) {
        shared_->control_acceptor->close(ignored);
        std::error_code gone;
        std::filesystem::remove(shared_->control_path, gone);
    }
    for (auto& end : shared_->ends) end.emit(asio::cancellation_type::terminal);
}

}  // namespace ogi::daemon
