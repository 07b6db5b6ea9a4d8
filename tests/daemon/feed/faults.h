#pragma once

#include "tests/daemon/feed/chance.h"
#include "tests/daemon/feed/feed_port.h"

#include <map>
#include <string_view>

namespace ogi::daemon {

// What the model must find: each breaks one promise of the feed, of the disk, or a rule that followers keep.
enum class Fault {
    none,
    // The feed.
    skips_an_entry,            // Now and then.
    numbers_outside_lock,      // The newest entry is seen before the one in front of it.
    tombstone_forgotten,       // Style latest leaves out what was withdrawn.
    snapshot_lacks_tombstone,  // So does the snapshot.
    line_altered,              // A line is served with other bytes than before.
    restarts_silently,         // Instead of a refusal it begins again from the beginning.
    epochs_ignored,            // A cursor counts by its sequence alone.
    latest_outlives_restore,   // In style latest, too, a cursor is good while its entry is there.
    parked_goes_back,          // Whoever parks, parks.
    // The disk: what it says is synced is not.
    sync_is_a_lie,
    // Followers.
    cursor_before_data,
    epoch_not_minded,
    leftovers_kept,
    fence_missing,
};

struct FaultFacts {
    Fault fault;
    std::string_view name;
};
inline constexpr FaultFacts fault_facts[] = {
    {Fault::skips_an_entry, "skips_an_entry"},
    {Fault::numbers_outside_lock, "numbers_outside_lock"},
    {Fault::tombstone_forgotten, "tombstone_forgotten"},
    {Fault::snapshot_lacks_tombstone, "snapshot_lacks_tombstone"},
    {Fault::line_altered, "line_altered"},
    {Fault::restarts_silently, "restarts_silently"},
    {Fault::epochs_ignored, "epochs_ignored"},
    {Fault::latest_outlives_restore, "latest_outlives_restore"},
    {Fault::parked_goes_back, "parked_goes_back"},
    {Fault::sync_is_a_lie, "sync_is_a_lie"},
    {Fault::cursor_before_data, "cursor_before_data"},
    {Fault::epoch_not_minded, "epoch_not_minded"},
    {Fault::leftovers_kept, "leftovers_kept"},
    {Fault::fence_missing, "fence_missing"},
};

// A feed with a fault of its own.
class FaultyPort : public FeedPort {
  public:
    FaultyPort(FeedPort& port, Fault fault) : port_{port}, fault_{fault} {}

    FeedAnswer changes(const FeedAsk& ask) override;
    std::optional<storage::Checkpoint> checkpoint(const std::string& cursor) override;
    std::uint64_t epoch() override { return port_.epoch(); }
    SnapshotPiece snapshot(const std::string& at, const model::ReportKey& after, std::size_t limit) override;
    std::optional<model::Cursor> parked(const std::string& name) override;
    std::optional<storage::Parked> park(const std::string& name, const model::Cursor& wanted,
                                        const std::optional<model::Cursor>& expected) override;

  private:
    FeedPort& port_;
    Fault fault_;
    Chance chance_{7};
    std::map<std::string, model::Cursor> parked_{};
};

}  // namespace ogi::daemon
