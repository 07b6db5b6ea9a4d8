#include "crawler/cookies.h"
#include "tests/fuzz/promise.h"

#include <algorithm>

// Set-Cookie headers: what is kept can be sent back in a header, and is bounded.

using namespace ogi;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const auto url = base::Url::parse("http://www.a.example/zwgk/nb/1.html").value();
    const auto now = base::UtcTime{std::chrono::hours{24 * 365 * 56}};
    const auto header = fuzz::as_text(data, size);
    const auto cookie = crawler::parse_set_cookie(header, url, now);
    crawler::CookieJar jar;
    jar.keep(url, {std::string{header}}, now);
    const auto sent = jar.header_for(url, now);
    if (!cookie) {
        fuzz::promise(sent.empty(), "what is no cookie is not sent");
        return 0;
    }
    fuzz::promise(!cookie->name.empty(), "a cookie has a name");
    fuzz::promise(cookie->expires <= now + crawler::CookieJar::lifetime_max, "a cookie has an end");
    fuzz::promise(sent.size() <= crawler::CookieJar::cookie_bytes_max + 1, "a cookie is bounded");
    fuzz::promise(std::ranges::none_of(sent, [](char c) { return c == '\r' || c == '\n' || c == '\0'; }),
                  "a cookie breaks no header");
    return 0;
}
