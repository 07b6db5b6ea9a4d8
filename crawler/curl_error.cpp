#include "crawler/curl_error.h"

#include <algorithm>
#include <string>

namespace ogi::crawler {

using model::FailureReason;

namespace {

struct Meaning {
    CURLcode code;
    FailureReason means;
    std::string_view what;
};

// Whatever is not listed is taken for a failure of the connection, which is tried again.
constexpr Meaning meanings[] = {
    {CURLE_COULDNT_RESOLVE_HOST, FailureReason::name_not_resolved, "the host name cannot be resolved"},
    {CURLE_COULDNT_CONNECT, FailureReason::connection_refused, "no connection"},
    {CURLE_SSL_CONNECT_ERROR, FailureReason::tls_handshake, "TLS failed"},
    {CURLE_PEER_FAILED_VERIFICATION, FailureReason::tls_bad_certificate, "the TLS certificate does not hold"},
    {CURLE_GOT_NOTHING, FailureReason::no_answer, "the server closed the connection without an answer"},
    {CURLE_PARTIAL_FILE, FailureReason::truncated, "the connection closed before the body was whole"},
    {CURLE_SEND_ERROR, FailureReason::connection_broken, "the connection broke"},
    {CURLE_RECV_ERROR, FailureReason::connection_broken, "the connection broke"},
    {CURLE_OPERATION_TIMEDOUT, FailureReason::timed_out, "no answer in time"},
    {CURLE_FILESIZE_EXCEEDED, FailureReason::too_large, "the body is longer than body_bytes_max"},
    {CURLE_WEIRD_SERVER_REPLY, FailureReason::bad_http, "the answer is not HTTP"},
    {CURLE_UNSUPPORTED_PROTOCOL, FailureReason::bad_http, "the answer is not HTTP"},
    {CURLE_BAD_CONTENT_ENCODING, FailureReason::bad_encoding,
     "the body does not follow its Content-Encoding"},
    {CURLE_URL_MALFORMAT, FailureReason::bad_url, "the URL cannot be asked for"},
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

TransportError describe(CURLcode code, std::string_view url, std::string_view words,
                        std::size_t body_bytes_max, const TransportSettings& settings) {
    const auto found = std::ranges::find(meanings, code, &Meaning::code);
    const bool known = found != std::end(meanings);
    std::string context{url};
    context += ": ";
    context += known ? found->what : std::string_view{"the transfer failed"};
    context += limits_of(code, body_bytes_max, settings);
    context += "; ";
    context += words.empty() ? std::string_view{curl_easy_strerror(code)} : words;
    return {known ? found->means : FailureReason::connection_broken, std::move(context)};
}

}  // namespace ogi::crawler
