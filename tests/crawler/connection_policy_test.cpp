// Which addresses are connected to, whatever a name, a resolver, a proxy or an earlier connection says.
#include "crawl_test_support.h"
#include "crawler/address_policy.h"
#include "model/names.h"
#include "raw_server.h"
#include "scripted_server.h"
#include "stub_resolver.h"

#include <gtest/gtest.h>

namespace ogi::crawler {
namespace {

namespace asio = boost::asio;
using model::FailureReason;
using namespace std::chrono_literals;

struct ConnectionPolicyTest : testing::Test {
    asio::io_context io;
    TransportSettings settings = loopback_settings();

    ConnectionPolicyTest() {
        settings.allow_private_addresses = false;
        settings.connect_timeout = 300ms;
    }

    HttpResult get(CurlTransport& transport, const std::string& url) {
        HttpRequest request{.url = url_of(url)};
        return run(io, transport.get(std::move(request)));
    }
    HttpResult get(const std::string& url) {
        CurlTransport transport{io.get_executor(), settings};
        return get(transport, url);
    }
    void expect(const HttpResult& result, FailureReason reason, const std::string& words) {
        ASSERT_FALSE(result);
        EXPECT_EQ(model::name_of(result.error().reason), model::name_of(reason)) << result.error().context;
        EXPECT_NE(result.error().context.find(words), std::string::npos) << result.error().context;
    }
};

TEST_F(ConnectionPolicyTest, ANameThatLeadsInsideIsRefused) {
    const ScriptedServer server{{{"/", respond(200, "secret")}}};
    for (const auto* address : {"127.0.0.1", "10.0.0.1", "169.254.169.254", "100.64.0.1", "::1", "fd00::1",
                                "64:ff9b::7f00:1", "2002:7f00:1::", "::ffff:127.0.0.1"}) {
        StubResolver::answer("inside.test", {address});
        expect(get(server.url("/", "inside.test")), FailureReason::address_refused,
               "the address policy refuses");
    }
    EXPECT_TRUE(server.seen().empty());
}

// A resolver that answers first with a public address, then with a private one: each connect is judged by its
// own address, so it does not matter what an earlier answer was.
TEST_F(ConnectionPolicyTest, ANameThatIsBoundAnewGainsNothing) {
    const ScriptedServer server{{{"/", respond(200, "secret")}}};
    // Both at once: nobody answers at the first, the second is refused.
    StubResolver::answer("both.test", {"192.0.2.1", "127.0.0.1"});
    EXPECT_FALSE(get(server.url("/", "both.test")));
    settings.allow_private_addresses = true;
    CurlTransport trusting{io.get_executor(), settings};
    StubResolver::answer("changing.test", {"127.0.0.1"});
    ASSERT_TRUE(get(trusting, server.url("/", "changing.test")));
    settings.allow_private_addresses = false;
    expect(get(server.url("/", "changing.test")), FailureReason::address_refused, "127.0.0.1 (loopback)");
    EXPECT_EQ(server.seen().size(), 1u);
}

TEST_F(ConnectionPolicyTest, ANameThatCannotBeResolvedSaysSo) {
    StubResolver::fail("broken.test");
    expect(get("http://broken.test/"), FailureReason::name_not_resolved, "the host name cannot be resolved");
    const Fetched fetched = [&] {
        CurlTransport transport{io.get_executor(), settings};
        FetchSettings no_delay;
        no_delay.host_delay = 0ms;
        Fetcher fetcher{transport, no_delay, base::utc_now};
        return run(io, fetcher.fetch(page_at("http://broken.test/2020.html")));
    }();
    EXPECT_EQ(fetched.outcome, model::VisitOutcome::failed);
    EXPECT_EQ(fetched.reason, FailureReason::name_not_resolved) << fetched.note;
    EXPECT_TRUE(fetched.not_before) << "the host is left alone for a while";
}

TEST_F(ConnectionPolicyTest, FewNamesAreLookedUpAtTheSameTime) {
    settings.allow_private_addresses = true;
    settings.lookups_max = 3;
    settings.connect_timeout = 10s;
    const ScriptedServer server{{{"/", respond(200, "x")}}};
    constexpr int many = 20;
    for (int i = 0; i < many; ++i) StubResolver::answer("n" + std::to_string(i) + ".test", {"127.0.0.1"});
    StubResolver::reset_peak();
    CurlTransport transport{io.get_executor(), settings};
    int good = 0;
    const auto one = [&](int number) -> asio::awaitable<void> {
        HttpRequest request{.url = url_of(server.url("/", "n" + std::to_string(number % many) + ".test"))};
        const auto response = co_await transport.get(std::move(request));
        good += response.has_value();
    };
    const auto all = [&] {
        for (int i = 0; i < 2 * many; ++i)
            asio::co_spawn(io, one(i), [](std::exception_ptr bug) {
                if (bug) std::rethrow_exception(bug);
            });
        io.restart();
        io.run();
    };
    all();
    EXPECT_EQ(good, 2 * many);
    EXPECT_LE(StubResolver::peak(), 3);
    EXPECT_GE(StubResolver::peak(), 1);
    all();
    EXPECT_EQ(good, 4 * many);
    EXPECT_LE(StubResolver::peak(), 3);
}

TEST_F(ConnectionPolicyTest, AProxyIsTheConfigurationsAndTheUrlsAddressIsStillJudged) {
    std::string asked;
    const RawServer proxy{[&](RawConnection& client) {
        asked = client.read_request();
        client.send("HTTP/1.1 200 OK\r\nContent-Length: 9\r\nConnection: close\r\n\r\nby proxy!");
    }};
    settings.proxy = proxy.url();  // On loopback, because the configuration says so.
    const auto through = get("http://a.example/b?c");
    ASSERT_TRUE(through) << through.error().context;
    EXPECT_EQ(through->body, "by proxy!");
    EXPECT_TRUE(asked.starts_with("GET http://a.example/b?c HTTP/1.1\r\n")) << asked;
    for (const auto* host :
         {"127.0.0.1", "2130706433", "0x7f.1", "127.1", "[::1]", "[::ffff:10.0.0.1]", "10.1.2.3"}) {
        expect(get("http://" + std::string{host} + "/"), FailureReason::address_refused,
               "the address policy refuses");
    }
}

TEST_F(ConnectionPolicyTest, AProxyThatDoesNotWorkIsNamed) {
    std::string closed;
    {
        const RawServer gone{[](RawConnection&) {}};
        closed = gone.url();
    }
    settings.proxy = closed;
    expect(get("http://a.example/"), FailureReason::proxy_failed, "no connection to crawl.proxy");
    StubResolver::fail("proxy.test");
    settings.proxy = "http://proxy.test:1/";
    expect(get("http://a.example/"), FailureReason::proxy_failed, "crawl.proxy cannot be resolved");
    const RawServer refusing{[](RawConnection& client) {
        client.read_request();
        client.send("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n");
    }};
    settings.proxy = refusing.url();
    expect(get("https://a.example/"), FailureReason::proxy_failed, "crawl.proxy refused");
    const RawServer no_socks{[](RawConnection& client) {
        client.pause(1s);
        client.send("\x05\xFF");
    }};
    settings.proxy = no_socks.url("socks5h");
    expect(get("http://a.example/"), FailureReason::proxy_failed, "crawl.proxy refused");
}

TEST(HostAddress, IsJudgedInEverySpelling) {
    for (const auto* host : {"127.0.0.1", "127.1", "0x7f.1", "2130706433", "017700000001", "0", "10.1.2.3",
                             "[::1]", "[::]", "[fe80::1]", "[::ffff:8.8.8.8]", "[not an address]"}) {
        EXPECT_NE(reserved_for_host(host), "") << host;
    }
    for (const auto* host :
         {"8.8.8.8", "134744072", "[2400:3200::1]", "www.example.gov.cn", "127.0.0.1.example", ""}) {
        EXPECT_EQ(reserved_for_host(host), "") << host;
    }
}

}  // namespace
}  // namespace ogi::crawler
