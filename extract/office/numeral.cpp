#include "extract/office/numeral.h"

#include "base/utf8.h"

#include <algorithm>
#include <array>
#include <cstdint>

namespace ogi::extract {
namespace {

using namespace std::string_view_literals;

// How a number is made of signs.
enum class System : std::uint8_t {
    decimal,
    zero_padded,  // 01
    full_width,   // １
    counting,     // 一百二十: digits with tens, hundreds, thousands between them.
    digits,       // 一二〇: digits alone.
    cycle,        // 甲, 乙 … and from the beginning again.
    run,          // ①, ② …: one sign after the other from `first` on, as far as they go.
    letters,      // a … z, aa …
    roman,
    nothing,
};

struct NumberFormat {
    std::string_view name;
    System system;
    std::u32string_view signs = {};  // Digits from zero on and then the places; or the cycle.
    char32_t first = 0;
    long last = 0;
};

constexpr auto counted = U"〇一二三四五六七八九十百千"sv;
constexpr auto legal = U"零壹贰叁肆伍陆柒捌玖拾佰仟"sv;
constexpr auto legal_traditional = U"零壹貳參肆伍陸柒捌玖拾佰仟"sv;
constexpr auto stems = U"甲乙丙丁戊己庚辛壬癸"sv;
constexpr auto branches = U"子丑寅卯辰巳午未申酉戌亥"sv;

constexpr NumberFormat formats[] = {
    {"bullet", System::nothing},
    {"none", System::nothing},
    {"decimalZero", System::zero_padded},
    {"decimalFullWidth", System::full_width},
    {"decimalFullWidth2", System::full_width},
    {"chineseCounting", System::counting, counted},
    {"chineseCountingThousand", System::counting, counted},
    {"japaneseCounting", System::counting, counted},
    {"taiwaneseCounting", System::counting, counted},
    {"taiwaneseCountingThousand", System::counting, counted},
    {"chineseLegalSimplified", System::counting, legal},
    {"ideographLegalTraditional", System::counting, legal_traditional},
    {"japaneseLegal", System::counting, legal_traditional},
    {"ideographDigital", System::digits, counted},
    {"japaneseDigitalTenThousand", System::digits, counted},
    {"taiwaneseDigital", System::digits, counted},
    {"ideographTraditional", System::cycle, stems},
    {"ideographZodiac", System::cycle, branches},
    {"decimalEnclosedCircle", System::run, {}, U'①', 20},
    {"decimalEnclosedCircleChinese", System::run, {}, U'①', 20},
    {"decimalEnclosedParen", System::run, {}, U'⑴', 20},
    {"decimalEnclosedFullstop", System::run, {}, U'⒈', 20},
    {"ideographEnclosedCircle", System::run, {}, U'㊀', 10},
    {"ideographParenthesized", System::run, {}, U'㈠', 10},
    {"lowerLetter", System::letters, {}, U'a'},
    {"upperLetter", System::letters, {}, U'A'},
    {"lowerRoman", System::roman, U"ivxlcdm"},
    {"upperRoman", System::roman, U"IVXLCDM"},
};

constexpr long counting_max = 9'999;
constexpr long letters_max = 26 * 8;
constexpr long roman_max = 3'999;

std::string utf8(std::u32string_view text) {
    std::string out;
    for (const char32_t c : text) base::append_utf8(out, c);
    return out;
}

// 12: 十二; 20: 二十; 105: 一百〇五, as Word writes it.
std::string count_up(long number, std::u32string_view signs) {
    struct Place {
        long worth;
        std::size_t sign;  // 0: none.
    };
    static constexpr Place places[] = {{1'000, 12}, {100, 11}, {10, 10}, {1, 0}};
    std::u32string out;
    bool gap = false;
    for (const auto& [worth, sign] : places) {
        const auto digit = static_cast<std::size_t>(number / worth % 10);
        if (digit == 0) {
            gap = !out.empty();
            continue;
        }
        if (gap) out += signs[0];
        gap = false;
        const bool bare_ten = out.empty() && worth == 10 && digit == 1 && signs == counted;
        if (!bare_ten) out += signs[digit];
        if (sign != 0) out += signs[sign];
    }
    return utf8(out.empty() ? signs.substr(0, 1) : std::u32string_view{out});
}

std::string digit_by_digit(long number, std::u32string_view signs) {
    std::string out;
    for (const char c : std::to_string(number))
        base::append_utf8(out, signs[static_cast<std::size_t>(c - '0')]);
    return out;
}

// 26: z, 27: aa, 28: bb.
std::string lettered(long number, char32_t first) {
    std::string out;
    for (long times = (number - 1) / 26 + 1; times > 0; --times)
        base::append_utf8(out, first + static_cast<char32_t>((number - 1) % 26));
    return out;
}

std::string roman(long number, std::u32string_view signs) {
    struct Step {
        long value;
        std::array<int, 2> signs;  // The second is -1 where there is one only.
    };
    static constexpr Step steps[] = {{1000, {6, -1}}, {900, {4, 6}}, {500, {5, -1}}, {400, {4, 5}},
                                     {100, {4, -1}},  {90, {2, 4}},  {50, {3, -1}},  {40, {2, 3}},
                                     {10, {2, -1}},   {9, {0, 2}},   {5, {1, -1}},   {4, {0, 1}},
                                     {1, {0, -1}}};
    std::string out;
    for (const auto& step : steps) {
        for (; number >= step.value; number -= step.value) {
            for (const int sign : step.signs) {
                if (sign >= 0) base::append_utf8(out, signs[static_cast<std::size_t>(sign)]);
            }
        }
    }
    return out;
}

}  // namespace

std::string numeral(long number, std::string_view format) {
    const auto known = std::ranges::find(formats, format, &NumberFormat::name);
    const auto decimal = std::to_string(number);
    if (known == std::end(formats) || number < 0) return decimal;
    const auto& [name, system, signs, first, last] = *known;
    switch (system) {
        case System::nothing:
            return {};
        case System::decimal:
            return decimal;
        case System::zero_padded:
            return number < 10 ? "0" + decimal : decimal;
        case System::full_width:
            return digit_by_digit(number, U"０１２３４５６７８９");
        case System::counting:
            return number <= counting_max ? count_up(number, signs) : decimal;
        case System::digits:
            return digit_by_digit(number, signs);
        case System::cycle:
            return number == 0 ? decimal
                               : utf8(signs.substr(static_cast<std::size_t>(number - 1) % signs.size(), 1));
        case System::run: {
            std::string sign;
            base::append_utf8(sign, first + static_cast<char32_t>(number - 1));
            return number >= 1 && number <= last ? sign : decimal;
        }
        case System::letters:
            return number >= 1 && number <= letters_max ? lettered(number, first) : decimal;
        case System::roman:
            return number >= 1 && number <= roman_max ? roman(number, signs) : decimal;
    }
    return decimal;
}

}  // namespace ogi::extract
