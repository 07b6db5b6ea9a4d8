#pragma once

#include "base/result.h"

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

namespace ogi::base {

// An absolute http or https URL in the normal form of the WHATWG URL standard (url.spec.whatwg.org), which is
// what browsers make of what stands in pages, without fragment, user name and password: lower-case scheme and
// host, international names by IDNA, addresses in one form, no default port, no dot segments, characters
// escaped as the standard says, and nothing unescaped. Two Urls are equal if and only if their texts are.
class Url {
  public:
    static constexpr std::size_t length_max = 4096;

    // No URL. Only for members that are filled later; every other function needs a parsed one.
    Url() = default;

    // Reads an absolute URL as it stands in a page or a configuration. Bytes that are no UTF-8 are escaped as
    // they are in path and query. Fails with `malformed` (also for other schemes than http and https) and
    // `too_large` (length_max).
    static Result<Url> parse(std::string_view text);

    // `reference` as found in a page whose base is this URL. Fails like parse.
    Result<Url> resolve(std::string_view reference) const;

    const std::string& text() const { return text_; }
    bool empty() const { return text_.empty(); }
    bool is_https() const { return text_.starts_with("https:"); }

    std::string_view host() const;  // "127.0.0.1", "[::1]", "www.example.gov.cn".
    std::uint16_t port() const;     // 80 or 443 where none is written.
    // Host and port: politeness, robots.txt and the frontier are kept by it. "www.example.gov.cn:443".
    std::string authority() const;
    std::string_view path() const;            // From the first slash to before '?'; never empty.
    std::string_view query() const;           // Without '?'; empty if none.
    std::string_view path_and_query() const;  // What is asked of the server.
    // "https://www.example.gov.cn/": how every URL of its host begins.
    std::string_view root() const { return std::string_view{text_}.substr(0, path_begin_ + 1U); }

    // The same site: hosts that differ at most by a leading "www.", and equal ports, of which 80 and 443
    // count as one.
    bool same_site(const Url& other) const;

    auto operator<=>(const Url&) const = default;

  private:
    class Reader;
    Url(std::string normal, std::size_t host_end, std::size_t path_begin, std::size_t path_end)
        : text_{std::move(normal)},
          host_end_{static_cast<std::uint16_t>(host_end)},
          path_begin_{static_cast<std::uint16_t>(path_begin)},
          path_end_{static_cast<std::uint16_t>(path_end)} {}
    std::size_t host_begin() const { return is_https() ? 8 : 7; }

    std::string text_;
    std::uint16_t host_end_ = 0;  // Where a port may follow.
    std::uint16_t path_begin_ = 0;
    std::uint16_t path_end_ = 0;  // Where a query may follow.
};

}  // namespace ogi::base
