#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace ogi::model {

// A place in the feed: behind entry `sequence`, which was written in that epoch of the log. 0 is in front of
// all.
struct Cursor {
    std::uint64_t epoch = 1;
    std::uint64_t sequence = 0;

    bool operator==(const Cursor&) const = default;
};

// "3-118".
std::string to_text(const Cursor& cursor);

// What a reader names: "3-118", or a sequence alone.
struct GivenCursor {
    std::optional<std::uint64_t> epoch{};
    std::uint64_t sequence = 0;

    bool operator==(const GivenCursor&) const = default;
};
// nullopt for anything else, and for numbers beyond 2^64 − 1. Leading zeros do not matter.
std::optional<GivenCursor> parse_cursor(std::string_view text);

}  // namespace ogi::model
