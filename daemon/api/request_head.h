#pragma once

#include "daemon/api/http_call.h"

#include <ostream>  // What follows prints with it, and does not include it.

#include <boost/beast/http/status.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace ogi::daemon {

// What a request may cost before anything is done for it.
struct RequestLimits {
    std::size_t target_bytes_max = 8 * 1024;
    std::size_t header_bytes_max = 32 * 1024;  // All of the head, request line included.
    std::size_t headers_max = 64;              // Fields.
};

// Why a request is not served, as the peer is told; the connection is closed behind it.
struct RequestRefusal {
    boost::beast::http::status status = boost::beast::http::status::bad_request;
    std::string_view code{};
    std::string message{};
};

// The length of the head at the beginning of `bytes`, its empty line included; nullopt while more must come.
// Refuses as early as can be told what cannot become one: another protocol, a line that does not end in CR
// LF, a limit that is exceeded.
std::variant<std::optional<std::size_t>, RequestRefusal> find_head(std::string_view bytes,
                                                                   const RequestLimits& limits);

// How the body behind a head is told.
struct BodyFraming {
    bool chunked = false;
    std::uint64_t length = 0;  // Where it is not chunked.
};

struct RequestHead {
    HttpCall call{};
    BodyFraming body{};
    bool wants_continue = false;  // Waits for a 100 before it sends the body.
};

// Reads a head that find_head has found (RFC 9112), strictly: what two readers could understand differently
// is refused, for a proxy before us may be the other one. Whitespace before a colon, folded lines, control
// characters, two lengths, a length beside chunks, no Host or two, another transfer coding than chunked.
std::variant<RequestHead, RequestRefusal> read_head(std::string_view head, const RequestLimits& limits);

}  // namespace ogi::daemon
