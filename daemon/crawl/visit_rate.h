#pragma once

#include "base/time.h"

#include <array>
#include <cstdint>

namespace ogi::daemon {

// Visits in the last minute, counted in seconds. Time is passed in.
class VisitRate {
  public:
    static constexpr std::int64_t seconds = 60;

    explicit VisitRate(base::SteadyTime began) : began_{second_of(began)} {}

    void count(base::SteadyTime now);
    // Visits a second over the last minute, or over the time since it began where that is shorter.
    double per_second(base::SteadyTime now) const;

  private:
    struct Bucket {
        std::int64_t second = -1;
        std::uint64_t visits = 0;
    };
    static std::int64_t second_of(base::SteadyTime time);

    std::array<Bucket, seconds> buckets_{};
    std::int64_t began_;
};

}  // namespace ogi::daemon
