// TLS that fails, told apart. The cases follow badssl.com's list of servers.
#include "crawl_test_support.h"
#include "model/names.h"
#include "raw_server.h"
#include "tests/temporary_folder.h"
#include "tls_server.h"

#include <gtest/gtest.h>

namespace ogi::crawler {
namespace {

namespace asio = boost::asio;
using model::FailureReason;
using namespace std::chrono_literals;

// What the tests share.
struct Authority {
    Identity root = issue({.name = "Test Root", .authority = true});
    Identity intermediate = issue({.name = "Test Intermediate", .authority = true}, &root);
    Identity good = issue({}, &root);
    Identity stranger = issue({.name = "Stranger", .authority = true});

    static const Authority& get() {
        static const Authority authority;
        return authority;
    }
};

struct TlsTest : testing::Test {
    TransportSettings settings = loopback_settings();
    TemporaryFolder folder;

    TlsTest() {
        settings.total_timeout = 10s;
        settings.ca_file = folder.write("root.pem", Authority::get().root.pem());
    }

    HttpResult get(const std::string& url) {
        asio::io_context io;
        CurlTransport transport{io.get_executor(), settings};
        HttpRequest request{.url = url_of(url)};
        return run(io, transport.get(std::move(request)));
    }
    HttpResult ask(TlsBehaviour behaviour) {
        const TlsServer server{std::move(behaviour)};
        return get(server.url());
    }
    void expect(const HttpResult& result, FailureReason reason, const std::string& words) {
        ASSERT_FALSE(result);
        EXPECT_EQ(model::name_of(result.error().reason), model::name_of(reason)) << result.error().context;
        EXPECT_NE(result.error().context.find(words), std::string::npos) << result.error().context;
    }
    void expect_refused(const CertificateWish& wish, FailureReason reason, const std::string& words) {
        const auto identity = issue(wish, &Authority::get().root);
        expect(ask({.shows = &identity, .security_level = 0}), reason, words);
    }
    void expect_good(const HttpResult& result) {
        ASSERT_TRUE(result) << result.error().context;
        EXPECT_EQ(result->body, "ok");
    }
};

TEST_F(TlsTest, AGoodServerIsGood) {
    const auto& all = Authority::get();
    expect_good(ask({.shows = &all.good}));
    expect_good(ask({.shows = &all.good, .newest = TLS1_2_VERSION}));
    const auto below = issue({}, &all.intermediate);
    expect_good(ask({.shows = &below, .chain = {&all.intermediate}}));
}

TEST_F(TlsTest, CertificatesThatDoNotHoldAreToldApart) {
    const auto& all = Authority::get();
    expect_refused({.from = -48h, .to = -24h}, FailureReason::tls_expired, "has expired");
    expect_refused({.from = 24h, .to = 48h}, FailureReason::tls_not_yet_valid, "not valid yet");
    expect_refused({.name = "wrong.host.example"}, FailureReason::tls_wrong_host, "another host's");
    expect_refused({.rsa_bits = 1024}, FailureReason::tls_weak, "too weak");
    const auto alone = issue({});
    expect(ask({.shows = &alone}), FailureReason::tls_self_signed, "self-signed");
    const auto strange = issue({}, &all.stranger);
    expect(ask({.shows = &strange, .chain = {&all.stranger}}), FailureReason::tls_untrusted_root,
           "not trusted");
    const auto below = issue({}, &all.intermediate);
    expect(ask({.shows = &below}), FailureReason::tls_incomplete_chain, "was not sent");
}

TEST_F(TlsTest, ARevokedCertificateIsToldWhereAListSaysSo) {
    const auto& all = Authority::get();
    const auto revoked = issue({}, &all.root);
    settings.crl_file = folder.write("revoked.pem", revocation_list(all.root, {&revoked}));
    expect(ask({.shows = &revoked}), FailureReason::tls_revoked, "was revoked");
    expect_good(ask({.shows = &all.good}));
}

TEST_F(TlsTest, AListOfRevokedCertificatesThatIsOfNoUseIsTold) {
    const auto& all = Authority::get();
    const auto reason = FailureReason::tls_no_revocation_list;
    // Of another issuer alone.
    settings.crl_file = folder.write("other.pem", revocation_list(all.stranger, {}));
    expect(ask({.shows = &all.good}), reason, "crawl.crl_file");
    settings.crl_file = folder.write("over.pem", revocation_list(all.root, {}, -48h));
    expect(ask({.shows = &all.good}), reason, "crawl.crl_file");
    settings.crl_file = folder.write("no_list.pem", "no list");
    expect(ask({.shows = &all.good}), reason, "crawl.crl_file");
    settings.crl_file = (folder.path() / "missing.pem").string();
    expect(ask({.shows = &all.good}), reason, "crawl.crl_file");
}

TEST_F(TlsTest, HandshakesThatFailAreToldApart) {
    const auto& all = Authority::get();
    expect(ask({.shows = &all.good, .oldest = TLS1_VERSION, .newest = TLS1_1_VERSION, .security_level = 0}),
           FailureReason::tls_version, "old versions of TLS");
    expect(ask({.shows = &all.good,
                .newest = TLS1_2_VERSION,
                .ciphers = "ECDHE-ECDSA-NULL-SHA",
                .security_level = 0}),
           FailureReason::tls_handshake, "handshake failed");
    expect(ask({.shows = &all.good, .wants_certificate = true}), FailureReason::tls_client_certificate,
           "certificate of ours");
    expect(ask({.shows = &all.good, .newest = TLS1_2_VERSION, .wants_certificate = true}),
           FailureReason::tls_handshake, "handshake failed");
    expect(ask({.shows = &all.good, .only_name = "www.a.example"}), FailureReason::tls_unknown_name,
           "no host of this name");
}

TEST_F(TlsTest, WhatDoesNotSpeakTlsIsToldApart) {
    const RawServer http{[](RawConnection& client) {
        client.read_some();
        client.send("HTTP/1.1 400 Bad Request\r\n\r\n");
    }};
    expect(get(http.url("https")), FailureReason::tls_not_tls, "does not speak TLS");
    const RawServer silent{[](RawConnection& client) { client.read_some(); }};
    expect(get(silent.url("https")), FailureReason::connection_broken, "in the TLS handshake");
    const RawServer rude{[](RawConnection& client) {
        client.read_some();
        client.reset();
    }};
    expect(get(rude.url("https")), FailureReason::connection_broken, "in the TLS handshake");
}

// A ServerHello of TLS 1.2 without the renegotiation_info extension (RFC 5746), as servers of 2005 send it.
std::string old_server_hello() {
    const std::string body =
        std::string{"\x03\x03", 2} + std::string(32, 'r') + std::string{"\x00\xC0\x2F\x00", 4};
    const auto length = [](std::size_t n) {
        return std::string{static_cast<char>(n >> 8), static_cast<char>(n & 255)};
    };
    const auto handshake = std::string{"\x02\x00", 2} + length(body.size()) + body;
    return std::string{"\x16\x03\x03", 3} + length(handshake.size()) + handshake;
}

TEST_F(TlsTest, OldTlsIsSpokenOnlyWithHostsThatTheConfigurationNames) {
    const auto& all = Authority::get();
    const TlsBehaviour old{
        .shows = &all.good, .oldest = TLS1_VERSION, .newest = TLS1_VERSION, .security_level = 0};
    const RawServer insecure{[](RawConnection& client) {
        client.read_some();
        client.send(old_server_hello());
        client.pause(300ms);  // For its objection, if it has one.
    }};
    const auto url = insecure.url("https", "localhost");
    settings.legacy_tls_hosts = {"old.example"};
    expect(ask(old), FailureReason::tls_version, "crawl.legacy_tls_hosts");
    expect(get(url), FailureReason::tls_legacy_renegotiation, "crawl.legacy_tls_hosts");
    settings.legacy_tls_hosts = {"localhost"};
    expect_good(ask(old));
    expect(get(url), FailureReason::connection_broken, "");  // It went on, and this server knows no more.
    const auto weak = issue({.rsa_bits = 1024}, &all.root);
    expect_good(ask({.shows = &weak, .security_level = 0}));
    const auto expired = issue({.from = -48h, .to = -24h}, &all.root);
    expect(ask({.shows = &expired}), FailureReason::tls_expired, "has expired");
}

TEST_F(TlsTest, ABodyThatIsCutIsTruncated) {
    const auto& all = Authority::get();
    const std::string ok = "HTTP/1.1 200 OK\r\n";
    for (const bool says_goodbye : {true, false}) {
        expect_good(ask({.shows = &all.good, .says_goodbye = says_goodbye}));
        for (const std::string& reply :
             {ok + "Content-Length: 9\r\n\r\nok", ok + "Transfer-Encoding: chunked\r\n\r\n2\r\nok\r\n",
              ok + "Content-Encoding: gzip\r\n\r\n" + gzip("ok").substr(0, 12), ok + "X: y\r\n"}) {
            expect(ask({.shows = &all.good, .says_goodbye = says_goodbye, .reply = reply}),
                   FailureReason::truncated, "");
        }
    }
}

// Nobody told its length: the end of the connection is the end of the body, if it was said to be. Servers
// that close without a word are many, so that is a doubt and no failure.
TEST_F(TlsTest, ABodyWithoutLengthIsWholeWhereTheServerSaysGoodbye) {
    const auto& all = Authority::get();
    const std::string reply = "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nok";
    for (const bool legacy : {false, true}) {
        if (legacy) settings.legacy_tls_hosts = {"localhost"};
        for (const bool says_goodbye : {true, false}) {
            const auto answer = ask({.shows = &all.good, .says_goodbye = says_goodbye, .reply = reply});
            expect_good(answer);
            EXPECT_EQ(answer && answer->open_ended, !says_goodbye) << legacy;
        }
    }
}

}  // namespace
}  // namespace ogi::crawler
