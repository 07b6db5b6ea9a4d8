#include "daemon/sinks/webhook_signature.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <algorithm>
#include <array>
#include <new>
#include <optional>

namespace ogi::daemon {

using base::Result;

namespace {

constexpr std::string_view prefix = "whsec_";

std::string base64(std::string_view bytes) {
    std::string text((bytes.size() + 2) / 3 * 4 + 1, '\0');  // EVP_EncodeBlock ends it with a zero.
    const auto length =
        EVP_EncodeBlock(reinterpret_cast<unsigned char*>(text.data()),
                        reinterpret_cast<const unsigned char*>(bytes.data()), static_cast<int>(bytes.size()));
    text.resize(static_cast<std::size_t>(length));
    return text;
}

std::optional<std::string> from_base64(std::string_view text) {
    if (text.empty() || text.size() % 4 != 0) return std::nullopt;
    std::string bytes(text.size() / 4 * 3, '\0');
    const auto length =
        EVP_DecodeBlock(reinterpret_cast<unsigned char*>(bytes.data()),
                        reinterpret_cast<const unsigned char*>(text.data()), static_cast<int>(text.size()));
    if (length < 0) return std::nullopt;
    // EVP_DecodeBlock counts the padding as zeros.
    const auto padding = static_cast<std::size_t>(std::ranges::count(text.substr(text.size() - 2), '='));
    bytes.resize(static_cast<std::size_t>(length) - padding);
    if (base64(bytes) != text) return std::nullopt;  // Padding in the middle, bits behind the end.
    return bytes;
}

std::string_view trimmed(std::string_view line) {
    constexpr std::string_view blank = " \t\r";
    const auto begin = line.find_first_not_of(blank);
    if (begin == std::string_view::npos) return {};
    return line.substr(begin, line.find_last_not_of(blank) - begin + 1);
}

}  // namespace

Result<std::vector<std::string>> read_webhook_secrets(std::string_view text) {
    const auto refuse = [](std::size_t line, std::string_view what) {
        return base::fail(base::ErrorCode::malformed,
                          "line " + std::to_string(line) + " " + std::string{what});
    };
    std::vector<std::string> keys;
    std::size_t number = 0;
    while (!text.empty()) {
        const auto end = std::min(text.find('\n'), text.size());
        const auto line = trimmed(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
        ++number;
        if (line.empty() || line.front() == '#') continue;
        if (!line.starts_with(prefix)) return refuse(number, "does not begin with \"whsec_\"");
        const auto key = from_base64(line.substr(prefix.size()));
        if (!key) return refuse(number, "is not base64 behind \"whsec_\"");
        if (key->size() < webhook_secret_bytes_min || key->size() > webhook_secret_bytes_max)
            return refuse(number, "must be " + std::to_string(webhook_secret_bytes_min) + " to " +
                                      std::to_string(webhook_secret_bytes_max) + " bytes in base64");
        if (keys.size() == webhook_secrets_max)
            return refuse(number, "is one secret more than " + std::to_string(webhook_secrets_max));
        keys.push_back(*key);
    }
    if (keys.empty())
        return base::fail(base::ErrorCode::malformed, "has no secret: a line of \"whsec_\" and base64");
    return keys;
}

std::string sign_webhook(const std::vector<std::string>& keys, std::string_view id, std::int64_t timestamp_s,
                         std::string_view body) {
    std::string content{id};
    content += '.';
    content += std::to_string(timestamp_s);
    content += '.';
    content += body;
    std::string signatures;
    for (const auto& key : keys) {
        std::array<unsigned char, EVP_MAX_MD_SIZE> mac{};
        unsigned int length = 0;
        if (HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()),
                 reinterpret_cast<const unsigned char*>(content.data()), content.size(), mac.data(),
                 &length) == nullptr)
            throw std::bad_alloc{};
        if (!signatures.empty()) signatures += ' ';
        signatures += "v1," + base64({reinterpret_cast<const char*>(mac.data()), length});
    }
    return signatures;
}

}  // namespace ogi::daemon
