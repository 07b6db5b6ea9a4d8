#include "daemon/answers/as_of.h"

#include <charconv>
#include <string>

namespace ogi::daemon {

using base::Result;

namespace {

constexpr std::chrono::hours shanghai_ahead{8};

bool is_number(std::string_view text) {
    return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

}  // namespace

Result<model::AsOf> parse_as_of(std::string_view text) {
    const auto refuse = [&] {
        return base::fail(base::ErrorCode::usage,
                          "as_of must be a sequence of the feed as in 118, a time as in "
                          "2026-02-01T03:00:00Z or a day as in 2026-02-01, not \"" +
                              std::string{text} + "\"");
    };
    if (is_number(text)) {
        std::uint64_t sequence = 0;
        const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), sequence);
        if (problem != std::errc{} || end != text.data() + text.size()) return refuse();
        return model::AsOf{.sequence = sequence};
    }
    if (const auto day = base::parse_iso_date(text)) {
        const base::UtcTime end = std::chrono::sys_days{*day} + std::chrono::days{1} - shanghai_ahead;
        return model::AsOf{.time = end - std::chrono::milliseconds{1}};
    }
    std::string whole{text};
    if (whole.ends_with('Z') && whole.find('.') == std::string::npos) whole.insert(whole.size() - 1, ".000");
    const auto time = base::parse_iso_time(whole);
    if (!time) return refuse();
    return model::AsOf{.time = *time};
}

}  // namespace ogi::daemon
