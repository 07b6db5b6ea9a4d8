#include "extract/discovery/feed_time.h"

#include "base/utf8.h"

#include <charconv>

namespace ogi::extract {
namespace {

using namespace std::chrono;

constexpr minutes shanghai{8 * 60};

constexpr std::string_view month_names = "janfebmaraprmayjunjulaugsepoctnovdec";

struct Zone {
    std::string_view name;
    minutes offset;
};
constexpr Zone zones[] = {
    {"z", hours{0}},    {"gmt", hours{0}},  {"ut", hours{0}},
    {"utc", hours{0}},  {"cst", shanghai},  // China's here; RFC 822 means America's.
    {"est", hours{-5}}, {"edt", hours{-4}}, {"mst", hours{-7}},
    {"mdt", hours{-6}}, {"pst", hours{-8}}, {"pdt", hours{-7}},
};

// Takes a moment apart, from the left.
class Scanner {
  public:
    explicit Scanner(std::string_view text) : rest_{base::trim(text)} {}

    bool at_end() const { return rest_.empty(); }
    bool take(char c) {
        if (!rest_.starts_with(c)) return false;
        rest_.remove_prefix(1);
        return true;
    }
    void skip_blanks() {
        while (rest_.starts_with(' ') || rest_.starts_with('\t')) rest_.remove_prefix(1);
    }
    // A number of `least` to `most` digits.
    std::optional<int> number(std::size_t least, std::size_t most) {
        int value = 0;
        const auto digits = rest_.substr(0, most);
        if (digits.empty() || digits.front() < '0' || digits.front() > '9') return std::nullopt;
        const auto* const end = std::from_chars(digits.data(), digits.data() + digits.size(), value).ptr;
        const auto count = static_cast<std::size_t>(end - digits.data());
        if (count < least) return std::nullopt;
        last_digits_ = count;
        rest_.remove_prefix(count);
        return value;
    }
    std::size_t last_digits() const { return last_digits_; }
    // Letters, in lower case.
    std::string word() {
        std::string letters;
        while (!rest_.empty() && static_cast<unsigned char>((rest_.front() | 0x20) - 'a') < 26) {
            letters += static_cast<char>(rest_.front() | 0x20);
            rest_.remove_prefix(1);
        }
        return letters;
    }

  private:
    std::string_view rest_;
    std::size_t last_digits_ = 0;
};

std::optional<sys_days> day_of(int y, int m, int d) {
    const year_month_day date{year{y}, month{static_cast<unsigned>(m)}, day{static_cast<unsigned>(d)}};
    return date.ok() ? std::optional{sys_days{date}} : std::nullopt;
}

// "08:15", "08:15:00", "08:15:00.5".
std::optional<milliseconds> read_clock(Scanner& text) {
    const auto h = text.number(1, 2);
    if (!h || *h > 24 || !text.take(':')) return std::nullopt;
    const auto m = text.number(2, 2);
    if (!m || *m > 59) return std::nullopt;
    milliseconds clock = hours{*h} + minutes{*m};
    if (!text.take(':')) return clock;
    const auto s = text.number(2, 2);
    if (!s || *s > 60) return std::nullopt;
    clock += seconds{*s};
    if (text.take('.')) {
        while (text.number(1, 9)) {
        }  // Fractions of a second tell nothing here.
    }
    return clock;
}

// "+08:00", "+0800", "Z", "GMT"; Shanghai's where there is none.
std::optional<minutes> read_zone(Scanner& text) {
    text.skip_blanks();
    if (text.at_end()) return shanghai;
    const bool east = text.take('+');
    if (east || text.take('-')) {
        const auto h = text.number(2, 2);
        text.take(':');
        const auto m = text.at_end() ? std::optional{0} : text.number(2, 2);
        if (!h || !m || *h > 15 || *m > 59) return std::nullopt;
        const minutes offset = hours{*h} + minutes{*m};
        return east ? offset : -offset;
    }
    const auto name = text.word();
    for (const auto& zone : zones) {
        if (zone.name == name) return zone.offset;
    }
    return std::nullopt;
}

std::optional<base::UtcTime> moment(std::optional<sys_days> date, Scanner& text) {
    if (!date) return std::nullopt;
    if (text.at_end()) return base::UtcTime{*date - shanghai};
    const auto clock = read_clock(text);
    const auto zone = clock ? read_zone(text) : std::nullopt;
    if (!zone || !text.at_end()) return std::nullopt;
    return base::UtcTime{*date + *clock - *zone};
}

std::optional<base::UtcTime> read_w3c(Scanner text) {
    const auto y = text.number(4, 4);
    if (!y) return std::nullopt;
    if (text.at_end()) return moment(day_of(*y, 1, 1), text);
    const bool slashes = text.take('/');
    if (!slashes && !text.take('-')) return std::nullopt;
    const auto m = text.number(1, 2);
    if (!m) return std::nullopt;
    if (text.at_end()) return moment(day_of(*y, *m, 1), text);
    if (!text.take(slashes ? '/' : '-')) return std::nullopt;
    const auto d = text.number(1, 2);
    if (!d) return std::nullopt;
    if (!text.take('T') && !text.take('t')) text.skip_blanks();
    return moment(day_of(*y, *m, *d), text);
}

std::optional<base::UtcTime> read_rfc822(Scanner text) {
    text.word();  // Monday and its like say nothing that the date does not.
    text.take(',');
    text.skip_blanks();
    const auto d = text.number(1, 2);
    text.skip_blanks();
    const auto name = text.word().substr(0, 3);
    const auto at = name.size() == 3 ? month_names.find(name) : std::string_view::npos;
    text.skip_blanks();
    auto y = text.number(2, 4);
    if (!d || !y || at == std::string_view::npos || at % 3 != 0) return std::nullopt;
    if (text.last_digits() == 2) *y += *y < 70 ? 2000 : 1900;
    text.skip_blanks();
    return moment(day_of(*y, static_cast<int>(at / 3) + 1, *d), text);
}

}  // namespace

std::optional<base::UtcTime> parse_feed_time(std::string_view text) {
    const auto w3c = read_w3c(Scanner{text});
    return w3c ? w3c : read_rfc822(Scanner{text});
}

}  // namespace ogi::extract
