#include "extract/discovery/address.h"
#include "extract/discovery/families/families.h"
#include "extract/discovery/families/markup.h"
#include "extract/discovery/paging.h"
#include "extract/discovery/script_text.h"
#include "extract/discovery/words.h"

#include "base/utf8.h"

#include <algorithm>
#include <vector>

// Pagers and links that no <a href> shows: buttons, and functions that put a number into an address:
//   <a onclick="javascript:location='index_2.html'">2</a>, <li onclick="window.open('/a/t1.html')">…</li>
//   function goPage(n) { location.href = "index_" + n + ".html"; }   … onclick="goPage(2)"
namespace ogi::extract {
namespace {

constexpr std::size_t elements_max = 5'000;  // Options, and elements with a script, of one page.
constexpr std::size_t functions_max = 50;
constexpr std::size_t function_bytes_max = 2'000;
constexpr int pages_max = 500;

// The address that a button's script goes to, if it is written out; behind it nothing is put together.
std::string address_of_script(std::string_view script) {
    for (std::string_view verb : {"location", "window.open", "open"}) {
        const auto at = script.find(verb);
        if (at == std::string_view::npos) continue;
        const auto quote = script.find_first_of("'\"", at);
        if (quote == std::string_view::npos) continue;
        const auto end = script.find(script[quote], quote + 1);
        if (end == std::string_view::npos) continue;
        const auto rest = base::trim(script.substr(end + 1));
        const auto address = script.substr(quote + 1, end - quote - 1);
        if (is_address(address) && !rest.starts_with('+')) return std::string{address};
    }
    return {};
}

void read_buttons(std::string_view text, ListedLinks& links) {
    std::size_t elements = 0;
    for (std::string_view mark : {"onclick=", "href=\"javascript:", "href='javascript:"}) {
        for (auto at = text.find(mark); at != std::string_view::npos && ++elements <= elements_max;
             at = text.find(mark, at + 1)) {
            const auto value = text.find('=', at) + 1;
            const auto address = address_of_script(attribute_at(text.substr(value, markup_tag_bytes_max)));
            if (address.empty()) continue;
            const auto tag = tag_at(text.substr(value));
            auto said = said_at(tag.behind);
            // A button that is an image.
            if (squeeze(said).empty()) said = std::to_string(number_of_page(address));
            links.add(address, said);
        }
    }
}

// A function that goes to the page whose number it is given.
struct Goto {
    std::string name;
    std::string before, after;  // The number.
    int plus = 0;               // What it adds to it.
};

// n, (n), (n-1), n-1, (n+1).
bool is_number(std::string_view piece, std::string_view argument, int& plus) {
    auto inner = base::trim(piece);
    if (inner.starts_with('(') && inner.ends_with(')')) inner = base::trim(inner.substr(1, inner.size() - 2));
    if (!inner.starts_with(argument)) return false;
    const auto rest = base::trim(inner.substr(argument.size()));
    plus = rest.starts_with('-') ? -1 : 1;
    if (rest.empty()) plus = 0;
    return rest.empty() || base::trim(rest.substr(1)) == "1";
}

std::optional<Goto> read_function(std::string_view name, std::string_view argument, std::string_view body,
                                  std::string_view text) {
    for (auto at = body.find("location"); at != std::string_view::npos; at = body.find("location", at + 1)) {
        const auto sign = body.find_first_of("=(", at);
        if (sign == std::string_view::npos || body.substr(sign).starts_with("==")) continue;
        Goto found{.name = std::string{name}, .before = {}, .after = {}};
        bool numbered = false, understood = true;
        for (const auto piece : pieces_of(body.substr(sign + 1))) {
            if (!numbered && is_number(piece, argument, found.plus)) {
                numbered = true;
            } else {
                understood = understood && append_piece(numbered ? found.after : found.before, piece, text);
            }
        }
        if (numbered && understood && !found.before.empty()) return found;
    }
    return {};
}

bool is_pager_name(std::string_view name) {
    constexpr std::string_view words[] = {"page", "fenye", "pager", "turn"};
    const auto lower = to_lower(name);
    return std::ranges::any_of(words, [&](auto word) { return lower.find(word) != std::string::npos; });
}

std::vector<Goto> read_functions(std::string_view text) {
    constexpr std::string_view keyword = "function ";
    std::vector<Goto> found;
    std::size_t functions = 0;
    for (auto at = text.find(keyword); at != std::string_view::npos && functions < functions_max;
         at = text.find(keyword, at + 1)) {
        const auto head = text.substr(at + keyword.size(), function_bytes_max);
        const auto open = head.find('('), close = head.find(')');
        if (open == std::string_view::npos || close == std::string_view::npos || close < open) continue;
        const auto name = base::trim(head.substr(0, open));
        if (!is_pager_name(name)) continue;
        ++functions;
        const auto arguments = head.substr(open + 1, close - open - 1);
        const auto argument = base::trim(arguments.substr(0, arguments.find(',')));
        const auto brace = head.find('{', close);
        if (argument.empty() || brace == std::string_view::npos) continue;
        const auto whole = bracketed_at(head.substr(brace));
        if (auto pager = read_function(name, argument, whole, text)) found.push_back(*std::move(pager));
    }
    return found;
}

// The highest page that the function is called with, or that a select list offers.
int last_page(std::string_view text, std::string_view function) {
    int last = 0;
    const auto call = std::string{function} + "(";
    for (auto at = text.find(call); at != std::string_view::npos; at = text.find(call, at + 1)) {
        auto rest = text.substr(at + call.size(), 12);
        if (!rest.empty() && (rest.front() == '\'' || rest.front() == '"')) rest.remove_prefix(1);
        const auto digits = rest.substr(0, std::min(rest.find_first_not_of("0123456789"), rest.size()));
        last = std::max(last, number_of_digits(digits));
    }
    return std::min(last, pages_max);
}

// The highest number among options that are only numbers.
int last_option(std::string_view text) {
    constexpr std::string_view opening = "<option";
    std::size_t options = 0;
    int last = 0;
    for (auto at = find_tag(text, opening); at != std::string_view::npos && ++options <= elements_max;
         at = find_tag(text, opening, at + 1)) {
        const auto tag = tag_at(text.substr(at + opening.size()));
        const auto value = attribute_of(tag.attributes, "value");
        if (is_digits(value) && is_page_number(squeeze(said_at(tag.behind))))
            last = std::max(last, number_of_digits(value));
    }
    return std::min(last, pages_max);
}

void read_page(std::string_view text, ListedLinks& links) {
    read_buttons(text, links);
    if (text.find("location") == std::string_view::npos) return;
    const int offered = last_option(text);
    for (const auto& pager : read_functions(text)) {
        const int called = last_page(text, pager.name);
        // onchange="goPage(this.value)"; a list of years is no pager.
        const bool from_list =
            text.find(pager.name + "(this") != std::string_view::npos && offered < pages_max;
        const int last = from_list ? std::max(called, offered) : called;
        for (int page = 1; page <= last; ++page) {
            links.add(pager.before + std::to_string(page + pager.plus) + pager.after, std::to_string(page),
                      next_rel);
        }
    }
}

}  // namespace

const Family pager_script{.name = "pagers by script", .read_page = read_page};

}  // namespace ogi::extract
