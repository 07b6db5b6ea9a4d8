#pragma once

#include "crawler/curl_handles.h"
#include "crawler/curl_transport.h"

namespace ogi::crawler {

// The options that are the same for every request: protocols, time limits, no proxies, HTTP/1.1.
void set_common_options(CURL* easy, const TransportSettings& settings);

// Accept, Accept-Language and the validators. A validator that could break the header is left out; a POST has
// none.
CurlList request_headers(const HttpRequest& request);

}  // namespace ogi::crawler
