#pragma once

#include "base/time.h"
#include "base/url.h"

#include <chrono>
#include <cstddef>
#include <list>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ogi::crawler {

struct Cookie {
    std::string name;
    std::string value;
    std::string path = "/";
    bool secure = false;
    base::UtcTime expires{};  // In the past: the server takes it back.

    bool operator==(const Cookie&) const = default;
};

// One Set-Cookie header as it comes from `url` (RFC 6265 §5.2, §5.3). Nullopt where it has no name, breaks a
// limit of CookieJar, holds bytes that no header may carry, or names a Domain that `url`'s host is not in.
std::optional<Cookie> parse_set_cookie(std::string_view header, const base::Url& url, base::UtcTime now);

// Cookies of hosts that give no page without them. Not a browser's: a cookie goes back to the very host that
// set it and to no other, whatever its Domain says; it lives in memory and a day at most; and only hosts that
// were seen to need cookies are kept. One thread.
class CookieJar {
  public:
    static constexpr std::size_t hosts_max = 1'024;         // The one not used for longest goes first.
    static constexpr std::size_t cookies_max = 20;          // A host; further ones are not taken.
    static constexpr std::size_t cookie_bytes_max = 4'096;  // Name and value.
    static constexpr std::size_t path_bytes_max = 1'024;
    static constexpr std::chrono::hours lifetime_max{24};

    bool knows(std::string_view host) const { return hosts_.contains(host); }

    // Takes what a response from `url` sets.
    void keep(const base::Url& url, const std::vector<std::string>& set_cookies, base::UtcTime now);

    // The Cookie header for a request, longest paths first; empty for none.
    std::string header_for(const base::Url& url, base::UtcTime now);

  private:
    struct Host {
        std::vector<Cookie> cookies;
        std::list<std::string>::iterator place;
    };
    Host& find_or_add(const std::string& host);

    std::map<std::string, Host, std::less<>> hosts_;
    std::list<std::string> by_use_;  // Most recently used first.
};

}  // namespace ogi::crawler
