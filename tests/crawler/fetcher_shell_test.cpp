// Shells are followed like redirects; cookies are kept where a site gives no page without them.
#include "fetcher_fixture.h"
#include "model/names.h"
#include "scripted_server.h"

#include <gtest/gtest.h>

namespace ogi::crawler {
namespace {

namespace asio = boost::asio;
using model::FailureReason;
using model::VisitOutcome;
using namespace std::chrono_literals;

const std::string html = "Content-Type: text/html\r\n";

Reply shell_to(const std::string& target, const std::string& headers = {}) {
    return respond(200, "<script>location.replace('" + target + "');</script>", html + headers);
}

struct FetcherShellTest : FetcherFixture {
    void expect_reason(const Fetched& fetched, FailureReason reason, const std::string& words) {
        ASSERT_TRUE(fetched.reason) << fetched.note;
        EXPECT_EQ(model::name_of(*fetched.reason), model::name_of(reason)) << fetched.note;
        EXPECT_NE(fetched.note.find(words), std::string::npos) << fetched.note;
    }
};

TEST_F(FetcherShellTest, FollowsShellsUnderTheRulesOfRedirects) {
    const ScriptedServer server{[](const Seen& seen) {
        if (seen.target == "/robots.txt") return respond(200, "User-agent: *\nDisallow: /secret");
        if (seen.target == "/script") return shell_to("refresh");
        if (seen.target == "/refresh")
            return respond(200, "<meta http-equiv=refresh content='0;url=/page'>", html);
        if (seen.target == "/page") return respond(200, "<p>年报</p>", html + "ETag: \"1\"\r\n");
        if (seen.target == "/hidden") return shell_to("/secret");
        if (seen.target == "/away") return shell_to("http://b.example/");
        if (seen.target == "/mail") return shell_to("mailto:a@a.example");
        if (seen.target == "/ping") return shell_to("/pong");
        if (seen.target == "/pong") return shell_to("/ping");
        if (seen.target.starts_with("/n")) return shell_to(seen.target + "n");
        if (seen.target == "/data")
            return respond(200, "<script>location='/page'</script>", "Content-Type: text/plain\r\n");
        return respond(404);
    }};
    const auto found = fetch(server.url("/script"));
    ASSERT_EQ(found.outcome, VisitOutcome::changed) << found.note;
    EXPECT_EQ(found.snapshot->body, "<p>年报</p>");
    EXPECT_EQ(found.snapshot->url.text(), server.url("/script"));
    EXPECT_EQ(found.snapshot->final_url.text(), server.url("/page"));
    expect_reason(fetch(server.url("/hidden")), FailureReason::robots_forbid, "forbids /secret");
    EXPECT_EQ(server.count("/secret"), 0);
    expect_reason(fetch(server.url("/away")), FailureReason::other_site,
                  "only leads on to another site: http://b.example/");
    expect_reason(fetch(server.url("/mail")), FailureReason::redirect_without_target,
                  "neither http nor https");
    expect_reason(fetch(server.url("/ping")), FailureReason::redirect_circle,
                  "back to " + server.url("/ping"));
    expect_reason(fetch(server.url("/n")), FailureReason::too_many_redirects, "redirects_max (5)");
    EXPECT_EQ(fetch(server.url("/data")).outcome, VisitOutcome::changed);  // Text that looks like a shell.
}

// The server would compare them with the shell's file, which does not change when the page behind it does.
TEST_F(FetcherShellTest, APageBehindAShellKeepsNoValidators) {
    const ScriptedServer server{{{"/", shell_to("/page")},
                                 {"/page", respond(200, "<p>年报</p>",
                                                   html + "ETag: \"1\"\r\nLast-Modified: Sat, 31 "
                                                          "Jan 2026 08:00:00 GMT\r\n")}}};
    auto page = page_at(server.url("/"));
    auto first = fetch(page);
    ASSERT_TRUE(first.snapshot) << first.note;
    EXPECT_EQ(first.snapshot->etag + first.snapshot->last_modified, "");
    page.snapshot = first.snapshot->digest;
    page.etag = "\"stale\"";
    const auto second = fetch(page);
    EXPECT_EQ(second.outcome, VisitOutcome::unchanged);
    EXPECT_EQ(second.etag + second.last_modified, "");
    EXPECT_EQ(server.seen().back().target, "/page");
    EXPECT_EQ(server.seen().back().header("if-none-match"), "");
}

TEST_F(FetcherShellTest, GivesBackTheCookiesOfARedirectToItself) {
    const ScriptedServer server{[](const Seen& seen) {
        if (seen.target == "/robots.txt") return respond(404);
        if (seen.header("cookie") == "pass=1") return respond(200, seen.target);
        return respond(302, "", "Location: " + seen.target + "\r\nSet-Cookie: pass=1; path=/\r\n");
    }};
    EXPECT_EQ(fetch(server.url("/a")).outcome, VisitOutcome::changed);
    EXPECT_EQ(server.count("/a"), 2);
    // From now on it is known.
    EXPECT_EQ(fetch(server.url("/b")).outcome, VisitOutcome::changed);
    EXPECT_EQ(server.count("/b"), 1);
    // Another host begins anew, and never sees the cookies of this one.
    EXPECT_EQ(fetch(server.url("/c", "localhost")).outcome, VisitOutcome::changed);
    EXPECT_EQ(server.count("/c"), 2);
}

TEST_F(FetcherShellTest, GivesBackTheCookiesOfAWayRoundAndOfAShell) {
    const ScriptedServer server{[](const Seen& seen) {
        if (seen.target == "/robots.txt") return respond(404);
        if (seen.header("cookie") != "") return respond(200, seen.header("cookie"));
        if (seen.target == "/round") return redirect_to("/check");
        if (seen.target == "/check")
            return respond(302, "", "Location: /round\r\nSet-Cookie: r=1; path=/\r\n");
        return shell_to(seen.target, "Set-Cookie: s=2; path=/\r\n");
    }};
    EXPECT_EQ(fetch(server.url("/round")).snapshot.value().body, "r=1");
    EXPECT_EQ(fetch(server.url("/shell", "localhost")).snapshot.value().body, "s=2");
}

TEST_F(FetcherShellTest, SendsNoCookiesWhereThePageComesWithoutThem) {
    const ScriptedServer server{[](const Seen& seen) {
        if (seen.target == "/moved") return respond(302, "", "Location: /a\r\nSet-Cookie: b=1; path=/\r\n");
        return respond(seen.target == "/robots.txt" ? 404 : 200, "page", "Set-Cookie: a=1; path=/\r\n");
    }};
    for (const auto* target : {"/a", "/moved", "/a"}) EXPECT_TRUE(fetch(server.url(target)).snapshot);
    for (const auto& seen : server.seen()) EXPECT_EQ(seen.header("cookie"), "") << seen.target;
}

TEST_F(FetcherShellTest, AServerThatIsNeverContentWithItsCookiesEnds) {
    std::atomic<int> number = 0;
    const ScriptedServer server{[&](const Seen& seen) {
        if (seen.target == "/robots.txt") return respond(404);
        return respond(302, "", "Location: /\r\nSet-Cookie: n=" + std::to_string(++number) + "; path=/\r\n");
    }};
    expect_reason(fetch(server.url("/")), FailureReason::too_many_redirects, "redirects_max");
    EXPECT_EQ(server.count("/"), 6);
}

TEST_F(FetcherShellTest, AWallOfScriptsIsAChallengeAndNoShell) {
    const std::string wall = "<script>document.cookie='__jsl_clearance_s=1|-1|x';location.href='/a'</script>";
    const ScriptedServer server{{{"/a", respond(200, wall, html + "Set-Cookie: __jsluid_s=1\r\n")}}};
    const auto fetched = fetch(server.url("/a"));
    EXPECT_EQ(fetched.outcome, VisitOutcome::challenged) << fetched.note;
    EXPECT_EQ(server.count("/a"), 1);
}

}  // namespace
}  // namespace ogi::crawler
