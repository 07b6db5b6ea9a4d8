#include "base/url.h"

#include <gtest/gtest.h>

#include <random>
#include <string>
#include <string_view>

namespace ogi::base {
namespace {

struct Reference {
    std::string_view written;
    std::string_view leads_to;
};

TEST(ResolveUrl, FollowsReferencesAsBrowsersDo) {
    const auto page = Url::parse("http://a.example/b/c/d;p?q").value();
    // The examples of §5.4 that stay on the web, then what pages really write.
    const Reference cases[] = {
        {"g", "http://a.example/b/c/g"},
        {"./g", "http://a.example/b/c/g"},
        {"g/", "http://a.example/b/c/g/"},
        {"/g", "http://a.example/g"},
        {"//g", "http://g/"},
        {"?y", "http://a.example/b/c/d;p?y"},
        {"g?y", "http://a.example/b/c/g?y"},
        {"#s", "http://a.example/b/c/d;p?q"},
        {"g#s", "http://a.example/b/c/g"},
        {"g?y#s", "http://a.example/b/c/g?y"},
        {";x", "http://a.example/b/c/;x"},
        {"g;x?y#s", "http://a.example/b/c/g;x?y"},
        {"", "http://a.example/b/c/d;p?q"},
        {".", "http://a.example/b/c/"},
        {"..", "http://a.example/b/"},
        {"../g", "http://a.example/b/g"},
        {"../..", "http://a.example/"},
        {"../../g", "http://a.example/g"},
        {"../../../../g", "http://a.example/g"},
        {"g;x=1/../y", "http://a.example/b/c/y"},
        {"http://b.example/x", "http://b.example/x"},
        {"//www.b.example/p", "http://www.b.example/p"},
        {"  ./t20210120_1.html\n", "http://a.example/b/c/t20210120_1.html"},
        {"..\\2020\\年报.html", "http://a.example/b/2020/%E5%B9%B4%E6%8A%A5.html"},
        {"list.jsp?name=年 报&x=50%", "http://a.example/b/c/list.jsp?name=%E5%B9%B4%20%E6%8A%A5&x=50%"},
        {"http:g", "http://a.example/b/c/g"},
        {"http:/g", "http://a.example/g"},
        {"HTTP:?y", "http://a.example/b/c/d;p?y"},
        {"https:/b.example", "https://b.example/"},
        {"\\\\b.example\\g", "http://b.example/g"},
        {"\\g", "http://a.example/g"},
        {"/a:b", "http://a.example/a:b"},
        {"./a:b", "http://a.example/b/c/a:b"},
        {"?#", "http://a.example/b/c/d;p?"},
        {"a[1].html", "http://a.example/b/c/a[1].html"},
        {"//[::1]:8080/a[1]", "http://[::1]:8080/a[1]"},
    };
    for (const auto& [written, leads_to] : cases) {
        const auto url = page.resolve(written);
        ASSERT_TRUE(url) << written << ": " << url.error().context;
        EXPECT_EQ(url->text(), leads_to) << written;
    }
}

// Plain paths are joined without taking them apart; a fragment, which is dropped, forbids that.
TEST(ResolveUrl, JoinsPlainPathsAsItJoinsOthers) {
    constexpr std::string_view letters = "ab.-_~/?=&0Z";
    std::mt19937 random{7};
    for (const char* const base : {"http://a.example/", "http://a.example:8080/b/c.html",
                                   "https://a.example/b/?q=/x/y", "http://a.example/b/c/d;p?q"}) {
        const auto page = Url::parse(base).value();
        for (int i = 0; i < 5'000; ++i) {
            std::string reference;
            for (auto length = random() % 9; length > 0; --length)
                reference += letters[random() % letters.size()];
            const auto whole = page.resolve(reference + "#");
            const auto joined = page.resolve(reference);
            ASSERT_EQ(joined.has_value(), whole.has_value()) << base << " " << reference;
            if (!joined) continue;
            ASSERT_EQ(joined->text(), whole->text()) << base << " " << reference;
        }
    }
}

TEST(ResolveUrl, KeepsTheSchemeOfThePage) {
    const auto page = Url::parse("https://a.example/p").value();
    EXPECT_EQ(page.resolve("//b.example/x").value().text(), "https://b.example/x");
}

TEST(ResolveUrl, RefusesWhatLeadsOffTheWeb) {
    const auto page = Url::parse("http://a.example/p").value();
    for (std::string_view written :
         {"javascript:void(0)", "mailto:office@a.example", "tel:12345", "ftp://a.example/f", "http://",
          "data:text/html,x", "//", "http://a.example:99999/"}) {
        const auto refused = page.resolve(written);
        ASSERT_FALSE(refused) << written << " gave " << refused->text();
        EXPECT_EQ(refused.error().code, ErrorCode::malformed) << written;
    }
}

TEST(ResolveUrl, RefusesAReferenceThatIsTooLong) {
    const auto page = Url::parse("http://a.example/p").value();
    EXPECT_EQ(page.resolve(std::string(Url::length_max, 'x')).error().code, ErrorCode::too_large);
    EXPECT_EQ(page.resolve(std::string(3 * Url::length_max, 'x')).error().code, ErrorCode::too_large);
}

}  // namespace
}  // namespace ogi::base
