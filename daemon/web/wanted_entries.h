#pragma once

#include "daemon/feed/feed_filter.h"
#include "daemon/web/pages.h"

#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace ogi::daemon {

// Which entries of the feed a page of changes shows: those that its parameters ask for. `agency` is an id, a
// whole name, or parts of one, as the search takes them.
class WantedEntries {
  public:
    // Fails with `usage` for a year that is none, and as the store does.
    static base::Result<WantedEntries> of(const ApiContext& context, const PageRequest& request);

    // Fails as FeedSieve::wants does.
    base::Result<bool> wants(std::string_view line);

  private:
    explicit WantedEntries(const storage::Store& store) : sieve_{store} {}

    bool is_of_agency_named(const std::string& agency);
    // Of a report's first revision what is known without looking into the store.
    bool is_elsewhere(const model::Change& change) const;

    FeedFilter filter_{};
    FeedSieve sieve_;
    std::vector<std::u32string> parts_{};                  // Of the agency's name; empty: any.
    std::unordered_map<std::string, bool> is_named_{};     // By agency, whether it has them.
    std::map<model::ReportKey, std::string> divisions_{};  // Of reports that have one revision.
};

}  // namespace ogi::daemon
