#pragma once

#include "daemon/crawl/recrawl.h"
#include "daemon/replay/replay_summary.h"

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <memory>
#include <mutex>
#include <string>
#include <thread>

namespace ogi::daemon {

// One line that says how far a recrawl is, at most `width` places wide:
// "[████████············] 12/40  3.1 pages/s  www.example.gov.cn: delay".
std::string progress_text(const RecrawlProgress& progress, std::chrono::milliseconds elapsed,
                          std::size_t width);

// The same of a reparse, with the changes it found: "[████████············] 120/400  3.1 pages/s  2 changes".
std::string progress_text(const ReplayProgress& progress, std::chrono::milliseconds elapsed,
                          std::size_t width);

// Shows progress on standard error where that is a terminal, and nothing elsewhere. The line is gone when it
// is destroyed.
class ProgressBar {
  public:
    ProgressBar();
    ProgressBar(const ProgressBar&) = delete;
    ProgressBar& operator=(const ProgressBar&) = delete;
    ~ProgressBar();

    bool visible() const { return visible_; }
    template <class Progress>
    void show(const Progress& progress) {
        if (visible_) draw(progress_text(progress, elapsed(), width()));
    }

  private:
    std::chrono::milliseconds elapsed() const;
    static std::size_t width();
    void draw(const std::string& text);

    bool visible_;
    bool drawn_ = false;
    std::chrono::steady_clock::time_point began_ = std::chrono::steady_clock::now();
};

// Shows what `watch` tells until it is destroyed.
class ProgressThread {
  public:
    template <class Watch>
    explicit ProgressThread(std::shared_ptr<const Watch> watch)
        : thread_{[this, watch = std::move(watch)](const std::stop_token& stop) {
              while (!stop.stop_requested()) {
                  bar_.show(watch->read());
                  std::unique_lock lock{mutex_};
                  woken_.wait_for(lock, stop, period, [] { return false; });
              }
          }} {}

  private:
    static constexpr std::chrono::milliseconds period{200};
    ProgressBar bar_;
    std::mutex mutex_;
    std::condition_variable_any woken_;
    std::jthread thread_;  // Ends before what it uses.
};

}  // namespace ogi::daemon
