#pragma once

#include "base/time.h"

#include <chrono>
#include <vector>

namespace ogi::daemon {

// What two clocks side by side tell: the wall's, which people and machines set, and the steady one, which
// only runs on.
struct ClockNews {
    enum class What {
        stood_still,    // The program got no processor time: stopped, or the machine slept.
        set_ahead,      // The wall's clock jumped.
        set_back,       // The schedule goes on as if it had not.
        corrected_back  // By more than back_max: what was done under the old time is doubtful.
    };
    What what;
    std::chrono::milliseconds by;

    bool operator==(const ClockNews&) const = default;
};

// The time that the schedule goes by: the wall's clock, but where that is set back, it runs on until the
// wall's has caught up; so nothing waits for days, and nothing is done twice. Reads no clock itself.
class ClockWatch {
  public:
    // `look` is to be called this often.
    static constexpr std::chrono::milliseconds beat{1000};
    // A look that comes so much late means that the program stood still.
    static constexpr std::chrono::milliseconds still_min{3000};
    // What is less is ordinary keeping of time.
    static constexpr std::chrono::milliseconds jump_min{5000};
    // Who sets the clock back by more corrects a time that was wrong, and is followed.
    static constexpr std::chrono::milliseconds back_max = std::chrono::hours{24 * 7};

    ClockWatch(base::UtcTime wall, base::SteadyTime steady);

    // The time for the schedule; never goes back but for a correction.
    base::UtcTime now(base::UtcTime wall, base::SteadyTime steady);

    // What happened since the last look.
    std::vector<ClockNews> look(base::UtcTime wall, base::SteadyTime steady);

  private:
    base::UtcTime now_;         // Given last, …
    base::SteadyTime now_at_;   // … then.
    base::UtcTime wall_;        // At the last look, …
    base::SteadyTime look_at_;  // … then.
};

}  // namespace ogi::daemon
