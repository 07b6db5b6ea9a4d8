#include "parser/figures.h"

#include "base/utf8.h"
#include "parser/characters.h"
#include "parser/money.h"
#include "parser/words.h"

#include <algorithm>
#include <array>

namespace ogi::parser {

namespace {

using namespace std::literals;

const Words measures{
    "万元|亿元|百元|千元|篇次|件次|条次|批次|场次|人次|余次|件|条|项|宗|起|份|篇|场|期|个|次|人|名|家|户|元|"
    "部|册|则|"
    "例|处|张|"
    "幅|批|类"};

constexpr std::array about_before{"约"sv,   "近"sv,   "超"sv,     "超过"sv, "逾"sv,  "将近"sv,
                                  "大约"sv, "接近"sv, "不少于"sv, "至少"sv, "突破"sv};
constexpr std::array about_after{"余"sv, "多"sv, "几"sv, "左右"sv};

constexpr std::size_t digits_max = 15;

// "３" → '3', "，" between digits → ','; 0 for anything else.
char ascii_digit(char32_t c) {
    if (c >= U'0' && c <= U'9') return static_cast<char>(c);
    if (c >= U'０' && c <= U'９') return static_cast<char>('0' + static_cast<int>(c - U'０'));
    return 0;
}

// The Chinese numerals; hardly any other character is taken for one.
constexpr std::size_t numeral_hash_bits = 10;
constexpr auto numeral_hashes = [] {
    constexpr auto all = "零一二两三四五六七八九十百千"sv;
    SmallSet<1 << numeral_hash_bits> set;
    for (std::size_t at = 0; at < all.size(); at += 3)
        set.add(hash_of_three<numeral_hash_bits>(three_bytes_of(all.substr(at, 3))));
    return set;
}();
bool may_be_numeral(std::uint32_t bytes) {
    return numeral_hashes.has(hash_of_three<numeral_hash_bits>(bytes));
}

// What the words of about_before end in.
constexpr auto about_ends = [] {
    std::array<std::uint32_t, about_before.size()> ends{};
    for (std::size_t i = 0; i < ends.size(); ++i)
        ends[i] = three_bytes_of(about_before[i].substr(about_before[i].size() - 3));
    return ends;
}();

class Scanner {
  public:
    explicit Scanner(std::string_view text) : text_{text} {}

    std::vector<ProseFigure> scan() {
        std::size_t at = 0;
        figures_.reserve(text_.size() / 128);
        while ((at = pass_over(at)) < text_.size()) {
            const auto [c, length] = base::decode_utf8(text_.substr(at));
            if (is_numeral(c)) {
                at = numerals(at, character_before(at));
            } else if (ascii_digit(c) != 0) {
                at = digits(at, character_before(at));
            } else {
                if (is_junk(c)) junk(at, length);
                at += length;
            }
        }
        return std::move(figures_);
    }

  private:
    // Behind the Chinese characters and the marks that begin no figure, which is nearly all of a text.
    std::size_t pass_over(std::size_t at) const {
        return skip_threes(text_, at, [](std::uint32_t bytes) {
            constexpr std::uint32_t marks = 0xE3, ideographs_end = 0xEA;  // "、。《》" begin with the first.
            return (bytes & 0xFFU) - marks >= ideographs_end - marks || may_be_numeral(bytes);
        });
    }
    static bool is_numeral(char32_t c) {
        switch (c) {
            case U'零':
            case U'一':
            case U'二':
            case U'两':
            case U'三':
            case U'四':
            case U'五':
            case U'六':
            case U'七':
            case U'八':
            case U'九':
            case U'十':
            case U'百':
            case U'千':
                return true;
        }
        return false;
    }
    // Braille, private use and replacement characters stand where a font's digits were lost.
    static bool is_junk(char32_t c) {
        return (c >= 0x2800 && c <= 0x28FF) || (c >= 0xE000 && c <= 0xF8FF) || c == 0xFFFD;
    }

    // 0 at the beginning.
    char32_t character_before(std::size_t at) const {
        if (at == 0) return 0;
        do --at;
        while (at > 0 && (static_cast<unsigned char>(text_[at]) & 0xC0U) == 0x80);
        return base::decode_utf8(text_.substr(at)).code_point;
    }

    std::size_t skip_blanks(std::size_t at) const {
        while (at < text_.size()) {
            const auto [c, length] = base::decode_utf8(text_.substr(at));
            if (!base::is_space(c) || c == U'\n') break;
            at += length;
        }
        return at;
    }

    bool stands_at(std::size_t at, std::string_view word) const {
        const bool may = (four_bytes(text_, at) & three_bytes_mask) == three_bytes_of(word);
        return may && text_.substr(at).starts_with(word);
    }

    bool ends_about(std::size_t begin) const {
        auto before = text_.substr(0, begin);
        while (before.ends_with(' ')) before.remove_suffix(1);
        if (before.size() < 3) return false;
        const auto last = three_bytes_of(before.substr(before.size() - 3));
        if (std::ranges::find(about_ends, last) == about_ends.end()) return false;
        return std::ranges::any_of(about_before,
                                   [&](std::string_view word) { return before.ends_with(word); });
    }

