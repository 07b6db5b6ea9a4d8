#pragma once

#include "base/time.h"
#include "daemon/visit/visited.h"
#include "model/page.h"

#include <string>
#include <vector>

namespace ogi::daemon {

// Another address of a known page is visited when that page is gone, and otherwise after this time.
inline constexpr std::chrono::days copy_patience{365};

// Of the sitemaps that a robots.txt names, so many are read.
inline constexpr std::size_t sitemaps_max = 10;

struct Followed {
    std::vector<model::Page> pages{};  // New to the schedule, unless they are known.
    std::string remark{};              // What was not followed, and why; empty: everything was.
};

// Where a visit leads: the links of the page, and the sitemaps that its host names. A pure function.
Followed follow_links(const Visited& visited, base::UtcTime now, int depth_max);

}  // namespace ogi::daemon
