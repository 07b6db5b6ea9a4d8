#pragma once

#include "daemon/web/pages.h"

namespace ogi::daemon {

// Two revisions of a report, or the reports of two years, side by side.
PageKind diff_page();

}  // namespace ogi::daemon
