#pragma once

#include "base/result.h"
#include "model/timeline.h"

#include <string>
#include <string_view>

// The family timeline: of every report, the entries of the change log that tell of it (docs/formats.md).
namespace ogi::storage {

std::string timeline_value(const model::TimelineEntry& entry);
// Without its sequence, which is in the key. Fails with `malformed`.
base::Result<model::TimelineEntry> read_timeline_value(std::string_view value);

// The key and value that belong to a line of the feed. Fails with `malformed`.
struct TimelineRecord {
    std::string key;
    std::string value;
};
base::Result<TimelineRecord> timeline_record(const model::Change& change);
base::Result<TimelineRecord> timeline_record_of_line(std::string_view feed_line);

}  // namespace ogi::storage
