#pragma once

#include "base/result.h"
#include "base/time.h"
#include "daemon/told.h"
#include "storage/retention.h"
#include "storage/store.h"

#include <condition_variable>
#include <cstdint>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

namespace ogi::daemon {

// What can be done for a store while it is in use.
struct Backup {
    std::string folder{};     // An absolute path.
    std::uint32_t keep = 0;   // Backups left there, the newest; 0: all.
    std::string decisions{};  // Where the decisions file is; not part of a target.
    std::string mark{};       // Of the folder, as who asks sees it (place.h); empty: not told.
};
struct Compact {};
struct Prune {
    bool only_tell = false;
};

// Each does it at once, on the calling thread, and returns a line of JSON about it. Fails as storage does.
base::Result<std::string> care_for(storage::Store& store, const Backup& backup);
base::Result<std::string> care_for(storage::Store& store, const Compact& compact);
base::Result<std::string> care_for(storage::Store& store, const Prune& prune,
                                   const storage::Retention& retention, base::UtcTime now);

// Takes care of a running daemon's store on a thread of its own: one thing after the other, as asked, and
// once a day what retention drops.
class StoreCare {
  public:
    static constexpr std::chrono::hours prune_period{24};

    explicit StoreCare(storage::Store& store, storage::Retention retention);
    // Waits for a backup that is under way; a compaction is broken off.
    ~StoreCare();

    // From any thread. `told` gets the line, on any thread. Fails with `busy` where something is under way.
    void ask(std::function<base::Result<std::string>()> task, Told told);
    // From now on, once a day.
    void prune_daily();
    storage::Store& store() { return store_; }
    const storage::Retention& retention() const { return retention_; }

  private:
    struct Asked {
        std::function<base::Result<std::string>()> task;
        Told told;
    };
    void run();
    void prune_now();

    storage::Store& store_;
    storage::Retention retention_;
    std::mutex mutex_;
    std::condition_variable changed_;
    std::optional<Asked> asked_;
    bool working_ = false;
    bool daily_ = false;
    bool ended_ = false;
    std::thread thread_;
};

}  // namespace ogi::daemon
