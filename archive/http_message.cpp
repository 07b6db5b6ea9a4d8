#include "archive/http_message.h"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <optional>

namespace ogi::archive {

using base::ErrorCode;
using base::fail;
using base::Result;

namespace {

constexpr std::size_t status_digits = 3;

// The size that a chunk's first line gives; RFC 9112, section 7.1.
std::optional<std::uint64_t> chunk_size(std::string_view line) {
    line = line.substr(0, line.find_first_of("; \t"));
    std::uint64_t size = 0;
    const auto [end, wrong] = std::from_chars(line.begin(), line.end(), size, 16);
    if (line.empty() || wrong != std::errc{} || end != line.end()) return std::nullopt;
    return size;
}

Result<std::string> without_chunks(std::string_view body) {
    std::string payload;
    while (true) {
        if (body.empty()) return fail(ErrorCode::malformed, "a chunked body breaks off between two chunks");
        const auto size = chunk_size(take_line(body));
        if (!size) return fail(ErrorCode::malformed, "a chunk of the body does not begin with its size");
        if (*size == 0) return payload;
        if (*size > body.size())
            return fail(ErrorCode::malformed, "a chunked body breaks off within a chunk");
        payload += body.substr(0, *size);
        body.remove_prefix(*size);
        if (!take_line(body).empty())
            return fail(ErrorCode::malformed, "a chunk of the body is longer than it says");
    }
}

bool is_chunked(std::string_view coding) {
    std::string text{coding};
    std::ranges::transform(text, text.begin(),
                           [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    return text.ends_with("chunked");
}

}  // namespace

Result<HttpMessage> parse_http_message(std::string_view block) {
    const auto head_end = end_of_head(block).value_or(block.size());
    auto head = block.substr(0, head_end);
    const auto body = block.substr(head_end);
    const auto line = take_line(head);
    const auto blank = line.find(' ');
    HttpMessage message;
    if (!line.starts_with("HTTP/") || blank == std::string_view::npos)
        return fail(ErrorCode::malformed, "no HTTP status line: " + std::string{line.substr(0, 80)});
    const auto after = line.find_first_not_of(' ', blank);
    const auto digits = line.substr(std::min(after, line.size())).substr(0, status_digits);
    const auto [end, wrong] = std::from_chars(digits.begin(), digits.end(), message.status);
    if (wrong != std::errc{} || digits.size() != status_digits || end != digits.end())
        return fail(ErrorCode::malformed, "no HTTP status: " + std::string{line.substr(0, 80)});
    message.headers = parse_fields(head);
    auto first_line = body;
    if (is_chunked(message.header("Transfer-Encoding")) && chunk_size(take_line(first_line))) {
        TRY(payload, without_chunks(body));
        message.payload = std::move(payload);
    } else {
        message.payload = body;
    }
    return message;
}

}  // namespace ogi::archive
