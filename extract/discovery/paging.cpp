#include "extract/discovery/paging.h"

#include "extract/discovery/words.h"

#include <algorithm>
#include <charconv>
#include <string>
#include <vector>

namespace ogi::extract {
namespace {

constexpr std::string_view paging_words[] = {
    "下一页",   "下页", "后一页", "下一頁", "上一页", "上页", "前一页", "末页", "尾页",
    "最后一页", "首页", "第一页", ">",      ">>",     "»",    "›",      "<",    "<<",
    "«",        "‹",    "next",   "Next",   "NEXT",   "…",    "..."};
constexpr std::size_t page_number_digits_max = 4;
constexpr std::size_t part_digits_max = 2;

// Query parameters that carry the page number. Lower case.
constexpr std::string_view page_parameters[] = {
    "page", "pageno", "pagenum", "pageindex", "p", "curpage", "currpage", "pn", "pageid", "pager.offset"};

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

// "[2]" and "第2页" say 2.
std::string_view page_digits(std::string_view text) {
    if (text.starts_with("[") && text.ends_with("]")) text = text.substr(1, text.size() - 2);
    if (text.starts_with("第") && text.ends_with("页")) text = text.substr(3, text.size() - 6);
    return text;
}

// 0 for anything but digits.
int number_of(std::string_view digits) {
    int number = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    return error == std::errc{} && end == digits.data() + digits.size() && number > 0 ? number : 0;
}

bool is_page_number(std::string_view text) {
    text = page_digits(text);
    return !text.empty() && text.size() <= page_number_digits_max && std::ranges::all_of(text, is_digit);
}

std::string lower(std::string_view text) {
    std::string out{text};
    for (char& c : out) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    return out;
}

// The list a path belongs to, whatever its page: "/a/index_2.html" and "/a/" → "/a/index",
// "/xxgk/2.htm" and "/xxgk.htm" → "/xxgk" (博达 VSB).
std::string list_of(std::string_view path) {
    const auto slash = path.rfind('/');
    const auto folder = path.substr(0, slash);
    auto name = path.substr(slash + 1);
    name = name.substr(0, name.find('.'));
    if (name.empty()) return std::string{folder} + "/index";
    if (std::ranges::all_of(name, is_digit)) return std::string{folder};
    auto stem = name;
    while (!stem.empty() && is_digit(stem.back())) stem.remove_suffix(1);
    // "index_2" is a page of "index", but "col42" is a name.
    if (stem.size() < name.size() && (stem.ends_with('_') || stem.ends_with('-'))) {
        stem.remove_suffix(1);
    } else {
        stem = name;
    }
    // 龙讯 and others call the first page page_1.
    return std::string{folder} + "/" + std::string{stem == "page" ? std::string_view{"index"} : stem};
}

bool is_page_parameter(std::string_view item) {
    return std::ranges::find(page_parameters, lower(item.substr(0, item.find('=')))) !=
           std::end(page_parameters);
}

bool has_page_number(std::string_view query) {
    while (!query.empty()) {
        const auto end = std::min(query.find('&'), query.size());
        if (is_page_parameter(query.substr(0, end))) return true;
        query.remove_prefix(std::min(end + 1, query.size()));
    }
    return false;
}

// The query without page numbers, parameters in order.
std::vector<std::string> query_without_page(std::string_view query) {
    std::vector<std::string> parameters;
    while (!query.empty()) {
        const auto end = std::min(query.find('&'), query.size());
        const auto item = query.substr(0, end);
        query.remove_prefix(std::min(end + 1, query.size()));
        if (!is_page_parameter(item) && !item.empty()) parameters.emplace_back(item);
    }
    std::ranges::sort(parameters);
    return parameters;
}

// The number that a query gives to a page parameter, 0 if none.
int page_of_query(std::string_view query) {
    while (!query.empty()) {
        const auto end = std::min(query.find('&'), query.size());
        const auto item = query.substr(0, end);
        if (is_page_parameter(item)) return number_of(item.substr(std::min(item.find('=') + 1, item.size())));
        query.remove_prefix(std::min(end + 1, query.size()));
    }
    return 0;
}

// A file's name in its parts: "t2023_2.html" is {"t2023", 2, ".html"}. Longer numbers are names.
struct NumberedName {
    std::string_view stem;
    int number = 0;  // 0: none.
    std::string_view extension;
};

NumberedName numbered_name(std::string_view path) {
    const auto name = path.substr(path.rfind('/') + 1);
    const auto dot = std::min(name.rfind('.'), name.size());
    NumberedName parts{name.substr(0, dot), 0, name.substr(dot)};
    const auto mark = parts.stem.find_last_of("_-");
    if (mark == std::string_view::npos || mark == 0) return parts;
    const auto digits = parts.stem.substr(mark + 1);
    if (digits.size() > part_digits_max) return parts;
    parts.number = number_of(digits);
    if (parts.number > 0) parts.stem = parts.stem.substr(0, mark);
    return parts;
}

}  // namespace

int part_number(const base::Url& first, const base::Url& target, std::string_view text) {
    const auto says = squeeze(text);
    const bool counts = is_page_number(says);
    if (!counts && std::ranges::find(paging_words, says) == std::end(paging_words)) return 0;
    if (first.path() == target.path()) {
        const bool same = query_without_page(first.query()) == query_without_page(target.query());
        return same && page_of_query(first.query()) != page_of_query(target.query())
                   ? page_of_query(target.query())
                   : 0;
    }
    const auto folder = [](std::string_view path) { return path.substr(0, path.rfind('/') + 1); };
    if (folder(first.path()) != folder(target.path()) || first.query() != target.query()) return 0;
    const auto own = numbered_name(first.path());
    const auto other = numbered_name(target.path());
    if (own.extension != other.extension || other.number == 0) return 0;
    const auto whole_stem = [](std::string_view path, const NumberedName& name) {
        const auto file = path.substr(path.rfind('/') + 1);
        return file.substr(0, file.size() - name.extension.size());
    };
    if (other.stem == whole_stem(first.path(), own)) return other.number;
    // Both are numbered: "1_12.html" and "1_13.html" may as well be two articles.
    const auto said = counts ? number_of(page_digits(says)) : 0;
    const bool agrees = said == other.number || said == other.number + 1;
    return own.number > 0 && own.stem == other.stem && agrees ? other.number : 0;
}

bool is_further_page(const base::Url& page, const base::Url& target, std::string_view text) {
    const auto says = squeeze(text);
    const bool paging =
        is_page_number(says) || std::ranges::find(paging_words, says) != std::end(paging_words);
    if (!paging || target == page) return false;
    if (list_of(page.path()) != list_of(target.path())) return false;
    if (query_without_page(page.query()) == query_without_page(target.query())) return true;
    // 大汉: the first page has no query, further ones carry a unit's id beside the page number.
    return page.query().empty() && has_page_number(target.query());
}

}  // namespace ogi::extract
