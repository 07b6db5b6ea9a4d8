#include "base/ip_literal.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>

namespace ogi::base {
namespace {

constexpr std::size_t ipv4_parts = 4;
constexpr std::size_t ipv6_pieces = 8;
using Pieces = std::array<std::uint16_t, ipv6_pieces>;

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

// Without the one dot that may stand at the end.
std::string_view without_last_dot(std::string_view host) {
    if (host.ends_with('.')) host.remove_suffix(1);
    return host;
}

// A part of an IPv4 address: decimal, octal behind "0", hexadecimal behind "0x"; nullopt if it is no number.
// Numbers that no part can hold are all the same.
std::optional<std::uint64_t> read_part(std::string_view part) {
    if (part.empty()) return std::nullopt;
    int radix = 10;
    if (part.starts_with("0x") || part.starts_with("0X")) {
        radix = 16;
        part.remove_prefix(2);
    } else if (part.size() > 1 && part.front() == '0') {
        radix = 8;
        part.remove_prefix(1);
    }
    if (part.empty()) return 0;
    std::uint64_t number = 0;
    const auto [end, problem] = std::from_chars(part.data(), part.data() + part.size(), number, radix);
    if (end != part.data() + part.size()) return std::nullopt;
    return problem == std::errc{} ? number : UINT64_MAX;
}

// Reads the pieces of an IPv6 address.
class Ipv6Reader {
  public:
    explicit Ipv6Reader(std::string_view text) : rest_{text} {}

    std::optional<Pieces> read() {
        if (rest_.starts_with(':')) {
            if (!rest_.starts_with("::")) return std::nullopt;
            rest_.remove_prefix(2);
            gap_ = ++count_;
        }
        while (!rest_.empty()) {
            if (count_ == ipv6_pieces || !read_piece()) return std::nullopt;
        }
        if (!gap_) return count_ == ipv6_pieces ? std::optional{pieces_} : std::nullopt;
        const auto gap = pieces_.begin() + static_cast<std::ptrdiff_t>(*gap_);
        std::rotate(gap, pieces_.begin() + static_cast<std::ptrdiff_t>(count_), pieces_.end());
        return pieces_;
    }

  private:
    // A piece and the colon behind it, or the IPv4 address at the end.
    bool read_piece() {
        if (rest_.starts_with(':')) {
            if (gap_) return false;
            rest_.remove_prefix(1);
            gap_ = ++count_;
            return true;
        }
        constexpr std::size_t digits_max = 4;
        const auto digits = rest_.substr(0, digits_max);
        std::uint16_t piece = 0;
        const auto* const end = std::from_chars(digits.data(), digits.data() + digits.size(), piece, 16).ptr;
        const auto after = rest_.substr(static_cast<std::size_t>(end - digits.data()));
        if (after.starts_with('.')) return read_ipv4();
        if (end == digits.data()) return false;
        pieces_[count_++] = piece;
        rest_ = after;
        if (rest_.empty()) return true;
        if (!rest_.starts_with(':')) return false;
        rest_.remove_prefix(1);
        return !rest_.empty();
    }

    bool read_ipv4() {
        if (count_ + 2 > ipv6_pieces) return false;
        for (std::size_t part = 0; part < ipv4_parts; ++part) {
            if (part > 0) {
                if (!rest_.starts_with('.')) return false;
                rest_.remove_prefix(1);
            }
            std::uint8_t number = 0;
            const auto [end, problem] =
                std::from_chars(rest_.data(), rest_.data() + rest_.size(), number, 10);
            const auto digits = static_cast<std::size_t>(end - rest_.data());
            if (problem != std::errc{} || (digits > 1 && rest_.front() == '0')) return false;
            auto& piece = pieces_[count_ + part / 2];
            piece = static_cast<std::uint16_t>(piece << 8 | number);
            rest_.remove_prefix(digits);
        }
        count_ += 2;
        return rest_.empty();
    }

    std::string_view rest_;
    Pieces pieces_{};
    std::size_t count_ = 0;
    std::optional<std::size_t> gap_;  // Behind the one piece at least that "::" stands for.
};

// The first longest run of zero pieces, where it is longer than one.
std::pair<std::size_t, std::size_t> longest_zero_run(const Pieces& pieces) {
    std::size_t begin = ipv6_pieces;
    std::size_t length = 1;
    for (std::size_t at = 0; at < ipv6_pieces; ++at) {
        auto end = at;
        while (end < ipv6_pieces && pieces[end] == 0) ++end;
        if (end - at > length) begin = at, length = end - at;
        at = std::max(at, end);
    }
    return {begin, length};
}

}  // namespace

bool is_ipv4_shaped(std::string_view host) {
    host = without_last_dot(host);
    const auto last = host.substr(host.rfind('.') + 1);
    if (last.empty()) return false;
    return std::ranges::all_of(last, is_digit) || read_part(last).has_value();
}

std::optional<std::string> normal_ipv4(std::string_view host) {
    constexpr std::uint64_t part_max = 255;
    host = without_last_dot(host);
    std::uint64_t address = 0;
    std::size_t parts = 0;
    while (true) {
        const auto dot = host.find('.');
        const auto number = read_part(host.substr(0, dot));
        if (!number || ++parts > ipv4_parts) return std::nullopt;
        if (dot == std::string_view::npos) {  // The last part fills what the others left.
            const auto bits = 8 * (ipv4_parts + 1 - parts);
            if (*number >> bits != 0) return std::nullopt;
            address = address << bits | *number;
            break;
        }
        if (*number > part_max) return std::nullopt;
        address = address << 8 | *number;
        host.remove_prefix(dot + 1);
    }
    std::string text;
    for (int shift = 24; shift >= 0; shift -= 8) {
        text += std::to_string(address >> shift & part_max);
        if (shift > 0) text += '.';
    }
    return text;
}

std::optional<std::string> normal_ipv6(std::string_view written) {
    const auto pieces = Ipv6Reader{written}.read();
    if (!pieces) return std::nullopt;
    const auto [gap, length] = longest_zero_run(*pieces);
    std::string text;
    for (std::size_t at = 0; at < ipv6_pieces; ++at) {
        if (at == gap) {
            text += at == 0 ? "::" : ":";
            at += length - 1;
            continue;
        }
        std::array<char, 4> digits;
        text.append(digits.data(),
                    std::to_chars(digits.data(), digits.data() + digits.size(), (*pieces)[at], 16).ptr);
        if (at + 1 < ipv6_pieces) text += ':';
    }
    return text;
}

}  // namespace ogi::base
