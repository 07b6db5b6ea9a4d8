#pragma once

#include "daemon/visit/revise.h"
#include "daemon/visit/visited.h"

#include <optional>

namespace ogi::daemon {

// Whether the page of a report shows it otherwise than it was read, and only a person can tell whether the
// agency changed it or an image was recognised otherwise (parser/recognised_anew.h).
bool is_recognised_differently(const Visited& visited);

// As `revise`, for a reading that differs from the current Revision, of the same parser. Where one of both
// was recognised in an image: `type` only for what is proven or a person accepted; `reinterpreted` where more
// can be read than before, for the agency has not changed what we could not read; else nothing. A pure
// function.
std::optional<Revised> revise_as_recognised(const Held& held, Reading reading, model::ChangeType type,
                                            base::UtcTime now);

}  // namespace ogi::daemon
