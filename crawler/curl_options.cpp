#include "crawler/curl_options.h"

#include "crawler/name_lookups.h"
#include "crawler/tls_goodbye.h"

#include <openssl/ssl.h>

#include <algorithm>
#include <new>

namespace ogi::crawler {

namespace {

constexpr const char* fixed_headers[] = {
    "Accept-Encoding: gzip, deflate, br",  // What BodyDecoder takes off.
    "Accept: text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "Accept-Language: zh-CN,zh;q=0.9,en;q=0.5",
};

void append(CurlList& list, const char* line) {
    auto* longer = curl_slist_append(list.get(), line);
    if (longer == nullptr) throw std::bad_alloc{};
    static_cast<void>(list.release());
    list.reset(longer);
}

void append_header(CurlList& list, const char* name, const std::string& value) {
    const auto is_control = [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; };
    if (value.empty() || std::ranges::any_of(value, is_control)) return;
    append(list, (name + (": " + value)).c_str());
}

CURLcode on_context(CURL*, void* context, void*) noexcept {
    TlsGoodbye::listen(context);
    return CURLE_OK;
}

CURLcode on_legacy_context(CURL* easy, void* context, void* unused) noexcept {
    SSL_CTX_set_options(static_cast<SSL_CTX*>(context), SSL_OP_LEGACY_SERVER_CONNECT);
    return on_context(easy, context, unused);
}

}  // namespace

void set_common_options(CURL* easy, const TransportSettings& settings) {
    const auto milliseconds = [](auto time) { return static_cast<long>(time.count()); };

    // HTTP/2 in 7.88 reports truncated bodies as whole (fixed in 8.0.0): not for an archive.
    curl_easy_setopt(easy, CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1));
    curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(easy, CURLOPT_FOLLOWLOCATION,
                     0L);  // By hand: every hop is asked for under the same rules.
    curl_easy_setopt(easy, CURLOPT_PROXY, settings.proxy.c_str());  // "": none, not even the environment's.
    curl_easy_setopt(easy, CURLOPT_NOPROXY, "");
    curl_easy_setopt(easy, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
    curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(easy, CURLOPT_HTTP09_ALLOWED, 0L);
    curl_easy_setopt(easy, CURLOPT_USERAGENT, settings.user_agent.c_str());
    curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS, milliseconds(settings.connect_timeout));
    curl_easy_setopt(easy, CURLOPT_TIMEOUT_MS, milliseconds(settings.total_timeout));
    curl_easy_setopt(easy, CURLOPT_LOW_SPEED_TIME, static_cast<long>(settings.low_speed_time.count()));
    curl_easy_setopt(easy, CURLOPT_LOW_SPEED_LIMIT, settings.low_speed_bytes_s);
    curl_easy_setopt(easy, CURLOPT_DNS_CACHE_TIMEOUT, static_cast<long>(NameLookups::lifetime.count()));
    // A lookup that takes longer than connect_timeout is left to itself; waiting for its thread would stop
    // every other transfer.
    curl_easy_setopt(easy, CURLOPT_QUICK_EXIT, 1L);
    if (!settings.ca_file.empty()) curl_easy_setopt(easy, CURLOPT_CAINFO, settings.ca_file.c_str());
    if (!settings.crl_file.empty()) curl_easy_setopt(easy, CURLOPT_CRLFILE, settings.crl_file.c_str());
}

void set_tls_options(CURL* easy, TlsAge age) {
    const bool legacy = age == TlsAge::legacy;
    curl_easy_setopt(easy, CURLOPT_SSLVERSION,
                     static_cast<long>(legacy ? CURL_SSLVERSION_TLSv1_0 : CURL_SSLVERSION_TLSv1_2));
    curl_easy_setopt(easy, CURLOPT_SSL_CIPHER_LIST, legacy ? "ALL:@SECLEVEL=0" : "DEFAULT:@SECLEVEL=2");
    curl_easy_setopt(easy, CURLOPT_SSL_CTX_FUNCTION, legacy ? &on_legacy_context : &on_context);
}

CurlList request_headers(const HttpRequest& request) {
    CurlList list;
    for (const auto* line : fixed_headers) append(list, line);
    append_header(list, "Cookie", request.cookie);
    if (!request.form.empty()) {
        // Without a pause in which the server may say that it wants the fields; old ones never do.
        append(list, "Expect:");
        return list;  // A POST that is conditional changes nothing or fails with 412 (RFC 9110 §13.1).
    }
    append_header(list, "If-None-Match", request.if_none_match);
    append_header(list, "If-Modified-Since", request.if_modified_since);
    return list;
}

}  // namespace ogi::crawler
