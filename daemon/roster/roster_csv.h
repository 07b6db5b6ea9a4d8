#pragma once

#include "model/agency.h"

#include <string>
#include <string_view>
#include <vector>

namespace ogi::daemon {

inline constexpr std::size_t roster_bytes_max = std::size_t{16} << 20;

// A roster as a table (RFC 4180), its first line the names of columns in any order: `name`, and any of
// `level`, `kind`, `division`, `parent`, `valid_from`, `valid_to` (YYYY-MM-DD), `deadline` (MM-DD). Where a
// cell of level, kind, division or parent is empty, the name tells (classify_agency).
struct RosterCsv {
    std::vector<model::Agency> agencies;
    std::vector<std::string> faults;  // "line 3: …", every line that is wrong.
};

// A pure function. A file with a fault is to be refused whole: nothing of it is guessed.
RosterCsv read_roster_csv(std::string_view text);

}  // namespace ogi::daemon
