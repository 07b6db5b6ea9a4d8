#include "crawler/shell.h"

#include <gtest/gtest.h>

namespace ogi::crawler {
namespace {

const base::Url page = *base::Url::parse("http://www.a.example:81/zfxxgk/index.html?k=1");

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
        const auto found = shell_target(body, page);
        EXPECT_EQ(found.value_or("(none)"), target) << body;
    }
}

TEST(Shell, ComputesWhereItLeadsFromWhatIsKnown) {
    for (const auto& [body, target] : {
             Case{R"(<script>var u='/new/';window.location=u;</script>)", "/new/"},
             Case{R"(<script>let a = "/n", b = 'ew/'; location.href = a + b</script>)", "/new/"},
             Case{R"(<script>window.u = "/new/"; top.location.replace(window.u)</script>)", "/new/"},
             Case{R"(<script>window.open('/new/','_self')</script>)", "/new/"},
             Case{R"(<script>open("/new/", "_top");</script>)", "/new/"},
             Case{R"(<script>window.open('/notice.html');location='/new/'</script>)", "/new/"},
             Case{R"(<script>window.navigate('/new/')</script>)", "/new/"},
             Case{R"x(<script>setTimeout("window.open('/new/','_self')", 500)</script>)x", "/new/"},
             Case{R"(<script>location.href=location.protocol+'//'+location.host+'/new/'</script>)",
                  "http://www.a.example:81/new/"},
             Case{R"(<script>var p=location.protocol;location.href=p+'//'+location.host+'/new/'</script>)",
                  "http://www.a.example:81/new/"},
             Case{R"(<script>location = "https://" + window.location.hostname + document.location.pathname</script>)",
                  "https://www.a.example/zfxxgk/index.html"},
             Case{R"(<script>location.href = location.origin + "/new/" + location.search;</script>)",
                  "http://www.a.example:81/new/?k=1"},
             Case{R"(<script>location.href = location.href.replace("http:", "https:")</script>)",
                  "https://www.a.example:81/zfxxgk/index.html?k=1"},
             Case{R"(<script>if (location.protocol == "https:") { location = "/s" } else { location = "/new/" }</script>)",
                  "/new/"},
             Case{R"(<script>if(location.href.indexOf("k=1") > -1) location.replace("/new/")</script>)",
                  "/new/"},
             Case{R"(<script>try{ location.href="/new/" }catch(e){ location.href="/error.html" }</script>)",
                  "/new/"},
             Case{R"(<script>if (top != self) { top.location = self.location; } location = '/new/';</script>)",
                  "/new/"},
         }) {
                 EXPECT_EQ(shell_target(body, page).value_or("(none)"), target) << body;
             }
}

