#include "daemon/sinks/web_access.h"

#include "crawler/retry_after.h"

#include <boost/url/parse.hpp>
#include <boost/url/url_view.hpp>

#include <algorithm>
#include <fstream>

namespace ogi::daemon {

using base::ErrorCode;
using base::Result;

namespace {

constexpr std::int64_t timeout_s_least = 1;
constexpr std::int64_t timeout_s_most = 3'600;
constexpr std::int64_t timeout_s_default = 60;

// What passes by itself; every other answer below 500 needs a person: a wrong address, a wrong password.
constexpr int passing[] = {408, 421, 423, 425, 429};

bool passes(int status) {
    return status >= 500 || std::ranges::find(passing, status) != std::end(passing);
}

Result<std::string> secret_of(const SinkSettings& settings, std::string_view option) {
    const auto file = settings.text(option);
    if (file.empty()) return std::string{};
    return read_secret_line(file);
}

}  // namespace

std::vector<SinkOption> web_options(std::vector<SinkOption> more) {
    std::vector<SinkOption> options = {
        {.name = "url", .required = true},
        {.name = "user"},
        {.name = "password_file", .form = OptionForm::file},
        {.name = "token_file", .form = OptionForm::file},
        {.name = "ca_file", .form = OptionForm::file},
        {.name = "proxy"},
        {.name = "timeout_s", .form = OptionForm::number, .least = timeout_s_least, .most = timeout_s_most},
    };
    options.insert(options.end(), more.begin(), more.end());
    return options;
}

Result<void> check_web_options(const SinkSettings& settings) {
    const auto refuse = [](std::string_view what) { return base::fail(ErrorCode::malformed, what); };
    const auto text = settings.text("url");
    const auto url = boost::urls::parse_absolute_uri(text);
    if (!url || (url->scheme() != "http" && url->scheme() != "https") || url->host().empty())
        return refuse("needs a url that begins with http:// or https://");
    if (url->has_userinfo())
        return refuse("must not have a password in its url: write user and password_file");
    const bool has_user = !settings.text("user").empty();
    const bool has_password = !settings.text("password_file").empty();
    if (has_user != has_password) return refuse("needs user and password_file together");
    if (has_user && !settings.text("token_file").empty())
        return refuse("can have user or token_file, not both");
    return {};
}

Result<std::string> read_secret_file(const std::filesystem::path& file) {
    std::ifstream stream{file, std::ios::binary};
    std::string text(secret_bytes_max + 1, '\0');
    if (!stream) return base::fail(ErrorCode::io, file.string() + " cannot be read");
    stream.read(text.data(), static_cast<std::streamsize>(text.size()));
    if (stream.bad() || stream.gcount() == 0)
        return base::fail(ErrorCode::io, file.string() + " cannot be read, or is empty");
    text.resize(static_cast<std::size_t>(stream.gcount()));
    if (text.size() > secret_bytes_max)
        return base::fail(ErrorCode::too_large, file.string() + " is too long for a secret");
    return text;
}

Result<std::string> read_secret_line(const std::filesystem::path& file) {
    TRY(text, read_secret_file(file));
    while (!text.empty() && (text.back() == '\n' || text.back() == '\r')) text.pop_back();
    const auto is_control = [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; };
    if (text.empty() || std::ranges::any_of(text, is_control))
        return base::fail(ErrorCode::malformed, file.string() + " must hold one line, the secret");
    return text;
}

Tried<HttpAccess> read_access(const SinkSettings& settings) {
    const auto refuse = [](const base::Error& error) { return SinkTrouble{error.context, Remedy::person}; };
    auto password = secret_of(settings, "password_file");
    if (!password) return refuse(password.error());
    auto token = secret_of(settings, "token_file");
    if (!token) return refuse(token.error());
    HttpAccess access{.url = settings.text("url"),
                      .user = settings.text("user"),
                      .password = *std::move(password),
                      .bearer = *std::move(token),
                      .ca_file = settings.text("ca_file"),
                      .proxy = settings.text("proxy")};
    access.total_timeout = std::chrono::seconds{settings.number("timeout_s", timeout_s_default)};
    return access;
}

std::function<bool()> stopping_of(std::stop_token stop) {
    return [stop = std::move(stop)] { return stop.stop_requested(); };
}

SinkTrouble trouble_of_request(const base::Error& error) {
    return {error.context, error.code == ErrorCode::malformed ? Remedy::person : Remedy::time};
}

SinkTrouble trouble_of_answer(const HttpAnswer& answer, std::string_view doing, base::UtcTime now) {
    // Bounded once more by the sink's longest pause.
    constexpr std::chrono::seconds longest = std::chrono::hours{24};
    SinkTrouble trouble{std::string{doing} + ": " + answer.told(),
                        passes(answer.status) ? Remedy::time : Remedy::person};
    if (answer.status >= 300 && answer.status < 400) trouble.why += " (redirects are not followed)";
    const auto until = crawler::parse_retry_after(answer.retry_after, now, longest);
    if (until) trouble.wait = *until - now;
    return trouble;
}

}  // namespace ogi::daemon
