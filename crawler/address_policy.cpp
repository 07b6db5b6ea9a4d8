#include "crawler/address_policy.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>

namespace ogi::crawler {

namespace {

struct Block {
    std::array<std::uint8_t, 16> network;  // The first four bytes for IPv4.
    unsigned bits;
    std::string_view use;
};

constexpr Block ipv4_blocks[] = {
    {{0}, 8, "this network"},
    {{10}, 8, "private network"},
    {{100, 64}, 10, "carrier-grade NAT"},
    {{127}, 8, "loopback"},
    {{169, 254}, 16, "link-local"},
    {{172, 16}, 12, "private network"},
    {{192, 0, 0}, 24, "protocol assignments"},
    {{192, 0, 2}, 24, "documentation"},
    {{192, 88, 99}, 24, "6to4 relay"},
    {{192, 168}, 16, "private network"},
    {{198, 18}, 15, "benchmarking"},
    {{198, 51, 100}, 24, "documentation"},
    {{203, 0, 113}, 24, "documentation"},
    {{224}, 4, "multicast"},
    {{240}, 4, "reserved"},
};

// Addresses that carry an IPv4 address inside are refused whole: no public site needs them, and each is a way
// around the table above.
constexpr Block ipv6_blocks[] = {
    {{0}, 128, "unspecified"},
    {{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1}, 128, "loopback"},
    {{0}, 96, "IPv4-compatible"},
    {{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF}, 96, "IPv4-mapped"},
    {{0x00, 0x64, 0xFF, 0x9B}, 96, "NAT64"},
    {{0x00, 0x64, 0xFF, 0x9B, 0x00, 0x01}, 48, "NAT64"},
    {{0x01, 0x00}, 64, "discard-only"},
    {{0x20, 0x01}, 23, "protocol assignments"},  // Teredo is among them.
    {{0x20, 0x01, 0x0D, 0xB8}, 32, "documentation"},
    {{0x20, 0x02}, 16, "6to4"},
    {{0x3F, 0xFF}, 20, "documentation"},
    {{0xFC}, 7, "unique local"},
    {{0xFE, 0x80}, 10, "link-local"},
    {{0xFE, 0xC0}, 10, "site-local"},
    {{0xFF}, 8, "multicast"},
};

bool contains(const Block& block, const std::uint8_t* address) {
    const auto whole = block.bits / 8;
    if (std::memcmp(block.network.data(), address, whole) != 0) return false;
    const auto rest = block.bits % 8;
    if (rest == 0) return true;
    const auto mask = static_cast<std::uint8_t>(0xFF << (8 - rest));
    return (block.network[whole] & mask) == (address[whole] & mask);
}

std::string_view use_in(std::span<const Block> blocks, const std::uint8_t* address) {
    const auto found = std::ranges::find_if(blocks, [&](const Block& b) { return contains(b, address); });
    return found == blocks.end() ? std::string_view{} : found->use;
}

// The address bytes; nullptr for a family we do not know.
const std::uint8_t* bytes_of(const sockaddr& address) {
    const auto* raw = reinterpret_cast<const std::uint8_t*>(&address);
    if (address.sa_family == AF_INET) return raw + offsetof(sockaddr_in, sin_addr);
    if (address.sa_family == AF_INET6) return raw + offsetof(sockaddr_in6, sin6_addr);
    return nullptr;
}

}  // namespace

std::string_view reserved_for(const sockaddr& address) {
    const auto* bytes = bytes_of(address);
    if (bytes == nullptr) return "not an Internet address";
    return address.sa_family == AF_INET ? use_in(ipv4_blocks, bytes) : use_in(ipv6_blocks, bytes);
}

std::string_view reserved_for_host(std::string_view host) {
    if (host.starts_with('[') && host.ends_with(']')) {
        sockaddr_in6 v6{};
        v6.sin6_family = AF_INET6;
        const std::string inside{host.substr(1, host.size() - 2)};
        if (inet_pton(AF_INET6, inside.c_str(), &v6.sin6_addr) != 1) return "not an Internet address";
        return reserved_for(reinterpret_cast<const sockaddr&>(v6));
    }
    sockaddr_in v4{};
    v4.sin_family = AF_INET;
    // Unlike inet_pton it takes the forms that resolvers take: 2130706433, 0x7f.1, 127.1.
    if (inet_aton(std::string{host}.c_str(), &v4.sin_addr) == 0) return {};
    return reserved_for(reinterpret_cast<const sockaddr&>(v4));
}

std::string text_of(const sockaddr& address) {
    std::array<char, INET6_ADDRSTRLEN> text{};
    const auto* bytes = bytes_of(address);
    if (bytes == nullptr) return "?";
    return inet_ntop(address.sa_family, bytes, text.data(), static_cast<socklen_t>(text.size()));
}

}  // namespace ogi::crawler