// We are no phone: what a browser on a desk gets is ours.
TEST(Shell, SendsPhonesElsewhere) {
        for (
            const std::string_view script :
            {R"(if(/Android|iPhone/i.test(navigator.userAgent)){location.href='/wap/'}else{location.href='/new/'})",
             R"(if (/(iPhone|iPad|iPod|iOS|Android)/i.test(navigator.userAgent)) { //phone
             window.location.href = "/wap/"; } else { window.location.href = "/new/"; })",
             R"(if(navigator.userAgent.match(/(phone|pad|pod|iPhone|Mobile|Android)/i)) location='/wap/'; else location='/new/';)",
             R"(var ua = navigator.userAgent.toLowerCase();
            if (ua.indexOf("android") > -1 || ua.indexOf('iphone') != -1) location.replace("/wap/");
            else location.replace("/new/");)",
             R"(if (!/mobile/i.test(navigator.userAgent)) { location.href = "/new/" } else location.href = "/wap/")",
             R"(location.href = /Android/.test(navigator.userAgent) ? "/wap/" : "/new/")",
             R"(if(navigator.userAgent.indexOf('Mobile') < 0){location.href='/new/'})",
             R"(function browserRedirect() {
              var sUserAgent = navigator.userAgent.toLowerCase();
              var bIsIpad = sUserAgent.match(/ipad/i) == "ipad";
              var bIsUc7 = sUserAgent.match(/rv:1.2.3.4/i) == "rv:1.2.3.4";
              var bIsCE = sUserAgent.match(/windows ce/i) == "windows ce";
              if (bIsIpad || bIsUc7 || bIsCE) { window.location.href = "/wap/"; }
              else { window.location = "/new/"; } }
            browserRedirect();)",
             R"(if(/Android/.test(navigator.userAgent)){ if(a){location='/x'} } else if (location.port) { location='/new/' })"}) {
            EXPECT_EQ(script_target(script, page).value_or("(none)"), "/new/") << script;
        }
        EXPECT_EQ(
            script_target(
                "if(/MSIE|Trident/.test(navigator.userAgent)) location='/old'; else location='/new'", page),
            std::nullopt);
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
                 std::string_view{
                     R"(<script>if(/MSIE/.test(navigator.userAgent)) location.href="/m"</script>)"},
                 std::string_view{
                     R"(<script>if(isOld()) location.href="/a"; else location.href="/b"</script>)"},
                 std::string_view{R"(<script>var u="/a"; u+="b"; location=u</script>)"},
                 std::string_view{R"(<script>var u="/a"; if(x) u="/b"; location=u</script>)"},
                 std::string_view{R"(<script>var u="/a"; u="/b"; location=u</script>)"},
                 std::string_view{R"(<script>var u="/a"; function go(u){location=u} go("/b")</script>)"},
                 std::string_view{R"(<script>window.open("/a","_blank")</script>)"},
                 std::string_view{R"(<script>window.open("/a", where)</script>)"},
                 std::string_view{R"(<script>xhr.open("GET","/a")</script>)"},
                 std::string_view{R"(<script>router.navigate("/a")</script>)"},
                 std::string_view{R"(<script>location.href="/a"+Math.random()</script>)"},
                 std::string_view{R"(<script>location.href="/a" || b || "/c" - 1</script>)"},
                 std::string_view{R"(<script>if(</script>)"},
                 std::string_view{R"(<script>if(/a</script>)"},
                 std::string_view{R"(<script>location=u=</script>)"},
                 std::string_view{R"(<script>location.href = mobile ? "/m" : "/pc"</script>)"},
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
            EXPECT_EQ(shell_target(body, page), std::nullopt) << body;
        }
}

TEST(Shell, IsSmall) {
        const std::string head = R"(<meta http-equiv="refresh" content="0;url=/a">)";
        EXPECT_TRUE(shell_target(head + std::string(shell_bytes_max - head.size(), ' '), page));
        EXPECT_FALSE(shell_target(head + std::string(shell_bytes_max - head.size() + 1, ' '), page));
        EXPECT_TRUE(shell_target(head + std::string(shell_text_bytes_max, 'x'), page));
        EXPECT_FALSE(shell_target(head + std::string(shell_text_bytes_max + 1, 'x'), page));
}

TEST(Shell, ShowsNothingWhereThereAreOnlyScripts) {
        EXPECT_TRUE(
            shows_nothing("<html><script src='/a.js'></script><body><input type='hidden'></body></html>"));
        EXPECT_TRUE(shows_nothing("<script>var a = 1;</script>"));
        EXPECT_FALSE(shows_nothing("<p>nothing</p>"));
        EXPECT_FALSE(shows_nothing("<script src='/a.js'></script><table></table>"));
        EXPECT_FALSE(
            shows_nothing("<script src='/a.js'></script>" + std::string(shell_text_bytes_max + 1, 'x')));
}

TEST(Shell, ThatIsNotUnderstoodIsTold) {
        EXPECT_TRUE(is_unread_shell("<script>location = where()</script>", page));
        EXPECT_TRUE(is_unread_shell(
            "<html><body><div id=app></div><script src=/app.js></script></body></html>", page));
        EXPECT_FALSE(is_unread_shell("<script>location = '/a'</script>", page));
        EXPECT_FALSE(is_unread_shell("<p>2020</p>", page));
        EXPECT_FALSE(is_unread_shell("<script>x()</script><table></table>", page));
}

// Whatever a site sends is read in time that grows with its length.
TEST(Shell, BracketsHaveAnEnd) {
        std::string deep = "location=";
        for (int i = 0; i < 2000; ++i) deep += "(!a?";
        EXPECT_EQ(script_target(deep, page), std::nullopt);
        std::string branches;
        for (int i = 0; i < 500; ++i) branches += "if(1)";
        EXPECT_EQ(script_target(branches + "location='/a'", page), std::nullopt);
        std::string doubled = "var a0='xx';";
        for (int i = 0; i < 100; ++i)
            doubled +=
                "var a" + std::to_string(i + 1) + "=a" + std::to_string(i) + "+a" + std::to_string(i) + ";";
        EXPECT_EQ(script_target(doubled + "location=a100", page), std::nullopt);
}

}  // namespace
}  // namespace ogi::crawler
