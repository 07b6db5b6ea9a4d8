#include "base/url.h"

#include <gtest/gtest.h>

#include <iterator>
#include <random>
#include <string>
#include <string_view>

namespace ogi::base {
namespace {

struct Written {
    std::string_view text;
    std::string_view normal;
};

constexpr Written written[] = {
    // Scheme, host, port, path.
    {"http://a.example/", "http://a.example/"},
    {"http://a.example", "http://a.example/"},
    {"HTTP://WWW.A.Example/Path", "http://www.a.example/Path"},
    {"http://a.example?x=1", "http://a.example/?x=1"},
    {"http://a.example:80/p", "http://a.example/p"},
    {"https://a.example:443/p", "https://a.example/p"},
    {"http://a.example:443/p", "http://a.example:443/p"},
    {"http://a.example:8080/p", "http://a.example:8080/p"},
    {"http://a.example:08080/p", "http://a.example:8080/p"},
    {"http://a.example:/p", "http://a.example/p"},
    {"http://127.0.0.1:8080/p", "http://127.0.0.1:8080/p"},
    {"http://[::1]:8080/p", "http://[::1]:8080/p"},
    {"http://[2001:DB8::1]/", "http://[2001:db8::1]/"},
    // What is dropped.
    {"http://user:secret@a.example/p", "http://a.example/p"},
    {"http://a.example/p#section", "http://a.example/p"},
    {"http://a.example/#/route?x", "http://a.example/"},
    {"http://a.example/a/./b/../c", "http://a.example/a/c"},
    {"http://a.example/../../c", "http://a.example/c"},
    {"http://a.example/..", "http://a.example/"},
    {"http://a.example/../?x=/../y", "http://a.example/?x=/../y"},
    {"http://a.example/..a/b", "http://a.example/..a/b"},
    {"http://a.example/a/.%2E/b/%2e/c", "http://a.example/b/c"},
    {"http://a.example/a/...", "http://a.example/a/..."},
    {"http://a.example/a//../b//", "http://a.example/a/b//"},
    // What is mended as browsers mend it.
    {"  http://a.example/p\n", "http://a.example/p"},
    {"http://a.ex\nample/p\tq", "http://a.example/pq"},
    {"http:\\\\a.example\\p\\q", "http://a.example/p/q"},
    {"http:a.example/p", "http://a.example/p"},
    {"http:/a.example/p", "http://a.example/p"},
    {"http:///a.example/p", "http://a.example/p"},
    {"http://a.example/p?x=a\\b", "http://a.example/p?x=a\\b"},
    {"http://a.example/年报 2020.html", "http://a.example/%E5%B9%B4%E6%8A%A5%202020.html"},
    {"http://a.example/p?q=年", "http://a.example/p?q=%E5%B9%B4"},
    {"http://a.example/p?q='x'", "http://a.example/p?q=%27x%27"},
    {"http://a.example/\xC4\xEA?\xB1\xA8", "http://a.example/%C4%EA?%B1%A8"},
    {"http://a.example/{id}|\"x\"<y>^`z`", "http://a.example/%7Bid%7D|%22x%22%3Cy%3E%5E%60z%60"},
    // What stays: an escape is never undone, nor what a server may read otherwise escaped.
    {"http://a.example/100%", "http://a.example/100%"},
    {"http://a.example/%u5e74/%zz%4", "http://a.example/%u5e74/%zz%4"},
    {"http://a.example/%7Euser/%41/%e5%b9%b4", "http://a.example/%7Euser/%41/%e5%b9%b4"},
    {"http://a.example/p[1].html?a[]=1", "http://a.example/p[1].html?a[]=1"},
    {"http://a.example/p?", "http://a.example/p?"},
    // Hosts.
    {"http://%61.EX%41MPLE/", "http://a.example/"},
    {"http://教育局.政务.cn/p", "http://xn--dgtp5sd2w.xn--zfr164b.cn/p"},
    {"http://ｗｗｗ．ａ．ｅｘａｍｐｌｅ/", "http://www.a.example/"},
    {"http://0x7f.1/", "http://127.0.0.1/"},
    {"http://2130706433/", "http://127.0.0.1/"},
    {"http://017700000001:8080/", "http://127.0.0.1:8080/"},
    {"http://[0:0:0:0:0:0:0:1]/", "http://[::1]/"},
    {"http://[::ffff:192.168.0.1]/", "http://[::ffff:c0a8:1]/"},
    {"http://a.example./", "http://a.example./"},
    {"http://a_b.example/", "http://a_b.example/"},
    {"http://a.example:0/p", "http://a.example:0/p"},
};

TEST(Url, HasOneNormalForm) {
    for (const auto& [text, normal] : written) {
        const auto url = Url::parse(text);
        ASSERT_TRUE(url) << text << ": " << url.error().context;
        EXPECT_EQ(url->text(), normal) << text;
    }
}

TEST(Url, ReadsItsOwnTextBack) {
    for (const auto& [text, normal] : written) {
        const auto again = Url::parse(normal);
        ASSERT_TRUE(again) << normal;
        EXPECT_EQ(again->text(), normal);
    }
}

TEST(Url, ReadsItsOwnTextBackWhateverStoodInThePage) {
    // Pieces that have a meaning somewhere in a URL, put together at random (the same way every time).
    static constexpr std::string_view pieces[] = {"/",  "..", ".",    "?",   "#",  ":",  "@",
                                                  "//", "%",  "%2",   "%2F", "[",  "]",  "\\",
                                                  "a",  "年", "\x80", ";",   "80", "&=", " "};
    std::mt19937 random{1};
    std::uniform_int_distribution<std::size_t> any{0, std::size(pieces) - 1};
    const auto page = Url::parse("http://a.example/b/c").value();
    int read = 0;
    for (int i = 0; i < 20'000; ++i) {
        std::string text;
        for (int j = 0; j < 8; ++j) text += pieces[any(random)];
        for (const auto& url : {Url::parse("http://a.example" + text), page.resolve(text)}) {
            if (!url) continue;
            ++read;
            const auto again = Url::parse(url->text());
            ASSERT_TRUE(again) << text << " gave " << url->text();
            ASSERT_EQ(again->text(), url->text()) << text;
            ASSERT_TRUE(url->path().starts_with('/')) << text;
            ASSERT_FALSE(url->host().empty()) << text;
        }
    }
    EXPECT_GT(read, 10'000);
}

TEST(Url, RefusesWhatIsNoPageOnTheWeb) {
    for (std::string_view text : {"",
                                  " ",
                                  "a.example",
                                  "//a.example/",
                                  "/p",
                                  "mailto:office@a.example",
                                  "javascript:void(0)",
                                  "ftp://a.example/f",
                                  "file:///etc/hostname",
                                  "data:text/html,x",
                                  "http://",
                                  "http:///",
                                  "http://user@/p",
                                  "http://:80/",
                                  "http://a.example:65536/",
                                  "http://a.example:99999999999/",
                                  "http://a.example:port/",
                                  "http://[::1/",
                                  "http://[zz]/",
                                  "http://a b.example/",
                                  "http://a%00.example/",
                                  "http://a.example%2Fp/",
                                  "http://\xC4\xEA.example/",
                                  "http://256.1.1.1/",
                                  "http://1.2.3.4.5/",
                                  "http://a.09/",
                                  "http://[1:2:3:4:5:6:7:8:9]/",
                                  "http://[::1%25eth0]/"}) {
        const auto refused = Url::parse(text);
        ASSERT_FALSE(refused) << text << " gave " << refused->text();
        EXPECT_EQ(refused.error().code, ErrorCode::malformed) << text;
        EXPECT_NE(refused.error().context.find(text), std::string::npos) << refused.error().context;
    }
}

TEST(Url, IsAsLongAsLengthMaxAndNoLonger) {
    const std::string start = "http://a.example/";
    const auto longest = Url::parse(start + std::string(Url::length_max - start.size(), 'x'));
    ASSERT_TRUE(longest);
    EXPECT_EQ(longest->text().size(), Url::length_max);

    const auto longer = Url::parse(start + std::string(Url::length_max - start.size() + 1, 'x'));
    ASSERT_FALSE(longer);
    EXPECT_EQ(longer.error().code, ErrorCode::too_large);
    EXPECT_EQ(longer.error().context, "URL longer than 4096 bytes");
    // Escaping makes it longer.
    EXPECT_EQ(Url::parse(start + std::string(Url::length_max / 2, ' ') + "x").error().code,
              ErrorCode::too_large);
    EXPECT_EQ(Url::parse(std::string(1'000'000, 'x')).error().code, ErrorCode::too_large);
}

struct Parts {
    std::string_view url;
    std::string_view host;
    std::uint16_t port;
    std::string_view authority;
    std::string_view path;
    std::string_view query;
};

TEST(Url, GivesItsParts) {
    const Parts cases[] = {
        {"http://a.example/", "a.example", 80, "a.example:80", "/", ""},
        {"https://a.example/p/q?x=1&y=/z?", "a.example", 443, "a.example:443", "/p/q", "x=1&y=/z?"},
        {"http://127.0.0.1:8080/?", "127.0.0.1", 8080, "127.0.0.1:8080", "/", ""},
        {"http://[::1]/p", "[::1]", 80, "[::1]:80", "/p", ""},
        {"https://[::1]:8443/p:1", "[::1]", 8443, "[::1]:8443", "/p:1", ""},
    };
    for (const auto& c : cases) {
        const auto url = Url::parse(c.url).value();
        EXPECT_EQ(url.host(), c.host) << c.url;
        EXPECT_EQ(url.port(), c.port) << c.url;
        EXPECT_EQ(url.authority(), c.authority) << c.url;
        EXPECT_EQ(url.path(), c.path) << c.url;
        EXPECT_EQ(url.query(), c.query) << c.url;
        EXPECT_TRUE(std::string{url.path_and_query()}.starts_with(url.path())) << c.url;
        EXPECT_EQ(url.is_https(), c.url.starts_with("https")) << c.url;
        EXPECT_EQ(std::string{url.root()} + std::string{url.path_and_query().substr(1)}, url.text()) << c.url;
    }
}

TEST(Url, IsEmptyOnlyUntilItIsFilled) {
    EXPECT_TRUE(Url{}.empty());
    EXPECT_FALSE(Url::parse("http://a.example/").value().empty());
}

struct Sites {
    std::string_view one;
    std::string_view other;
    bool same;
};

TEST(Url, KnowsPagesOfTheSameSite) {
    const Sites cases[] = {
        {"http://a.example/p", "http://a.example/q?x", true},
        {"http://a.example/", "https://a.example/", true},
        {"http://www.a.example/", "http://a.example/", true},
        {"https://www.a.example/", "http://a.example/", true},
        {"http://a.example/", "http://b.example/", false},
        {"http://a.example/", "http://sub.a.example/", false},
        {"http://a.example/", "http://a.example:8080/", false},
        {"http://a.example:8080/", "http://www.a.example:8080/", true},
        {"http://a.example:8080/", "http://a.example:8081/", false},
        {"http://a.example:443/", "https://a.example/", true},
        {"http://127.0.0.1:1/", "http://127.0.0.1:2/", false},
    };
    for (const auto& [one, other, same] : cases) {
        const auto a = Url::parse(one).value();
        const auto b = Url::parse(other).value();
        EXPECT_EQ(a.same_site(b), same) << one << " and " << other;
        EXPECT_EQ(b.same_site(a), same) << other << " and " << one;
    }
}

}  // namespace
}  // namespace ogi::base
