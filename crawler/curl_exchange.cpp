#include "crawler/curl_exchange.h"

#include "base/utf8.h"
#include "crawler/address_policy.h"
#include "crawler/curl_error.h"
#include "crawler/curl_options.h"
#include "crawler/document_bytes.h"
#include "crawler/gzip_body.h"
#include "crawler/kept_head.h"

#include <sys/socket.h>

#include <algorithm>
#include <charconv>
#include <utility>

namespace ogi::crawler {

using model::FailureReason;

namespace {

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

// A validator goes back to the server byte for byte or not at all; what is no text could not be stored.
std::string validator(std::string text) {
    return base::is_valid_utf8(text) ? std::move(text) : std::string{};
}

}  // namespace

CurlExchange::CurlExchange(boost::asio::any_io_executor executor, HttpRequest request,
                           const TransportSettings& settings, NameLookups::Place lookup)
    : over{std::move(executor), boost::asio::steady_timer::time_point::max()},
      request_{std::move(request)},
      settings_{settings},
      authority_{settings.proxy.empty() ? request_.url.authority() : settings.proxy},
      body_bytes_max_{request_.body_bytes_max != 0 ? request_.body_bytes_max : settings.body_bytes_max},
      lookup_{std::move(lookup)} {}

void CurlExchange::prepare(CURL* easy) {
    easy_ = easy;
    set_common_options(easy, settings_);
    if (request_.url.is_https()) {
        const bool legacy = settings_.legacy_tls_hosts.contains(request_.url.host());
        set_tls_options(easy, legacy ? TlsAge::legacy : TlsAge::modern);
    }
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
    curl_easy_setopt(easy, CURLOPT_PREREQFUNCTION, &CurlExchange::on_connected);
    curl_easy_setopt(easy, CURLOPT_PREREQDATA, this);
    if (request_.body_bytes_max == 0) {
        // Spares us a body whose Content-Length already says that it is too long.
        curl_easy_setopt(easy, CURLOPT_MAXFILESIZE_LARGE, static_cast<curl_off_t>(bytes_max()));
    }
}

void CurlExchange::settle(CURL* easy, CURLcode code) {
    // A redirect says all that it has to say in its header, however its body ends.
    const bool leads_on = headers_over_ && response_.is_redirect() && !response_.location.empty();
    if (leads_on) response_.body.clear();
    const bool is_enough = leads_on || (cut_ && !stopped_);
    if (code != CURLE_OK && !is_enough) return settle(error_of(code));
    long status = 0;
    curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &status);
    const bool whole = !decoder_ || (decoder_->whole() && gathered_bytes_ == 0);
    if (!whole && !is_enough) {
        return settle(
            TransportError{FailureReason::truncated,
                           request_.url.text() + ": the compressed body breaks off before its end"});
    }
    if (!headers_over_) {
        return settle(TransportError{FailureReason::truncated,
                                     request_.url.text() + ": the answer breaks off in its header"});
    }
    if (status < 200 || status > 599) {
        return settle(TransportError{
            FailureReason::bad_http,
            request_.url.text() + ": HTTP status " + std::to_string(status) + " does not exist"});
    }
    response_.status = static_cast<std::uint16_t>(status);
    response_.etag = validator(std::move(response_.etag));
    response_.last_modified = validator(std::move(response_.last_modified));
    response_.content_type = base::scrub_utf8(response_.content_type);
    // A compressed body has an end of its own.
    response_.open_ended =
        content_length_.empty() && !is_chunked_ && content_encoding_.empty() && !goodbye_.was_said();
    lookup_.found();
    response_.ended_at = std::chrono::steady_clock::now();
    result = std::move(response_);
    over.cancel();
}

void CurlExchange::settle(TransportError error) {
    lookup_ = {};
    result = std::move(error);
    over.cancel();
}

TransportError CurlExchange::error_of(CURLcode code) const {
    if (stopped_) return *stopped_;
    const auto& url = request_.url.text();
    const bool refused =
        code == CURLE_ABORTED_BY_CALLBACK || (code == CURLE_COULDNT_CONNECT && !tried_an_address_);
    if (refused && !refused_address_.empty()) {
        return {FailureReason::address_refused, url + ": the address policy refuses " + refused_address_ +
                                                    "; crawl.allow_private_addresses would let it pass"};
    }
    long verify_result = 0;
    curl_easy_getinfo(easy_, CURLINFO_SSL_VERIFYRESULT, &verify_result);
    const CurlEnding ending{.code = code,
                            .words = words_.data(),
                            .verify_result = verify_result,
                            .answer_began = answer_began_,
                            .body_bytes_max = bytes_max()};
    return describe(ending, url, settings_);
}

