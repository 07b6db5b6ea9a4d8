#pragma once

#include "base/result.h"
#include "daemon/sinks/kinds.h"
#include "daemon/sinks/settings.h"
#include "daemon/sinks/sink.h"
#include "daemon/sinks/status.h"
#include "storage/store.h"

#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>
#include <thread>

namespace ogi::daemon {

// Where positions lie that a target does not keep itself. All may block, and end soon after `stop`.
struct Parking {
    std::function<base::Result<std::optional<SinkPosition>>(const std::string& sink)> read;
    std::function<base::Result<void>(const std::string& sink, SinkPosition position, std::stop_token stop)>
        park;
    // Why the target wanted no more, when it said so last; empty: it does. Kept until a person resumes.
    std::function<base::Result<std::string>(const std::string& sink)> read_halt;
    std::function<base::Result<void>(const std::string& sink, const std::string& why, std::stop_token stop)>
        keep_halt;
};

// Delivers the log to one sink, at least once, on a thread of its own. After trouble it opens the sink again
// and goes on where the position says. Where that was kept in an earlier epoch of the store, everything is
// delivered again, and what the target alone has goes.
class SinkRunner {
  public:
    // A position is written to the store at most so often: one that the target keeps always, one that the
    // store alone keeps while there is more to deliver.
    static constexpr std::chrono::milliseconds park_every{1'000};
    // Without news the log is looked at so often …
    static constexpr std::chrono::milliseconds look_every{10'000};
    // … and whether the target is still as it was left.
    static constexpr std::chrono::milliseconds look_at_target_every{10'000};

    // `store` must outlive it. The thread starts here.
    SinkRunner(SinkSettings settings, const SinkKind& kind, const storage::Store& store, Parking parking);
    ~SinkRunner();  // stop().

    // From any thread. The log has grown.
    void notify();
    // Ends a pause, and a halt; without either, looks at the target at once.
    void resume();
    // Returns when the thread has ended.
    void stop();
    SinkStatus status() const;
    const SinkSettings& settings() const { return settings_; }

  private:
    void run(std::stop_token stop);
    // One step; trouble calls for a pause.
    Tried<void> step(std::stop_token stop);
    Tried<void> open(std::stop_token stop);
    // Where there is nothing to deliver.
    Tried<void> idle(std::stop_token stop);
    // How far the target had come when it was left; nullopt where that is not known, or what it tells is all
    // there is.
    base::Result<std::optional<SinkPosition>> left_at();
    // Tells where a target lacks what it had.
    Tried<void> tell_set_back(const SinkPosition& from);
    // Of what is under way.
    Tried<void> deliver(std::stop_token stop);
    // The first `aside` of them were put aside.
    void keep_what_comes_again(const std::vector<Refusal>& refused, std::size_t aside);
    base::Result<void> put_refused_aside(const std::vector<Refusal>& refused, std::size_t& aside);
    void tell_refused(const SinkTrouble& trouble, std::stop_token stop);
    Tried<void> advance(SinkPosition position, std::stop_token stop);
    Tried<void> park(std::stop_token stop);
    bool is_time_to_park() const;
    std::string parked_name() const;
    void tell_trouble(const SinkTrouble& trouble, std::stop_token stop);
    // Of the run before: what wanted no more then has not changed its mind.
    void stay_halted(std::stop_token stop);
    // Until somebody resumes.
    void wait_halted(const std::string& why, std::stop_token stop);
    // False: somebody resumed.
    bool wait(std::chrono::milliseconds longest, bool for_news, std::stop_token stop);
    void tell_well();
    void set_state(SinkState state);
    template <class Change>
    void update(Change change);

    const SinkSettings settings_;
    const SinkKind& kind_;
    const storage::Store& store_;
    const Parking parking_;

    // Of the thread.
    std::unique_ptr<Sink> sink_;
    bool opened_ = false;
    bool begun_ = false;          // Was opened once.
    bool older_dropped_ = false;  // Since it was opened.
    SinkPosition position_{};
    SinkPosition parked_{};
    std::chrono::steady_clock::time_point parked_at_{};
    std::chrono::steady_clock::time_point looked_at_{};  // At the target, by whatever was asked of it.
    // A batch is tried until all of it is in or put aside. Where the target keeps no position, it is the same
    // one behind trouble too: a receiver knows a batch by its ends.
    std::optional<SinkBatch> under_way_{};
    std::uint64_t refused_first_ = 0;  // Sequence of the first that was refused of it, and how often.
    std::uint64_t refused_tries_ = 0;

    mutable std::mutex mutex_;
    std::condition_variable_any woken_;
    bool news_ = false;
    bool resumed_ = false;
    SinkStatus status_;

    std::jthread thread_;
};

}  // namespace ogi::daemon
