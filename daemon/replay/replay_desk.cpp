#include "daemon/replay/replay_desk.h"

#include <spdlog/spdlog.h>

#include <future>
#include <utility>

namespace ogi::daemon {

using base::ErrorCode;
using base::Result;

ReplayDesk::ReplayDesk(storage::Store& store, int threads, std::shared_ptr<const RulingBook> rulings,
                       extract::Programs programs, Post post, std::function<void()> feed_grew)
    : store_{store},
      threads_{threads},
      rulings_{std::move(rulings)},
      programs_{std::move(programs)},
      post_{std::move(post)},
      feed_grew_{std::move(feed_grew)} {}

void ReplayDesk::request(const ReplaySelector& selector, Told told, std::shared_ptr<ReplayWatch> watch) {
    const std::scoped_lock lock{mutex_};
    if (closed_) return told(base::fail(ErrorCode::busy, "the daemon is shutting down"));
    if (run_) return told(base::fail(ErrorCode::busy, "a reparse is under way already; wait for its end"));
    if (thread_.joinable()) thread_.join();  // It has told its end and does nothing more.
    auto on_writer = [this](const std::function<void()>& work) {
        std::promise<void> done;
        post_([&] {
            work();
            done.set_value();
        });
        done.get_future().wait();
    };
    run_ = std::make_shared<ReplayRun>(
        store_,
        ReplayRunSettings{.selector = selector,
                          .threads = threads_,
                          .in_background = true,
                          .rulings = rulings_,
                          .programs = programs_},
        ReplayRunHooks{.on_writer = std::move(on_writer),
                       .would_tell = {},
                       .noted = [](const ReplayNote& note) { spdlog::warn("reparse {}", note.text()); },
                       .feed_grew = feed_grew_,
                       .watch = std::move(watch)});
    thread_ = std::thread{[this, run = run_, told = std::move(told)] {
        spdlog::info("reparse begun");
        auto summary = run->run();
        {
            const std::scoped_lock done{mutex_};
            run_.reset();
        }
        if (!summary) {
            spdlog::warn("reparse ended early reason=\"{}\"", summary.error().context);
            return told(std::move(summary).error());
        }
        spdlog::info("reparse done {}", summary->text());
        told(summary->to_json() + "\n");
    }};
}

void ReplayDesk::close() {
    std::thread last;
    {
        const std::scoped_lock lock{mutex_};
        closed_ = true;
        if (run_) run_->stop();
        last = std::move(thread_);
    }
    if (last.joinable()) last.join();
}

}  // namespace ogi::daemon
