#pragma once

#include "base/result.h"
#include "base/time.h"
#include "daemon/answers/verdict_memory.h"
#include "storage/store.h"

#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace ogi::daemon {

enum class CoverageBy {
    agency,  // A line an agency: its years, each with what is known of its report.
    region,  // A line a region and year: how many reports are in which state.
};

struct CoverageQuestion {
    CoverageBy by = CoverageBy::agency;
    std::string agency{};    // Part of a name; empty: all.
    std::string region{};    // Beginning of a division code; empty: all.
    int year = 0;            // 0: all.
    std::size_t digits = 2;  // region: so many digits of the division code are one region.
    base::Date at{};         // The day of which is asked what is missing.
};

// What a report can be in a line of coverage, the best first, and the sign that stands for it on maps.
struct CoverageSign {
    std::string_view state, sign;
};
inline constexpr std::array coverage_signs = {
    CoverageSign{"verified", "="},     CoverageSign{"consistent", "~"}, CoverageSign{"unverifiable", "-"},
    CoverageSign{"inconsistent", "!"}, CoverageSign{"withdrawn", "x"},  CoverageSign{"missing", "o"},
    CoverageSign{"not_due", "."},      CoverageSign{"in_doubt", "?"},
};
// Empty for what is no state.
std::string_view sign_of(std::string_view state);

// The members of a line by region.
std::vector<std::string> coverage_by_region_titles();

// What is known of every report that is there or should be: its verdict, `withdrawn`, or `missing` where its
// deadline is over; beside that which are in doubt (their page shows what is not believed yet) and which are
// still to come, their deadline not being over. In order of the agencies' names, or of region and year. Fails
// as the store does, and with `malformed` where a record cannot be read: a figure that leaves it out would be
// wrong.
base::Result<std::string> coverage_lines(const storage::Store& store, const CoverageQuestion& question,
                                         VerdictMemory& verdicts);

}  // namespace ogi::daemon
