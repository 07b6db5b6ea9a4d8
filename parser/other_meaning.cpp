#include "parser/other_meaning.h"

#include "parser/fold.h"

#include <algorithm>
#include <array>

namespace ogi::parser {

namespace {

constexpr std::array<std::u32string_view, 9> other_times = {U"上年", U"上一年", U"去年", U"前年",  U"往年",
                                                            U"历年", U"同期",   U"累计", U"上半年"};
constexpr std::array<std::u32string_view, 3> opposites = {U"不", U"未", U"非"};
// What is counted up to now in the form, too.
constexpr std::array<std::u32string_view, 3> standing_totals = {U"现行有效", U"对外公开总", U"总数量"};
// The form of 2019 has a column of last year's: "上一年项目数量".
constexpr std::array<std::u32string_view, 4> own_heads = {U"上一年项目", U"上一年度项目", U"上年项目",
                                                          U"上年度项目"};
constexpr std::size_t year_digits = 4;

// The year that `text` ends in: "2022年", "2022年度"; 0 if it does not.
int year_at_end(std::u32string_view text) {
    if (text.ends_with(U"度")) text.remove_suffix(1);
    if (!text.ends_with(U"年") || text.size() <= year_digits) return 0;
    text.remove_suffix(1);
    if (text.size() > year_digits && is_ascii_digit(text[text.size() - year_digits - 1])) return 0;
    int year = 0;
    for (const char32_t c : text.substr(text.size() - year_digits)) {
        if (!is_ascii_digit(c)) return 0;
        year = year * 10 + static_cast<int>(c - U'0');
    }
    return year;
}

bool is_another(int year, int report_year) {
    return year != 0 && report_year != 0 && year != report_year;
}

}  // namespace

bool turns_round(std::u32string_view before, int report_year) {
    const auto ends_in = [&](std::u32string_view word) { return before.ends_with(word); };
    if (std::ranges::any_of(opposites, ends_in)) return true;
    if (is_another(year_at_end(before), report_year)) return true;
    if (before.ends_with(U"的")) before.remove_suffix(1);
    if (before.ends_with(U"度")) before.remove_suffix(1);
    return std::ranges::any_of(other_times, ends_in);
}

bool names_another_time(std::u32string_view head, int report_year) {
    constexpr std::u32string_view telling = U"年期计";  // Every word for another time has one of these.
    if (head.find_first_of(telling) == head.npos) return false;
    const auto holds = [&](std::u32string_view word) { return head.find(word) != head.npos; };
    for (std::size_t end = year_digits + 1; end <= head.size(); ++end) {
        if (is_another(year_at_end(head.substr(0, end)), report_year)) return true;
    }
    if (std::ranges::any_of(own_heads, holds) || std::ranges::any_of(standing_totals, holds)) return false;
    // A head whose end was lost: "上一年".
    const auto begins_own = [&](std::u32string_view own) { return own.starts_with(head); };
    if (std::ranges::any_of(own_heads, begins_own)) return false;
    return std::ranges::any_of(other_times, holds);
}

}  // namespace ogi::parser
