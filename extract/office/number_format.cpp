#include "extract/office/number_format.h"

#include "base/utf8.h"

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

// What a section of a format code says, its characters in order.
struct Section {
    std::string before;  // Literal text in front of the digits and behind them.
    std::string behind;
    std::size_t decimals = 0;        // How many it shows at most …
    std::size_t decimals_least = 0;  // … and at least.
    bool digits = false;
    bool grouped = false;
    bool percent = false;
    bool is_general = false;
    bool doubtful = false;  // Conditions, exponents, fractions, thousands: not shown digit by digit.
    std::string date;       // Its letters y, m, d, h, s in order; empty if it is no date.
    bool chinese = false;   // A date with 年, 月 or 日.
};

// Sections are parted by ';' outside of quotes and brackets.
std::vector<std::string_view> sections_of(std::string_view format) {
    std::vector<std::string_view> sections;
    std::size_t begin = 0;
    bool quoted = false;
    for (std::size_t i = 0; i <= format.size(); ++i) {
        if (i == format.size() || (format[i] == ';' && !quoted)) {
            sections.push_back(format.substr(begin, i - begin));
            begin = i + 1;
        } else if (format[i] == '"') {
            quoted = !quoted;
        } else if (!quoted && (format[i] == '\\' || format[i] == '_' || format[i] == '*')) {
            ++i;
        }
    }
    return sections;
}

class SectionReader {
  public:
    explicit SectionReader(std::string_view code) : code_{code} {}

    Section read() {
        if (code_ == general || code_.empty()) section_.is_general = true;
        while (at_ < code_.size() && !section_.is_general) step();
        if (section_.chinese && section_.date.empty()) section_.chinese = false;
        return std::move(section_);
    }

  private:
    void step() {
        const char c = code_[at_++];
        switch (c) {
            case '"':
                return literal(take_until('"'));
            case '\\':
                return literal(take_character());
            case '_':
            case '*':
                take_character();
                return;
            case '[':
                return bracket(take_until(']'));
            case '0':
            case '#':
            case '?':
                return digit(c);
            case '.':
                point_ = true;
                return;
            case ',':
                return comma();
            case '%':
                section_.percent = true;
                return;
            case 'E':
            case 'e':
            case '/':
                section_.doubtful = section_.doubtful || section_.digits;
                return;
            case 'y':
            case 'm':
            case 'd':
            case 'h':
            case 's':
            case 'Y':
            case 'M':
            case 'D':
            case 'H':
            case 'S':
                return date_letter(static_cast<char>(c | ' '));
            default:
                --at_;
                return literal(take_character());
        }
    }

    // Between digits it groups them, behind the last one it divides by a thousand.
    void comma() {
        const bool more = at_ < code_.size() && (code_[at_] == '0' || code_[at_] == '#' || code_[at_] == '?');
        const bool groups = section_.digits && !point_ && more;
        section_.grouped = section_.grouped || groups;
        section_.doubtful = section_.doubtful || !groups;
    }

    void digit(char c) {
        section_.digits = true;
        if (!point_) return;
        ++section_.decimals;
        if (c == '0') section_.decimals_least = section_.decimals;
    }

    void date_letter(char letter) {
        if (section_.date.empty() || section_.date.back() != letter) section_.date += letter;
    }

    void bracket(std::string_view inside) {
        if (inside.starts_with('$')) return literal(inside.substr(1, inside.find('-') - 1));
        const bool condition = inside.starts_with('<') || inside.starts_with('>') || inside.starts_with('=');
        const bool elapsed = inside == "h"sv || inside == "hh"sv || inside == "mm"sv || inside == "ss"sv;
        section_.doubtful = section_.doubtful || condition || elapsed;
    }

    void literal(std::string_view text) {
        if (text == "年"sv || text == "月"sv || text == "日"sv) section_.chinese = true;
        (section_.digits ? section_.behind : section_.before) += text;
    }

    std::string_view take_until(char end) {
        const auto found = std::min(code_.find(end, at_), code_.size());
        const auto taken = code_.substr(at_, found - at_);
        at_ = std::min(found + 1, code_.size());
        return taken;
    }

    std::string_view take_character() {
        if (at_ >= code_.size()) return {};
        const auto taken = code_.substr(at_, base::decode_utf8(code_.substr(at_)).length);
        at_ += taken.size();
        return taken;
    }

    std::string_view code_;
    std::size_t at_ = 0;
    bool point_ = false;
    Section section_;
};

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

void times_hundred(Digits& digits) {
    digits.fraction.resize(std::max<std::size_t>(digits.fraction.size(), 2), '0');
    digits.whole += digits.fraction.substr(0, 2);
    digits.fraction.erase(0, 2);
    digits.fraction.erase(digits.fraction.find_last_not_of('0') + 1);
    digits.whole.erase(0, std::min(digits.whole.find_first_not_of('0'), digits.whole.size() - 1));
}

std::string grouped(std::string whole) {
    for (auto at = static_cast<std::ptrdiff_t>(whole.size()) - 3; at > 0; at -= 3)
        whole.insert(static_cast<std::size_t>(at), 1, ',');
    return whole;
}

std::string shown(Digits digits, const Section& section) {
    if (section.percent) times_hundred(digits);
    const bool rounds = digits.fraction.size() > section.decimals;
    if (!rounds) digits.fraction.resize(std::max(digits.fraction.size(), section.decimals_least), '0');
    if (section.grouped) digits.whole = grouped(digits.whole);
    return std::string{digits.negative ? "-" : ""} + section.before + digits.whole +
           (digits.fraction.empty() ? "" : "." + digits.fraction) + (section.percent ? "%" : "") +
           section.behind;
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

std::string shown_date(const Digits& digits, const Section& section, DateSystem dates) {
    const auto has = [&](char letter) { return section.date.find(letter) != section.date.npos; };
    const auto day = day_of(digits, dates);
    if (!day || !(has('y') || has('d'))) return digits.plain();  // A time of day.
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
    const auto digits = digits_of(stored);
    if (!digits) return std::string{stored};
    const auto sections = sections_of(format);
    constexpr std::size_t zero_section = 2;
    if (digits->is_zero() && sections.size() > zero_section) {
        const auto zero = SectionReader{sections[zero_section]}.read();
        const bool dash_alone = zero.before.find('-') != zero.before.npos;
        if (sections[zero_section].empty() || (dash_alone && !zero.doubtful))
            return std::string{base::trim(zero.before)};
    }
    const auto section = SectionReader{sections.front()}.read();
    if (!section.date.empty() && !section.digits) return shown_date(*digits, section, dates);
    if (section.is_general || section.doubtful || !section.digits) return digits->plain();
    return shown(*digits, section);
}

}  // namespace ogi::extract
