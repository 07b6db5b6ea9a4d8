#pragma once

#include "base/result.h"
#include "base/time.h"
#include "daemon/decisions/known_agencies.h"
#include "storage/store.h"

#include <string>
#include <vector>

namespace ogi::daemon {

// The years of one agency as lines of JSON, oldest first: those with a report (`state`: its verdict or
// `withdrawn`), those whose report is overdue on the day `at` (`missing`, with deadline and days) and the one
// that is not due yet (`not_due`). `in_doubt`: its page shows what is not believed yet. Fails as the store
// does, with `malformed` for a record that cannot be read.
base::Result<std::vector<std::string>> agency_year_lines(const storage::Store& store,
                                                         const KnownAgency& agency, base::Date at);

}  // namespace ogi::daemon
