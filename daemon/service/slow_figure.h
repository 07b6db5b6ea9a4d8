#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <functional>
#include <limits>
#include <mutex>
#include <stop_token>
#include <thread>

namespace ogi::daemon {

// A figure that takes a walk through the store: counted on a thread of its own now and then, so that whoever
// looks at it need not wait.
class SlowFigure {
  public:
    // Counts; NaN where it cannot be told. It should return soon where a stop is asked for.
    using Count = std::function<double(const std::stop_token&)>;

    SlowFigure(Count count, std::chrono::milliseconds period);

    // As of the last count; NaN before the first. From any thread.
    double last() const { return last_; }

  private:
    void run(const std::stop_token& stop);

    const Count count_;
    const std::chrono::milliseconds period_;
    std::atomic<double> last_ = std::numeric_limits<double>::quiet_NaN();
    std::mutex mutex_;
    std::condition_variable_any ended_;
    std::jthread thread_;
};

}  // namespace ogi::daemon
