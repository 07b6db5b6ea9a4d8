#include "daemon/cli/client.h"

#include "daemon/api/error_codes.h"
#include "daemon/open_store.h"
#include "daemon/socket_path.h"

#include <boost/asio/io_context.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/buffer_body.hpp>
#include <boost/beast/http/message.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/http/write.hpp>

#include <poll.h>
#include <sys/socket.h>
#include <sys/time.h>

#include <array>
#include <cerrno>

namespace ogi::daemon {

namespace asio = boost::asio;
namespace http = boost::beast::http;
using asio::local::stream_protocol;
using base::ErrorCode;
using base::Result;

struct Client::Connection {
    asio::io_context context{1};
    stream_protocol::socket socket{context};
    boost::beast::flat_buffer buffer;
};

namespace {

// Cuts a stream of bytes into lines.
class LineCutter {
  public:
    explicit LineCutter(const LineSink& sink) : sink_{sink} {}

    // False once the sink has had enough.
    bool add(std::string_view bytes) {
        rest_ += bytes;
        std::size_t begin = 0;
        for (auto end = rest_.find('\n'); end != std::string::npos; end = rest_.find('\n', begin)) {
            if (!sink_(std::string_view{rest_}.substr(begin, end - begin))) return false;
            begin = end + 1;
        }
        rest_.erase(0, begin);
        return true;
    }

  private:
    const LineSink& sink_;
    std::string rest_;
};

base::Error broken(const boost::system::error_code& problem) {
    return base::fail(ErrorCode::busy, "the daemon broke off: " + problem.message());
}

base::Error answered_error(const std::string& body, unsigned status) {
    if (auto error = read_error_line(body)) return *std::move(error);
    return base::fail(ErrorCode::io, "the daemon answered " + std::to_string(status));
}

base::Error silent(const std::filesystem::path& socket) {
    return base::fail(ErrorCode::busy,
                      "ogid does not answer on " + socket.string() + " within " +
                          std::to_string(Client::patience.count()) +
                          " s: it hangs, or was stopped; ogi doctor tells more, and systemctl restart ogid "
                          "ends it");
}

// By hand, for asio would wait for ever where the listener's queue is full. `try_again` where it stayed so.
boost::system::error_code connect_in_time(stream_protocol::socket& socket,
                                          const stream_protocol::endpoint& endpoint) {
    socket.open(endpoint.protocol());
    const timeval longest{.tv_sec = Client::patience.count(), .tv_usec = 0};
    setsockopt(socket.native_handle(), SOL_SOCKET, SO_SNDTIMEO, &longest, sizeof longest);
    if (::connect(socket.native_handle(), endpoint.data(), static_cast<socklen_t>(endpoint.size())) == 0)
        return {};
    return {errno, boost::system::system_category()};
}

}  // namespace

Client::Client(std::unique_ptr<Connection> connection) : connection_{std::move(connection)} {}
Client::Client(Client&&) noexcept = default;
Client& Client::operator=(Client&&) noexcept = default;
Client::~Client() = default;

Result<std::optional<Client>> Client::connect(const std::filesystem::path& socket) {
    std::error_code hidden;
    if (!std::filesystem::exists(socket, hidden)) {
        if (hidden == std::errc::permission_denied) return may_not_look(socket);
        return std::optional<Client>{};
    }
    TRY(short_path, ShortSocketPath::of(socket));
    auto connection = std::make_unique<Connection>();
    const auto problem = connect_in_time(connection->socket, stream_protocol::endpoint{short_path.text()});
    if (problem == asio::error::try_again) return silent(socket);
    if (problem == asio::error::connection_refused ||
        problem == boost::system::errc::no_such_file_or_directory) {
        return std::optional<Client>{};  // A socket left by a daemon that was killed.
    }
    if (problem == boost::system::errc::permission_denied) return may_not_look(socket);
    if (problem) return base::fail(ErrorCode::io, socket.string() + ": " + problem.message());
    Client client{std::move(connection)};
    TRY(alive, client.gives_a_sign_of_life());
    if (!alive) return silent(socket);
    return std::optional<Client>{std::move(client)};
}

Result<void> Client::ask(std::string_view method, const std::string& target, const LineSink& sink,
                         std::string body) {
    TRY_VOID(send(method, target, std::move(body)));
    return receive(sink);
}

Result<bool> Client::gives_a_sign_of_life() {
    TRY_VOID(send("GET", "/healthz", {}));
    pollfd answer{.fd = connection_->socket.native_handle(), .events = POLLIN, .revents = 0};
    const std::chrono::milliseconds longest = patience;
    if (poll(&answer, 1, static_cast<int>(longest.count())) == 0) return false;
    // Whatever it says: what is wrong with it the next question will tell.
    static_cast<void>(receive([](std::string_view) { return true; }));
    return true;
}

Result<void> Client::send(std::string_view method, const std::string& target, std::string body) {
    http::request<http::string_body> request{http::string_to_verb(method), target, 11};
    request.set(http::field::host, "ogid");
    request.body() = std::move(body);
    request.prepare_payload();
    boost::system::error_code problem;
    http::write(connection_->socket, request, problem);
    if (problem) return broken(problem);
    return {};
}

Result<void> Client::receive(const LineSink& sink) {
    boost::system::error_code problem;
    http::response_parser<http::buffer_body> parser;
    parser.body_limit(boost::none);
    http::read_header(connection_->socket, connection_->buffer, parser, problem);
    if (problem) return broken(problem);
    const bool success = parser.get().result() == http::status::ok;

    std::string error_body;
    std::optional<base::Error> told;  // Behind the lines of an answer: what could not be read.
    const LineSink take = [&](std::string_view line) {
        if (line.starts_with("{\"error\":")) told = read_error_line(line);
        return told ? true : sink(line);
    };
    LineCutter lines{take};
    std::array<char, 64 * 1024> piece{};
    while (!parser.is_done()) {
        parser.get().body().data = piece.data();
        parser.get().body().size = piece.size();
        // What has come is handed on at once: lines of progress come one by one.
        http::read_some(connection_->socket, connection_->buffer, parser, problem);
        if (problem && problem != http::error::need_buffer) return broken(problem);
        const std::string_view bytes{piece.data(), piece.size() - parser.get().body().size};
        if (!success) {
            error_body += bytes;
        } else if (!lines.add(bytes)) {
            return {};
        }
    }
    if (!success) return answered_error(error_body, parser.get().result_int());
    if (told) return *std::move(told);
    return {};
}

}  // namespace ogi::daemon
