#pragma once

#include "daemon/feed/feed_request.h"
#include "storage/store.h"

#include <string>
#include <unordered_map>

namespace ogi::daemon {

// Says of stored lines whether a reader wants them.
class FeedSieve {
  public:
    static constexpr std::size_t divisions_max = 65'536;  // Remembered at one time.

    explicit FeedSieve(const storage::Store& store) : store_{store} {}

    // Fails with `malformed` for a line that cannot be read, and as the store does.
    base::Result<bool> wants(const FeedFilter& filter, std::string_view line);

  private:
    // The code of a report's division as its revision has it; empty where that is not known.
    base::Result<std::string> division_of(const model::ReportKey& key, int revision);

    const storage::Store& store_;
    std::unordered_map<std::string, std::string> divisions_;  // By report and revision.
};

}  // namespace ogi::daemon
