#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <future>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

namespace ogi::daemon {

// Work done on several threads whose results are taken in the order in which it was given. Whoever gives it
// bounds how much is open.
template <class Result>
class OrderedWork {
  public:
    // Each thread runs `prepare` first. Throws std::system_error where the system does not give the threads.
    explicit OrderedWork(
        int threads, const std::function<void()>& prepare = [] {}) {
        for (int i = 0; i < threads; ++i) {
            threads_.emplace_back([this, prepare](const std::stop_token& stop) {
                prepare();
                run(stop);
            });
        }
    }

    void give(std::function<Result()> work) {
        std::packaged_task<Result()> task{std::move(work)};
        results_.push_back(task.get_future());
        {
            const std::scoped_lock lock{mutex_};
            tasks_.push_back(std::move(task));
        }
        more_.notify_one();
    }

    // What was given and not taken yet.
    std::size_t open() const { return results_.size(); }

    // The oldest result; waits for it.
    Result take() {
        auto result = std::move(results_.front());
        results_.pop_front();
        return result.get();
    }

  private:
    void run(const std::stop_token& stop) {
        while (true) {
            std::packaged_task<Result()> task;
            {
                std::unique_lock lock{mutex_};
                if (!more_.wait(lock, stop, [&] { return !tasks_.empty(); }) || stop.stop_requested()) return;
                task = std::move(tasks_.front());
                tasks_.pop_front();
            }
            task();
        }
    }

    std::deque<std::future<Result>> results_;
    std::mutex mutex_;
    std::condition_variable_any more_;
    std::deque<std::packaged_task<Result()>> tasks_;
    std::vector<std::jthread> threads_;  // End before what they use.
};

}  // namespace ogi::daemon
