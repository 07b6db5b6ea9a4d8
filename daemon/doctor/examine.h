#pragma once

#include "daemon/doctor/facts.h"

#include <string>
#include <string_view>
#include <vector>

// What is wrong with an installation. Pure: nothing is looked at here.
namespace ogi::daemon {

enum class Gravity {
    error,    // It does not work, or will not for long.
    warning,  // It works, and something is missing or wants a person.
    note,     // Good to know.
};
std::string_view name_of(Gravity gravity);

struct Finding {
    std::string check;  // "config", "store", "disk", "clock", "files", "programs", "tls", "daemon", "api", …
    Gravity gravity = Gravity::note;
    std::string seen;
    std::string next;  // What to do.

    bool operator==(const Finding&) const = default;
};

// Errors first, else in the order of the checks.
std::vector<Finding> examine(const Facts& facts);

}  // namespace ogi::daemon
