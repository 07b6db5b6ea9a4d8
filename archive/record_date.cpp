#include "archive/record_date.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <string>

namespace ogi::archive {

using base::ErrorCode;
using base::fail;
using base::Result;
using base::UtcTime;
using namespace std::chrono;

namespace {

constexpr std::array<std::size_t, 6> widths = {4, 2, 2, 2, 2, 2};  // Year to second.
using Parts = std::array<int, widths.size()>;
constexpr Parts earliest = {0, 1, 1, 0, 0, 0};

bool all_digits(std::string_view text) {
    return std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

Result<UtcTime> time_of(const Parts& parts, milliseconds fraction, std::string_view text) {
    const year_month_day day{year{parts[0]}, month{static_cast<unsigned>(parts[1])},
                             std::chrono::day{static_cast<unsigned>(parts[2])}};
    // A leap second is the one that follows it.
    if (!day.ok() || parts[3] > 23 || parts[4] > 59 || parts[5] > 60)
        return fail(ErrorCode::malformed, "no such moment: " + std::string{text});
    return UtcTime{sys_days{day} + hours{parts[3]} + minutes{parts[4]} + seconds{parts[5]} + fraction};
}

}  // namespace

Result<UtcTime> parse_warc_date(std::string_view text) {
    constexpr std::string_view before = "\0--T::";
    const auto refuse = [&] { return fail(ErrorCode::malformed, "not a WARC-Date: " + std::string{text}); };
    auto parts = earliest;
    auto rest = text;
    std::size_t read = 0;
    for (; read < widths.size(); ++read) {
        if (read > 0) {
            if (rest.empty() || rest.front() != before[read]) break;
            rest.remove_prefix(1);
        }
        const auto digits = rest.substr(0, widths[read]);
        if (digits.size() != widths[read] || !all_digits(digits)) return refuse();
        std::from_chars(digits.begin(), digits.end(), parts[read]);
        rest.remove_prefix(digits.size());
    }
    milliseconds fraction{0};
    if (read == widths.size() && rest.starts_with('.')) {
        const auto end = std::min(rest.find_first_not_of("0123456789", 1), rest.size());
        auto digits = std::string{rest.substr(1, end - 1)};
        if (digits.empty()) return refuse();
        digits.resize(3, '0');
        int value = 0;
        std::from_chars(digits.data(), digits.data() + digits.size(), value);
        fraction = milliseconds{value};
        rest.remove_prefix(end);
    }
    // A day may stand without a zone; a time of day may not, nor an hour without its minutes.
    const bool with_time = read > 3;
    if ((with_time && (read < 5 || rest != "Z")) || (!with_time && !rest.empty() && rest != "Z"))
        return refuse();
    return time_of(parts, fraction, text);
}

Result<UtcTime> parse_arc_date(std::string_view text) {
    if (!all_digits(text) || text.size() < 8 || text.size() % 2 != 0)
        return fail(ErrorCode::malformed, "not the date of an ARC record: " + std::string{text});
    auto parts = earliest;
    auto rest = text;
    for (std::size_t i = 0; i < widths.size() && !rest.empty(); ++i) {
        std::from_chars(rest.begin(), rest.begin() + widths[i], parts[i]);
        rest.remove_prefix(widths[i]);
    }
    return time_of(parts, {}, text);
}

}  // namespace ogi::archive