    // Takes 百, 千, 万, 亿, 余 and the measure word behind the digits.
    void finish(std::size_t begin, std::size_t at, std::string digits, bool in_words) {
        int shift = 0;
        bool approximate = ends_about(begin);
        at = skip_blanks(at);
        const auto begin_of_measure = at;
        auto length = measure_length(text_.substr(at));
        const bool measured_in_money =
            length > "元"sv.size() && text_.substr(at + "万"sv.size()).starts_with("元"sv);
        if (!measured_in_money) {
            for (const auto& [word, power] :
                 {std::pair{"百"sv, 2}, std::pair{"千"sv, 3}, std::pair{"万"sv, 4}, std::pair{"亿"sv, 8}}) {
                if (!stands_at(at, word)) continue;
                shift += power;
                approximate = true;
                at = skip_blanks(at + word.size());
            }
        }
        for (const auto word : about_after) {
            if (!stands_at(at, word)) continue;
            approximate = true;
            at = skip_blanks(at + word.size());
        }
        if (at != begin_of_measure) length = measure_length(text_.substr(at));
        if (length == 0) return;
        const auto read = model::Decimal::parse(digits);
        const auto value = read ? shifted(*read, shift) : std::nullopt;
        if (!value) return;
        figures_.push_back({.begin = begin,
                            .end = at + length,
                            .value = value,
                            .approximate = approximate,
                            .in_words = in_words,
                            .unit = std::string{text_.substr(at, length)}});
    }

    std::size_t digits(std::size_t begin, char32_t before) {
        std::string digits;
        std::size_t at = begin;
        while (at < text_.size()) {
            const auto [c, length] = base::decode_utf8(text_.substr(at));
            if (const char digit = ascii_digit(c)) {
                digits += digit;
                at += length;
                continue;
            }
            const auto behind = at + length;
            const bool digit_behind =
                behind < text_.size() && ascii_digit(base::decode_utf8(text_.substr(behind)).code_point) != 0;
            if ((c == U'.' || c == U'．') && digit_behind && digits.find('.') == std::string::npos) {
                digits += '.';
                at = behind;
                continue;
            }
            if ((c == U',' || c == U'，') && three_digits_at(behind) && digits.size() <= 12 &&
                groups_so_far(digits)) {
                at = behind;
                continue;
            }
            break;
        }
        const bool part_of_more =
            before == U'第' || before == U'-' || before == U'/' || before == U'〔' || before == U'.' ||
            (before < 0x80 && before != 0 && ((before | 0x20U) >= U'a' && (before | 0x20U) <= U'z'));
        if (!part_of_more && digits.size() <= digits_max) finish(begin, at, digits, false);
        return at;
    }

    // "1,234": a comma is one inside the number only before exactly three digits.
    bool three_digits_at(std::size_t at) const {
        for (int i = 0; i < 3; ++i) {
            if (at >= text_.size()) return false;
            const auto [c, length] = base::decode_utf8(text_.substr(at));
            if (ascii_digit(c) == 0) return false;
            at += length;
        }
        return at >= text_.size() || ascii_digit(base::decode_utf8(text_.substr(at)).code_point) == 0;
    }
    static bool groups_so_far(const std::string& digits) {
        return digits.find('.') == std::string::npos && !digits.empty() && digits.size() % 3 <= 3 &&
               digits.front() != '0';
    }

    std::size_t numerals(std::size_t begin, char32_t before) {
        std::size_t at = begin;
        std::int64_t value = 0;
        std::int64_t digit = -1;
        bool certain = true;
        while (at < text_.size()) {
            const auto [c, length] = base::decode_utf8(text_.substr(at));
            if (!is_numeral(c)) break;
            constexpr std::u32string_view units = U"零一二三四五六七八九";
            const std::int64_t power = c == U'十' ? 10 : c == U'百' ? 100 : c == U'千' ? 1000 : 0;
            if (power != 0) {
                value += (digit < 0 ? 1 : digit) * power;
                digit = -1;
            } else {
                certain = certain && (digit < 0 || digit == 0);
                digit = c == U'两' ? 2 : static_cast<std::int64_t>(units.find(c));
            }
            at += length;
        }
        if (digit > 0) value += digit;
        constexpr std::u32string_view not_after = U"第之每同任这某唯统专单逐另年月周〇";
        const bool scales_digits = ascii_digit(before) != 0;  // "5千件" is no thousand.
        if (certain && !scales_digits && not_after.find(before) == std::u32string_view::npos) {
            finish(begin, at, std::to_string(value), true);
        }
        return at;
    }

    void junk(std::size_t begin, std::size_t length) {
        const auto at = skip_blanks(begin + length);
        const auto measure = measure_length(text_.substr(at));
        if (measure == 0) return;
        figures_.push_back({.begin = begin,
                            .end = at + measure,
                            .value = std::nullopt,
                            .approximate = false,
                            .in_words = false,
                            .unit = std::string{text_.substr(at, measure)}});
    }

    std::string_view text_;
    std::vector<ProseFigure> figures_;
};

}  // namespace

std::size_t measure_length(std::string_view text) {
    return measures.longest_at(text);
}

std::vector<ProseFigure> find_figures(std::string_view text) {
    return Scanner{text}.scan();
}

}  // namespace ogi::parser
