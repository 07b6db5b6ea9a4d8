#include "extract/discovery/paging.h"

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

// Query parameters that carry the page number. Lower case.
constexpr std::string_view page_parameters[] = {
    "page", "pageno", "pagenum", "pageindex", "p", "curpage", "currpage", "pn", "pageid", "pager.offset"};

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

bool is_page_number(std::string_view text) {
    if (text.starts_with("[") && text.ends_with("]")) text = text.substr(1, text.size() - 2);
    if (text.starts_with("第") && text.ends_with("页")) text = text.substr(3, text.size() - 6);
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

}  // namespace

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
