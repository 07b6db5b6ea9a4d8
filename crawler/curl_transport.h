#pragma once

#include "crawler/transport.h"

#include <boost/asio/any_io_executor.hpp>

#include <chrono>
#include <memory>
#include <set>
#include <string>

namespace ogi::crawler {

class CurlMulti;

struct TransportSettings {
    std::string user_agent;  // With a contact URL, as good crawlers have it.
    // http, https, socks5 or socks5h URL of a proxy that every request goes through; empty: none. Those of
    // the environment never count.
    std::string proxy{};
    // Hosts that are let off TLS 1.2, the renegotiation of RFC 5746 and strong keys and ciphers.
    std::set<std::string, std::less<>> legacy_tls_hosts{};
    std::string ca_file{};   // Certificates to trust instead of the system's; empty: the system's.
    std::string crl_file{};  // Lists of revoked certificates; every issuer then needs one. Empty: not asked.
    bool allow_private_addresses = false;          // Loopback, private and link-local targets; for tests.
    std::size_t body_bytes_max = 8u << 20;         // Of a page, decoded.
    std::size_t attachment_bytes_max = 64u << 20;  // Of a body that begins as documents do.
    std::size_t inflate_ratio_max = 200;           // Decoded ÷ wire bytes, looked at past the first MiB.
    std::chrono::milliseconds connect_timeout{15'000};
    std::chrono::milliseconds total_timeout{120'000};
    std::chrono::seconds low_speed_time{30};  // Slower than low_speed_bytes_s for this long: `timeout`.
    long low_speed_bytes_s = 100;
    std::size_t connections_max = 256;  // Kept open for reuse.
    std::size_t lookups_max = 32;       // Names that are looked up at the same time, one thread each.
};

// libcurl's multi interface driven by Asio: one network thread, no thread a request. Not thread-safe: every
// call runs on `executor`'s one thread, which must outlive it. Its destruction ends the requests under way
// with `stopping`.
class CurlTransport : public Transport {
  public:
    CurlTransport(boost::asio::any_io_executor executor, TransportSettings settings);
    ~CurlTransport() override;

    boost::asio::awaitable<HttpResult> get(HttpRequest request) override;

  private:
    std::shared_ptr<CurlMulti> multi_;
};

}  // namespace ogi::crawler
