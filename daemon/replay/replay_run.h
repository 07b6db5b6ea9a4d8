#pragma once

#include "base/result.h"
#include "base/time.h"
#include "daemon/replay/ordered_work.h"
#include "daemon/replay/replay_look.h"
#include "daemon/replay/replay_summary.h"
#include "storage/store.h"

#include <atomic>
#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <set>
#include <string>
#include <vector>

namespace ogi::daemon {

// As many as there are cores.
int replay_threads();

struct ReplayRunSettings {
    ReplaySelector selector{};
    int threads = replay_threads();
    bool dry_run = false;        // Nothing is written; the store may be open for reading only.
    bool in_background = false;  // Its threads let others go first.
    std::string_view parser_version = parser::parser_version;
    std::shared_ptr<const RulingBook> rulings = std::make_shared<const RulingBook>();
    extract::Programs programs{};
    base::Clock clock = base::utc_now;
};

// What a run needs of its surroundings. Each may be empty, but for on_writer where it writes.
struct ReplayRunHooks {
    // Runs `work` where alone the store may be written, and returns when it is done.
    std::function<void(const std::function<void()>& work)> on_writer{};
    // What would be told in the feed, with no sequence; in a dry run only.
    std::function<void(const model::Change& change)> would_tell{};
    std::function<void(const ReplayNote& note)> noted{};
    std::function<void()> feed_grew{};
    std::shared_ptr<ReplayWatch> watch{};
};

// Reads everything that is held again from the stored bodies: first the pages, in order of URL, then the
// reports that no page stands for. Bodies are read on several threads; what follows is written in that order,
// a group at a time, with a cursor behind it, so that a run which is broken off goes on where it was. What is
// in memory does not grow with the store.
class ReplayRun {
  public:
    static constexpr const char* setting = "reparse";  // Of the store: the cursor.
    // Pages read ahead of the one that is written next.
    static constexpr std::size_t ahead_max = 64;
    // A group is written when it has so many pages, or is so old.
    static constexpr std::size_t group_max = 64;
    static constexpr std::chrono::milliseconds group_age_max{1'000};
    // Records of pages read from the store at a time.
    static constexpr std::size_t records_at_once = 512;

    ReplayRun(storage::Store& store, ReplayRunSettings settings, ReplayRunHooks hooks);

    // Returns at the end. Fails with `not_found` where nothing is selected, with `busy` after stop(), and
    // with `io`; what was written before stands.
    base::Result<ReplaySummary> run();
    // From any thread: what is being read ends, and nothing more begins.
    void stop() { stopped_ = true; }

  private:
    using Look = base::Result<ReplayLook>;
    struct Given {
        std::string after_url{};
        model::ReportKey after_report{};
    };

    base::Result<void> take_up_cursor();
    base::Result<void> count_all();
    base::Result<void> read_pages();
    base::Result<void> read_reports();
    base::Result<std::vector<model::Page>> next_pages(std::string& after, bool& more);
    bool wants(const model::Page& page) const;

    base::Result<void> give(Given place, std::function<Look()> work);
    base::Result<void> take_one();
    base::Result<void> end_phase(ReplayCursor::Phase next);
    base::Result<void> write_group();
    base::Result<void> write_looks();
    base::Result<void> write_marks(storage::Commit& marks);
    void tell(const ReplayLook& look);
    void note(ReplayNote note);
    base::Result<void> note_damage(base::Result<void> read);
    ReplaySettings settings_now() const {
        return {settings_.clock(), settings_.parser_version, settings_.rulings->read(), settings_.programs};
    }

    storage::Store& store_;
    const ReplayRunSettings settings_;
    const ReplayRunHooks hooks_;
    std::atomic<bool> stopped_ = false;

    ReplayCursor cursor_;
    ReplaySummary summary_;
    std::uint64_t all_ = 0;
    std::set<std::string> damage_;  // Records that could not be read and were told of.

    std::set<model::ReportKey> would_be_added_;  // By a dry run.

    std::vector<ReplayLook> group_;
    Given group_end_;
    std::chrono::steady_clock::time_point group_began_{};
    bool grew_ = false;
    std::deque<Given> places_;  // Beside what is open in work_.
    std::unique_ptr<OrderedWork<Look>> work_;
};

}  // namespace ogi::daemon
