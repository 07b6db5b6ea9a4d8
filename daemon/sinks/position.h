#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace ogi::daemon {

// A place in the log of a store: behind the entry `sequence`, delivered while the store was in `epoch`.
struct SinkPosition {
    std::uint64_t epoch = 1;
    std::uint64_t sequence = 0;  // 0: before the first entry.

    auto operator<=>(const SinkPosition&) const = default;
};

// "1-43", and back; nullopt for anything else.
std::string to_text(const SinkPosition& position);
std::optional<SinkPosition> parse_sink_position(std::string_view text);

// What a target compares to keep an older entry from replacing a newer one: the sequence, and in later epochs
// more than any sequence of those before (2^31 at most). Fits into 63 bits.
std::int64_t version_of(const SinkPosition& position);

}  // namespace ogi::daemon
