#pragma once

#include "base/time.h"

#include <chrono>
#include <cstddef>
#include <optional>
#include <vector>

namespace ogi::daemon {

// Which threads still do what they are asked to. Each is asked, and asked again once it has answered.
class Liveness {
  public:
    // None has been asked.
    explicit Liveness(std::size_t threads) : asked_(threads) {}

    // The threads that have nothing left to answer; from now on they have.
    std::vector<std::size_t> ask(base::SteadyTime now);
    void answer(std::size_t thread) { asked_[thread].reset(); }

    bool all_answered() const;
    // Since it was asked; zero where it has answered.
    base::SteadyTime::duration silence(std::size_t thread, base::SteadyTime now) const;

  private:
    std::vector<std::optional<base::SteadyTime>> asked_;  // And not answered yet.
};

}  // namespace ogi::daemon
