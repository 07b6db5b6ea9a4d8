#include "extract/paging_script.h"

#include "base/utf8.h"

#include <algorithm>
#include <charconv>
#include <optional>

namespace ogi::extract {
namespace {

constexpr std::string_view function_name = "createPageHTML";
constexpr std::size_t arguments_bytes_max = 300;
constexpr int calls_max = 8;  // Looked at in one script.

bool is_name_character(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '$';
}

bool is_file_name(std::string_view text) {
    return !text.empty() &&
           std::ranges::all_of(text, [](char c) { return is_name_character(c) || c == '-'; });
}

std::optional<int> number_of(std::string_view text) {
    int number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || end != text.data() + text.size() || number < 0) return {};
    return number;
}

// The number that `script` assigns to `name` somewhere: "var countPage = 5//pages".
std::optional<int> variable(std::string_view script, std::string_view name) {
    for (auto at = script.find(name); at != std::string_view::npos; at = script.find(name, at + 1)) {
        if (at > 0 && is_name_character(script[at - 1])) continue;
        auto rest = base::trim(script.substr(at + name.size(), 60));
        if (!rest.starts_with('=') || rest.starts_with("==")) continue;
        rest = base::trim(rest.substr(1));
        const auto digits = rest.substr(0, std::min(rest.find_first_not_of("0123456789"), rest.size()));
        if (const auto number = number_of(digits)) return number;
    }
    return {};
}

struct Argument {
    std::optional<int> number;
    std::optional<std::string_view> text;
};

std::vector<Argument> read_arguments(std::string_view list, std::string_view script) {
    std::vector<Argument> arguments;
    while (!list.empty()) {
        const auto comma = std::min(list.find(','), list.size());
        const auto item = base::trim(list.substr(0, comma));
        list.remove_prefix(std::min(comma + 1, list.size()));
        const bool quoted =
            item.size() >= 2 && (item.front() == '"' || item.front() == '\'') && item.back() == item.front();
        if (quoted) {
            arguments.push_back({.number = {}, .text = item.substr(1, item.size() - 2)});
        } else {
            const auto literal = number_of(item);
            arguments.push_back(
                {.number = literal || item.empty() ? literal : variable(script, item), .text = {}});
        }
    }
    return arguments;
}

// One call's pages; empty if it follows neither convention.
std::vector<ScriptedPage> pages_of_call(std::vector<Argument> arguments) {
    const bool names_element = !arguments.empty() && arguments[0].text.has_value();
    if (names_element) arguments.erase(arguments.begin());
    if (arguments.size() < 4 || !arguments[0].number || !arguments[1].number) return {};
    if (!arguments[2].text || !arguments[3].text) return {};
    const auto stem = *arguments[2].text;
    const auto extension = *arguments[3].text;
    if (!is_file_name(stem) || !is_file_name(extension)) return {};

    const auto count = std::min(*arguments[0].number, scripted_pages_max);
    // With an element's name in front, pages and file names count from 1, without from 0.
    const int first = names_element ? 1 : 0;
    std::vector<ScriptedPage> pages;
    for (int page = first; page < count + first; ++page) {
        if (page == *arguments[1].number) continue;
        auto name = std::string{stem};
        if (page != first) name += "_" + std::to_string(page);
        pages.push_back({page - first + 1, name + "." + std::string{extension}});
    }
    return pages;
}

// The older TRS template, which writes its links in a loop over countPage.
std::vector<ScriptedPage> pages_of_loop(std::string_view script) {
    const auto count = variable(script, "countPage");
    if (!count || script.find("index") == std::string_view::npos) return {};
    std::string_view extension = "html";
    for (std::string_view other : {"shtml", "htm"}) {
        const bool quoted = script.find("." + std::string{other} + "\"") != std::string_view::npos ||
                            script.find("." + std::string{other} + "'") != std::string_view::npos;
        if (quoted) extension = other;
    }
    return pages_of_call({{.number = count, .text = {}},
                          {.number = variable(script, "currentPage").value_or(0), .text = {}},
                          {.number = {}, .text = "index"},
                          {.number = {}, .text = extension}});
}

}  // namespace

std::vector<ScriptedPage> pages_of_script(std::string_view script) {
    std::vector<ScriptedPage> pages;
    int calls = 0;
    for (auto at = script.find(function_name);
         at != std::string_view::npos && pages.empty() && ++calls <= calls_max;
         at = script.find(function_name, at + function_name.size())) {
        auto rest = base::trim(script.substr(at + function_name.size()));
        if (!rest.starts_with('(')) continue;
        rest = rest.substr(1, arguments_bytes_max);
        const auto end = rest.find(')');
        if (end == std::string_view::npos) continue;
        pages = pages_of_call(read_arguments(rest.substr(0, end), script));
    }
    return calls == 0 ? pages_of_loop(script) : pages;
}

}  // namespace ogi::extract
