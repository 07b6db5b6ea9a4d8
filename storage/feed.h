#pragma once

#include "base/digest.h"
#include "base/time.h"
#include "model/cursor.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace ogi::storage {

// A stretch of the log between two restores from a backup.
struct Epoch {
    std::uint64_t number = 1;
    std::uint64_t first = 1;  // Sequence of its first entry, also where there is none yet.

    bool operator==(const Epoch&) const = default;
};

// Why a reader cannot go on from a cursor.
enum class CursorFault {
    beyond_the_end,  // The log has no such entry: it is of another store, or of one before a restore.
    unknown_epoch,   // This log never was in that epoch.
    other_entry,     // What that epoch had there was lost with a restore; another entry has its number now.
};
std::string_view words_for(CursorFault fault);  // For people.

struct CheckedCursor {
    std::uint64_t sequence = 0;          // Behind which the reader goes on.
    std::optional<CursorFault> fault{};  // Set: it cannot.
};

// What the log adds up to behind an entry.
struct Checkpoint {
    model::Cursor cursor;
    base::Sha256 chain{};       // h(0) = 32 zero bytes, h(n) = SHA-256(h(n−1) ‖ line n).
    base::Sha256 digest{};      // Sum mod 2^256 over all reports of the SHA-256 of the newest line of each.
    std::uint64_t reports = 0;  // Subjects, withdrawn ones too.

    bool operator==(const Checkpoint&) const = default;
};

// A reader that keeps its place here.
struct Consumer {
    std::string name;
    model::Cursor cursor;
    base::UtcTime parked_at{};

    bool operator==(const Consumer&) const = default;
};

inline constexpr std::size_t consumer_name_bytes_max = 128;
inline constexpr std::size_t consumers_max = 1000;

// What became of a wish to move a consumer's cursor.
struct Parked {
    enum class Outcome {
        done,
        another_cursor,  // It stands elsewhere than the caller thinks.
        would_go_back,
    };
    Outcome outcome = Outcome::done;
    std::optional<Consumer> now{};  // As it stands after the call.
};

}  // namespace ogi::storage
