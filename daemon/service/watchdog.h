#pragma once

#include "daemon/service/liveness.h"

#include <chrono>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace ogi::daemon {

// Asks threads again and again whether they still do anything, and tells whenever all of them have answered.
// One that is stuck is named in the log.
class Watchdog {
  public:
    // From this silence on it is told of in the log.
    static constexpr std::chrono::seconds long_silence{30};

    struct Watched {
        std::string name;
        // Has the thread call `answer`; returns at once. The call may come when nobody watches any more.
        std::function<void(std::function<void()> answer)> ask;
    };

    // How often it asks, where all is to be told alive within `time`: often enough for one to be slow.
    static std::chrono::microseconds period_within(std::chrono::microseconds time) { return time / 4; }

    // `all_alive` is called on a thread of its own, as the questions are asked on it.
    Watchdog(std::vector<Watched> watched, std::chrono::microseconds period, std::function<void()> all_alive);
    ~Watchdog();

    void stop();
    // Seconds since each was asked in vain; 0 where it has answered. From any thread.
    std::vector<std::pair<std::string, double>> silences() const;

  private:
    struct Answers {
        std::mutex mutex;
        std::condition_variable changed;
        Liveness liveness;
        bool stopped = false;
    };
    void run();
    void tell_of_silence(base::SteadyTime now);

    const std::vector<Watched> watched_;
    const std::chrono::microseconds period_;
    const std::function<void()> all_alive_;
    std::vector<bool> told_;  // Whose silence the log knows.
    std::shared_ptr<Answers> answers_;
    std::thread thread_;
};

}  // namespace ogi::daemon
