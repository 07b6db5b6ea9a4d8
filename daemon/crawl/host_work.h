#pragma once

#include "base/time.h"
#include "storage/store.h"

#include <cstddef>
#include <deque>
#include <optional>
#include <set>
#include <string>

namespace ogi::daemon {

// The pages of one host that are in memory: read from the schedule, or visited and not yet recorded. Knows
// which must not be read again, and when the next one is due.
class HostWork {
  public:
    // Pages read from the schedule in one go.
    static constexpr std::size_t batch_max = 64;

    bool empty() const { return pages_.empty() && held_.empty() && !loading_; }
    // Whether there is a page to visit now. A page that was gone, or showed another report, is looked at
    // again only once all visits before are recorded: what it showed may have been found elsewhere by then.
    bool has_page() const { return !pages_.empty() && !awaits_others(); }
    // Whether its next page waits for visits under way.
    bool awaits_others() const;
    // The next page; it is held until release().
    storage::DuePage take();
    void release(const std::string& url);

    // ---- reading the schedule
    const std::string& cursor() const { return cursor_; }
    // So many must be read to see `batch_max` that are not held.
    std::size_t limit() const { return batch_max + held_.size(); }
    void start_loading();
    void finish_loading(storage::DueBatch batch);

    // A page may be due at `due` that was not before. Pages that were read and are due later make room for
    // it.
    void lower_due(base::UtcTime due, base::UtcTime now);
    // When the next page is due that is not held; nullopt also while it waits for others.
    std::optional<base::UtcTime> due() const;

  private:
    std::deque<storage::DuePage> pages_;
    std::set<std::string, std::less<>> held_;      // URLs of visits under way.
    std::set<std::string, std::less<>> released_;  // While loading: what is read may be from before.
    std::string cursor_;
    std::optional<base::UtcTime> behind_;   // Due of the first page behind the cursor, or lower.
    std::optional<base::UtcTime> lowered_;  // While loading.
    bool restart_ = false;                  // While loading: the next load begins at the first page.
    bool loading_ = false;
};

}  // namespace ogi::daemon
