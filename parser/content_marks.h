#pragma once

#include "model/report.h"

#include <cstdint>

namespace ogi::parser {

// What reports say on two levels, as base::Mark: which cells they show, and their kinds and figures. Equal
// where compare_reports finds no deeper class than editorial, but for cells of statistics tables that changed
// places.
struct ContentMarks {
    std::uint32_t structure = 0;
    std::uint32_t values = 0;

    bool operator==(const ContentMarks&) const = default;
};

ContentMarks content_marks(const model::Report& report);

}  // namespace ogi::parser
