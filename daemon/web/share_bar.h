#pragma once

#include "daemon/web/html.h"
#include "daemon/web/pages.h"

#include <array>
#include <cstdint>
#include <string_view>

namespace ogi::daemon {

// How many reports are in which state, in the order of exclusive_looks().
using StateCounts = std::array<std::int64_t, 7>;

// A bar of 100 by 8 in which each state has its share; empty where there is nothing to count. It says in
// words what it shows.
void write_share_bar(Html& html, Language language, const StateCounts& counts);

// The lines of coverage by region as a table: a row a region, with its bar and its figures, and the sum of
// all.
void write_share_table(Html& html, Language language, const Rows& rows);

}  // namespace ogi::daemon
