#include "daemon/answers/host_line.h"

#include "base/json_writer.h"
#include "daemon/crawl/due.h"
#include "model/names.h"

#include <algorithm>

namespace ogi::daemon {

using model::WaitReason;

model::HostStanding standing_of(std::string_view authority, const model::HostRecord& record,
                                const Paused& paused, base::UtcTime now) {
    model::HostStanding standing{
        .authority = std::string{authority}, .urls = record.urls, .next_due = record.due_from};
    const bool is_due = record.due_from && *record.due_from <= now;
    if (paused.holds(authority)) {
        standing.reason = WaitReason::paused;
    } else if (record.manners.not_before > now && (is_due || record.manners.reason != WaitReason::delay)) {
        standing.reason = record.manners.reason;
        standing.until = record.manners.not_before;
        standing.note = record.manners.note;
    } else if (is_due) {
        standing.reason = WaitReason::ready;
    } else {
        standing.until = record.due_from;
    }
    return standing;
}

base::Result<std::optional<std::uint64_t>> DueCounter::count(std::string_view authority) {
    if (left_ == 0) return std::optional<std::uint64_t>{};
    TRY(count, store_.count_due(authority, now_, std::min(a_host_max, left_)));
    left_ -= count;
    return std::optional{count};
}

std::string host_line(const model::HostStanding& standing, const model::HostRecord& record,
                      std::optional<std::uint64_t> due_pages, base::UtcTime now) {
    base::JsonWriter json;
    json.begin_object().field("host", standing.authority).field("reason", model::name_of(standing.reason));
    json.key("until").value_or_null(base::to_iso(standing.until));
    json.field("note", standing.note)
        .key("next_due")
        .value_or_null(base::to_iso(told_due(standing.next_due, now)));
    json.field("asked_for", is_asked_for(standing.next_due));
    json.key("due_pages");
    due_pages ? json.value(*due_pages) : json.null();
    json.field("urls", record.urls).key("outcome");
    record.outcome ? json.value(model::name_of(*record.outcome)) : json.null();
    json.key("outcome_reason");
    record.failure ? json.value(model::name_of(*record.failure)) : json.null();
    json.field("crawl_delay_ms", static_cast<std::int64_t>(record.manners.crawl_delay.count()));
    json.field("failures", record.manners.failures).field("challenges", record.manners.challenges);
    json.field("links_refused", record.refused_host_full + record.refused_prefix_full + record.refused_trap);
    json.end_object();
    return json.take();
}

}  // namespace ogi::daemon
