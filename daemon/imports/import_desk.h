#pragma once

#include "daemon/config/source_scope.h"
#include "daemon/crawl/crawl.h"
#include "daemon/imports/import.h"
#include "daemon/told.h"
#include "storage/store.h"

#include <atomic>
#include <functional>
#include <memory>
#include <stop_token>
#include <thread>

namespace ogi::daemon {

// Imports files into the running daemon's store, one import at a time, on a thread of its own. What it writes
// goes through the crawl's writer, a capture at a time, so that visits go on beside it.
class ImportDesk {
  public:
    // All must outlive it. `told_changes`: called where the feed has grown.
    ImportDesk(storage::Store& store, Crawl& crawl, std::function<void()> told_changes)
        : store_{store}, crawl_{crawl}, told_changes_{std::move(told_changes)} {}

    struct Terms {
        std::shared_ptr<const SourceScope> scope;
        RecordSettings settings;
        UnpackLimits limits;
    };

    // `told` gets the summary as a line, on any thread. Fails as import_files does, and with `busy` while an
    // import is under way. From one thread.
    void start(ImportWish wish, Terms terms, Told told);

  private:
    void run(const std::stop_token& stop, const ImportWish& wish, const Terms& terms, const Told& told);
    base::Result<void> write(const std::function<base::Result<void>()>& work);

    storage::Store& store_;
    Crawl& crawl_;
    std::function<void()> told_changes_;
    std::atomic<bool> under_way_{false};
    std::jthread thread_;
};

}  // namespace ogi::daemon
