#pragma once

#include "daemon/web/pages.h"

namespace ogi::daemon {

// The reports that were found under one source.
PageKind found_page();

}  // namespace ogi::daemon
