#include "extract/office/number_format.h"

#include "base/utf8.h"
#include "extract/office/format_section.h"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <optional>
#include <vector>

namespace ogi::extract {
namespace {

using namespace std::string_view_literals;

constexpr auto general = "General"sv;
// Something stands there, and what is not certain.
constexpr std::string_view not_known = "\uFFFC";

// Digits without sign: "12" and "5" of 12.5.
struct Digits {
    std::string whole;
    std::string fraction;
    bool negative = false;

    bool is_zero() const { return whole == "0" && fraction.empty(); }
    std::string plain() const {
        return (negative ? "-" : "") + whole + (fraction.empty() ? "" : "." + fraction);
    }
};

// The fifteen digits that a sheet keeps of a number, without exponent; nullopt where it is none, or has more
// digits than a figure.
std::optional<Digits> digits_of(std::string_view stored) {
    double value = 0;
    const auto [end, error] = std::from_chars(stored.data(), stored.data() + stored.size(), value);
    constexpr double largest = 1e15;
    if (error != std::errc{} || end != stored.data() + stored.size() || !(std::abs(value) < largest))
        return {};
    char text[40];
    std::snprintf(text, sizeof text, "%.15g", value);
    if (std::string_view{text}.find('e') != std::string_view::npos)
        std::snprintf(text, sizeof text, "%.18f", value);  // Smaller than 0.0001.
    std::string_view rest{text};
    Digits digits{.whole = {}, .fraction = {}, .negative = rest.starts_with('-')};
    if (digits.negative) rest.remove_prefix(1);
    const auto point = rest.find('.');
    digits.whole = rest.substr(0, point);
    if (point != rest.npos) digits.fraction = rest.substr(point + 1);
    digits.fraction.erase(digits.fraction.find_last_not_of('0') + 1);
    if (digits.is_zero()) digits.negative = false;
    return digits;
}

// Moves the point of a number, to the left where `places` is negative.
void move_point(Digits& digits, int places) {
    auto& from = places > 0 ? digits.fraction : digits.whole;
    const auto count = static_cast<std::size_t>(std::abs(places));
    if (from.size() < count) from.insert(places > 0 ? from.size() : 0, count - from.size(), '0');
    if (places > 0) {
        digits.whole += from.substr(0, count);
        from.erase(0, count);
    } else {
        digits.fraction.insert(0, from.substr(from.size() - count));
        from.resize(from.size() - count);
    }
    digits.whole.erase(0, digits.whole.find_first_not_of('0'));
    if (digits.whole.empty()) digits.whole = "0";
    digits.fraction.erase(digits.fraction.find_last_not_of('0') + 1);
}

// Half a unit is rounded away from zero, as sheets do.
void round_to(Digits& digits, std::size_t decimals) {
    if (digits.fraction.size() <= decimals) return;
    const bool up = digits.fraction[decimals] >= '5';
    digits.fraction.resize(decimals);
    auto all = digits.whole + digits.fraction;
    if (up) {
        const auto last = all.find_last_not_of('9');
        if (last == all.npos) {
            all = "1" + std::string(all.size(), '0');
        } else {
            ++all[last];
            std::fill(all.begin() + static_cast<std::ptrdiff_t>(last) + 1, all.end(), '0');
        }
    }
    digits.whole = all.substr(0, all.size() - decimals);
    digits.fraction = all.substr(all.size() - decimals);
    digits.fraction.erase(digits.fraction.find_last_not_of('0') + 1);
}

std::string grouped(std::string whole) {
    for (auto at = static_cast<std::ptrdiff_t>(whole.size()) - 3; at > 0; at -= 3)
        whole.insert(static_cast<std::size_t>(at), 1, ',');
    return whole;
}

// The digits in front of the point in their places, from the right. nullopt: places with text between them
// are not all filled.
std::optional<std::string> placed_whole(const std::string& digits, const FormatSection& section) {
    auto rest = digits == "0" ? std::string{} : digits;
    std::string placed;  // From the right.
    const auto& places = section.whole;
    const bool parted = places.find_first_not_of("0#?") != places.npos;
    for (auto place = places.rbegin(); place != places.rend(); ++place) {
        if (!is_place(*place)) {
            placed += *place;
        } else if (!rest.empty()) {
            placed += rest.back();
            rest.pop_back();
        } else if (*place == '0') {
            placed += '0';
        } else if (parted) {
            return {};
        } else if (*place == '?') {
            placed += ' ';
        }
    }
    std::ranges::reverse(placed);
    placed.insert(0, rest);
    if (!section.grouped) return placed;
    return placed.find(' ') == placed.npos ? std::optional{grouped(placed)} : std::nullopt;
}

// The digits of a positive number as the section shows them.
std::string shown(Digits digits, const FormatSection& section) {
    if (section.is_general) return section.before + digits.plain() + section.behind;
    move_point(digits, 2 * section.hundreds - 3 * section.thousands);
    round_to(digits, section.fraction.size());
    const auto whole = placed_whole(digits.whole, section);
    if (!whole) return std::string{not_known};
    auto fraction = digits.fraction;
    for (auto at = fraction.size(); at < section.fraction.size(); ++at) {
        if (section.fraction.find('0', at) == section.fraction.npos) break;
        fraction += '0';
    }
    return section.before + *whole + (section.point ? "." : "") + fraction + section.behind;
}

// The day of a serial number; nullopt where there is none.
std::optional<std::chrono::year_month_day> day_of(const Digits& digits, DateSystem dates) {
    constexpr std::size_t serial_digits_max = 7;  // 9999-12-31 is 2958465.
    if (digits.negative || digits.whole.size() > serial_digits_max) return {};
    const auto serial = std::stol(digits.whole);
    using namespace std::chrono;
    // Sheets hold 1900 for a leap year: from its March on all is a day late.
    constexpr long march_1900 = 61;
    const auto first = dates == DateSystem::from_1904 ? sys_days{year{1904} / 1 / 1}
                       : serial < march_1900          ? sys_days{year{1899} / 12 / 31}
                                                      : sys_days{year{1899} / 12 / 30};
    return year_month_day{first + days{serial}};
}

std::string shown_date(const Digits& digits, const FormatSection& section, DateSystem dates) {
    const auto has = [&](char letter) { return section.date.find(letter) != section.date.npos; };
    const auto day = day_of(digits, dates);
    // A time of day, or one number alone.
    const bool alone = section.date.size() == 1 && !section.chinese;
    if (!day || !(has('y') || has('m') || has('d')) || (has('h') && !has('d')) || (has('s') && !has('d')) ||
        alone)
        return std::string{not_known};
    const auto number = [](unsigned value, int width) {
        auto text = std::to_string(value);
        while (static_cast<int>(text.size()) < width) text.insert(0, 1, '0');
        return text;
    };
    std::string text;
    const bool chinese = section.chinese;
    const auto add = [&](char letter, unsigned value, std::string_view unit) {
        if (!has(letter)) return;
        if (!chinese && !text.empty()) text += '-';
        text += number(value, chinese ? 1 : 2);
        if (chinese) text += unit;
    };
    add('y', static_cast<unsigned>(static_cast<int>(day->year())), "年");
    add('m', static_cast<unsigned>(day->month()), "月");
    add('d', static_cast<unsigned>(day->day()), "日");
    return text;
}

// The section that shows a number, and whether the sign of a negative one is left to it.
struct Choice {
    std::string_view code;
    bool unsigned_section = false;
};

bool fulfils(double value, std::string_view condition, bool& known) {
    const auto bound_at = std::min(condition.find_first_not_of("<>="), condition.size());
    const auto sign = condition.substr(0, bound_at);
    double bound = 0;
    const auto [end, error] =
        std::from_chars(condition.data() + bound_at, condition.data() + condition.size(), bound);
    known = known && error == std::errc{} && end == condition.data() + condition.size();
    if (sign == "="sv) return value == bound;
    if (sign == "<"sv) return value < bound;
    if (sign == ">"sv) return value > bound;
    if (sign == "<="sv) return value <= bound;
    if (sign == ">="sv) return value >= bound;
    known = known && sign == "<>"sv;
    return value != bound;
}

// nullopt: which one it is, is not certain.
std::optional<Choice> choose_by_condition(const std::vector<std::string_view>& sections,
                                          const std::vector<std::string_view>& conditions,
                                          std::string_view stored) {
    double value = 0;
    std::from_chars(stored.data(), stored.data() + stored.size(), value);
    // The last section, and only it, is for all other numbers.
    constexpr std::size_t numbers_max = 3;
    const auto numbers = std::min(sections.size(), numbers_max);
    bool known = value >= 0 && numbers > 1 && conditions[numbers - 1].empty();
    std::optional<Choice> chosen;
    for (std::size_t i = 0; known && i + 1 < numbers; ++i) {
        if (!chosen && fulfils(value, conditions[i], known)) chosen = Choice{sections[i]};
    }
    if (!known) return {};
    return chosen ? chosen : Choice{sections[numbers - 1]};
}

std::optional<Choice> choose(const std::vector<std::string_view>& sections, const Digits& digits,
                             std::string_view stored) {
    std::vector<std::string_view> conditions;
    for (const auto section : sections) conditions.push_back(read_section(section).condition);
    if (std::ranges::any_of(conditions, [](std::string_view each) { return !each.empty(); }))
        return choose_by_condition(sections, conditions, stored);
    const bool hides = sections.size() > 2;  // An empty section shows nothing.
    const std::size_t at = digits.negative && sections.size() > 1 ? 1 : digits.is_zero() && hides ? 2 : 0;
    if (sections[at].empty() && !hides) return {};
    return Choice{sections[at], at == 1};
}

struct Builtin {
    long id;
    std::string_view code;
};
constexpr Builtin builtins[] = {
    {1, "0"},
    {2, "0.00"},
    {3, "#,##0"},
    {4, "#,##0.00"},
    {9, "0%"},
    {10, "0.00%"},
    {11, "0.00E+00"},
    {12, "# ?/?"},
    {13, "# ?\?/?\?"},
    {14, "yyyy/m/d"},
    {15, "d-mmm-yy"},
    {16, "d-mmm"},
    {17, "mmm-yy"},
    {18, "h:mm AM/PM"},
    {19, "h:mm:ss AM/PM"},
    {20, "h:mm"},
    {21, "h:mm:ss"},
    {22, "yyyy/m/d h:mm"},
    {27, "yyyy\"年\"m\"月\""},
    {28, "m\"月\"d\"日\""},
    {29, "m\"月\"d\"日\""},
    {30, "m-d-yy"},
    {31, "yyyy\"年\"m\"月\"d\"日\""},
    {32, "h\"时\"mm\"分\""},
    {33, "h\"时\"mm\"分\"ss\"秒\""},
    {36, "yyyy\"年\"m\"月\""},
    {37, "#,##0_);(#,##0)"},
    {38, "#,##0_);[Red](#,##0)"},
    {39, "#,##0.00_);(#,##0.00)"},
    {40, "#,##0.00_);[Red](#,##0.00)"},
    {41, "_ * #,##0_ ;_ * -#,##0_ ;_ * \"-\"_ ;_ @_ "},
    {42, "_ \"¥\"* #,##0_ ;_ \"¥\"* -#,##0_ ;_ \"¥\"* \"-\"_ ;_ @_ "},
    {43, "_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * \"-\"?\?_ ;_ @_ "},
    {44, "_ \"¥\"* #,##0.00_ ;_ \"¥\"* -#,##0.00_ ;_ \"¥\"* \"-\"?\?_ ;_ @_ "},
    {45, "mm:ss"},
    {46, "[h]:mm:ss"},
    {47, "mm:ss.0"},
    {48, "##0.0E+0"},
    {49, "@"},
    {50, "yyyy\"年\"m\"月\""},
    {51, "m\"月\"d\"日\""},
    {52, "yyyy\"年\"m\"月\""},
    {53, "m\"月\"d\"日\""},
    {54, "m\"月\"d\"日\""},
    {57, "yyyy\"年\"m\"月\""},
    {58, "m\"月\"d\"日\""},
};

}  // namespace

std::string_view builtin_number_format(long id) {
    const auto found = std::ranges::find(builtins, id, &Builtin::id);
    return found == std::end(builtins) ? general : found->code;
}

std::string shown_number(std::string_view stored, std::string_view format, DateSystem dates) {
    auto digits = digits_of(stored);
    if (!digits) return std::string{stored};
    if (format.empty() || format == "@"sv) format = general;
    const auto choice = choose(sections_of(format), *digits, stored);
    if (!choice) return std::string{not_known};
    const auto section = read_section(choice->code);
    if (!section.date.empty() && !section.digits())
        return choice->unsigned_section ? std::string{not_known} : shown_date(*digits, section, dates);
    if (section.doubtful) return std::string{not_known};
    // A negative number whose section has no sign: red, in brackets, or a mistake.
    const auto sign = section.before.find('-');
    const bool sign_lost = choice->unsigned_section && sign == section.before.npos;
    if (digits->negative && sign_lost) return std::string{not_known};
    const bool minus = digits->negative && !choice->unsigned_section;
    digits->negative = false;
    if (!section.digits() && !section.is_general) {  // Text alone.
        if (minus) return std::string{not_known};
        return std::string{base::trim(section.before)};
    }
    auto text = shown(*digits, section);
    if (minus && text.find_first_of("123456789") == text.npos) return std::string{not_known};
    return std::string{base::trim(minus ? "-" + text : text)};
}

std::string shown_text(std::string_view text, std::string_view format) {
    constexpr std::size_t text_section = 3;
    const auto sections = sections_of(format);
    const auto section = sections.size() > text_section    ? sections[text_section]
                         : format.find('@') != format.npos ? sections.back()
                                                           : "@"sv;
    if (section.empty()) return {};
    const auto at = section.find('@');
    const bool plain =
        at != section.npos && is_padding(section.substr(0, at)) && is_padding(section.substr(at + 1));
    return std::string{plain || section == general ? text : not_known};
}

}  // namespace ogi::extract
