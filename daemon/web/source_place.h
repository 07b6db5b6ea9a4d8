#pragma once

#include "base/result.h"
#include "daemon/answers/report_parts.h"
#include "model/report.h"

#include <optional>
#include <string>

namespace ogi::daemon {

// A place of a report in the one of its bodies in which it is. A report may have been read from several: a
// page and its further pages, frames or images, one behind the other.
struct SourcePlace {
    SourceBytes source{};
    int part = 0;          // 0: the page; 1 and on: its further parts.
    model::Place place{};  // In that body.
    bool certain = true;   // False: it is in one of several images, and nothing tells in which.
};

// `place`: as the revision has it; none: the page itself, with no place in it. Fails as source_bytes does.
base::Result<SourcePlace> find_source_place(const storage::Store& store, const WhichRevision& which,
                                            std::size_t parts, const std::optional<model::Place>& place);

}  // namespace ogi::daemon
