#include "daemon/answers/as_of.h"

#include <string>

namespace ogi::daemon {

using base::Result;

namespace {

constexpr std::chrono::hours shanghai_ahead{8};

}  // namespace

Result<AskedMoment> parse_as_of(std::string_view text) {
    if (const auto cursor = model::parse_cursor(text)) return AskedMoment{.cursor = cursor};
    if (const auto day = base::parse_iso_date(text)) {
        const base::UtcTime end = std::chrono::sys_days{*day} + std::chrono::days{1} - shanghai_ahead;
        return AskedMoment{.time = end - std::chrono::milliseconds{1}};
    }
    std::string whole{text};
    if (whole.ends_with('Z') && whole.find('.') == std::string::npos) whole.insert(whole.size() - 1, ".000");
    if (const auto time = base::parse_iso_time(whole)) return AskedMoment{.time = *time};
    return base::fail(base::ErrorCode::usage,
                      "as_of must be a cursor of the feed as in 3-118, a sequence as in 118, a time as in "
                      "2026-02-01T03:00:00Z or a day as in 2026-02-01, not \"" +
                          std::string{text} + "\"");
}

std::optional<std::string> why_gone(const storage::Store& store, const AskedMoment& asked) {
    if (!asked.cursor || !asked.cursor->epoch) return std::nullopt;
    const auto checked = store.check_cursor(*asked.cursor);
    if (!checked.fault) return std::nullopt;
    auto words = "as of " + model::to_text({*asked.cursor->epoch, asked.cursor->sequence}) + ": " +
                 std::string{words_for(*checked.fault)};
    if (const auto last = store.last_sequence())
        words += "; the log ends at " + model::to_text({store.epoch(), *last}) +
                 ", and of that entry and all before it can be asked";
    return words;
}

Result<model::AsOf> moment_in(const storage::Store& store, std::string_view as_of) {
    TRY(asked, parse_as_of(as_of));
    if (!asked.cursor) return model::AsOf{.time = asked.time};
    if (const auto gone = why_gone(store, asked)) return base::fail(base::ErrorCode::usage, *gone);
    TRY(last, store.last_sequence());
    if (asked.cursor->sequence <= last) return model::AsOf{.sequence = asked.cursor->sequence};
    return base::fail(
        base::ErrorCode::usage,
        "as_of " + std::string{as_of} + " is beyond the newest entry of the feed, " + std::to_string(last));
}

}  // namespace ogi::daemon
