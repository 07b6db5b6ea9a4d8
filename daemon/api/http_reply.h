#pragma once

#include "base/result.h"
#include "daemon/api/gzip.h"
#include "daemon/api/http_call.h"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/generic/stream_protocol.hpp>
#include <boost/beast/core/basic_stream.hpp>
#include <boost/beast/http/fields.hpp>
#include <boost/beast/http/status.hpp>

#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace ogi::daemon {

// What of the request shapes the response.
struct ResponseShape {
    bool keep_alive = true;
    bool body = true;               // Not for HEAD.
    bool chunks = true;             // Not for HTTP/1.0.
    bool gzip = false;              // The peer takes it.
    bool may_be_unchanged = false;  // GET and HEAD.
    std::string if_none_match{};
    std::string origin{};  // Of a page of another site that may read this; empty: none.
    bool preflight = false;
};
// `origins`: [api] cors_origins.
ResponseShape shape_of(const HttpCall& call, std::span<const std::string> origins);

// One response being written. Each function throws boost::system::system_error when the peer is gone or
// slower than the write timeout; the server closes the connection then.
class HttpReply {
  public:
    using Stream = boost::beast::basic_stream<boost::asio::generic::stream_protocol>;
    // For a piece of a response, up to 256 KiB.
    static constexpr std::chrono::seconds write_timeout_default{30};
    // Less is not worth gzip.
    static constexpr std::size_t gzip_bytes_min = 1024;

    HttpReply(Stream& stream, ResponseShape shape,
              std::chrono::milliseconds write_timeout = write_timeout_default)
        : stream_{stream}, shape_{std::move(shape)}, write_timeout_{write_timeout} {}

    // A header field of the response, to be set before it begins.
    void set(std::string_view name, std::string_view value) { fields_.set(name, value); }

    // A complete response. Where it is 200 and the answer to a GET, it has an ETag of its bytes, and is a 304
    // where the peer has those.
    boost::asio::awaitable<void> whole(boost::beast::http::status status, std::string_view content_type,
                                       std::string body);
    // A problem (RFC 9457, error_codes.h) with the HTTP status that stands for the code.
    boost::asio::awaitable<void> error(const base::Error& error);
    // The same where no ErrorCode says it.
    boost::asio::awaitable<void> refuse(boost::beast::http::status status, std::string_view code,
                                        std::string_view detail);
    // 204, or the answer to a browser that asks whether a page of another site may ask.
    boost::asio::awaitable<void> nothing();

    // A response of unknown length: begin, any number of pieces, end. A piece is on its way when its call
    // returns. `etag`: a weak tag; empty for none.
    boost::asio::awaitable<void> begin(std::string_view content_type, std::string_view etag = {});
    boost::asio::awaitable<void> piece(std::string text);
    // `link`: a Link field that could not stand in the header; it follows as a trailer.
    boost::asio::awaitable<void> end(std::string link = {});

    // Ends a response that has begun so that the peer sees that it is incomplete, by an exception.
    [[noreturn]] static void break_off();

    bool begun() const { return begun_; }
    // False: what is given as pieces goes nowhere; end it.
    bool wants_body() const { return shape_.body; }
    // Whether the peer has what this tag stands for; begin() then answers 304.
    bool is_known(std::string_view etag) const;

    // For the log and the figures.
    void set_resource(std::string_view pattern) { resource_ = pattern; }
    std::string_view resource() const { return resource_; }
    boost::beast::http::status status() const { return status_; }
    std::uint64_t bytes_written() const { return bytes_; }
    bool keep_alive() const { return shape_.keep_alive; }
    void close_after() { shape_.keep_alive = false; }

  private:
    void dress(boost::beast::http::fields& fields, std::string_view content_type);
    boost::asio::awaitable<void> write_raw(std::string bytes);

    Stream& stream_;
    ResponseShape shape_;
    std::chrono::milliseconds write_timeout_;
    boost::beast::http::fields fields_;
    std::optional<Gzip> gzip_;
    std::string_view resource_ = "none";
    boost::beast::http::status status_ = boost::beast::http::status::unknown;
    std::uint64_t bytes_ = 0;
    bool begun_ = false;
};

}  // namespace ogi::daemon
