#include "extract/discovery/paging.h"

#include "base/utf8.h"
#include "extract/discovery/address.h"
#include "extract/discovery/families/family.h"
#include "extract/discovery/words.h"

#include <algorithm>
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

constexpr std::size_t paging_characters_max = 6;  // 第1234页

bool is_paging_word(std::string_view squeezed) {
    return std::ranges::find(paging_words, squeezed) != std::end(paging_words);
}

// "[2]" and "第2页" say 2.
std::string_view page_digits(std::string_view text) {
    if (text.starts_with("[") && text.ends_with("]")) text = text.substr(1, text.size() - 2);
    if (text.starts_with("第") && text.ends_with("页")) text = text.substr(3, text.size() - 6);
    return text;
}

// The list a path belongs to, whatever its page: "/a/index_2.html" and "/a/" → "/a/index",
// "/xxgk/2.htm" and "/xxgk.htm" → "/xxgk" (博达 VSB).
std::string list_of(std::string_view path) {
    const auto slash = path.rfind('/');
    const auto folder = path.substr(0, slash);
    auto name = path.substr(slash + 1);
    name = name.substr(0, name.find('.'));
    if (name.empty()) return std::string{folder} + "/index";
    if (is_digits(name)) return std::string{folder};
    auto stem = name;
    while (!stem.empty() && stem.back() >= '0' && stem.back() <= '9') stem.remove_suffix(1);
    // "index_2" is a page of "index", but "col42" is a name.
    if (stem.size() < name.size() && (stem.ends_with('_') || stem.ends_with('-'))) {
        stem.remove_suffix(1);
    } else {
        stem = name;
    }
    // 龙讯 and others call the first page page_1.
    return std::string{folder} + "/" + std::string{stem == "page" ? std::string_view{"index"} : stem};
}

// Every parameter that carries a page number, of all families. Lower case.
const std::vector<std::string_view>& page_parameters() {
    static const auto all = [] {
        std::vector<std::string_view> names;
        for (const auto* const family : families())
            names.insert(names.end(), family->page_parameters.begin(), family->page_parameters.end());
        return names;
    }();
    return all;
}

bool is_page_parameter(std::string_view item) {
    const auto name = to_lower(item.substr(0, item.find('=')));
    return std::ranges::find(page_parameters(), name) != page_parameters().end();
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
        if (is_page_parameter(item))
            return number_of_digits(item.substr(std::min(item.find('=') + 1, item.size())));
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
    parts.number = number_of_digits(digits);
    if (parts.number > 0) parts.stem = parts.stem.substr(0, mark);
    return parts;
}

}  // namespace

bool says_page(std::string_view text) {
    // Most texts are too long, which is seen at their beginning, before anything is squeezed.
    std::size_t characters = 0;
    for (const char byte : text) {
        if (base::begins_plainly(byte) && ++characters > paging_characters_max) return false;
    }
    const auto says = squeeze(text);
    return is_page_number(says) || is_paging_word(says);
}

bool is_page_number(std::string_view squeezed) {
    const auto digits = page_digits(squeezed);
    return digits.size() <= page_number_digits_max && is_digits(digits);
}

int number_of_page(std::string_view address) {
    const auto mark = std::min(address.find('?'), address.size());
    const auto query = address.substr(std::min(mark + 1, address.size()));
    if (const int number = page_of_query(query)) return number;
    const auto path = address.substr(0, mark);
    const auto stem = file_stem(path);
    const auto begin = stem.find_last_not_of("0123456789") + 1;
    const auto digits = stem.substr(std::min(begin, stem.size()));
    const bool is_page = begin == 0 || stem[begin - 1] == '_' || stem[begin - 1] == '-';
    return is_page && digits.size() <= page_number_digits_max ? number_of_digits(digits) : 0;
}

std::vector<std::string> pages_between(const base::Url& one, const base::Url& other) {
    const std::string_view a = one.text(), b = other.text();
    const auto is_number = [](char c) { return c >= '0' && c <= '9'; };
    std::size_t begin = 0;
    while (begin < std::min(a.size(), b.size()) && a[begin] == b[begin]) ++begin;
    while (begin > 0 && is_number(a[begin - 1])) --begin;
    const auto digits = [&](std::string_view text) {
        return text.substr(begin, std::min(text.find_first_not_of("0123456789", begin), text.size()) - begin);
    };
    const int first = number_of_digits(digits(a)), last = number_of_digits(digits(b));
    const auto behind = a.substr(begin + digits(a).size());
    std::vector<std::string> between;
    if (first == 0 || last == 0 || behind != b.substr(begin + digits(b).size())) return between;
    if (std::max(first, last) - std::min(first, last) > pages_between_max) return between;
    for (int page = std::min(first, last) + 1; page < std::max(first, last); ++page)
        between.push_back(std::string{a.substr(0, begin)} + std::to_string(page) + std::string{behind});
    return between;
}

int part_number(const base::Url& first, const base::Url& target, std::string_view text) {
    const auto says = squeeze(text);
    const bool counts = is_page_number(says);
    if (!counts && !is_paging_word(says)) return 0;
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
    const auto said = counts ? number_of_digits(page_digits(says)) : 0;
    const bool agrees = said == other.number || said == other.number + 1;
    return own.number > 0 && own.stem == other.stem && agrees ? other.number : 0;
}

std::vector<base::Url> possible_first_pages(const base::Url& page) {
    std::vector<base::Url> firsts;
    const auto add = [&](std::string_view path, std::string_view query) {
        auto url = page.resolve(std::string{path} + (query.empty() ? "" : "?") + std::string{query});
        if (url && *url != page) firsts.push_back(*std::move(url));
    };
    const auto path = page.path();
    const auto name = numbered_name(path);
    const auto folder = path.substr(0, path.rfind('/') + 1);
    if (name.number > 0)
        add(std::string{folder} + std::string{name.stem} + std::string{name.extension}, page.query());
    if (page_of_query(page.query()) > 1) {
        std::string query;
        for (const auto& field : query_without_page(page.query()))
            query += (query.empty() ? "" : "&") + field;
        add(path, query);
    }
    return firsts;
}

bool is_further_page(const base::Url& page, const base::Url& target, std::string_view text) {
    const auto says = squeeze(text);
    // An image may say nothing; then the address must count.
    const bool paging = is_page_number(says) || says.empty() || is_paging_word(says);
    if (!paging || target == page) return false;
    if (says.empty() && number_of_page(target.path_and_query()) == 0) return false;
    if (list_of(page.path()) != list_of(target.path())) return false;
    if (query_without_page(page.query()) == query_without_page(target.query())) return true;
    // 大汉: the first page has no query, further ones carry a unit's id beside the page number.
    return page.query().empty() && has_page_number(target.query());
}

}  // namespace ogi::extract
