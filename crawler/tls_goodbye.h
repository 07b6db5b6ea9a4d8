#pragma once

#include "crawler/curl_handles.h"

#include <memory>

namespace ogi::crawler {

// Whether the server of a TLS connection has said goodbye (close_notify) before it closed. libcurl takes any
// end for a good one; where nobody told a body's length, it may then have been cut (RFC 9112 §9.8).
class TlsGoodbye {
  public:
    // To be called with the context of each new connection (CURLOPT_SSL_CTX_FUNCTION).
    static void listen(void* ssl_context);

    // Knows nothing.
    TlsGoodbye() = default;
    // Of the connection that `easy` uses: to be asked for while it does, said later.
    static TlsGoodbye of(CURL* easy);

    bool was_said() const { return said_ && *said_; }

  private:
    std::shared_ptr<const bool> said_;
};

}  // namespace ogi::crawler
