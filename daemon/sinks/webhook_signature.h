#pragma once

#include "base/result.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

// Signatures in the shape of Standard Webhooks: a receiver checks them with any of its libraries.
namespace ogi::daemon {

inline constexpr std::size_t webhook_secret_bytes_min = 24;
inline constexpr std::size_t webhook_secret_bytes_max = 64;
// A new secret, the one before it, and one in reserve: more is no rotation.
inline constexpr std::size_t webhook_secrets_max = 4;

// The keys in the text of a secret_file: one a line, "whsec_" and base64, the newest first. Blank lines and
// lines that begin with '#' do not count. Fails with `malformed`, naming the line and never the secret.
base::Result<std::vector<std::string>> read_webhook_secrets(std::string_view text);

// The value of `webhook-signature`: for each key "v1," and the base64 of HMAC-SHA256 over
// "ID.TIMESTAMP.BODY", parted by spaces, so that a receiver that knows any one of the keys can check it.
std::string sign_webhook(const std::vector<std::string>& keys, std::string_view id, std::int64_t timestamp_s,
                         std::string_view body);

}  // namespace ogi::daemon
