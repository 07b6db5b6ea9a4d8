#include "parser/published.h"

#include "base/utf8.h"
#include "parser/information_lines.h"
#include "parser/prose.h"
#include "parser/word_set.h"

#include <algorithm>
#include <array>
#include <string>

namespace ogi::parser {

namespace {

using namespace std::literals;

constexpr int year_min = 2003;  // The first local rules on disclosure.
constexpr int year_max = 2099;
constexpr std::size_t head_blocks_max = 40;       // Lines about the page stand above the report …
constexpr std::size_t signature_blocks_max = 30;  // … and its signature below.
constexpr std::size_t signature_name_chars_max = 40;

// "3" → 3, "３" → 3, "三" → 3, "〇" → 0; -1 for anything else. `length` gets the bytes.
int digit_at(std::string_view text, std::size_t& length) {
    if (text.empty()) return -1;
    const auto [c, bytes] = base::decode_utf8(text);
    length = bytes;
    if (c >= U'0' && c <= U'9') return static_cast<int>(c - U'0');
    if (c >= U'０' && c <= U'９') return static_cast<int>(c - U'０');
    constexpr std::u32string_view numerals = U"〇一二三四五六七八九";
    if (const auto at = numerals.find(c); at != std::u32string_view::npos) return static_cast<int>(at);
    constexpr std::u32string_view zeros = U"○O零Ｏ◯０";
    return zeros.find(c) != std::u32string_view::npos ? 0 : -1;
}

std::size_t skip_blanks(std::string_view text, std::size_t at) {
    while (at < text.size()) {
        const auto [c, length] = base::decode_utf8(text.substr(at));
        if (!base::is_space(c) || c == U'\n') break;
        at += length;
    }
    return at;
}

// A month or day at `at`: "1", "01", "十二", "二十", "三十一". Moves `at` past it; 0 if there is none.
unsigned read_small(std::string_view text, std::size_t& at) {
    unsigned value = 0;
    int digits = 0;
    bool ten = false;
    while (at < text.size()) {
        std::size_t length = 0;
        if (text.substr(at).starts_with("十"sv)) {
            if (ten) return 0;
            value = digits == 0 ? 10 : value * 10;
            ten = true;
            at += "十"sv.size();
            continue;
        }
        const int digit = digit_at(text.substr(at), length);
        if (digit < 0) break;
        value = ten ? value + static_cast<unsigned>(digit) : value * 10 + static_cast<unsigned>(digit);
        if (++digits > 2) return 0;
        at += length;
    }
    return value;
}

bool take_mark(std::string_view text, std::size_t& at, std::string_view han_mark) {
    at = skip_blanks(text, at);
    for (const auto mark : {han_mark, "-"sv, "/"sv, "."sv, "－"sv}) {
        if (!text.substr(at).starts_with(mark)) continue;
        at = skip_blanks(text, at + mark.size());
        return true;
    }
    return false;
}

std::optional<FoundDate> read_date(std::string_view text, std::size_t begin) {
    const auto year = read_year(text.substr(begin));
    if (year.year == 0) return std::nullopt;
    auto at = begin + year.length;
    if (!take_mark(text, at, "年"sv)) return std::nullopt;
    const auto month = read_small(text, at);
    if (!take_mark(text, at, "月"sv)) return std::nullopt;
    const auto day = read_small(text, at);
    const base::Date date{std::chrono::year{year.year}, std::chrono::month{month}, std::chrono::day{day}};
    if (!date.ok()) return std::nullopt;
    const auto after = skip_blanks(text, at);
    if (text.substr(after).starts_with("日"sv)) at = after + "日"sv.size();
    return FoundDate{date, begin, at};
}

std::optional<base::Date> date_in_metas(const model::Document& document) {
    static constexpr std::array names{
        "pubdate"sv,      "publishdate"sv, "firstpublishedtime"sv,    "publishedtime"sv,
        "publish_date"sv, "pubtime"sv,     "article:published_time"sv};
    for (const auto name : names) {
        for (const auto& [meta, content] : document.metas) {
            if (meta != name) continue;
            if (const auto found = find_date(content)) return found->date;
        }
    }
    return std::nullopt;
}

// Labels of such lines, the surest first. "时间" alone may be anything, but not beside the source of a page.
constexpr std::string_view date_labels[] = {
    "发布日期|发布时间|公开日期|公开时间|发表时间|发表日期|公布日期|公布时间|信息时间|撰写时间"sv,
    "发文日期|发文时间|生成日期|成文日期|印发日期"sv, "时间：|时间:|日期：|日期:"sv};
constexpr std::size_t label_gap_bytes_max = 24;  // Between a label and its day.
// Such a label's day is that of the visit: "页面生成时间：…", "打印日期：…".
constexpr std::array of_the_visit{"生成"sv, "打印"sv, "当前"sv, "系统"sv, "北京"sv, "服务器"sv,
                                  "访问"sv, "浏览"sv, "下载"sv, "查询"sv, "缓存"sv};

bool tells_visit(std::string_view before, std::string_view label) {
    const bool bare = label.starts_with("时间"sv) || label.starts_with("日期"sv);
    return bare && std::ranges::any_of(of_the_visit, [&](auto word) { return before.ends_with(word); });
}

// The first day behind a label of each rank.
using RankedDates = std::array<std::optional<base::Date>, std::size(date_labels)>;

const WordSet& labels_of_rank(std::size_t rank) {
    static const std::array<WordSet, std::size(date_labels)> sets{
        WordSet{date_labels[0]}, WordSet{date_labels[1]}, WordSet{date_labels[2]}};
    return sets[rank];
}

const WordSet& all_labels() {
    static const auto words =
        std::string{date_labels[0]} + "|" + std::string{date_labels[1]} + "|" + std::string{date_labels[2]};
    static const WordSet set{words};
    return set;
}

void look_behind_labels(std::string_view line, RankedDates& dates) {
    for (auto label = all_labels().find(line); label; label = all_labels().find(line, label.at + 1)) {
        const auto words = line.substr(label.at, label.length);
        if (tells_visit(line.substr(0, label.at), words)) continue;
        const auto found = find_date(line.substr(label.at + label.length, label_gap_bytes_max + 24));
        if (!found || found->begin > label_gap_bytes_max) continue;
        for (std::size_t rank = 0; rank < dates.size(); ++rank) {
            if (!dates[rank] && labels_of_rank(rank).longest_at(words) > 0) dates[rank] = found->date;
        }
    }
}

std::optional<base::Date> date_in_lines(const model::Document& document) {
    RankedDates dates;
    for (const auto& line : information_lines(document)) look_behind_labels(line, dates);
    for (const auto& block : document.outside) look_behind_labels(block.text, dates);
    std::size_t seen = 0;
    for (const auto& block : document.blocks) {
        if (base::trim(block.text).empty()) continue;
        if (++seen > head_blocks_max) break;
        // In a page that is one paragraph, only its beginning is about the page.
        look_behind_labels(std::string_view{block.text}.substr(0, 1500), dates);
    }
    for (const auto& date : dates) {
        if (date) return date;
    }
    return std::nullopt;
}

std::optional<base::Date> date_in_url(std::string_view url) {
    for (std::size_t at = 0; at < url.size(); ++at) {
        const bool starts = at == 0 || url[at - 1] < '0' || url[at - 1] > '9';
        if (!starts) continue;
        if (const auto found = read_date(url, at)) {
            const bool ends = found->end == url.size() || url[found->end] < '0' || url[found->end] > '9';
            if (ends) return found->date;
        }
        // "t20230113_2132112": eight digits, no more.
        const auto digits = url.substr(at).find_first_not_of("0123456789"sv);
        if ((digits == std::string_view::npos ? url.size() - at : digits) != 8) continue;
        const auto run = url.substr(at, 8);
        const auto number = [&](std::size_t from, std::size_t count) {
            int value = 0;
            for (const char c : run.substr(from, count)) value = value * 10 + (c - '0');
            return value;
        };
        const base::Date date{std::chrono::year{number(0, 4)},
                              std::chrono::month{static_cast<unsigned>(number(4, 2))},
                              std::chrono::day{static_cast<unsigned>(number(6, 2))}};
        if (date.ok() && number(0, 4) >= year_min && number(0, 4) <= year_max) return date;
    }
    return std::nullopt;
}

// Does a name, or nothing at all, stand before the day?
bool may_sign(std::string_view before) {
    if (before.empty()) return true;
    static constexpr std::array ends{"局"sv,   "府"sv, "会"sv, "院"sv, "室"sv, "厅"sv, "委"sv, "处"sv,
                                     "中心"sv, "所"sv, "部"sv, "镇"sv, "乡"sv, "办"sv, "站"sv, "署"sv};
    return std::ranges::any_of(ends, [&](std::string_view end) { return before.ends_with(end); });
}

// What stands in front of a signature's day: the last words without a mark.
std::string_view last_words(std::string_view text) {
    text = base::trim(text);
    for (const auto mark : {"。"sv, "；"sv, "："sv, "，"sv, "."sv, "\n"sv, " "sv, "　"sv, "\t"sv}) {
        if (const auto at = text.rfind(mark); at != std::string_view::npos)
            text.remove_prefix(at + mark.size());
    }
    return base::trim(text);
}

// The signature in one block; `above` is the text of the block before it.
std::optional<Signature> signature_in(std::string_view line, std::string_view above) {
    std::optional<Signature> last;
    for (auto found = find_date(line); found; found = find_date(line, found->end)) {
        const auto before = base::trim(line.substr(0, found->begin));
        const auto after = line.substr(found->end);
        const bool whole = before.empty() && base::trim(after).empty();
        const bool broken_off = after.empty() || after.front() == ' ' || after.front() == '\n' ||
                                after.front() == '\t' || after.starts_with("　"sv);
        const auto name = last_words(before);
        if (whole) {
            last = Signature{found->date, last_words(above)};
        } else if (broken_off && !name.empty() && may_sign(name) &&
                   count_han(name) <= signature_name_chars_max) {
            last = Signature{found->date, name};
        }
    }
    return last;
}

}  // namespace

FoundYear read_year(std::string_view text) {
    // All begin with a two: "2", "２", "二". Most places of a text do not.
    if (text.empty() || !(text[0] == '2' || text[0] == '\xEF' || text[0] == '\xE4')) return {};
    int year = 0;
    std::size_t at = 0;
    for (int i = 0; i < 4; ++i) {
        std::size_t length = 0;
        const int digit = digit_at(text.substr(at), length);
        if (digit < 0) return {};
        year = year * 10 + digit;
        at += length;
    }
    return year >= year_min && year <= year_max ? FoundYear{year, at} : FoundYear{};
}

std::optional<FoundDate> find_date(std::string_view text, std::size_t from) {
    bool after_digit = false;
    for (std::size_t at = from; at < text.size();) {
        const auto [c, length] = base::decode_utf8(text.substr(at));
        if (!after_digit) {
            if (const auto found = read_date(text, at)) return found;
        }
        after_digit = c >= U'0' && c <= U'9';
        at += length;
    }
    return std::nullopt;
}

std::optional<Signature> find_signature(const model::Document& document) {
    const auto& blocks = document.blocks;
    std::size_t seen = 0;
    for (std::size_t i = blocks.size(); i-- > 0 && seen < signature_blocks_max;) {
        const auto line = base::trim(blocks[i].text);
        if (line.empty() || is_furniture(line)) continue;
        ++seen;
        std::string_view above;
        for (std::size_t j = i; j-- > 0 && above.empty();) above = base::trim(blocks[j].text);
        if (auto signature = signature_in(line, above)) return signature;
    }
    return std::nullopt;
}

std::optional<base::Date> find_published(const model::Document& document, std::string_view url) {
    if (const auto date = date_in_metas(document)) return date;
    if (const auto date = date_in_lines(document)) return date;
    if (const auto signature = find_signature(document)) return signature->date;
    return date_in_url(url);
}

}  // namespace ogi::parser
