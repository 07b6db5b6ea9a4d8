#pragma once

#include "base/result.h"
#include "daemon/replay/replay_run.h"
#include "daemon/told.h"
#include "storage/store.h"

#include <functional>
#include <memory>
#include <mutex>
#include <thread>

namespace ogi::daemon {

// Where a running daemon is asked to read everything again. One run at a time, on threads of its own that let
// the crawl go first; what follows is written on the crawl's writer thread, among the visits.
class ReplayDesk {
  public:
    // Gives work to the writer's thread.
    using Post = std::function<void(std::function<void()> work)>;

    // `post` and `feed_grew` must be callable until close() has returned.
    ReplayDesk(storage::Store& store, int threads, std::shared_ptr<const RulingBook> rulings,
               extract::Programs programs, Post post, std::function<void()> feed_grew);
    ~ReplayDesk() { close(); }
    ReplayDesk(const ReplayDesk&) = delete;
    ReplayDesk& operator=(const ReplayDesk&) = delete;

    // From any thread. `told` gets the summary at the end, on the run's thread, or at once what stands
    // against it: `busy` while another run is under way. `watch` may be null.
    void request(const ReplaySelector& selector, Told told, std::shared_ptr<ReplayWatch> watch);

    // Ends the run under way, which fails with `busy`; no other begins. Not on the writer's thread.
    void close();

  private:
    storage::Store& store_;
    const int threads_;
    const std::shared_ptr<const RulingBook> rulings_;
    const extract::Programs programs_;
    const Post post_;
    const std::function<void()> feed_grew_;
    std::mutex mutex_;
    std::shared_ptr<ReplayRun> run_;  // Under way.
    std::thread thread_;              // Of the last run.
    bool closed_ = false;
};

}  // namespace ogi::daemon
