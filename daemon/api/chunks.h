#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace ogi::daemon {

// A body in chunks (RFC 9112 §7.1), or how far it has come. Strict: lines end in CR LF, sizes are up to
// 15 hexadecimal digits, no trailer follows; extensions are skipped.
struct Chunks {
    enum class State { more, complete, malformed, too_large };
    State state = State::more;
    std::string body{};
    std::size_t used = 0;  // Bytes that the whole body took, where it is complete.
};
Chunks read_chunks(std::string_view bytes, std::uint64_t body_bytes_max);

// What chunks may cost beside their content before they are refused.
inline constexpr std::size_t chunk_line_bytes_max = 256;

}  // namespace ogi::daemon
