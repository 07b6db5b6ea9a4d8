#pragma once

#include <cstddef>
#include <cstdint>

namespace ogi::daemon {

// Decisions that a number makes the same way every time (SplitMix64), wherever it is asked again.
class Chance {
  public:
    explicit Chance(std::uint64_t seed) : state_{seed} {}

    std::uint64_t next() {
        state_ += 0x9E3779B97F4A7C15;
        auto bits = state_;
        bits = (bits ^ (bits >> 30)) * 0xBF58476D1CE4E5B9;
        bits = (bits ^ (bits >> 27)) * 0x94D049BB133111EB;
        return bits ^ (bits >> 31);
    }
    // 0 … count-1.
    std::size_t below(std::size_t count) { return static_cast<std::size_t>(next() % count); }
    bool once_in(std::size_t often) { return below(often) == 0; }

  private:
    std::uint64_t state_;
};

}  // namespace ogi::daemon
