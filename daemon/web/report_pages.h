#pragma once

#include "daemon/web/pages.h"

// The pages of one report and of one cell: what it says, where it says so, what it said before, and how a
// figure stands among others.
namespace ogi::daemon {

std::vector<PageKind> report_pages();
std::vector<PageKind> source_pages();
std::vector<PageKind> history_pages();
std::vector<PageKind> series_pages();
std::vector<PageKind> distribution_pages();
std::vector<BytesKind> source_bytes_kinds();

}  // namespace ogi::daemon
