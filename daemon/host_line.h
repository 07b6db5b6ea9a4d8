#pragma once

#include "base/time.h"
#include "daemon/paused.h"
#include "model/host.h"

#include <string>
#include <string_view>

namespace ogi::daemon {

// What a host waits for as far as its record tells, where no daemon runs. A pure function.
model::HostStanding standing_of(std::string_view authority, const model::HostRecord& record,
                                const Paused& paused, base::UtcTime now);

// A host for people and programs that ask: what it waits for and until when, and what is remembered of it.
std::string host_line(const model::HostStanding& standing, const model::HostRecord& record);

}  // namespace ogi::daemon
