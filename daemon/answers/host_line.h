#pragma once

#include "base/time.h"
#include "daemon/crawl/paused.h"
#include "model/host.h"
#include "storage/store.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace ogi::daemon {

// What a host waits for as far as its record tells, where no daemon runs. A pure function.
model::HostStanding standing_of(std::string_view authority, const model::HostRecord& record,
                                const Paused& paused, base::UtcTime now);

// Counts due pages for those who ask, within bounds: of one host, and of all that one counter is asked about.
class DueCounter {
  public:
    static constexpr std::uint64_t a_host_max = 1'000;
    static constexpr std::uint64_t all_max = 200'000;

    DueCounter(const storage::Store& store, base::UtcTime now) : store_{store}, now_{now} {}

    // a_host_max means that there may be more. nullopt once all_max were counted. Fails as the store does.
    base::Result<std::optional<std::uint64_t>> count(std::string_view authority);

  private:
    const storage::Store& store_;
    base::UtcTime now_;
    std::uint64_t left_ = all_max;
};

// A host for people and programs that ask: what it waits for and until when, how many of its pages are due,
// and what is remembered of it.
std::string host_line(const model::HostStanding& standing, const model::HostRecord& record,
                      std::optional<std::uint64_t> due_pages, base::UtcTime now);

}  // namespace ogi::daemon
