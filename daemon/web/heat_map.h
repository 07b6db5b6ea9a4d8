#pragma once

#include "daemon/web/html.h"
#include "daemon/web/pages.h"

#include <cstddef>

namespace ogi::daemon {

// So many agencies stand on one map; then a link leads on.
inline constexpr std::size_t map_rows_max = 4000;
// Up to so many reports each is a cell with a link of its own (some 200 bytes: half a megabyte in all). A
// larger map is written in runs of equal states, a tenth of the bytes: there the agency and the year are the
// links, and a script makes the cells ones.
inline constexpr std::size_t linked_cells_max = 2300;

// A map of one year alone says each state in words and links; so many agencies stand on it.
inline constexpr std::size_t year_rows_max = 1000;

// The lines of coverage by agency as a table of agencies and years. Each year leads to the same page of that
// year alone, so that every report can be reached by links. `path`: of the page, below the language.
void write_heat_map(Html& html, const PageRequest& request, std::string_view path, const Rows& rows);

}  // namespace ogi::daemon