std::size_t CurlExchange::on_body(char* bytes, std::size_t, std::size_t count, void* exchange) noexcept {
    const bool go_on = static_cast<CurlExchange*>(exchange)->take_body({bytes, count});
    return go_on ? count : count + 1;  // Any other number than `count` ends the transfer.
}

std::size_t CurlExchange::on_header(char* bytes, std::size_t, std::size_t count, void* exchange) noexcept {
    const bool go_on = static_cast<CurlExchange*>(exchange)->take_header({bytes, count});
    return go_on ? count : count + 1;
}

// With a proxy every address is the proxy's, which the configuration names; CurlMulti judges the target.
curl_socket_t CurlExchange::on_open_socket(void* exchange, curlsocktype, curl_sockaddr* address) noexcept {
    auto& self = *static_cast<CurlExchange*>(exchange);
    self.lookup_.found();
    const bool judged = !self.settings_.allow_private_addresses && self.settings_.proxy.empty();
    const auto use = judged ? reserved_for(address->addr) : std::string_view{};
    if (!use.empty()) {
        self.refused_address_ = text_of(address->addr) + " (" + std::string{use} + ")";
        return CURL_SOCKET_BAD;
    }
    self.tried_an_address_ = true;
    const auto fd = ::socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
    if (fd != CURL_SOCKET_BAD && self.on_connection) self.on_connection(fd);
    return fd;
}

// Just before the request is sent, also on a connection that was kept from an earlier one.
int CurlExchange::on_connected(void* exchange, char* address, char*, int, int) noexcept {
    auto& self = *static_cast<CurlExchange*>(exchange);
    if (self.request_.url.is_https()) self.goodbye_ = TlsGoodbye::of(self.easy_);
    if (self.settings_.allow_private_addresses || !self.settings_.proxy.empty()) return CURL_PREREQFUNC_OK;
    const std::string_view text{address};
    const bool ipv6 = text.find(':') != std::string_view::npos;
    const auto use = reserved_for_host(ipv6 ? "[" + std::string{text} + "]" : std::string{text});
    if (use.empty()) return CURL_PREREQFUNC_OK;
    self.refused_address_ = std::string{text} + " (" + std::string{use} + ")";
    return CURL_PREREQFUNC_ABORT;
}

bool CurlExchange::take_body(std::string_view piece) {
    if (!decoder_) {
        decoder_ = BodyDecoder::make(content_encoding_, inflate_limits(), *this);
        if (!decoder_) {
            return stop(FailureReason::bad_encoding,
                        "Content-Encoding \"" + base::scrub_utf8(content_encoding_) + "\" is not known");
        }
        make_room();
    }
    if (gathered_bytes_ == 0) return decode(piece);
    gathered_ += piece;
    if (gathered_.size() < gathered_bytes_) return true;
    gathered_bytes_ = 0;
    const auto coded = std::exchange(gathered_, {});
    if (auto body = gunzip_whole(coded, inflated_bytes_max(coded.size()))) {
        response_.body = *std::move(body);
        return true;
    }
    return decode(coded);
}

InflateLimits CurlExchange::inflate_limits() const {
    return {.ratio_max = settings_.inflate_ratio_max};
}

std::size_t CurlExchange::inflated_bytes_max(std::size_t coded_bytes) const {
    const auto limits = inflate_limits();
    return std::min(body_bytes_max_, std::max(limits.free_bytes, coded_bytes * limits.ratio_max));
}

// For the bytes that the header promises. A gzip file that is not large is decoded when it is all here.
void CurlExchange::make_room() {
    std::size_t bytes = 0;
    std::from_chars(content_length_.data(), content_length_.data() + content_length_.size(), bytes);
    if (is_chunked_) return;  // Then a length says nothing.
    if (content_encoding_ == "gzip" && bytes <= gathered_bytes_max) {
        gathered_.reserve(bytes);
        gathered_bytes_ = bytes;
    } else if (content_encoding_.empty()) {
        response_.body.reserve(std::min({bytes, body_bytes_max_, reserved_bytes_max}));
    }
}

