#include "base/url_host.h"

#include "base/ip_literal.h"
#include "base/utf8.h"

#include <unicode/uidna.h>

#include <algorithm>
#include <optional>

namespace ogi::base {
namespace {

Error refuse(std::string_view why) {
    return fail(ErrorCode::malformed, why);
}

std::string percent_decoded(std::string_view text) {
    const auto digit = [](char c) -> int {
        if (c >= '0' && c <= '9') return c - '0';
        const auto letter = static_cast<char>(c | 0x20);
        return letter >= 'a' && letter <= 'f' ? letter - 'a' + 10 : -1;
    };
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool escape =
            text[i] == '%' && i + 2 < text.size() && digit(text[i + 1]) >= 0 && digit(text[i + 2]) >= 0;
        out += escape ? static_cast<char>(digit(text[i + 1]) * 16 + digit(text[i + 2])) : text[i];
        if (escape) i += 2;
    }
    return out;
}

// What no domain holds (the standard's "forbidden domain code points").
bool is_forbidden(char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte <= 0x20 || byte == 0x7F ||
           std::string_view{"#/:<>?@[\\]^|%"}.find(c) != std::string_view::npos;
}

// What the standard lets pass: it asks of UTS #46 neither CheckHyphens nor VerifyDnsLength.
constexpr std::uint32_t errors_that_pass = UIDNA_ERROR_EMPTY_LABEL | UIDNA_ERROR_LABEL_TOO_LONG |
                                           UIDNA_ERROR_DOMAIN_NAME_TOO_LONG | UIDNA_ERROR_LEADING_HYPHEN |
                                           UIDNA_ERROR_TRAILING_HYPHEN | UIDNA_ERROR_HYPHEN_3_4;

// Nullopt where UTS #46 knows no such name.
std::optional<std::string> name_by_idna(std::string_view domain) {
    UErrorCode status = U_ZERO_ERROR;
    static const UIDNA* const uts46 =
        uidna_openUTS46(UIDNA_CHECK_BIDI | UIDNA_CHECK_CONTEXTJ | UIDNA_NONTRANSITIONAL_TO_ASCII, &status);
    if (uts46 == nullptr || !is_valid_utf8(domain)) return std::nullopt;
    std::string ascii(domain.size() + 64, '\0');
    for (int attempt = 0; attempt < 2; ++attempt) {
        UIDNAInfo info = UIDNA_INFO_INITIALIZER;
        status = U_ZERO_ERROR;
        const auto length =
            uidna_nameToASCII_UTF8(uts46, domain.data(), static_cast<std::int32_t>(domain.size()),
                                   ascii.data(), static_cast<std::int32_t>(ascii.size()), &info, &status);
        ascii.resize(static_cast<std::size_t>(std::max(length, 0)));
        if (status == U_BUFFER_OVERFLOW_ERROR) continue;
        if (U_FAILURE(status) || (info.errors & ~errors_that_pass) != 0) return std::nullopt;
        return ascii;
    }
    return std::nullopt;
}

void make_lower(std::string& ascii) {
    for (char& c : ascii) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
}

}  // namespace

Result<std::string> normal_host(std::string_view written) {
    if (written.starts_with('[')) {
        const bool closed = written.ends_with(']');
        const auto address = closed ? normal_ipv6(written.substr(1, written.size() - 2)) : std::nullopt;
        if (!address) return refuse("no IPv6 address");
        return "[" + *address + "]";
    }
    auto domain = percent_decoded(written);
    make_lower(domain);
    // What is ASCII already stays as it is; "xn--" is not looked into (§3.3, domain to ASCII).
    if (count_leading_ascii(domain) != domain.size()) {
        auto name = name_by_idna(domain);
        if (!name) return refuse("no domain name");
        domain = *std::move(name);
    }
    if (domain.empty()) return refuse("no host");
    if (std::ranges::any_of(domain, is_forbidden)) return refuse("a character that no host holds");
    if (!is_ipv4_shaped(domain)) return domain;
    auto address = normal_ipv4(domain);
    if (!address) return refuse("no IPv4 address");
    return *std::move(address);
}

}  // namespace ogi::base
