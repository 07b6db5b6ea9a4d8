#pragma once

#include "base/result.h"
#include "base/time.h"
#include "daemon/sinks/http_client.h"
#include "daemon/sinks/kinds.h"
#include "daemon/sinks/settings.h"
#include "daemon/sinks/sink.h"

#include <filesystem>
#include <functional>
#include <stop_token>
#include <string>
#include <vector>

// What the sinks over HTTP have in common: keys, secrets, what a failed request calls for.
namespace ogi::daemon {

inline constexpr std::size_t secret_bytes_max = 64U << 10U;

// `url`, `user`, `password_file`, `token_file`, `ca_file`, `proxy`, `timeout_s`, and `more`.
std::vector<SinkOption> web_options(std::vector<SinkOption> more);
// What no row says: the URL is one of http or https without user, query or fragment; one way to log in.
base::Result<void> check_web_options(const SinkSettings& settings);

// The whole of a small file. Fails with `io`, naming the file, or `too_large`.
base::Result<std::string> read_secret_file(const std::filesystem::path& file);
// Its only line. Fails with `malformed` where it is empty, has a second one or control characters.
base::Result<std::string> read_secret_line(const std::filesystem::path& file);

// With the secrets of its files, which may change at any time.
Tried<HttpAccess> read_access(const SinkSettings& settings);

std::function<bool()> stopping_of(std::stop_token stop);

SinkTrouble trouble_of_request(const base::Error& error);
// Of an answer that is neither good nor a refusal of what was sent; `doing` begins the words.
SinkTrouble trouble_of_answer(const HttpAnswer& answer, std::string_view doing, base::UtcTime now);

}  // namespace ogi::daemon
