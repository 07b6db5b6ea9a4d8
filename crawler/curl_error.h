#pragma once

#include "crawler/curl_handles.h"
#include "crawler/curl_transport.h"

#include <string_view>

namespace ogi::crawler {

// What a failed transfer means to us, in words for an operator. `words` are libcurl's own, empty if it has
// none; `body_bytes_max` is the limit that held for this request.
TransportError describe(CURLcode code, std::string_view url, std::string_view words,
                        std::size_t body_bytes_max, const TransportSettings& settings);

}  // namespace ogi::crawler
