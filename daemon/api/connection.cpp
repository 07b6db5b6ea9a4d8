#include "daemon/api/connection.h"

#include "daemon/api/error_codes.h"
#include "daemon/api/request_reader.h"

#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>

#include <spdlog/spdlog.h>

#include <array>

namespace ogi::daemon {

namespace asio = boost::asio;
namespace http = boost::beast::http;

namespace {

using Stream = HttpReply::Stream;
using State = RequestReader::State;
using Judged = std::variant<std::uint64_t, RequestRefusal>;

// Who calls, and how long the body may be.
Judged judge(const HttpServer::Shared& shared, const Caller& connected, HttpCall& call) {
    call.caller = connected;
    if (connected.door == Door::tcp) {
        if (!is_allowed_host(call.header("host"), shared.host_rules) && !call.header("host").empty())
            return RequestRefusal{http::status::misdirected_request, "host_not_served",
                                  "nothing is served under that name; see [api] hosts"};
        const auto authorization = call.header("authorization");
        const auto name = shared.settings.tokens.name_of(bearer_of(authorization));
        call.caller.operates = !name.empty();
        call.caller.refused = !authorization.empty() && name.empty();
        if (call.caller.operates) call.caller.name = "token=" + name + " " + connected.name;
    }
    return call.caller.operates ? HttpServer::body_bytes_max : 0;
}

std::chrono::milliseconds time_for(State state, const ServerSettings& settings) {
    if (state == State::idle) return settings.idle_timeout;
    return state == State::head ? settings.header_timeout : HttpServer::body_timeout;
}

asio::awaitable<void> say_continue(Stream& stream) {
    constexpr std::string_view words = "HTTP/1.1 100 Continue\r\n\r\n";
    stream.expires_after(HttpReply::write_timeout_default);
    const auto bytes = asio::buffer(words.data(), words.size());
    co_await asio::async_write(stream, bytes, asio::use_awaitable);
}

// Until a request has come or is refused; false when the peer is done with the connection, or too slow.
asio::awaitable<bool> read_request(const HttpServer::Shared& shared, Stream& stream, RequestReader& reader,
                                   ServerCounts& counts) {
    auto timed = reader.state();
    stream.expires_after(time_for(timed, shared.settings));
    while (reader.state() != State::complete && reader.state() != State::refused) {
        boost::system::error_code problem;
        auto token = asio::redirect_error(asio::use_awaitable, problem);
        auto room = reader.prepare();
        const auto count = co_await stream.async_read_some(room, token);
        if (problem) {
            // An idle connection ends as it may; one that is in the middle of a request was too slow.
            const bool slow = problem == boost::beast::error::timeout && timed != State::idle;
            if (slow) ++counts.refused[timed == State::head ? "header_timeout" : "body_timeout"];
            co_return false;
        }
        reader.commit(count);
        if (reader.take_wants_continue()) co_await say_continue(stream);
        // Each part has a time of its own, which single bytes do not make longer.
        if (reader.state() == timed) continue;
        timed = reader.state();
        stream.expires_after(time_for(timed, shared.settings));
    }
    co_return true;
}

// Says why, and reads on for a moment: what is closed with bytes unread takes its last words along.
asio::awaitable<void> refuse(Stream& stream, const RequestRefusal& refusal, ServerCounts& counts) {
    ++counts.refused[refusal.code];
    HttpReply reply{stream, {.keep_alive = false}};
    co_await reply.refuse(refusal.status, refusal.code, refusal.message);
    ++counts.requests[{reply.resource(), static_cast<unsigned>(reply.status())}];
    boost::system::error_code problem;
    stream.socket().shutdown(asio::socket_base::shutdown_send, problem);
    stream.expires_after(HttpServer::linger);
    std::array<char, 4096> unread{};
    std::size_t all = 0;
    auto token = asio::redirect_error(asio::use_awaitable, problem);
    while (!problem && all < HttpServer::linger_bytes_max)
        all += co_await stream.async_read_some(asio::buffer(unread), token);
}

// A call of ours that has no bug ends its response; what it could not is seen at the end of the connection.
asio::awaitable<bool> answer_call(HttpServer::Shared& shared, Stream& stream, const HttpCall& call) {
    HttpReply reply{stream, shape_of(call, shared.settings.cors_origins), shared.settings.write_timeout};
    co_await shared.on_call(call, reply);
    ++shared.counts.requests[{reply.resource(), static_cast<unsigned>(reply.status())}];
    shared.counts.bytes += reply.bytes_written();
    co_return reply.keep_alive();
}

}  // namespace

asio::awaitable<void> serve_connection(std::shared_ptr<HttpServer::Shared> shared, Stream stream,
                                       Connected connected) {
    const RequestReader::Judge judge_call = [&](HttpCall& call) {
        return judge(*shared, connected.caller, call);
    };
    RequestReader reader{shared->settings.request, judge_call};
    try {
        while (true) {
            const bool come = co_await read_request(*shared, stream, reader, shared->counts);
            if (!come) co_return;
            if (reader.state() == State::refused) {
                co_await refuse(stream, reader.refusal(), shared->counts);
                co_return;
            }
            const auto call = std::make_unique<HttpCall>(reader.take_call());
            const bool goes_on = co_await answer_call(*shared, stream, *call);
            if (!goes_on) co_return;
        }
    } catch (const boost::system::system_error& gone) {
        spdlog::debug("connection closed reason=\"{}\"", gone.what());
    }
}

}  // namespace ogi::daemon
