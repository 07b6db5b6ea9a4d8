#pragma once

#include "base/result.h"
#include "daemon/answers/question.h"
#include "storage/store.h"

#include <cstdint>
#include <string_view>

namespace ogi::daemon {

// A line of JSON for every capture of a page that is kept, the newest first: when it was had, its status, how
// many bytes, whether it is what the page is known by (`newest`) or what is held back (`suspect`), and by how
// deep a level it differs from the one before it (`class`; null where one of the two shows no report or
// cannot be read, and where both are the same bytes: `note` says which). Reads every body again. Fails with
// `usage` for what is no URL and `not_found` where there is none.
base::Result<void> tell_captures(const storage::Store& store, std::string_view url, const LineSink& sink,
                                 const extract::Programs& programs = {}, std::uint64_t limit = 0);

}  // namespace ogi::daemon
