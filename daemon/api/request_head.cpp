#include "daemon/api/request_head.h"

#include <algorithm>
#include <charconv>

namespace ogi::daemon {

namespace http = boost::beast::http;

namespace {

constexpr std::string_view line_end = "\r\n";
constexpr std::size_t method_bytes_max = 32;

bool is_token_char(char c) {
    constexpr std::string_view others = "!#$%&'*+-.^_`|~";
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
           others.find(c) != std::string_view::npos;
}

bool is_token(std::string_view text) {
    return !text.empty() && std::ranges::all_of(text, is_token_char);
}

// Visible ASCII: what a request target is written in.
bool is_visible(char c) {
    return c > 0x20 && c < 0x7F;
}

bool is_field_value_char(char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte == '\t' || (byte >= 0x20 && byte != 0x7F);
}

std::string lower(std::string_view text) {
    std::string out{text};
    for (auto& c : out)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return out;
}

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
    return text;
}

RequestRefusal malformed(std::string_view what) {
    return {http::status::bad_request, "malformed_request", std::string{what}};
}

RequestRefusal head_too_large(const RequestLimits& limits) {
    return {
        http::status::request_header_fields_too_large, "header_too_large",
        "the header is longer than header_bytes_max, " + std::to_string(limits.header_bytes_max) + " bytes"};
}

RequestRefusal target_too_long(const RequestLimits& limits) {
    return {
        http::status::uri_too_long, "target_too_long",
        "the target is longer than target_bytes_max, " + std::to_string(limits.target_bytes_max) + " bytes"};
}

// Of a request line that has begun: what no further byte can mend.
std::optional<RequestRefusal> judge_begun_line(std::string_view line, const RequestLimits& limits) {
    const auto method = line.substr(0, line.find(' '));
    if (method.size() > method_bytes_max || !std::ranges::all_of(method, is_token_char))
        return malformed("this is no HTTP/1.1 request");
    // The version is not longer than this.
    constexpr std::size_t version_bytes = 16;
    if (line.size() > method.size() + limits.target_bytes_max + version_bytes) return target_too_long(limits);
    return std::nullopt;
}

// "GET /v1/reports HTTP/1.1"
std::optional<RequestRefusal> read_request_line(std::string_view line, HttpCall& call,
                                                const RequestLimits& limits) {
    const auto first = line.find(' ');
    const auto last = line.rfind(' ');
    if (first == std::string_view::npos || first == last)
        return malformed("the request line is not METHOD TARGET HTTP/1.1");
    const auto method = line.substr(0, first);
    const auto target = line.substr(first + 1, last - first - 1);
    const auto version = line.substr(last + 1);
    if (!is_token(method)) return malformed("the method is not a word");
    if (target.size() > limits.target_bytes_max) return target_too_long(limits);
    if (target.empty() || !std::ranges::all_of(target, is_visible))
        return malformed("the target has bytes that must be escaped");
    if (version != "HTTP/1.1" && version != "HTTP/1.0") {
        if (!version.starts_with("HTTP/")) return malformed("the request line does not end in HTTP/1.1");
        return RequestRefusal{http::status::http_version_not_supported, "version_not_supported",
                              "HTTP/1.1 is spoken here"};
    }
    call.method = http::string_to_verb(method);
    call.target = target;
    call.http_1_0 = version == "HTTP/1.0";
    return std::nullopt;
}

std::optional<RequestRefusal> read_field(std::string_view line, HttpCall& call) {
    if (line.front() == ' ' || line.front() == '\t') return malformed("a header line is folded");
    const auto colon = line.find(':');
    if (colon == std::string_view::npos || !is_token(line.substr(0, colon)))
        return malformed("a header line is not NAME: VALUE");
    const auto value = trimmed(line.substr(colon + 1));
    if (!std::ranges::all_of(value, is_field_value_char))
        return malformed("a header field has a control character");
    call.fields.emplace_back(lower(line.substr(0, colon)), value);
    return std::nullopt;
}

std::size_t count(const HttpCall& call, std::string_view name) {
    return static_cast<std::size_t>(
        std::ranges::count(call.fields, name, &std::pair<std::string, std::string>::first));
}

// RFC 9112 §6: one way to tell where the body ends, or none.
std::optional<RequestRefusal> read_framing(RequestHead& head) {
    const auto lengths = count(head.call, "content-length");
    const auto codings = count(head.call, "transfer-encoding");
    if (lengths > 1) return malformed("Content-Length stands there twice");
    if (codings > 1) return malformed("Transfer-Encoding stands there twice");
    if (lengths != 0 && codings != 0) return malformed("Content-Length stands beside Transfer-Encoding");
    if (codings != 0) {
        if (head.call.http_1_0) return malformed("HTTP/1.0 has no Transfer-Encoding");
        if (lower(head.call.header("transfer-encoding")) != "chunked")
            return RequestRefusal{http::status::not_implemented, "coding_not_supported",
                                  "no transfer coding but chunked is understood"};
        head.body.chunked = true;
    }
    if (lengths == 0) return std::nullopt;
    const auto digits = head.call.header("content-length");
    const bool all_digits =
        std::ranges::all_of(digits, [](char c) { return c >= '0' && c <= '9'; }) && !digits.empty();
    const auto end = digits.data() + digits.size();
    if (!all_digits || std::from_chars(digits.data(), end, head.body.length).ec != std::errc{})
        return malformed("Content-Length is no number");
    return std::nullopt;
}

// Whether a comma-separated field names a word.
bool names(std::string_view list, std::string_view word) {
    while (true) {
        const auto comma = list.find(',');
        if (lower(trimmed(list.substr(0, comma))) == word) return true;
        if (comma == std::string_view::npos) return false;
        list.remove_prefix(comma + 1);
    }
}

void read_connection(RequestHead& head) {
    bool close = false, keep = false;
    for (const auto& [name, value] : head.call.fields) {
        if (name != "connection") continue;
        close = close || names(value, "close");
        keep = keep || names(value, "keep-alive");
    }
    head.call.keep_alive = !close && (keep || !head.call.http_1_0);
    head.wants_continue = !head.call.http_1_0 && lower(head.call.header("expect")) == "100-continue";
}

}  // namespace

