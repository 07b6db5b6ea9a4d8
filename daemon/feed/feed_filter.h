#pragma once

#include "daemon/feed/entry_wanted.h"
#include "daemon/feed/feed_request.h"

namespace ogi::daemon {

// What a reader should be told who follows an agency by a name that no report has (yet), and who would else
// take a misspelt one for silence; empty: nothing. Ids are not looked for. Fails as the store does.
base::Result<std::string> warning_for(const storage::Store& store, const FeedFilter& filter);

// Says of stored lines whether a reader wants them.
class FeedSieve {
  public:
    explicit FeedSieve(const storage::Store& store) : divisions_{store} {}

    // Fails with `malformed` for a line that cannot be read, and as the store does.
    base::Result<bool> wants(const FeedFilter& filter, std::string_view line);

  private:
    Divisions divisions_;
};

}  // namespace ogi::daemon
