#include "base/time.h"

#include <array>
#include <charconv>
#include <cstdio>
#include <optional>

namespace ogi::base {

using namespace std::chrono;

namespace {

std::optional<int> digits(std::string_view text, std::size_t from, std::size_t count) {
    int value = 0;
    const char* first = text.data() + from;
    const auto [end, problem] = std::from_chars(first, first + count, value);
    if (problem != std::errc{} || end != first + count || *first == '-') return std::nullopt;
    return value;
}

}  // namespace

UtcTime utc_now() {
    return floor<milliseconds>(system_clock::now());
}

std::string to_iso(UtcTime time) {
    const auto day = floor<days>(time);
    const hh_mm_ss clock{time - day};
    std::array<char, 64> rest{};
    std::snprintf(
        rest.data(), rest.size(), "T%02d:%02d:%02d.%03dZ", static_cast<int>(clock.hours().count() % 24),
        static_cast<int>(clock.minutes().count() % 60), static_cast<int>(clock.seconds().count() % 60),
        static_cast<int>(clock.subseconds().count() % 1000));
    return to_iso(Date{day}) + rest.data();
}

Result<UtcTime> parse_iso_time(std::string_view text) {
    const auto refuse = [&] { return fail(ErrorCode::malformed, "not a time: " + std::string{text}); };
    if (text.size() != 24 || text[10] != 'T' || text[13] != ':' || text[16] != ':' || text[19] != '.' ||
        text[23] != 'Z') {
        return refuse();
    }
    TRY(date, parse_iso_date(text.substr(0, 10)));
    const auto h = digits(text, 11, 2), m = digits(text, 14, 2), s = digits(text, 17, 2),
               ms = digits(text, 20, 3);
    if (!h || !m || !s || !ms || *h > 23 || *m > 59 || *s > 59) return refuse();
    return UtcTime{sys_days{date} + hours{*h} + minutes{*m} + seconds{*s} + milliseconds{*ms}};
}

std::string to_iso(Date date) {
    std::array<char, 48> text{};
    std::snprintf(text.data(), text.size(), "%04d-%02u-%02u", static_cast<int>(date.year()),
                  static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
    return text.data();
}

Result<Date> parse_iso_date(std::string_view text) {
    const auto refuse = [&] { return fail(ErrorCode::malformed, "not a date: " + std::string{text}); };
    if (text.size() != 10 || text[4] != '-' || text[7] != '-') return refuse();
    const auto y = digits(text, 0, 4), m = digits(text, 5, 2), d = digits(text, 8, 2);
    if (!y || !m || !d) return refuse();
    const Date date{year{*y}, month{static_cast<unsigned>(*m)}, day{static_cast<unsigned>(*d)}};
    if (!date.ok()) return refuse();
    return date;
}

Date shanghai_date(UtcTime time) {
    return Date{floor<days>(time + hours{8})};
}

}  // namespace ogi::base
