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

}  // namespace ogi::daemon
