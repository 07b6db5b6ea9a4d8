#pragma once

#include "daemon/web/html.h"
#include "daemon/web/pages.h"

#include <cstddef>

namespace ogi::daemon {

// So many agencies stand on one map; then a link leads on.
inline constexpr std::size_t map_rows_max = 4000;
// Up to so many reports each is a cell with a link of its own. A larger map is written in runs of equal
// states, a tenth of the bytes: there the agency's name is the link, and a script makes the cells ones.
inline constexpr std::size_t linked_cells_max = 6000;

// The lines of coverage by agency as a table of agencies and years.
void write_heat_map(Html& html, Language language, const Rows& rows);

}  // namespace ogi::daemon
