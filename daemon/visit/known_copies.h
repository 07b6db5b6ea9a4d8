#pragma once

#include "base/result.h"
#include "daemon/visit/visited.h"
#include "storage/store.h"

#include <set>

namespace ogi::daemon {

// Of the links that a visit found, those that are another address (extract::other_forms) of a page that is
// known and answers, or of a link before them. Fails with the store's error.
base::Result<std::set<base::Url>> copies_of_known(const storage::Store& store, const Visited& visited);

}  // namespace ogi::daemon
