#include "daemon/web/html.h"

#include <gtest/gtest.h>

namespace ogi::daemon {
namespace {

TEST(Html, TextsOfStrangersStayTexts) {
    struct Case {
        std::string_view given, written;
    };
    for (const auto& [given, written] : {
             Case{"<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"},
             Case{R"(" onclick='x' a=")", "&quot; onclick=&#39;x&#39; a=&quot;"},
             Case{"&amp; & &#x3c;", "&amp;amp; &amp; &amp;#x3c;"},
             Case{"甲局\u202E4202", "甲局\uFFFD4202"},
             Case{"\u2066\u200F\u061C", "\uFFFD\uFFFD\uFFFD"},
             Case{"a\nb\tc", "a\nb\tc"},
             Case{std::string_view{"a\0b\x1b\x7f", 5}, "a\uFFFDb\uFFFD\uFFFD"},
             Case{"\xC0\xBC\xFF\xED\xA0\x80", "\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD"},
             Case{"甲\xE4\xB8", "甲\uFFFD\uFFFD"},
         }) {
        EXPECT_EQ(Html{}.text(given).markup(), written);
        EXPECT_EQ(Html{}.open("a", {{"title", given}}).markup(),
                  "<a title=\"" + std::string{written} + "\">");
    }
}

TEST(Html, ElementsAreWrittenAsTheyAreNamed) {
    Html html;
    html.open("p", {{"class", "a"}, {"id", "b"}}).text("x").close("p").raw("<br>").link("/zh?a=1&b=2", "<");
    EXPECT_EQ(html.take(), "<p class=\"a\" id=\"b\">x</p><br><a href=\"/zh?a=1&amp;b=2\">&lt;</a>");
}

}  // namespace
}  // namespace ogi::daemon
