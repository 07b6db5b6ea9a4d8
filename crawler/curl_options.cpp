#include "crawler/curl_options.h"

#include <algorithm>
#include <new>

namespace ogi::crawler {

namespace {

// Names are looked up anew after this long; libcurl 7.88 keeps every name for ever at -1.
constexpr long dns_cache_seconds = 300;
// Those that this libcurl decodes and that we have tests for; "" would offer whatever it was built with.
constexpr const char* encodings = "gzip, deflate, br";
constexpr const char* fixed_headers[] = {
    "Accept: text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "Accept-Language: zh-CN,zh;q=0.9,en;q=0.5",
};

void append(CurlList& list, const char* line) {
    auto* longer = curl_slist_append(list.get(), line);
    if (longer == nullptr) throw std::bad_alloc{};
    static_cast<void>(list.release());
    list.reset(longer);
}

void append_validator(CurlList& list, const char* name, const std::string& value) {
    const auto is_control = [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; };
    if (value.empty() || std::ranges::any_of(value, is_control)) return;
    append(list, (name + (": " + value)).c_str());
}

}  // namespace

void set_common_options(CURL* easy, const TransportSettings& settings) {
    const auto milliseconds = [](auto time) { return static_cast<long>(time.count()); };

    // HTTP/2 in 7.88 reports truncated bodies as whole (fixed in 8.0.0): not for an archive.
    curl_easy_setopt(easy, CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1));
    curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(easy, CURLOPT_FOLLOWLOCATION,
                     0L);                       // By hand: every hop is asked for under the same rules.
    curl_easy_setopt(easy, CURLOPT_PROXY, "");  // Not even from the environment.
    curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(easy, CURLOPT_HTTP09_ALLOWED, 0L);
    curl_easy_setopt(easy, CURLOPT_ACCEPT_ENCODING, encodings);
    curl_easy_setopt(easy, CURLOPT_USERAGENT, settings.user_agent.c_str());
    curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS, milliseconds(settings.connect_timeout));
    curl_easy_setopt(easy, CURLOPT_TIMEOUT_MS, milliseconds(settings.total_timeout));
    curl_easy_setopt(easy, CURLOPT_LOW_SPEED_TIME, static_cast<long>(settings.low_speed_time.count()));
    curl_easy_setopt(easy, CURLOPT_LOW_SPEED_LIMIT, settings.low_speed_bytes_s);
    curl_easy_setopt(easy, CURLOPT_DNS_CACHE_TIMEOUT, dns_cache_seconds);
}

CurlList request_headers(const HttpRequest& request) {
    CurlList list;
    for (const auto* line : fixed_headers) append(list, line);
    if (!request.form.empty()) {
        // Without a pause in which the server may say that it wants the fields; old ones never do.
        append(list, "Expect:");
        return list;  // A POST that is conditional changes nothing or fails with 412 (RFC 9110 §13.1).
    }
    append_validator(list, "If-None-Match", request.if_none_match);
    append_validator(list, "If-Modified-Since", request.if_modified_since);
    return list;
}

}  // namespace ogi::crawler
