#pragma once

#include "base/time.h"
#include "daemon/visit/visited.h"
#include "model/page.h"

namespace ogi::daemon {

// A page that is there without a report does not miss what was withdrawn from it before: of its reports those
// stay of which the store holds a copy. A pure function.
void forget_withdrawn(Visited& visited);

// What came instead of the page, judged by its body: out of service, a wall, or a stand-in for a page that is
// gone (extract/stand_in.h). The visit has then failed, or the page is gone. A pure function.
void judge_body(Visited& visited);

// Writes what the visit found into the page: outcome, validators, history, and what the page says now.
// `visited` is judged. A pure function.
void observe(model::Page& page, const Visited& visited, base::UtcTime now);

// The same for what is not believed (weigh.h): nothing is written but that it is held. A pure function.
void observe_held(model::Page& page, const Visited& visited, model::SuspectCapture suspect,
                  base::UtcTime now);

}  // namespace ogi::daemon
