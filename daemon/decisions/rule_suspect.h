#pragma once

#include "base/result.h"
#include "base/time.h"
#include "base/url.h"
#include "daemon/visit/record_visit.h"
#include "model/change.h"
#include "model/page.h"
#include "storage/store.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace ogi::daemon {

// What a person says of a capture that is held back.
enum class SuspectRuling {
    accept,  // It is what the agency says.
    drop,    // It is not.
};

// Contents of a page that a person ruled out; of more than that the oldest are forgotten.
inline constexpr std::size_t refused_max = 8;

// What came of a ruling.
struct RuledSuspect {
    std::string url{};
    SuspectRuling ruling = SuspectRuling::accept;
    std::vector<model::Doubt> doubts{};  // That it ended.
    std::size_t changes = 0;             // Entries of the feed.

    std::string to_json() const;
};

// Follows a person's ruling, in one synced commit, on the thread that writes:
//
// - What is accepted is read from the store as it was captured and taken as if the last look had been
//   believed: revisions and entries of the feed follow, also withdrawals, without a second look. A page that
//   showed a report and shows none is gone then, as an error page.
// - What is dropped is never believed: a later look that shows the same content is held back for that
//   (Doubt::refused). Of a page that is away the looks begin anew. It is due at once.
//
// Fails with `not_found` where the page is not known or not in doubt, with `malformed` where what is held
// back cannot be read, and as the store does.
base::Result<RuledSuspect> rule_on_suspect(storage::Store& store, const base::Url& url, SuspectRuling ruling,
                                           const RecordSettings& settings, base::UtcTime now);

}  // namespace ogi::daemon
