#include "archive/record_digest.h"

#include <openssl/evp.h>

#include <algorithm>
#include <array>

namespace ogi::archive {

namespace {

std::string hash(const EVP_MD* algorithm, std::string_view bytes) {
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest;
    unsigned size = 0;
    EVP_Digest(bytes.data(), bytes.size(), digest.data(), &size, algorithm, nullptr);
    return {reinterpret_cast<const char*>(digest.data()), size};
}

// RFC 4648, section 6, without padding.
std::string base32(std::string_view bytes) {
    constexpr std::string_view letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    std::string text;
    unsigned bits = 0;
    int count = 0;
    for (const char c : bytes) {
        bits = (bits << 8 | static_cast<unsigned char>(c)) & 0xfff;
        for (count += 8; count >= 5; count -= 5) text += letters[bits >> (count - 5) & 31];
    }
    if (count > 0) text += letters[bits << (5 - count) & 31];
    return text;
}

std::string hexadecimal(std::string_view bytes) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string text;
    for (const char c : bytes) {
        text += digits[static_cast<unsigned char>(c) >> 4];
        text += digits[static_cast<unsigned char>(c) & 15];
    }
    return text;
}

char upper(char c) {
    return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
}

const EVP_MD* algorithm_of(std::string_view label) {
    if (label == "SHA1" || label == "SHA-1") return EVP_sha1();
    if (label == "SHA256" || label == "SHA-256") return EVP_sha256();
    if (label == "MD5") return EVP_md5();
    return nullptr;
}

}  // namespace

DigestOutcome check_digest(std::string_view labelled, std::string_view bytes) {
    if (labelled.empty()) return DigestOutcome::none;
    std::string text{labelled};
    std::ranges::transform(text, text.begin(), upper);
    const auto colon = std::min(text.find(':'), text.size());
    const auto* const algorithm = algorithm_of(std::string_view{text}.substr(0, colon));
    if (!algorithm) return DigestOutcome::unknown;
    auto given = std::string_view{text}.substr(colon + 1);
    given = given.substr(0, given.find('='));
    const auto digest = hash(algorithm, bytes);
    return given == base32(digest) || given == hexadecimal(digest) ? DigestOutcome::right
                                                                   : DigestOutcome::wrong;
}

std::string warc_digest(std::string_view bytes) {
    return "sha1:" + base32(hash(EVP_sha1(), bytes));
}

}  // namespace ogi::archive
