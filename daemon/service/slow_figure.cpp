#include "daemon/service/slow_figure.h"

#include <utility>

namespace ogi::daemon {

SlowFigure::SlowFigure(Count count, std::chrono::milliseconds period)
    : count_{std::move(count)}, period_{period}, thread_{[this](const std::stop_token& stop) {
          run(stop);
      }} {}

void SlowFigure::run(const std::stop_token& stop) {
    while (!stop.stop_requested()) {
        last_ = count_(stop);
        std::unique_lock lock{mutex_};
        ended_.wait_for(lock, stop, period_, [] { return false; });
    }
}

}  // namespace ogi::daemon
