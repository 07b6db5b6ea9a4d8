#include "crawler/address_policy.h"

#include <gtest/gtest.h>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/un.h>

namespace ogi::crawler {
namespace {

std::string use_of(const std::string& text) {
    sockaddr_in6 v6{};
    v6.sin6_family = AF_INET6;
    if (inet_pton(AF_INET6, text.c_str(), &v6.sin6_addr) == 1) {
        return std::string{reserved_for(reinterpret_cast<const sockaddr&>(v6))};
    }
    sockaddr_in v4{};
    v4.sin_family = AF_INET;
    EXPECT_EQ(inet_pton(AF_INET, text.c_str(), &v4.sin_addr), 1) << text;
    return std::string{reserved_for(reinterpret_cast<const sockaddr&>(v4))};
}

struct Case {
    std::string address;
    std::string use;
};

TEST(AddressPolicy, RefusesWhatIsNotPublicAtBothEndsOfEveryBlock) {
    for (const auto& [address, use] : {
             Case{"0.0.0.0", "this network"},
             Case{"10.0.0.0", "private network"},
             Case{"10.255.255.255", "private network"},
             Case{"100.64.0.0", "carrier-grade NAT"},
             Case{"100.127.255.255", "carrier-grade NAT"},
             Case{"127.0.0.1", "loopback"},
             Case{"127.255.255.254", "loopback"},
             Case{"169.254.169.254", "link-local"},
             Case{"172.16.0.0", "private network"},
             Case{"172.31.255.255", "private network"},
             Case{"192.168.0.1", "private network"},
             Case{"198.19.255.255", "benchmarking"},
             Case{"224.0.0.1", "multicast"},
             Case{"239.255.255.255", "multicast"},
             Case{"240.0.0.1", "reserved"},
             Case{"255.255.255.255", "reserved"},
             Case{"::", "unspecified"},
             Case{"::1", "loopback"},
             Case{"::127.0.0.1", "IPv4-compatible"},
             Case{"::ffff:127.0.0.1", "IPv4-mapped"},
             Case{"::ffff:8.8.8.8", "IPv4-mapped"},
             Case{"64:ff9b::7f00:1", "NAT64"},
             Case{"64:ff9b:1::7f00:1", "NAT64"},
             Case{"2001::1", "protocol assignments"},
             Case{"2001:db8::1", "documentation"},
             Case{"2002:7f00:1::", "6to4"},
             Case{"fc00::1", "unique local"},
             Case{"fdff::1", "unique local"},
             Case{"fe80::1", "link-local"},
             Case{"febf::1", "link-local"},
             Case{"fec0::1", "site-local"},
             Case{"ff02::1", "multicast"},
         }) {
        EXPECT_EQ(use_of(address), use) << address;
    }
}

TEST(AddressPolicy, LetsTheNeighboursOfReservedBlocksPass) {
    for (const auto* address :
         {"1.0.0.1", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0", "126.255.255.255",
          "128.0.0.0", "169.253.255.255", "172.15.255.255", "172.32.0.0", "192.167.255.255", "192.169.0.0",
          "223.255.255.255", "2400:3200::1", "2001:4860:4860::8888", "2003::1", "64:ff9c::1", "fbff::1"}) {
        EXPECT_EQ(use_of(address), "") << address;
    }
}

TEST(AddressPolicy, RefusesOtherFamilies) {
    sockaddr_un local{};
    local.sun_family = AF_UNIX;
    EXPECT_FALSE(reserved_for(reinterpret_cast<const sockaddr&>(local)).empty());
    EXPECT_EQ(text_of(reinterpret_cast<const sockaddr&>(local)), "?");
}

TEST(AddressPolicy, NamesTheAddressForMessages) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(0x0A000001);
    EXPECT_EQ(text_of(reinterpret_cast<const sockaddr&>(address)), "10.0.0.1");
}

}  // namespace
}  // namespace ogi::crawler
