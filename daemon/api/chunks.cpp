#include "daemon/api/chunks.h"

#include <algorithm>
#include <charconv>
#include <optional>

namespace ogi::daemon {

namespace {

// "1f;name=value" → 31
std::optional<std::uint64_t> size_of(std::string_view line) {
    const auto digits = line.substr(0, line.find(';'));
    constexpr std::size_t digits_max = 15;
    const auto is_digit = [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    };
    const auto is_text = [](char c) { return c == '\t' || static_cast<unsigned char>(c) >= 0x20; };
    if (digits.empty() || digits.size() > digits_max || !std::ranges::all_of(digits, is_digit) ||
        !std::ranges::all_of(line, is_text))
        return std::nullopt;
    std::uint64_t size = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), size, 16);
    return size;
}

}  // namespace

Chunks read_chunks(std::string_view bytes, std::uint64_t body_bytes_max) {
    Chunks chunks;
    const auto stop = [&](Chunks::State state) {
        chunks.state = state;
        return std::move(chunks);
    };
    std::size_t at = 0;
    while (true) {
        const auto feed = bytes.find('\n', at);
        if (feed == std::string_view::npos)
            return stop(bytes.size() - at > chunk_line_bytes_max ? Chunks::State::malformed
                                                                 : Chunks::State::more);
        if (feed == at || bytes[feed - 1] != '\r' || feed - at > chunk_line_bytes_max)
            return stop(Chunks::State::malformed);
        const auto size = size_of(bytes.substr(at, feed - 1 - at));
        if (!size) return stop(Chunks::State::malformed);
        if (*size > body_bytes_max - chunks.body.size()) return stop(Chunks::State::too_large);
        const auto content = bytes.substr(feed + 1);
        if (content.size() < *size + 2) {
            // What must stand behind it can be told before it is whole.
            const auto behind = content.size() > *size ? content.substr(*size) : std::string_view{};
            return stop(behind.empty() || behind == "\r" ? Chunks::State::more : Chunks::State::malformed);
        }
        if (content.substr(*size, 2) != "\r\n") return stop(Chunks::State::malformed);
        chunks.body += content.substr(0, *size);
        at = feed + 1 + *size + 2;
        if (*size != 0) continue;
        chunks.used = at;
        return stop(Chunks::State::complete);
    }
}

}  // namespace ogi::daemon
