#pragma once

#include "daemon/doctor/examine.h"

#include <vector>

// What each check of examine() finds, by what it looks at. Pure, as all of it.
namespace ogi::daemon::findings {

using Findings = std::vector<Finding>;

// The store and where it lies.
Findings store(const Facts& facts);
Findings disk(const Facts& facts);

// The daemon and whom it speaks with.
Findings daemon(const Facts& facts);
Findings tokens(const Facts& facts);
Findings api(const Facts& facts);
Findings hosts(const Facts& facts);
Findings sinks(const Facts& facts);
Findings unit(const Facts& facts);

}  // namespace ogi::daemon::findings
