#pragma once

#include "base/result.h"
#include "storage/store.h"

#include <string>
#include <string_view>

// What a report can be asked for in parts.
namespace ogi::daemon {

// Which revision of which report; as find_report understands the agency.
struct WhichRevision {
    std::string agency;
    int year = 0;
    int revision = 0;  // 0: the current one.
};

// A line a check, as in the report's line, `years.*` included. Fails as find_report does.
base::Result<std::string> check_lines(const storage::Store& store, const WhichRevision& which);

// One line: a cell with its place, the digest of the bytes it was read from, and the address at which the API
// gives them (`source`). Fails with `not_found` also for a cell that the report does not have.
base::Result<std::string> cell_line(const storage::Store& store, const WhichRevision& which,
                                    std::string_view cell);

// The bytes that a revision was read from.
struct SourceBytes {
    std::string body;
    std::string digest;
    std::string content_type;  // As received; empty where it is not known.
    std::string url;           // Empty for a further part.
};
// `part`: 0: the page; 1 and on: further pages and frames, in order. Fails with `not_found` also where the
// bytes are not kept any more.
base::Result<SourceBytes> source_bytes(const storage::Store& store, const WhichRevision& which, int part);

}  // namespace ogi::daemon
