#include "crawler/cookies.h"

#include "crawl_test_support.h"

#include <gtest/gtest.h>

namespace ogi::crawler {
namespace {

using namespace std::chrono_literals;

const base::UtcTime now = base::parse_iso_time("2026-01-31T08:00:00.000Z").value();
const auto page = url_of("http://www.a.example/zwgk/nb/2020.html");

std::optional<Cookie> parse(std::string_view header) {
    return parse_set_cookie(header, page, now);
}

TEST(SetCookie, IsReadAsRfc6265HasIt) {
    const auto day = now + 24h;
    using C = Cookie;
    EXPECT_EQ(parse("a=b"), (C{"a", "b", "/zwgk/nb", false, day}));
    EXPECT_EQ(parse(" a = b c ; Path=/x; Secure; HttpOnly"), (C{"a", "b c", "/x", true, day}));
    EXPECT_EQ(parse("a=; path=zwgk"), (C{"a", "", "/zwgk/nb", false, day}));
    EXPECT_EQ(parse("a=b=c; PATH=/"), (C{"a", "b=c", "/", false, day}));
    EXPECT_EQ(parse("a=b; path=/; Max-Age=60"), (C{"a", "b", "/", false, now + 60s}));
    EXPECT_EQ(parse("a=b; path=/; Max-Age=60; Expires=Sat, 31 Jan 2026 09:00:00 GMT"),
              (C{"a", "b", "/", false, now + 60s}));
    EXPECT_EQ(parse("a=b; path=/; expires=Sat, 31-Jan-2026 09:00:00 GMT"),
              (C{"a", "b", "/", false, now + 1h}));
    EXPECT_EQ(parse("a=b; path=/; expires=Thu, 31-Jan-2036 09:00:00 GMT"), (C{"a", "b", "/", false, day}));
    EXPECT_EQ(parse("a=b; path=/; max-age=99999999999999999999"), (C{"a", "b", "/", false, day}));
    EXPECT_EQ(parse("a=b; path=/; max-age=soon"), (C{"a", "b", "/", false, day}));
    EXPECT_LE(parse("a=b; max-age=0")->expires, now);
    EXPECT_LE(parse("a=b; max-age=-99999999999999999999")->expires, now);
    EXPECT_LE(parse("a=b; expires=Thu, 01 Jan 1970 00:00:00 GMT")->expires, now);
    EXPECT_TRUE(parse("a=b; domain=a.example"));
    EXPECT_TRUE(parse("a=b; domain=.WWW.a.example"));
}

TEST(SetCookie, ThatIsNoneOrTooMuchOrAnothersIsRefused) {
    for (const std::string_view header : {"", ";", "a", "=b", "a\tb=c", "a=b\x01", "a=b; domain=b.example",
                                          "a=b; domain=x.www.a.example", "a=b; domain=ple"}) {
        EXPECT_EQ(parse(header), std::nullopt) << header;
    }
    EXPECT_TRUE(parse("a=" + std::string(CookieJar::cookie_bytes_max - 1, 'x')));
    EXPECT_FALSE(parse("a=" + std::string(CookieJar::cookie_bytes_max, 'x')));
    EXPECT_FALSE(parse("a=b; path=/" + std::string(CookieJar::path_bytes_max, 'x')));
}

TEST(CookieJar, GivesCookiesToTheHostThatSetThemAndToNoOther) {
    CookieJar jar;
    jar.keep(page, {"a=1; path=/; domain=a.example", "b=2; path=/zwgk", "c=3; path=/; secure"}, now);
    EXPECT_EQ(jar.header_for(page, now), "b=2; a=1");
    EXPECT_EQ(jar.header_for(url_of("https://www.a.example/zwgk"), now), "b=2; a=1; c=3");
    EXPECT_EQ(jar.header_for(url_of("http://www.a.example/zwgkx"), now), "a=1");
    EXPECT_EQ(jar.header_for(url_of("http://www.a.example:8080/"), now), "a=1");
    EXPECT_EQ(jar.header_for(url_of("http://a.example/zwgk/"), now), "");
    EXPECT_EQ(jar.header_for(url_of("http://x.www.a.example/zwgk/"), now), "");
    EXPECT_FALSE(jar.knows("a.example"));
    EXPECT_TRUE(jar.knows("www.a.example"));
}

TEST(CookieJar, ForgetsWhatHasExpiredOrIsTakenBack) {
    CookieJar jar;
    jar.keep(page, {"a=1; path=/; max-age=60", "b=1; path=/", "b=2; path=/"}, now);
    EXPECT_EQ(jar.header_for(page, now + 59s), "a=1; b=2");
    EXPECT_EQ(jar.header_for(page, now + 60s), "b=2");
    EXPECT_EQ(jar.header_for(page, now + 24h), "");
    jar.keep(page, {"b=; path=/; max-age=0"}, now);
    EXPECT_EQ(jar.header_for(page, now), "a=1");
}

TEST(CookieJar, IsBoundedInHostsAndCookies) {
    CookieJar jar;
    std::vector<std::string> many;
    for (std::size_t i = 0; i < CookieJar::cookies_max + 5; ++i)
        many.push_back("c" + std::to_string(i) + "=1; path=/");
    jar.keep(page, many, now);
    const auto header = jar.header_for(page, now);
    EXPECT_NE(header.find("c19=1"), std::string::npos);
    EXPECT_EQ(header.find("c20=1"), std::string::npos);
    for (std::size_t i = 0; i < CookieJar::hosts_max - 1; ++i) {
        jar.keep(url_of("http://h" + std::to_string(i) + ".example/"), {"a=1"}, now);
        jar.header_for(page, now);  // In use.
    }
    EXPECT_TRUE(jar.knows("h0.example"));
    jar.keep(url_of("http://last.example/"), {"a=1"}, now);
    EXPECT_FALSE(jar.knows("h0.example"));
    EXPECT_TRUE(jar.knows("www.a.example"));
}

}  // namespace
}  // namespace ogi::crawler
