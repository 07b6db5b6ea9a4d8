#pragma once

#include "base/result.h"
#include "crawler/curl_handles.h"

#include <chrono>
#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ogi::daemon {

// How a target over HTTP is reached. Secrets are already read from their files.
struct HttpAccess {
    std::string url;   // Where its paths begin, without a slash at the end.
    std::string user;  // With `password`: basic authentication. Empty: none.
    std::string password;
    std::string bearer;   // Sent as "Authorization: Bearer …". Empty: none.
    std::string ca_file;  // Empty: the system's authorities.
    std::string proxy;    // Empty: none, not even the environment's.
    std::chrono::milliseconds connect_timeout{10'000};
    std::chrono::milliseconds total_timeout{60'000};
    std::chrono::seconds stall_timeout{20};  // Without a byte in either direction.
};

struct HttpAsk {
    std::string method = "GET";  // GET, HEAD, POST, PUT
    std::string path{};          // Behind HttpAccess::url.
    std::string content_type{};
    std::string_view body{};  // Must live until the answer is there.
    std::vector<std::pair<std::string, std::string>> headers{};
};

struct HttpAnswer {
    int status = 0;
    std::string body{};
    std::string retry_after{};  // As it was sent.

    bool good() const { return status >= 200 && status < 300; }
    // "HTTP 503: " and the beginning of the body, on one line, for a person.
    std::string told() const;
};

// Asks one HTTP target, one request at a time, over a connection that it keeps. Redirects are never followed:
// a body with figures and a secret goes where the configuration says and nowhere else.
class HttpClient {
  public:
    // An answer longer than this is not read: nothing that a sink asks for is that long.
    static constexpr std::size_t answer_bytes_max = 32U << 20U;
    static constexpr std::size_t told_bytes_max = 300;

    // `stopping` is asked about once a second while a request is under way; once it says so the request ends.
    HttpClient(HttpAccess access, std::function<bool()> stopping);

    // Fails with `timeout`, `unreachable` (name, connection, TLS, a connection that broke), `too_large` (the
    // answer), `malformed` (no HTTP, no URL), `busy` (stopping); the context names the URL and what went
    // wrong. What the server made of a request whose answer did not come is unknown.
    base::Result<HttpAnswer> send(const HttpAsk& ask);

    const HttpAccess& access() const { return access_; }

  private:
    HttpAccess access_;
    std::function<bool()> stopping_;
    crawler::CurlEasy easy_;
};

}  // namespace ogi::daemon
