#include "model/timeline.h"

namespace ogi::model {

TimelineEntry timeline_entry(const Change& change) {
    return {.sequence = change.sequence,
            .type = change.type,
            .cause = change.cause,
            .change_class = change.change_class,
            .reason = change.reason,
            .revision = change.revision,
            .source_url = change.source_url,
            .observed_at = change.observed_at,
            .recorded_at = change.recorded_at.value_or(change.observed_at)};
}

ReportState state_after(const ReportKey& key, const TimelineEntry& entry) {
    ReportState state{
        .key = key, .revision = entry.revision, .source_url = entry.source_url, .withdrawn_at = {}};
    if (entry.type == ChangeType::withdrawn) state.withdrawn_at = entry.observed_at;
    return state;
}

}  // namespace ogi::model
