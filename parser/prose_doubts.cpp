#include "parser/prose_doubts.h"

#include "parser/prose.h"
#include "parser/words.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <initializer_list>
#include <span>

namespace ogi::parser {

namespace {

using namespace std::literals;

constexpr auto none = std::string_view::npos;

constexpr auto part_words = "本级|转来|交办|转交|移交|转送|移送|投诉|举报|清理|意见"sv;
constexpr auto cumulation = "累计"sv;
constexpr auto month_word = "月"sv;
constexpr auto year_parts = "季度|半年"sv;
constexpr std::array whole_years{"全年"sv, "本年度"sv};

constexpr auto guiding = "指导|督促|督导|协助"sv;
constexpr auto guided = "各|全县|全市|全区|全省|全州|全旗|下级|所属|辖区|乡镇|基层"sv;

// Every case before a court or a reconsideration body, unless disclosure is mentioned.
constexpr auto all_cases =
    "办理行政复议|受理行政复议|审理行政复议|审结行政复议|办结行政复议|办理复议|受理复议|办理行政诉讼|"
    "行政应诉|"
    "应诉案件"sv;
constexpr auto disclosure = "信息公开|政府信息|依申请公开"sv;

// None of them begins another.
const Words handling{"收到|受理|接到|办理|答复|新收|共收|共受理|共办理"};

std::string joined(std::initializer_list<std::string_view> lists) {
    std::string all;
    for (const auto list : lists) all.append(all.empty() ? "" : "|").append(list);
    return all;
}

// Without one of these in the text the questions need not be asked word by word.
bool may_last(std::string_view text) {
    static const Words words{lasting_doubt_words()};
    return words.occur_in(text);
}
bool may_count_otherwise(std::string_view text) {
    static const Words words{counting_doubt_words()};
    return words.occur_in(text);
}

std::size_t first_of(std::string_view text, std::string_view words) {
    std::size_t first = none;
    any_word(words, [&](std::string_view word) {
        first = std::min(first, find_word(text, word));
        return false;
    });
    return first;
}

// "累计", but not "全年累计", "2023年度累计".
std::size_t find_cumulation(std::string_view text) {
    static constexpr std::array years{"年"sv, "年度"sv, "年内"sv, "年共"sv};
    for (auto at = find_word(text, cumulation); at != none; at = find_word(text, cumulation, at + 1)) {
        const auto before = text.substr(0, at);
        if (std::ranges::none_of(years, [&](std::string_view year) { return before.ends_with(year); }))
            return at;
    }
    return none;
}

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

// Takes the digits off the end of `text`; 0 for none.
int take_last_number(std::string_view& text) {
    std::size_t begin = text.size();
    while (begin > 0 && is_digit(text[begin - 1])) --begin;
    int number = 0;
    std::from_chars(text.data() + begin, text.data() + text.size(), number);
    text = text.substr(0, begin);
    return number;
}

bool take_last(std::string_view& text, std::span<const std::string_view> words) {
    const auto word = std::ranges::find_if(words, [&](std::string_view w) { return text.ends_with(w); });
    if (word == words.end()) return false;
    text.remove_suffix(word->size());
    return true;
}

bool begins_with(std::string_view text, std::span<const std::string_view> words) {
    return std::ranges::any_of(words, [&](std::string_view word) { return text.starts_with(word); });
}

constexpr std::array ranges{"至"sv, "到"sv, "-"sv, "－"sv, "—"sv, "–"sv, "~"sv, "～"sv};

// The month that ends in the "月" at `at` belongs to a whole year: "1月1日起", "至12月31日", "1至12月".
bool bounds_the_year(std::string_view text, std::size_t at) {
    static constexpr std::array year_ends{"31"sv, "底"sv, "末"sv};
    static constexpr std::array until{"截至"sv, "截止"sv};
    static constexpr std::array months{"月"sv, "月份"sv};
    auto before = text.substr(0, at);
    auto behind = text.substr(at + month_word.size());
    const int month = take_last_number(before);
    if (month == 1) {
        if (behind.starts_with("份"sv)) behind.remove_prefix("份"sv.size());
        const bool first_day = behind.starts_with("1日"sv);
        return first_day || (begins_with(behind, ranges) && behind.find("12月"sv) < "——12月"sv.size());
    }
    if (month != 12) return false;
    if (begins_with(behind, year_ends) || take_last(before, until)) return true;
    if (!take_last(before, ranges)) return false;
    take_last(before, ranges);  // "——" is one mark.
    take_last(before, months);
    return take_last_number(before) == 1;
}

// "1至6月", "九月", "第一季度", "上半年"; not "每月", "3个月".
std::size_t find_part_of_year(std::string_view text) {
    static constexpr std::array numerals{"一"sv, "二"sv, "三"sv, "四"sv, "五"sv,
                                         "六"sv, "七"sv, "八"sv, "九"sv, "十"sv};
    std::size_t first = first_of(text, year_parts);
    for (auto at = find_word(text, month_word); at < first; at = find_word(text, month_word, at + 1)) {
        auto before = text.substr(0, at);
        const bool numbered = (at > 0 && is_digit(text[at - 1])) || take_last(before, numerals);
        if (numbered && !bounds_the_year(text, at)) first = at;
    }
    return first;
}

std::size_t find_guidance(std::string_view text) {
    const auto at = first_of(text, guiding);
    return at != none && contains_any(text.substr(at), guided) ? at : none;
}

std::size_t find_all_cases(std::string_view text) {
    return contains_any(text, disclosure) ? none : first_of(text, all_cases);
}

// Where the part of `text` begins that the whole year is not named behind.
std::size_t behind_whole_year(std::string_view text) {
    std::size_t begin = 0;
    for (const auto word : whole_years) {
        if (const auto at = find_last_word(text, word); at != none) begin = std::max(begin, at + word.size());
    }
    return begin;
}

std::size_t counted_from(std::size_t begin, std::size_t found) {
    return found == none ? none : begin + found;
}

}  // namespace

const std::string& lasting_doubt_words() {
    static const auto words = joined({month_word, year_parts, guiding});
    return words;
}

const std::string& counting_doubt_words() {
    static const auto words = joined({cumulation, part_words, all_cases});
    return words;
}

std::size_t find_lasting_doubt(std::string_view text) {
    if (!may_last(text)) return none;
    const auto begin = behind_whole_year(text);
    const auto rest = text.substr(begin);
    return counted_from(begin, std::min(find_part_of_year(rest), find_guidance(rest)));
}

std::size_t end_of_acting(std::string_view text, std::size_t agency_end) {
    const auto behind = text.substr(agency_end);
    if (!behind.empty() && is_digit(behind.front())) return agency_end + 1;
    const auto length = handling.longest_at(behind);
    return length > 0 ? agency_end + length : none;
}

std::size_t find_several_agencies(std::string_view sentence) {
    static const auto agencies = [] {
        WordLists lists;
        lists.add(agency_words);
        lists.build();
        return lists;
    }();
    std::size_t first = none;
    int counted = 0;
    for (const auto& agency : agencies.find_in(sentence)) {
        if (end_of_acting(sentence, agency.end) == none) continue;
        ++counted, first = std::min(first, agency.begin);
    }
    return counted > 1 ? first : none;
}

std::size_t find_doubt(std::string_view text) {
    auto first = std::min(find_lasting_doubt(text), find_several_agencies(text));
    if (may_count_otherwise(text))
        first = std::min({first, find_cumulation(text), first_of(text, part_words), find_all_cases(text)});
    return first;
}

}  // namespace ogi::parser
