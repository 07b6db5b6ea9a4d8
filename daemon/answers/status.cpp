#include "daemon/answers/status.h"

#include "base/json_writer.h"
#include "base/time.h"
#include "base/version.h"
#include "daemon/crawl/due.h"

#include <unistd.h>

#include <cmath>
#include <fstream>

namespace ogi::daemon {

using base::JsonWriter;

namespace {

// With one digit after the point.
std::string decimal(double value) {
    const auto tenths = std::llround(value * 10);
    return std::to_string(tenths / 10) + "." + std::to_string(tenths % 10);
}

void write_live(JsonWriter& json, const LiveStatus& live) {
    json.begin_object().field("uptime_s", static_cast<std::int64_t>(live.uptime.count()));
    json.field("memory_bytes", live.memory_bytes);
    live.totals.write_members(json);
    json.key("visits_per_s").raw(decimal(live.visits_per_s));
    json.field("hosts_known", static_cast<std::uint64_t>(live.hosts_known));
    json.field("pages_behind", static_cast<std::uint64_t>(live.pages_behind));
    json.field("hosts_asked", static_cast<std::uint64_t>(live.hosts_asked));
    const auto names = [&json](std::string_view key, const std::vector<std::string>& values) {
        json.key(key).begin_array();
        for (const auto& value : values) json.value(value);
        json.end_array();
    };
    names("paused", live.paused);
    names("needs_restart", live.needs_restart);
    json.field("log_level", live.log_level).end_object();
}

}  // namespace

base::Result<std::string> status_line(const storage::Store& store, const std::optional<LiveStatus>& live) {
    TRY(last, store.last_sequence());
    TRY(next, store.next_due());
    TRY(suspects, store.suspects());
    JsonWriter json;
    json.begin_object()
        .field("version", base::version)
        .field("store", store.source_uri())
        .field("last_sequence", last);
    json.field("suspects", static_cast<std::uint64_t>(suspects));
    json.key("next_due")
        .value_or_null(base::to_iso(told_due(next, base::utc_now())))
        .field("asked_for", is_asked_for(next));
    json.key("daemon");
    if (live) {
        write_live(json, *live);
    } else {
        json.null();
    }
    json.end_object();
    return json.take();
}

std::uint64_t resident_bytes() {
    std::ifstream statm{"/proc/self/statm"};
    std::uint64_t all = 0, resident = 0;
    if (!(statm >> all >> resident)) return 0;
    return resident * static_cast<std::uint64_t>(sysconf(_SC_PAGESIZE));
}

}  // namespace ogi::daemon