std::variant<std::optional<std::size_t>, RequestRefusal> find_head(std::string_view bytes,
                                                                   const RequestLimits& limits) {
    std::size_t begin = 0;
    while (true) {
        const auto feed = bytes.find('\n', begin);
        if (feed == std::string_view::npos) break;
        if (feed == begin || bytes[feed - 1] != '\r') return malformed("a line does not end in CR LF");
        const auto line = bytes.substr(begin, feed - 1 - begin);
        if (begin == 0) {
            // Told before the rest comes, which it never does from somebody who speaks something else.
            HttpCall unused;
            if (auto refused = judge_begun_line(line, limits)) return *std::move(refused);
            if (auto refused = read_request_line(line, unused, limits)) return *std::move(refused);
        }
        begin = feed + 1;
        if (begin > limits.header_bytes_max) return head_too_large(limits);
        if (line.empty()) return std::optional{begin};
    }
    if (begin == 0)
        if (auto refused = judge_begun_line(bytes, limits)) return *std::move(refused);
    if (bytes.size() > limits.header_bytes_max) return head_too_large(limits);
    return std::optional<std::size_t>{};
}

std::variant<RequestHead, RequestRefusal> read_head(std::string_view text, const RequestLimits& limits) {
    RequestHead head;
    bool first = true;
    for (auto end = text.find(line_end); end != std::string_view::npos && end != 0;
         end = text.find(line_end)) {
        const auto line = text.substr(0, end);
        text.remove_prefix(end + line_end.size());
        if (line.find('\r') != std::string_view::npos) return malformed("a CR stands alone");
        auto refused = first ? read_request_line(line, head.call, limits) : read_field(line, head.call);
        if (refused) return *std::move(refused);
        first = false;
        if (head.call.fields.size() > limits.headers_max) {
            return RequestRefusal{
                http::status::request_header_fields_too_large, "too_many_headers",
                "there are more than headers_max, " + std::to_string(limits.headers_max) + " header fields"};
        }
    }
    if (first) return malformed("there is no request line");
    const auto hosts = count(head.call, "host");
    if (hosts > 1 || (hosts == 0 && !head.call.http_1_0))
        return malformed(hosts > 1 ? "Host stands there twice" : "there is no Host");
    if (auto refused = read_framing(head)) return *std::move(refused);
    read_connection(head);
    return head;
}

}  // namespace ogi::daemon
