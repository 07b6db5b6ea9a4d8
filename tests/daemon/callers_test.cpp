#include "daemon/api/connection_counts.h"
#include "daemon/api/host_rules.h"
#include "daemon/api/peer.h"
#include "daemon/api/tokens.h"
#include "tests/temporary_folder.h"

#include <gtest/gtest.h>
#include <boost/asio/ip/address.hpp>

#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <filesystem>

namespace ogi::daemon {
namespace {

using base::ErrorCode;

TEST(Tokens, NameWhoHoldsThem) {
    const auto tokens =
        Tokens::parse("# operators\nalice 0123456789abcdefghij\r\n\nbob ABCDEFGHIJ0123456789=").value();
    EXPECT_EQ(tokens.name_of("0123456789abcdefghij"), "alice");
    EXPECT_EQ(tokens.name_of("ABCDEFGHIJ0123456789="), "bob");
    for (const char* wrong :
         {"", "0123456789abcdefghi", "0123456789abcdefghij ", "0123456789abcdefghiJ", "alice"})
        EXPECT_EQ(tokens.name_of(wrong), "") << wrong;
    EXPECT_EQ(Tokens{}.name_of(""), "");
    EXPECT_EQ(bearer_of("Bearer abc"), "abc");
    EXPECT_EQ(bearer_of("bEARER abc"), "abc");
    for (const char* none : {"", "Bearer", "Bearer ", "Basic abc", "Bearerabc"})
        EXPECT_EQ(bearer_of(none), "");
}

TEST(Tokens, ALineThatIsNoneIsNamed) {
    for (const char* text : {"ok 0123456789abcdefghij\nshort 0123456789abcdefghi", "\nalone",
                             "\nname  two spaces here too many"}) {
        const auto refused = Tokens::parse(text);
        ASSERT_FALSE(refused) << text;
        EXPECT_EQ(refused.error().code, ErrorCode::malformed);
        EXPECT_TRUE(refused.error().context.starts_with("line 2 is not NAME TOKEN"))
            << refused.error().context;
    }
}

TEST(Tokens, AFileThatOthersMayReadIsRefused) {
    namespace fs = std::filesystem;
    TemporaryFolder folder;
    const auto file = folder.write("tokens", "alice 0123456789abcdefghij\n");
    fs::permissions(file, fs::perms::owner_read | fs::perms::group_read);
    EXPECT_EQ(Tokens::load(file).value().name_of("0123456789abcdefghij"), "alice");
    for (const auto more : {fs::perms::others_read, fs::perms::group_write, fs::perms::others_write}) {
        fs::permissions(file, fs::perms::owner_read | more);
        EXPECT_EQ(Tokens::load(file).error().code, ErrorCode::io);
    }
    const auto no_file = folder.path() / "folder";
    std::filesystem::create_directory(no_file);
    std::filesystem::permissions(no_file, std::filesystem::perms::owner_all);
    EXPECT_EQ(Tokens::load(no_file).error().code, ErrorCode::io);
    EXPECT_EQ(Tokens::load(folder.path() / "none").error().code, ErrorCode::io);
}

TEST(Peer, IsTheProcessAtTheOtherEnd) {
    std::array<int, 2> ends{};
    ASSERT_EQ(socketpair(AF_UNIX, SOCK_STREAM, 0, ends.data()), 0);
    const auto peer = peer_of(ends[0]).value();
    EXPECT_EQ(peer.user, getuid());
    EXPECT_EQ(peer.process, getpid());
    EXPECT_EQ(peer.groups.front(), getgid());
    EXPECT_EQ(name_of(peer), "uid=" + std::to_string(getuid()) + " pid=" + std::to_string(getpid()));
    close(ends[0]), close(ends[1]);
    EXPECT_EQ(peer_of(-1).error().code, ErrorCode::io);
}

TEST(Peer, RootTheOwnerAndTheGroupOfTheSocketMayOperate) {
    const SocketOwner owner{.user = 990, .group = 991};
    EXPECT_TRUE(may_operate({.user = 0}, owner));
    EXPECT_TRUE(may_operate({.user = 990}, owner));
    EXPECT_TRUE(may_operate({.user = 1000, .groups = {100, 991}}, owner));
    EXPECT_FALSE(may_operate({.user = 1000, .groups = {100, 990}}, owner));
}

TEST(HostRules, ALoopbackAddressIsAskedUnderItsOwnNamesOnly) {
    const HostRules rules{.listen = "127.0.0.1", .hosts = {"Feed.Example.Org"}};
    for (const char* allowed : {"localhost", "LOCALHOST:8470", "localhost.", "127.0.0.1:8470", "127.8.8.8",
                                "[::1]:80", "feed.example.org", "FEED.example.org.:443"})
        EXPECT_TRUE(is_allowed_host(allowed, rules)) << allowed;
    for (const char* refused :
         {"", "evil.example", "localhost.evil.example", "127.0.0.1.evil.example", "[::1", "::1",
          "localhost:", "localhost:x", "localhost:123456", "localhost@evil.example", "169.254.169.254",
          "feed.example.org.evil.example", "[::2]", "0.0.0.0", "2130706433"}) {
        const bool harmless = std::string_view{refused} == "localhost:";
        EXPECT_EQ(is_allowed_host(refused, rules), harmless) << refused;
    }
}

TEST(HostRules, AnAddressThatOthersReachIsAskedUnderAnyNameUnlessSomeAreNamed) {
    EXPECT_TRUE(is_allowed_host("a.example", {.listen = "0.0.0.0"}));
    const HostRules named{.listen = "192.0.2.7", .hosts = {"a.example"}};
    EXPECT_TRUE(is_allowed_host("a.example", named));
    EXPECT_TRUE(is_allowed_host("192.0.2.7:8470", named));
    EXPECT_FALSE(is_allowed_host("b.example", named));
}

TEST(ConnectionCounts, NoAddressTakesAllPlaces) {
    ServerCounts counts;
    const auto places = std::make_shared<ConnectionCounts>(
        ConnectionLimits{.connections_max = 3, .connections_per_address_max = 2}, counts);
    const auto of = [&](const char* text) { return places->take_tcp(boost::asio::ip::make_address(text)); };
    auto first = of("192.0.2.1"), second = of("192.0.2.1"), third = of("192.0.2.1");
    EXPECT_TRUE(first.held && second.held);
    EXPECT_EQ(third.limit, "connections_per_address_max");
    auto other = of("2001:db8::1");
    EXPECT_TRUE(other.held);
    EXPECT_EQ(of("192.0.2.9").limit, "connections_max");
    EXPECT_TRUE(places->take_control().held);  // An operator gets in.
    EXPECT_EQ(counts.tcp_connections, 3);
    first.held.reset();
    EXPECT_EQ(counts.tcp_connections, 2);
    EXPECT_TRUE(of("192.0.2.1").held);
    EXPECT_EQ(counts.refused["connections_max"], 1U);
}

TEST(ConnectionCounts, AnIpv6AddressIsCountedByItsFirstHalf) {
    const auto key = [](const char* text) { return address_key(boost::asio::ip::make_address(text)); };
    EXPECT_EQ(key("2001:db8:1:2:3:4:5:6"), "2001:db8:1:2::/64");
    EXPECT_EQ(key("2001:db8:1:2:ffff::"), key("2001:db8:1:2::1"));
    EXPECT_NE(key("2001:db8:1:3::1"), key("2001:db8:1:2::1"));
    EXPECT_EQ(key("::ffff:192.0.2.1"), "192.0.2.1");
}

}  // namespace
}  // namespace ogi::daemon
