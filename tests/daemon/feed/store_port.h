#pragma once

#include "tests/daemon/feed/crash_ground.h"
#include "tests/daemon/feed/feed_port.h"

namespace ogi::daemon {

// The feed of a store, as the daemon reads it.
class StorePort : public FeedPort {
  public:
    explicit StorePort(CrashGround& ground) : ground_{ground} {}

    FeedAnswer changes(const FeedAsk& ask) override;
    std::optional<storage::Checkpoint> checkpoint(const std::string& cursor) override;
    std::uint64_t epoch() override { return ground_.store().epoch(); }
    SnapshotPiece snapshot(const std::string& at, const model::ReportKey& after, std::size_t limit) override;
    std::optional<model::Cursor> parked(const std::string& name) override;
    std::optional<storage::Parked> park(const std::string& name, const model::Cursor& wanted,
                                        const std::optional<model::Cursor>& expected) override;

  private:
    CrashGround& ground_;
};

}  // namespace ogi::daemon
