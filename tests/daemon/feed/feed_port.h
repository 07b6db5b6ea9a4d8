#pragma once

#include "model/change.h"
#include "model/cursor.h"
#include "storage/feed.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ogi::daemon {

enum class FeedStyle { all, latest };

// Which entries a follower wants; what is not set does not matter.
struct Wanted {
    std::optional<std::string> agency{};  // By name.
    std::optional<std::string> region{};  // Begin of the division code.
    std::optional<int> year{};
    std::optional<model::ChangeType> type{};
    std::optional<model::ChangeClass> change_class{};

    bool everything() const { return !agency && !region && !year && !type && !change_class; }
};

struct FeedAsk {
    std::string since{};
    std::size_t limit = 0;  // 0: none.
    FeedStyle style = FeedStyle::all;
    bool reference_only = false;
    Wanted wanted{};
};

struct FeedAnswer {
    bool gone = false;  // The cursor is no longer good.
    std::vector<std::string> lines{};
    std::string position{};  // Cursor of the position line at its end, where there is one.
};

// A bootstrap's next lines: the newest entry of each report up to the cursor `at`, and, with the last of
// them, `end`.
struct SnapshotPiece {
    bool gone = false;  // What it began with is no more.
    std::string at{};
    std::vector<std::string> lines{};
    model::ReportKey after{};
    std::optional<storage::Checkpoint> end{};
};

// What a follower of the feed can ask.
class FeedPort {
  public:
    virtual ~FeedPort() = default;

    virtual FeedAnswer changes(const FeedAsk& ask) = 0;
    // Of a cursor, empty: of the newest entry; nullopt where the cursor is no longer good.
    virtual std::optional<storage::Checkpoint> checkpoint(const std::string& cursor) = 0;
    virtual std::uint64_t epoch() = 0;
    // `at` empty: of the newest entry.
    virtual SnapshotPiece snapshot(const std::string& at, const model::ReportKey& after,
                                   std::size_t limit) = 0;
    virtual std::optional<model::Cursor> parked(const std::string& name) = 0;
    // nullopt where the cursor is no longer good.
    virtual std::optional<storage::Parked> park(const std::string& name, const model::Cursor& wanted,
                                                const std::optional<model::Cursor>& expected) = 0;
};

}  // namespace ogi::daemon
