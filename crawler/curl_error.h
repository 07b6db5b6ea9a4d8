#pragma once

#include "crawler/curl_handles.h"
#include "crawler/curl_transport.h"

#include <string_view>

namespace ogi::crawler {

// What is known of a transfer that failed.
struct CurlEnding {
    CURLcode code = CURLE_OK;
    std::string_view words{};        // libcurl's own, empty if it has none.
    long verify_result = 0;          // Of the certificate, OpenSSL's number.
    bool answer_began = false;       // A status line had come.
    std::size_t body_bytes_max = 0;  // The limit that held for this request.
};

// What it means to us, in words for an operator.
TransportError describe(const CurlEnding& ending, std::string_view url, const TransportSettings& settings);

}  // namespace ogi::crawler
