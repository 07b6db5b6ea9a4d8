#include "extract/discovery/aliases.h"

#include "following.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace ogi::extract {
namespace {

base::Url url_of(std::string_view text) {
    return base::Url::parse(text).value();
}

TEST(Aliases, HaveOnePlainForm) {
    const std::pair<std::string_view, std::string_view> forms[] = {
        {"http://a.cn/x/t1_wap.html", "http://a.cn/x/t1.html"},
        {"http://a.cn/gkmlpt/content/8/post_1.html?jump=true", "http://a.cn/gkmlpt/content/8/post_1.html"},
        {"http://a.cn/x?id=1&ddtab=true&b=2", "http://a.cn/x?id=1&b=2"},
        {"http://a.cn/_wap.html", "http://a.cn/_wap.html"},
        {"http://a.cn/x/t1.html?id=1", "http://a.cn/x/t1.html?id=1"},
    };
    for (const auto& [address, plain] : forms) EXPECT_EQ(plain_form(url_of(address)).text(), plain);
}

TEST(Aliases, LeadBothWays) {
    const auto plain = url_of("https://www.a.cn/x/t1.html");
    const auto copies = possible_copies(plain);
    for (std::string_view address : {"http://www.a.cn/x/t1.html", "https://a.cn/x/t1.html",
                                     "http://a.cn/x/t1_wap.html", "https://www.a.cn/x/t1.html?jump=true"}) {
        const auto copy = url_of(address);
        const auto forms = other_forms(copy);
        EXPECT_NE(std::ranges::find(forms, plain), forms.end()) << address;
        EXPECT_NE(std::ranges::find(copies, copy), copies.end()) << address;
    }
    // Other ports are other servers.
    EXPECT_TRUE(other_forms(url_of("http://127.0.0.1:8080/a.html")).empty());
}

TEST(Aliases, OfOnePageAreFollowedOnce) {
    EXPECT_EQ(followed("http://www.example.gov.cn/a/index.html",
                       "<html><a href=t1_wap.html>2020年政府信息公开年报</a>"
                       "<a href=t1.html>2020年政府信息公开年报</a>"
                       "<a href=t2_wap.html>2021年政府信息公开年报</a>"),
              "report /a/t1.html\nreport /a/t2_wap.html\n");
}

}  // namespace
}  // namespace ogi::extract
