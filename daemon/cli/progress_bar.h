#pragma once

#include "daemon/recrawl.h"

#include <chrono>
#include <cstddef>
#include <string>

namespace ogi::daemon {

// One line that says how far a recrawl is, at most `width` places wide:
// "[████████············] 12/40  3.1 pages/s  www.example.gov.cn: delay".
std::string progress_text(const RecrawlProgress& progress, std::chrono::milliseconds elapsed,
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
    void show(const RecrawlProgress& progress);

  private:
    bool visible_;
    bool drawn_ = false;
    std::chrono::steady_clock::time_point began_ = std::chrono::steady_clock::now();
};

}  // namespace ogi::daemon
