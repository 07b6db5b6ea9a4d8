#include "crawler/curl_error.h"

#include "crawler/tls_failure.h"

#include <algorithm>
#include <optional>
#include <string>

namespace ogi::crawler {

using model::FailureReason;

namespace {

struct Meaning {
    CURLcode code;
    FailureReason reason;
    std::string_view words;
};

// Whatever is not listed is taken for a failure of the connection, which is tried again.
constexpr Meaning meanings[] = {
    {CURLE_COULDNT_RESOLVE_HOST, FailureReason::name_not_resolved, "the host name cannot be resolved"},
    {CURLE_COULDNT_CONNECT, FailureReason::connection_refused, "no connection"},
    {CURLE_COULDNT_RESOLVE_PROXY, FailureReason::proxy_failed, "the name of crawl.proxy cannot be resolved"},
    {CURLE_PROXY, FailureReason::proxy_failed, "crawl.proxy refused"},
    {CURLE_GOT_NOTHING, FailureReason::no_answer, "the server closed the connection without an answer"},
    {CURLE_PARTIAL_FILE, FailureReason::truncated, "the connection closed before the body was whole"},
    {CURLE_SEND_ERROR, FailureReason::connection_broken, "the connection broke"},
    {CURLE_RECV_ERROR, FailureReason::connection_broken, "the connection broke"},
    {CURLE_OPERATION_TIMEDOUT, FailureReason::timed_out, "no answer in time"},
    {CURLE_FILESIZE_EXCEEDED, FailureReason::too_large, "the body is longer than attachment_bytes_max"},
    {CURLE_WEIRD_SERVER_REPLY, FailureReason::bad_http, "the answer is not HTTP"},
    {CURLE_UNSUPPORTED_PROTOCOL, FailureReason::bad_http, "the answer is not HTTP"},
    // What libcurl says of a header that it cannot keep.
    {CURLE_BAD_FUNCTION_ARGUMENT, FailureReason::bad_http, "the answer is not HTTP"},
    {CURLE_HTTP2, FailureReason::bad_http, "the answer is not HTTP"},
    {CURLE_BAD_CONTENT_ENCODING, FailureReason::bad_encoding, "the body does not follow its encoding"},
    {CURLE_OUT_OF_MEMORY, FailureReason::header_too_large, "the answer has a header without end"},
    {CURLE_URL_MALFORMAT, FailureReason::bad_url, "the URL cannot be asked for"},
};

// Failures of TLS, told apart by what OpenSSL says of them; nullopt for any other.
std::optional<FailureReason> tls_failure(const CurlEnding& ending) {
    switch (static_cast<int>(ending.code)) {
        case CURLE_PEER_FAILED_VERIFICATION:
            return certificate_failure(ending.verify_result);
        case CURLE_SSL_CONNECT_ERROR:
            // Before a certificate was looked at, libcurl has 1 there, for "not well".
            if (ending.verify_result > 1) return certificate_failure(ending.verify_result);
            return handshake_failure(ending.words, FailureReason::tls_handshake);
        case CURLE_SSL_CLIENTCERT:
            return FailureReason::tls_client_certificate;
        case CURLE_SSL_INVALIDCERTSTATUS:
            return FailureReason::tls_revoked;
        case CURLE_SSL_CRL_BADFILE:
            return FailureReason::tls_no_revocation_list;
        case CURLE_SSL_CIPHER:
            return FailureReason::tls_handshake;
        default:
            return std::nullopt;
    }
}

std::string limits_of(FailureReason reason, const CurlEnding& ending, const TransportSettings& settings) {
    if (reason == FailureReason::too_large) return " (" + std::to_string(ending.body_bytes_max) + " bytes)";
    if (reason != FailureReason::timed_out) return {};
    return " (connect_timeout " + std::to_string(settings.connect_timeout.count()) + " ms, total_timeout " +
           std::to_string(settings.total_timeout.count()) + " ms, or slower than " +
           std::to_string(settings.low_speed_bytes_s) + " bytes/s for " +
           std::to_string(settings.low_speed_time.count()) + " s)";
}

struct Told {
    FailureReason reason;
    std::string_view words;
};

Told tell(const CurlEnding& ending, const TransportSettings& settings) {
    if (const auto tls = tls_failure(ending)) return {*tls, tls_words(*tls)};
    const bool broke = ending.code == CURLE_RECV_ERROR || ending.code == CURLE_SEND_ERROR;
    if (broke && ending.words.find("CONNECT tunnel") != std::string_view::npos) {
        return {FailureReason::proxy_failed, "crawl.proxy refused"};
    }
    // With TLS 1.3 a server objects only after the handshake.
    const auto objection = handshake_failure(ending.words, FailureReason::connection_broken);
    if (broke && !ending.answer_began && objection != FailureReason::connection_broken) {
        return {objection, tls_words(objection)};
    }
    if (broke && ending.answer_began) {
        return {FailureReason::truncated, "the connection broke before the body was whole"};
    }
    if (ending.code == CURLE_COULDNT_CONNECT && !settings.proxy.empty()) {
        return {FailureReason::proxy_failed, "no connection to crawl.proxy"};
    }
    const auto found = std::ranges::find(meanings, ending.code, &Meaning::code);
    if (found == std::end(meanings)) return {FailureReason::connection_broken, "the transfer failed"};
    return {found->reason, found->words};
}

}  // namespace

TransportError describe(const CurlEnding& ending, std::string_view url, const TransportSettings& settings) {
    const auto told = tell(ending, settings);
    std::string context{url};
    context += ": ";
    context += told.words;
    context += limits_of(told.reason, ending, settings);
    context += "; ";
    context += ending.words.empty() ? std::string_view{curl_easy_strerror(ending.code)} : ending.words;
    return {told.reason, std::move(context)};
}

}  // namespace ogi::crawler
