#pragma once

#include "base/result.h"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/generic/stream_protocol.hpp>
#include <boost/beast/core/basic_stream.hpp>
#include <boost/beast/http/status.hpp>

#include <chrono>
#include <string>
#include <string_view>

namespace ogi::daemon {

// One response being written. Each function throws boost::system::system_error when the peer is gone or
// slower than write_timeout; the server closes the connection then.
class HttpReply {
  public:
    using Stream = boost::beast::basic_stream<boost::asio::generic::stream_protocol>;
    static constexpr std::chrono::seconds write_timeout{30};

    // What of the request shapes the response.
    struct Wanted {
        bool keep_alive = true;
        bool body = true;  // Not for HEAD.
    };
    HttpReply(Stream& stream, Wanted wanted) : stream_{stream}, wanted_{wanted} {}

    // A complete response.
    boost::asio::awaitable<void> whole(boost::beast::http::status status, std::string_view content_type,
                                       std::string body);
    // {"error":{"code":…,"message":…}} with the HTTP status that stands for the code.
    boost::asio::awaitable<void> error(const base::Error& error);
    // The same where no ErrorCode says it.
    boost::asio::awaitable<void> refuse(boost::beast::http::status status, std::string_view code,
                                        std::string message);
    // 204.
    boost::asio::awaitable<void> nothing();

    // A response of unknown length: begin, any number of pieces, end.
    boost::asio::awaitable<void> begin(std::string_view content_type);
    boost::asio::awaitable<void> piece(std::string text);
    boost::asio::awaitable<void> end();

    // Ends a response that has begun so that the peer sees that it is incomplete, by an exception.
    [[noreturn]] static void break_off();

    bool begun() const { return begun_; }
    // False: what is given as pieces goes nowhere; end it.
    bool wants_body() const { return wanted_.body; }

    // Becomes the Allow header where the response says which methods there are.
    void allow(std::string methods) { allowed_ = std::move(methods); }

  private:
    Stream& stream_;
    Wanted wanted_;
    std::string allowed_;
    bool begun_ = false;
};

}  // namespace ogi::daemon
