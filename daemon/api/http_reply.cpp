#include "daemon/api/http_reply.h"

#include "daemon/api/error_codes.h"
#include "daemon/api/etag.h"

#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/http/chunk_encode.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/message.hpp>
#include <boost/beast/http/serializer.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/http/write.hpp>

#include <algorithm>
#include <array>
#include <ctime>

namespace ogi::daemon {

namespace asio = boost::asio;
namespace http = boost::beast::http;

namespace {

// What is sent can be read as nothing but what it says it is, and runs nowhere.
constexpr std::array<std::pair<std::string_view, std::string_view>, 4> safety = {{
    {"Server", "ogid"},
    {"Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'; sandbox"},
    {"X-Content-Type-Options", "nosniff"},
    {"Referrer-Policy", "no-referrer"},
}};

constexpr std::string_view cors_methods = "GET, HEAD, POST, PUT, DELETE";
constexpr std::string_view cors_headers =
    "Authorization, Content-Type, If-Match, If-None-Match, Last-Event-ID";
constexpr std::string_view cors_seconds = "600";

std::string http_date() {
    const auto now = std::time(nullptr);
    std::tm parts{};
    gmtime_r(&now, &parts);
    std::array<char, 40> text{};
    const auto length = std::strftime(text.data(), text.size(), "%a, %d %b %Y %H:%M:%S GMT", &parts);
    return {text.data(), length};
}

bool is_worth_gzip(std::string_view content_type) {
    return content_type.starts_with("application/json") || content_type.starts_with("application/x-ndjson") ||
           content_type.starts_with("application/problem+json") ||
           content_type.starts_with("application/atom+xml") ||
           (content_type.starts_with("text/") && !content_type.starts_with("text/event-stream"));
}

}  // namespace

ResponseShape shape_of(const HttpCall& call, std::span<const std::string> origins) {
    const bool reads = call.method == http::verb::get || call.method == http::verb::head;
    const auto origin = call.header("origin");
    const bool may_read = std::ranges::any_of(
        origins, [&](const auto& allowed) { return allowed == "*" || allowed == origin; });
    return {.keep_alive = call.keep_alive,
            .body = call.method != http::verb::head,
            .chunks = !call.http_1_0,
            .gzip = accepts_gzip(call.header("accept-encoding")),
            .may_be_unchanged = reads,
            .if_none_match = std::string{reads ? call.header("if-none-match") : ""},
            .origin = std::string{may_read && !origin.empty() ? origin : ""},
            .preflight = !call.header("access-control-request-method").empty()};
}

bool HttpReply::is_known(std::string_view etag) const {
    return shape_.may_be_unchanged && !shape_.if_none_match.empty() && names_etag(shape_.if_none_match, etag);
}

void HttpReply::dress(http::fields& fields, std::string_view content_type) {
    for (const auto& [name, value] : safety) fields.set(name, value);
    fields.set(http::field::date, http_date());
    fields.set(http::field::vary, "Accept-Encoding, Origin");
    if (!content_type.empty()) fields.set(http::field::content_type, content_type);
    if (!shape_.origin.empty()) {
        fields.set(http::field::access_control_allow_origin, shape_.origin);
        fields.set(http::field::access_control_expose_headers, "ETag, Link");
    }
    for (const auto& field : fields_) fields.set(field.name_string(), field.value());
}

asio::awaitable<void> HttpReply::whole(http::status status, std::string_view content_type, std::string body) {
    begun_ = true;
    http::response<http::string_body> response{status, 11};
    auto& fields = static_cast<http::fields&>(response);
    dress(fields, content_type);
    const bool tagged = status == http::status::ok && shape_.may_be_unchanged;
    auto etag = tagged ? etag_of(body) : std::string{};
    if (tagged && is_known(etag)) {
        response.result(http::status::not_modified);
        response.erase(http::field::content_type);
    } else if (shape_.gzip && body.size() >= gzip_bytes_min && is_worth_gzip(content_type)) {
        body = gzipped(body);
        response.set(http::field::content_encoding, "gzip");
        if (tagged) etag = coded_etag(etag, "gzip");
    }
    if (tagged) response.set(http::field::etag, etag);
    if (fields.count(http::field::cache_control) == 0)
        response.set(http::field::cache_control, tagged ? "no-cache" : "no-store");
    response.keep_alive(shape_.keep_alive);
    status_ = response.result();
    const bool sends = shape_.body && status_ != http::status::not_modified;
    if (status_ != http::status::not_modified && status_ != http::status::no_content)
        response.content_length(body.size());
    if (sends) bytes_ += body.size(), response.body() = std::move(body);
    http::response_serializer<http::string_body> serializer{response};
    stream_.expires_after(write_timeout_);
    if (sends) {
        co_await http::async_write(stream_, serializer, asio::use_awaitable);
    } else {
        co_await http::async_write_header(stream_, serializer, asio::use_awaitable);
    }
}

asio::awaitable<void> HttpReply::error(const base::Error& error) {
    auto body = problem_json(status_of(error.code), name_of(error.code), error.context);
    co_await whole(status_of(error.code), problem_type, std::move(body));
}

asio::awaitable<void> HttpReply::refuse(http::status status, std::string_view code, std::string_view detail) {
    auto body = problem_json(status, code, detail);
    co_await whole(status, problem_type, std::move(body));
}

asio::awaitable<void> HttpReply::nothing() {
    if (shape_.preflight && !shape_.origin.empty()) {
        fields_.set(http::field::access_control_allow_methods, cors_methods);
        fields_.set(http::field::access_control_allow_headers, cors_headers);
        fields_.set(http::field::access_control_max_age, cors_seconds);
    }
    auto body = std::string{};
    co_await whole(http::status::no_content, "", std::move(body));
}

asio::awaitable<void> HttpReply::begin(std::string_view content_type, std::string_view etag) {
    if (!shape_.chunks) {
        // Its end could not be told from a connection that broke off.
        co_await refuse(http::status::http_version_not_supported, "version_not_supported",
                        "this answer is streamed, and needs HTTP/1.1");
        shape_.body = false;
        co_return;
    }
    begun_ = true;
    http::response<http::empty_body> response{http::status::ok, 11};
    dress(response, content_type);
    const bool known = !etag.empty() && is_known(etag);
    if (shape_.gzip && is_worth_gzip(content_type) && !known) {
        response.set(http::field::content_encoding, "gzip");
        if (shape_.body) gzip_.emplace();
    }
    if (!etag.empty()) response.set(http::field::etag, gzip_ ? coded_etag(etag, "gzip") : std::string{etag});
    if (response.count(http::field::cache_control) == 0)
        response.set(http::field::cache_control, etag.empty() ? "no-store" : "no-cache");
    response.keep_alive(shape_.keep_alive);
    if (known) {
        response.result(http::status::not_modified);
        response.erase(http::field::content_type);
        shape_.body = false;
    } else {
        response.chunked(true);
    }
    status_ = response.result();
    http::response_serializer<http::empty_body> serializer{response};
    stream_.expires_after(write_timeout_);
    co_await http::async_write_header(stream_, serializer, asio::use_awaitable);
}

asio::awaitable<void> HttpReply::piece(std::string text) {
    if (text.empty() || !shape_.body) co_return;
    if (gzip_) text = gzip_->add(text);
    co_await write_raw(std::move(text));
}

asio::awaitable<void> HttpReply::write_raw(std::string bytes) {
    if (bytes.empty()) co_return;  // An empty chunk would end the response.
    bytes_ += bytes.size();
    stream_.expires_after(write_timeout_);
    auto chunk = http::make_chunk(asio::buffer(bytes));
    co_await asio::async_write(stream_, chunk, asio::use_awaitable);
}

asio::awaitable<void> HttpReply::end(std::string link) {
    if (!shape_.body) co_return;
    if (gzip_) {
        auto rest = gzip_->finish();
        co_await write_raw(std::move(rest));
    }
    http::fields trailer;
    if (!link.empty()) trailer.set(http::field::link, link);
    stream_.expires_after(write_timeout_);
    auto last = http::make_chunk_last(std::move(trailer));
    co_await asio::async_write(stream_, last, asio::use_awaitable);
}

void HttpReply::break_off() {
    throw boost::system::system_error{asio::error::make_error_code(asio::error::broken_pipe)};
}

}  // namespace ogi::daemon
