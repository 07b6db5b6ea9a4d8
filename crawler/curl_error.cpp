#include "crawler/curl_error.h"

#include <algorithm>
#include <string>

namespace ogi::crawler {

using base::ErrorCode;

namespace {

struct Meaning {
    CURLcode code;
    ErrorCode means;
    std::string_view what;
};

// Whatever is not listed is taken for a failure of the connection, which is tried again.
constexpr Meaning meanings[] = {
    {CURLE_COULDNT_RESOLVE_HOST, ErrorCode::unreachable, "the host name cannot be resolved"},
    {CURLE_COULDNT_CONNECT, ErrorCode::unreachable, "no connection"},
    {CURLE_SSL_CONNECT_ERROR, ErrorCode::unreachable, "TLS failed"},
    {CURLE_PEER_FAILED_VERIFICATION, ErrorCode::unreachable, "the TLS certificate does not hold"},
    {CURLE_GOT_NOTHING, ErrorCode::unreachable, "the server closed the connection without an answer"},
    {CURLE_PARTIAL_FILE, ErrorCode::unreachable, "the connection closed before the body was whole"},
    {CURLE_SEND_ERROR, ErrorCode::unreachable, "the connection broke"},
    {CURLE_RECV_ERROR, ErrorCode::unreachable, "the connection broke"},
    {CURLE_OPERATION_TIMEDOUT, ErrorCode::timeout, "no answer in time"},
    {CURLE_FILESIZE_EXCEEDED, ErrorCode::too_large, "the body is longer than body_bytes_max"},
    {CURLE_WEIRD_SERVER_REPLY, ErrorCode::malformed, "the answer is not HTTP"},
    {CURLE_UNSUPPORTED_PROTOCOL, ErrorCode::malformed, "the answer is not HTTP"},
    {CURLE_BAD_CONTENT_ENCODING, ErrorCode::malformed, "the body does not follow its Content-Encoding"},
    {CURLE_URL_MALFORMAT, ErrorCode::malformed, "the URL cannot be asked for"},
};

std::string limits_of(CURLcode code, std::size_t body_bytes_max, const TransportSettings& settings) {
    if (code == CURLE_FILESIZE_EXCEEDED) return " (" + std::to_string(body_bytes_max) + " bytes)";
    if (code != CURLE_OPERATION_TIMEDOUT) return {};
    return " (connect_timeout " + std::to_string(settings.connect_timeout.count()) + " ms, total_timeout " +
           std::to_string(settings.total_timeout.count()) + " ms, or slower than " +
           std::to_string(settings.low_speed_bytes_s) + " bytes/s for " +
           std::to_string(settings.low_speed_time.count()) + " s)";
}

}  // namespace

base::Error describe(CURLcode code, std::string_view url, std::string_view words, std::size_t body_bytes_max,
                     const TransportSettings& settings) {
    const auto found = std::ranges::find(meanings, code, &Meaning::code);
    const bool known = found != std::end(meanings);
    std::string context{url};
    context += ": ";
    context += known ? found->what : std::string_view{"the transfer failed"};
    context += limits_of(code, body_bytes_max, settings);
    context += "; ";
    context += words.empty() ? std::string_view{curl_easy_strerror(code)} : words;
    return {known ? found->means : ErrorCode::unreachable, std::move(context)};
}

}  // namespace ogi::crawler
