#include "daemon/service/watchdog.h"

#include <spdlog/spdlog.h>

namespace ogi::daemon {

namespace {

double seconds(base::SteadyTime::duration time) {
    return std::chrono::duration<double>(time).count();
}

}  // namespace

Watchdog::Watchdog(std::vector<Watched> watched, std::chrono::microseconds period,
                   std::function<void()> all_alive)
    : watched_{std::move(watched)},
      period_{period},
      all_alive_{std::move(all_alive)},
      told_(watched_.size()),
      answers_{new Answers{.mutex = {}, .changed = {}, .liveness = Liveness{watched_.size()}}},
      thread_{[this] { run(); }} {}

Watchdog::~Watchdog() {
    stop();
}

void Watchdog::stop() {
    {
        const std::scoped_lock lock{answers_->mutex};
        answers_->stopped = true;
    }
    answers_->changed.notify_one();
    if (thread_.joinable()) thread_.join();
}

std::vector<std::pair<std::string, double>> Watchdog::silences() const {
    const auto now = std::chrono::steady_clock::now();
    const std::scoped_lock lock{answers_->mutex};
    std::vector<std::pair<std::string, double>> all;
    for (std::size_t thread = 0; thread < watched_.size(); ++thread)
        all.emplace_back(watched_[thread].name, seconds(answers_->liveness.silence(thread, now)));
    return all;
}

void Watchdog::run() {
    std::unique_lock lock{answers_->mutex};
    while (!answers_->stopped) {
        const auto free = answers_->liveness.ask(std::chrono::steady_clock::now());
        lock.unlock();
        for (const auto thread : free) {
            watched_[thread].ask([answers = answers_, thread] {
                const std::scoped_lock answering{answers->mutex};
                answers->liveness.answer(thread);
            });
        }
        lock.lock();
        answers_->changed.wait_for(lock, period_, [&] { return answers_->stopped; });
        if (answers_->stopped) return;
        const bool all = answers_->liveness.all_answered();
        tell_of_silence(std::chrono::steady_clock::now());
        lock.unlock();
        if (all) all_alive_();
        lock.lock();
    }
}

void Watchdog::tell_of_silence(base::SteadyTime now) {
    for (std::size_t thread = 0; thread < watched_.size(); ++thread) {
        const auto silence = answers_->liveness.silence(thread, now);
        const bool silent = silence >= long_silence;
        if (silent && !told_[thread])
            spdlog::error("watchdog waits thread={} for_s={:.0f}", watched_[thread].name, seconds(silence));
        if (!silent && told_[thread]) spdlog::info("watchdog answered thread={}", watched_[thread].name);
        told_[thread] = silent;
    }
}

}  // namespace ogi::daemon
