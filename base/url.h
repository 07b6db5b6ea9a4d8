#pragma once

#include "base/result.h"

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

namespace ogi::base {

// An absolute http or https URL in one normal form: lower-case scheme and host, no default port, no
// fragment, no dot segments, no user name; anything a browser would escape is escaped. Two Urls are equal
// if and only if their texts are.
class Url {
  public:
    static constexpr std::size_t length_max = 4096;

    // No URL. Only for members that are filled later; every other function needs a parsed one.
    Url() = default;

    // Reads an absolute URL as it stands in a page or a configuration: surrounding white space, back slashes
    // and characters that need escaping are mended as browsers mend them. Fails with `malformed` (also for
    // other schemes than http and https) and `too_large` (length_max).
    static Result<Url> parse(std::string_view text);

    // `reference` as found in a page whose base is this URL (RFC 3986 §5). Fails like parse.
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

    // The same site: equal port, and hosts that differ at most by a leading "www.".
    // http and https on their default ports count as one site.
    bool same_site(const Url& other) const;

    auto operator<=>(const Url&) const = default;

  private:
    explicit Url(std::string normal) : text_{std::move(normal)} {}
    std::string text_;
};

}  // namespace ogi::base
