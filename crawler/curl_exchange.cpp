#include "crawler/curl_exchange.h"

#include "base/utf8.h"
#include "crawler/address_policy.h"
#include "crawler/curl_error.h"
#include "crawler/curl_options.h"

#include <sys/socket.h>

#include <algorithm>

namespace ogi::crawler {

using model::FailureReason;

namespace {

// libcurl counts wire bytes a buffer at a time, chunked bodies only after they are decoded.
constexpr std::size_t uncounted_wire_bytes = CURL_MAX_READ_SIZE < 16 * 1024 ? CURL_MAX_READ_SIZE : 16 * 1024;

struct KeptHeader {
    std::string_view name;  // In lower case.
    std::string HttpResponse::*member;
};
constexpr KeptHeader kept_headers[] = {
    {"location", &HttpResponse::location},
    {"content-type", &HttpResponse::content_type},
    {"etag", &HttpResponse::etag},
    {"last-modified", &HttpResponse::last_modified},
    {"retry-after", &HttpResponse::retry_after},
};

bool equal_ignoring_case(std::string_view text, std::string_view lower) {
    return std::ranges::equal(
        text, lower, {}, [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
}

std::size_t wire_bytes(CURL* easy) {
    curl_off_t count = 0;
    curl_easy_getinfo(easy, CURLINFO_SIZE_DOWNLOAD_T, &count);
    return static_cast<std::size_t>(std::max<curl_off_t>(count, 0));
}

// A validator goes back to the server byte for byte or not at all; what is no text could not be stored.
std::string validator(std::string text) {
    return base::is_valid_utf8(text) ? std::move(text) : std::string{};
}

}  // namespace

CurlExchange::CurlExchange(boost::asio::any_io_executor executor, HttpRequest request,
                           const TransportSettings& settings)
    : over{std::move(executor), boost::asio::steady_timer::time_point::max()},
      request_{std::move(request)},
      settings_{settings},
      body_bytes_max_{request_.body_bytes_max != 0 ? request_.body_bytes_max : settings.body_bytes_max} {}

void CurlExchange::prepare(CURL* easy) {
    easy_ = easy;
    set_common_options(easy, settings_);
    headers_ = request_headers(request_);
    curl_easy_setopt(easy, CURLOPT_URL, request_.url.text().c_str());
    curl_easy_setopt(easy, CURLOPT_HTTPHEADER, headers_.get());
    if (!request_.form.empty()) {
        curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request_.form.size()));
        curl_easy_setopt(easy, CURLOPT_POSTFIELDS, request_.form.data());  // Not copied; makes it a POST.
    }
    curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, words_.data());
    curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, &CurlExchange::on_body);
    curl_easy_setopt(easy, CURLOPT_WRITEDATA, this);
    curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, &CurlExchange::on_header);
    curl_easy_setopt(easy, CURLOPT_HEADERDATA, this);
    curl_easy_setopt(easy, CURLOPT_OPENSOCKETFUNCTION, &CurlExchange::on_open_socket);
    curl_easy_setopt(easy, CURLOPT_OPENSOCKETDATA, this);
    if (request_.when_too_long == WhenTooLong::fail) {
        // Spares us a body whose Content-Length already says that it is too long.
        curl_easy_setopt(easy, CURLOPT_MAXFILESIZE_LARGE, static_cast<curl_off_t>(body_bytes_max_));
    }
}

void CurlExchange::settle(CURL* easy, CURLcode code) {
    if (code != CURLE_OK && !(code == CURLE_WRITE_ERROR && cut_ && !stopped_)) return settle(error_of(code));
    long status = 0;
    curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &status);
    if (status < 100 || status > 599) {
        return settle(TransportError{
            FailureReason::bad_http,
            request_.url.text() + ": HTTP status " + std::to_string(status) + " does not exist"});
    }
    response_.status = static_cast<std::uint16_t>(status);
    response_.etag = validator(std::move(response_.etag));
    response_.last_modified = validator(std::move(response_.last_modified));
    response_.content_type = base::scrub_utf8(response_.content_type);
    result = std::move(response_);
    over.cancel();
}

void CurlExchange::settle(TransportError error) {
    result = std::move(error);
    over.cancel();
}

TransportError CurlExchange::error_of(CURLcode code) const {
    if (stopped_) return *stopped_;
    const auto& url = request_.url.text();
    if (code == CURLE_COULDNT_CONNECT && !refused_address_.empty() && !tried_an_address_) {
        return {FailureReason::address_refused, url + ": the address policy refuses " + refused_address_ +
                                                    "; crawl.allow_private_addresses would let it pass"};
    }
    return describe(code, url, words_.data(), body_bytes_max_, settings_);
}

std::size_t CurlExchange::on_body(char* bytes, std::size_t, std::size_t count, void* exchange) noexcept {
    const bool go_on = static_cast<CurlExchange*>(exchange)->take_body({bytes, count});
    return go_on ? count : count + 1;  // Any other number than `count` ends the transfer.
}

std::size_t CurlExchange::on_header(char* bytes, std::size_t, std::size_t count, void* exchange) noexcept {
    const bool go_on = static_cast<CurlExchange*>(exchange)->take_header({bytes, count});
    return go_on ? count : count + 1;
}

curl_socket_t CurlExchange::on_open_socket(void* exchange, curlsocktype, curl_sockaddr* address) noexcept {
    auto& self = *static_cast<CurlExchange*>(exchange);
    const auto use =
        self.settings_.allow_private_addresses ? std::string_view{} : reserved_for(address->addr);
    if (!use.empty()) {
        self.refused_address_ = text_of(address->addr) + " (" + std::string{use} + ")";
        return CURL_SOCKET_BAD;
    }
    self.tried_an_address_ = true;
    return ::socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

bool CurlExchange::take_body(std::string_view piece) {
    const auto room = body_bytes_max_ - std::min(body_bytes_max_, response_.body.size());
    if (piece.size() > room) {
        if (request_.when_too_long == WhenTooLong::fail) {
            return stop(FailureReason::too_large, "the body is longer than body_bytes_max (" +
                                                      std::to_string(body_bytes_max_) + " bytes)");
        }
        cut_ = true;
        response_.body += piece.substr(0, room);
        return false;
    }
    response_.body += piece;
    const auto wire = wire_bytes(easy_) + uncounted_wire_bytes;
    if (response_.body.size() > ratio_free_bytes &&
        response_.body.size() / wire > settings_.inflate_ratio_max) {
        return stop(FailureReason::inflates_too_far, "the body inflates more than inflate_ratio_max (" +
                                                         std::to_string(settings_.inflate_ratio_max) +
                                                         ") times");
    }
    return true;
}

bool CurlExchange::take_header(std::string_view line) {
    header_bytes_ += line.size();
    if (header_bytes_ > header_bytes_max) {
        return stop(FailureReason::header_too_large, "the header is longer than header_bytes_max (" +
                                                         std::to_string(header_bytes_max) + " bytes)");
    }
    if (line.starts_with("HTTP/")) {  // A new response: what an interim one (1xx) said does not count.
        response_ = {};
        return true;
    }
    const auto colon = line.find(':');
    if (colon == std::string_view::npos) return true;
    for (const auto& [name, member] : kept_headers) {
        auto& kept = response_.*member;
        if (kept.empty() && equal_ignoring_case(line.substr(0, colon), name)) {
            kept = base::trim(line.substr(colon + 1));
        }
    }
    return true;
}

bool CurlExchange::stop(FailureReason reason, std::string_view why) {
    stopped_ = {reason, request_.url.text() + ": " + std::string{why}};
    return false;
}

}  // namespace ogi::crawler
