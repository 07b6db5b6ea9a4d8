#include "crawler/shell.h"

#include <gtest/gtest.h>

namespace ogi::crawler {
namespace {

struct Case {
    std::string_view body;
    std::string_view target;  // Empty: no shell.
};

// What sites put where others send a redirect.
TEST(Shell, LeadsWhereItsRefreshOrScriptSays) {
    for (
        const auto& [body, target] : {
            Case{R"(<meta http-equiv="refresh" content="0;url=/zfxxgk/index.html">)", "/zfxxgk/index.html"},
            Case{R"(<html><head><META HTTP-EQUIV=Refresh CONTENT='0; URL=index_1.html'></head></html>)",
                 "index_1.html"},
            Case{R"(<meta http-equiv="refresh" content="3, /a?b=1&amp;c=2">正在跳转，请稍候)", "/a?b=1&c=2"},
            Case{R"(<meta http-equiv="refresh" content="0;url='http://a.example/b'">)", "http://a.example/b"},
            Case{R"(<meta http-equiv="refresh" content="url=/a">)", "/a"},
            Case{R"(<script>window.location.replace("/zwgk/");</script>)", "/zwgk/"},
            Case{R"(<script language="javascript">location.href='../nb/';</script>)", "../nb/"},
            Case{R"(<script type="text/javascript">location = "a.html"</script>)", "a.html"},
            Case{R"(<script>self.location="\/a\/b";</script>)", "/a/b"},
            Case{R"(<script>top.location.assign("\x2fa\u002Fb")</script>)", "/a/b"},
            Case{R"(<script>document.location.href = `/a`;</script>)", "/a"},
            Case{R"(<script>setTimeout("location.href='/later.html'", 1000);</script>)", "/later.html"},
            Case{R"(<script>function go(){location.replace('/a')} go();</script>)", "/a"},
            Case{R"(<body onload="location.href='/a'"></body>)", "/a"},
            Case{"<script>\n// location.href='/old'\n/* location='/older' */ location.href='/new'\n</script>",
                 "/new"},
            Case{"\xEF\xBB\xBF<!DOCTYPE html><html><head><title>首页</title><style>p{color:red}</style>"
                 "<!-- <table> --><meta http-equiv='refresh' content='0;url=/a'></head>"
                 "<body><p>如果没有自动跳转，<a href='/a'>请点击这里</a></p></body></html>",
                 "/a"},
            // For browsers with scripts and for those without.
            Case{
                R"(<script>location.href="/a"</script><noscript><meta http-equiv="refresh" content="0;url=/a"></noscript>)",
                "/a"},
            Case{R"(<SCRIPT>location.href="/a"</SCRIPT>)", "/a"},
        }) {
        const auto found = shell_target(body);
        EXPECT_EQ(found.value_or("(none)"), target) << body;
    }
}

TEST(Shell, IsNotAPageOfItsOwnNorAScriptThatDecides) {
    std::string long_page = R"(<meta http-equiv="refresh" content="0;url=/a">)";
    for (int i = 0; i < 30; ++i) long_page += "<p>本年度主动公开政府信息若干条</p>";
    for (const std::string_view body : {
             std::string_view{},
             std::string_view{"location.href='/a'"},
             std::string_view{"<p>2020年报告</p>"},
             std::string_view{long_page},
             // Content of its own.
             std::string_view{
                 R"(<meta http-equiv="refresh" content="0;url=/a"><table><tr><td>1</td></tr></table>)"},
             std::string_view{R"(<meta http-equiv="refresh" content="0;url=/a"><img src="a.jpg">)"},
             std::string_view{
                 R"(<meta http-equiv="refresh" content="0;url=/a"><iframe src="b.html"></iframe>)"},
             std::string_view{R"(<script>location.href="/a"</script><form action="/login"></form>)"},
             // Only reloads, or after long.
             std::string_view{R"(<meta http-equiv="refresh" content="5">)"},
             std::string_view{R"(<meta http-equiv="refresh" content="300;url=/a">)"},
             std::string_view{R"(<meta http-equiv="refresh" content="99999999999;url=/a">)"},
             std::string_view{R"(<script>location.reload()</script>)"},
             // Decides or computes.
             std::string_view{
                 R"(<script>if(/Android/.test(navigator.userAgent)) location.href="/m"</script>)"},
             std::string_view{R"(<script>location.href = mobile ? "/m" : "/pc"</script>)"},
             std::string_view{R"(<script>location.href = "/a" + location.search</script>)"},
             std::string_view{R"(<script>location.href = base + "/a"</script>)"},
             std::string_view{R"(<script>location.href = "/a".concat(b)</script>)"},
             std::string_view{R"(<script>eval(x); location.href = "/a"</script>)"},
             std::string_view{R"(<script>location.href="/a"; location.href="/b"</script>)"},
             std::string_view{R"(<script>location.href == "/a"</script>)"},
             std::string_view{R"(<script src="/waf.js"></script><script>location.href="/a"</script>)"},
             std::string_view{
                 R"(<meta http-equiv="refresh" content="0;url=/a"><script>location.href="/b"</script>)"},
             // Broken off.
             std::string_view{R"(<script>location.href=)"},
             std::string_view{R"(<meta http-equiv="refresh" content=")"},
             std::string_view{"<"},
             std::string_view{"</"},
             std::string_view{"<a ="},
         }) {
        EXPECT_EQ(shell_target(body), std::nullopt) << body;
    }
}

TEST(Shell, IsSmall) {
    const std::string head = R"(<meta http-equiv="refresh" content="0;url=/a">)";
    EXPECT_TRUE(shell_target(head + std::string(shell_bytes_max - head.size(), ' ')));
    EXPECT_FALSE(shell_target(head + std::string(shell_bytes_max - head.size() + 1, ' ')));
    EXPECT_TRUE(shell_target(head + std::string(shell_text_bytes_max, 'x')));
    EXPECT_FALSE(shell_target(head + std::string(shell_text_bytes_max + 1, 'x')));
}

TEST(Shell, ShowsNothingWhereThereAreOnlyScripts) {
    EXPECT_TRUE(
        shows_nothing("<html><script src='/a.js'></script><body><input type='hidden'></body></html>"));
    EXPECT_TRUE(shows_nothing("<script>var a = 1;</script>"));
    EXPECT_FALSE(shows_nothing("<p>nothing</p>"));
    EXPECT_FALSE(shows_nothing("<script src='/a.js'></script><table></table>"));
    EXPECT_FALSE(shows_nothing("<script src='/a.js'></script>" + std::string(shell_text_bytes_max + 1, 'x')));
}

}  // namespace
}  // namespace ogi::crawler
