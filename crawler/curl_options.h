#pragma once

#include "crawler/curl_handles.h"
#include "crawler/curl_transport.h"

namespace ogi::crawler {

// The options that are the same for every request: protocols, time limits, proxy, HTTP/1.1.
void set_common_options(CURL* easy, const TransportSettings& settings);

enum class TlsAge {
    modern,  // TLS 1.2 and later, secure renegotiation, keys of 112 bits of security.
    legacy,  // What servers of 2005 speak. The certificate must still hold.
};
void set_tls_options(CURL* easy, TlsAge age);

// Accept, Accept-Language, cookie and the validators. What could break the header is left out; a POST has
// none.
CurlList request_headers(const HttpRequest& request);

}  // namespace ogi::crawler
