#pragma once

#include "base/time.h"
#include "daemon/decide.h"
#include "model/page.h"

namespace ogi::daemon {

// What came instead of the page, judged by its body: cut off on its way, out of service, or a stand-in for a
// page that is gone (extract/stand_in.h). The visit has then failed, or the page is gone. A pure function.
void judge_body(Visited& visited);

// Writes what the visit found into the page: outcome, validators, history, and what the page says now.
// `visited` is judged. A pure function.
void observe(model::Page& page, const Visited& visited, base::UtcTime now);

}  // namespace ogi::daemon
