#include "parser/number.h"

#include "base/utf8.h"
#include "parser/fold.h"
#include "parser/trace.h"

#include <algorithm>
#include <array>

namespace ogi::parser {

namespace {

using model::CellKind;

constexpr std::array<std::string_view, 21> units = {"万元", "亿元", "元", "百元", "千元", "人次", "件次",
                                                    "篇次", "件",   "项", "条",   "个",   "次",   "篇",
                                                    "起",   "宗",   "份", "场",   "期",   "人",   "部"};
constexpr std::array<std::string_view, 4> no_change = {"持平", "无变化", "不变", "无增减"};
constexpr std::array<std::string_view, 4> more_words = {"增加", "新增", "增", "↑"};
constexpr std::array<std::string_view, 3> fewer_words = {"减少", "减", "↓"};
constexpr std::size_t plain_digits_max = 15;
constexpr std::u32string_view dashes = U"-—–―─‐‑﹘";

// Half width, bookmarks gone, white space kept as single ASCII spaces, or as a line break where it has one or
// is wider than a blank: a space can part thousands or cells, a line break only cells.
std::string plain(std::string_view text) {
    std::string out;
    std::size_t at = 0;
    while (at < text.size()) {
        if (text.substr(at).starts_with("[bookmark:")) {
            const auto end = text.find(']', at);
            if (end != std::string_view::npos) {
                at = end + 1;
                continue;
            }
        }
        const auto [c, length] = base::decode_utf8(text.substr(at));
        at += length;
        if (base::is_space(c)) {
            const bool parted = out.ends_with(' ') || out.ends_with('\n');
            if (!out.empty() && !parted) out += ' ';
            if (!out.empty() && (c == U'\n' || parted || c == U'\u3000')) out.back() = '\n';
        } else if (is_superscript_digit(c) && out == "10") {
            base::append_utf8(out, c);  // A power of ten, not a footnote.
        } else if (const char32_t folded_character = fold_character(c); folded_character != 0) {
            base::append_utf8(out, folded_character);
        }
    }
    while (out.ends_with(' ') || out.ends_with('\n')) out.pop_back();
    return out;
}

bool has_digit(std::string_view text) {
    return std::ranges::any_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

// Every character is one of `set`.
bool consists_of(std::string_view text, std::u32string_view set) {
    while (!text.empty()) {
        const auto [c, length] = base::decode_utf8(text);
        if (set.find(c) == set.npos) return false;
        text.remove_prefix(length);
    }
    return true;
}

bool has_han(std::string_view text) {
    while (!text.empty()) {
        const auto [c, length] = base::decode_utf8(text);
        if (base::is_han(c)) return true;
        text.remove_prefix(length);
    }
    return false;
}

template <std::size_t N>
bool take_word(std::string_view& text, const std::array<std::string_view, N>& words) {
    for (const auto word : words) {
        if (!text.starts_with(word)) continue;
        text.remove_prefix(word.size());
        return true;
    }
    return false;
}

// "1,234,567", "12 258", "1234": the digits alone; nullopt where a group is not three digits long.
std::optional<std::string> ungroup(std::string_view whole) {
    std::string digits;
    const auto first = std::min(whole.find_first_of(", "), whole.size());
    digits = whole.substr(0, first);
    if (digits.empty()) return std::nullopt;
    const char separator = first < whole.size() ? whole[first] : '\0';
    if (separator != '\0' && digits.size() > 3) return std::nullopt;
    for (std::size_t at = first; at < whole.size(); at += 4) {
        const auto group = whole.substr(at, 4);
        if (group.size() != 4 || group[0] != separator) return std::nullopt;
        digits += group.substr(1);
    }
    if (!std::ranges::all_of(digits, [](char c) { return c >= '0' && c <= '9'; })) return std::nullopt;
    return digits;
}

// A sign at the start, taken off; '+' where there is none.
char take_sign(std::string_view& rest, FigureKind kind) {
    if (kind == FigureKind::signed_count) {
        if (take_word(rest, more_words)) return '+';
        if (take_word(rest, fewer_words)) return '-';
    }
    if (rest.starts_with('+') || rest.starts_with('-')) {
        const char sign = rest.front();
        rest.remove_prefix(1);
        return sign;
    }
    return '+';
}

// What nearly every cell holds: a few digits and nothing else.
std::optional<model::Decimal> plain_count(std::string_view text) {
    if (text.empty() || text.size() > plain_digits_max || (text.size() > 1 && text.front() == '0'))
        return std::nullopt;
    std::int64_t number = 0;
    for (const char c : text) {
        if (c < '0' || c > '9') return std::nullopt;
        number = number * 10 + (c - '0');
    }
    return model::Decimal::whole(number);
}

Figure read_number(std::string_view rest, FigureKind kind) {
    const Figure unreadable{CellKind::unreadable, std::nullopt, {}};
    const char sign = take_sign(rest, kind);
    rest = base::trim(rest);
    const auto unit_at = std::min(rest.find_first_not_of("0123456789., "), rest.size());
    std::string_view digits = base::trim(rest.substr(0, unit_at));
    std::string_view unit = base::trim(rest.substr(unit_at));
    if (unit.starts_with('(') && unit.ends_with(')')) unit = unit.substr(1, unit.size() - 2);
    if (!unit.empty() && std::ranges::find(units, unit) == units.end()) return unreadable;

    const auto point = digits.find('.');
    auto number = ungroup(digits.substr(0, point));
    if (!number || (number->size() > 1 && number->front() == '0')) return unreadable;
    if (point != std::string_view::npos) {
        const auto fraction = digits.substr(point);
        if (kind == FigureKind::amount) {
            *number += fraction;
        } else if (fraction != ".0" && fraction != ".00") {  // ".000" might be meant for thousands.
            return unreadable;
        }
    }
    if (sign == '-') number->insert(0, 1, '-');
    const auto value = model::Decimal::parse(*number);
    if (!value) return unreadable;
    return {CellKind::number, value, std::string{unit}};
}

}  // namespace

Figure read_figure(std::string_view cell, FigureKind kind) {
    if (const auto value = plain_count(cell)) return {CellKind::number, value, {}};
    const std::string text = plain(cell);
    if (text.empty()) return {CellKind::blank, std::nullopt, {}};
    if (consists_of(text, U"/\\")) return {CellKind::slash, std::nullopt, {}};
    if (consists_of(text, dashes)) return {CellKind::dash, std::nullopt, {}};
    if (has_digit(text)) return read_number(text, kind);
    if (kind == FigureKind::signed_count && std::ranges::find(no_change, text) != no_change.end()) {
        return {CellKind::number, model::Decimal::whole(0), {}};
    }
    return {has_han(text) ? CellKind::text : CellKind::unreadable, std::nullopt, {}};
}

bool is_foreign_unit(std::string_view unit, FigureKind kind) {
    const bool money = unit.ends_with("元");
    const bool people = unit.starts_with("人");
    return !unit.empty() && (kind == FigureKind::amount ? !money : money || people);
}

std::vector<std::string_view> figure_steps(std::string_view cell, FigureKind kind) {
    if (plain_count(cell)) return {"plain_digits"};
    const std::string text = plain(cell);
    const auto figure = read_figure(cell, kind);
    if (text.empty() || figure.kind == CellKind::slash || figure.kind == CellKind::dash)
        return {"nothing_written"};
    std::vector<std::string_view> steps;
    if (text != base::trim(cell)) steps.push_back("folded");
    if (!has_digit(text)) {
        steps.push_back("words");
        return steps;
    }
    std::string_view rest = text;
    const auto length = rest.size();
    take_sign(rest, kind);
    if (rest.size() != length) steps.push_back("sign");
    const auto digits = base::trim(rest.substr(0, rest.find_first_not_of("0123456789., ")));
    if (digits.find_first_of(", ") != digits.npos) steps.push_back("grouped");
    if (digits.find('.') != digits.npos) steps.push_back("fraction");
    if (!figure.unit.empty()) steps.push_back("unit");
    if (figure.kind == CellKind::unreadable) steps.push_back("not_certain");
    return steps;
}

}  // namespace ogi::parser