bool CurlExchange::decode(std::string_view piece) {
    switch (decoder_->take(piece)) {
        case BodyDecoder::Outcome::going_on:
            return true;
        case BodyDecoder::Outcome::damaged:
            return stop(FailureReason::bad_encoding, "the body does not follow its Content-Encoding");
        case BodyDecoder::Outcome::inflates_too_far:
            return stop(FailureReason::inflates_too_far, "the body inflates more than inflate_ratio_max (" +
                                                             std::to_string(settings_.inflate_ratio_max) +
                                                             ") times");
        case BodyDecoder::Outcome::refused:
            break;
    }
    return false;
}

std::size_t CurlExchange::bytes_max() const {
    return request_.body_bytes_max != 0 ? body_bytes_max_
                                        : std::max(body_bytes_max_, settings_.attachment_bytes_max);
}

bool CurlExchange::take(std::string_view decoded) {
    const auto room = body_bytes_max_ - std::min(body_bytes_max_, response_.body.size());
    if (request_.when_too_long == WhenTooLong::cut) {
        cut_ = decoded.size() > room;
        response_.body += decoded.substr(0, room);
        return !cut_;
    }
    response_.body += decoded;
    // What is promised is looked at as soon as enough has come to tell whether it is a page.
    std::size_t promised = 0;
    if (content_encoding_.empty() && !is_chunked_ && response_.body.size() >= beginning_bytes)
        std::from_chars(content_length_.data(), content_length_.data() + content_length_.size(), promised);
    const bool document = request_.body_bytes_max == 0 && begins_as_document(response_.body);
    const auto [name, limit] = document ? std::pair{"attachment_bytes_max", settings_.attachment_bytes_max}
                                        : std::pair{"body_bytes_max", body_bytes_max_};
    if (std::max(promised, response_.body.size()) <= limit) return true;
    return stop(FailureReason::too_large,
                std::string{"the body is longer than "} + name + " (" + std::to_string(limit) + " bytes)");
}

bool CurlExchange::take_header(std::string_view line) {
    header_bytes_ += line.size();
    if (header_bytes_ > header_bytes_max) {
        return stop(FailureReason::header_too_large, "the header is longer than header_bytes_max (" +
                                                         std::to_string(header_bytes_max) + " bytes)");
    }
    if (headers_over_) return true;
    if (line.starts_with("HTTP/")) return take_status_line(line);
    if (base::trim(line).empty()) {
        headers_over_ = response_.status >= 200;
        return true;
    }
    keep_head_line(response_.head, line);
    const auto colon = line.find(':');
    if (colon == std::string_view::npos) return true;
    return keep_header(line.substr(0, colon), base::trim(line.substr(colon + 1)));
}

// A new response: what an interim one (1xx) said does not count.
bool CurlExchange::take_status_line(std::string_view line) {
    answer_began_ = true;
    response_ = {};
    keep_head_line(response_.head, line);
    content_length_.clear(), content_encoding_.clear(), is_chunked_ = false;
    const auto space = line.find(' ');
    const auto digits = space == std::string_view::npos ? std::string_view{} : line.substr(space + 1, 3);
    for (const char digit : digits) {
        if (digit < '0' || digit > '9') return true;  // libcurl judges it.
        response_.status = static_cast<std::uint16_t>(response_.status * 10 + (digit - '0'));
    }
    return true;
}

bool CurlExchange::keep_header(std::string_view name, std::string_view value) {
    if (equal_ignoring_case(name, "set-cookie")) {
        if (response_.set_cookies.size() < cookies_max) response_.set_cookies.emplace_back(value);
        return true;
    }
    if (equal_ignoring_case(name, "content-encoding")) {
        content_encoding_ += (content_encoding_.empty() ? "" : ", ") + std::string{value};
        return true;
    }
    if (equal_ignoring_case(name, "transfer-encoding")) is_chunked_ = true;
    if (equal_ignoring_case(name, "content-length")) {
        // Two lengths leave it open which bytes are the body (RFC 9112 §6.3).
        if (!content_length_.empty() && content_length_ != value)
            return stop(FailureReason::bad_http, "two Content-Lengths that differ");
        content_length_ = value;
        return true;
    }
    for (const auto& [known, member] : kept_headers) {
        auto& kept = response_.*member;
        if (kept.empty() && equal_ignoring_case(name, known)) kept = value;
    }
    return true;
}

bool CurlExchange::stop(FailureReason reason, std::string_view why) {
    stopped_ = {reason, request_.url.text() + ": " + std::string{why}};
    return false;
}

}  // namespace ogi::crawler
