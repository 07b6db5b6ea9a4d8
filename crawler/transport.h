#pragma once

#include "base/time.h"
#include "base/url.h"
#include "model/failure.h"

#include <boost/asio/awaitable.hpp>
#include <boost/system/result.hpp>

#include <cstdint>
#include <stdexcept>
#include <string>
#include <vector>

namespace ogi::crawler {

enum class WhenTooLong {
    fail,  // With `too_large`.
    cut,   // The response is what came before the limit. RFC 9309 asks to read a part of robots.txt.
};

struct HttpRequest {
    base::Url url;
    std::string form{};               // Not empty: a POST of these fields (x-www-form-urlencoded).
    std::string if_none_match{};      // ETag of the copy we hold; empty for none.
    std::string cookie{};             // Of the Cookie header; empty for none.
    std::string if_modified_since{};  // Its Last-Modified, byte for byte as it was sent; empty for none.
    std::size_t body_bytes_max = 0;   // Decoded bytes; 0: the transport's own limit.
    WhenTooLong when_too_long = WhenTooLong::fail;
};

struct HttpResponse {
    std::uint16_t status = 0;
    std::string location;  // As sent; redirects are never followed by the transport.
    std::string content_type;
    std::string etag;
    std::string last_modified;
    std::string retry_after;               // As sent: seconds or an HTTP date.
    std::vector<std::string> set_cookies;  // As sent, header by header.
    std::string body;                      // After Content-Encoding. Empty when status is 304.
    base::SteadyTime ended_at{};           // When the last of it was here; not set: just now.
    // Nothing told where the body ends but the end of the connection: it may have been cut off.
    bool open_ended = false;
    std::string head{};  // As model::Snapshot::head.

    // Whether `location` says where to ask instead.
    bool is_redirect() const {
        return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
    }
};

// Why a request brought no response.
struct TransportError {
    model::FailureReason reason;
    std::string context;  // For a person: which URL, what happened, which limit.
};

// Called by HttpResult::value() when there is no value. Reaching it is a bug.
[[noreturn]] inline void throw_exception_from_error(const TransportError& error,
                                                    const boost::source_location&) {
    throw std::logic_error{error.context};
}

class [[nodiscard]] HttpResult : public boost::system::result<HttpResponse, TransportError> {
  public:
    using result::result;
};

// The only door to the network. CurlTransport in production, a scripted one in tests.
class Transport {
  public:
    virtual ~Transport() = default;

    // One request, one response. Any HTTP status is a success here, redirects too.
    virtual boost::asio::awaitable<HttpResult> get(HttpRequest request) = 0;
};

}  // namespace ogi::crawler
