#pragma once

#include <stdexcept>
#include <string>

namespace ogi::daemon {

// What must always hold of the feed did not.
struct Violation : std::runtime_error {
    using std::runtime_error::runtime_error;
};

inline void must_hold(bool holds, const std::string& words) {
    if (!holds) throw Violation{words};
}

}  // namespace ogi::daemon
