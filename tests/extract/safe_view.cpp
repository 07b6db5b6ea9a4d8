#include "tests/extract/safe_view.h"

#include "extract/html_tree.h"
#include "extract/source_view.h"

#include <array>
#include <regex>
#include <vector>

namespace ogi::extract {
namespace {

constexpr std::array<std::string_view, 12> plain_tags = {"div",
                                                         "div class=\"heading\"",
                                                         "div class=\"item\"",
                                                         "div class=\"preserved\"",
                                                         "table",
                                                         "tbody",
                                                         "caption",
                                                         "tr",
                                                         "br",
                                                         "mark",
                                                         "mark id=\"cell\"",
                                                         "td"};

bool is_tag_of_a_view(const std::string& tag) {
    for (const auto known : plain_tags)
        if (tag == known) return true;
    static const std::regex cell{R"re((td|th)( colspan="\d{1,3}")?( rowspan="\d{1,3}")?)re"};
    return std::regex_match(tag, cell);
}

// Each element as a browser finds it: how deep it is and what it is called.
std::string shape_of(std::string_view html, const std::string& around) {
    const auto whole = "<!DOCTYPE html><body><div>" + std::string{html} + "</div><p>" + around;
    Limits limits;
    limits.body_bytes_max = limits.parse_memory_max = std::size_t{1} << 30;
    limits.nodes_max = 4'000'000;
    limits.parse_time_max = std::chrono::minutes{2};
    const auto tree = HtmlTree::parse(whole, limits, HtmlParser::gumbo);
    if (!tree) return "unread: " + tree.error().context;
    std::string shape;
    std::vector<std::uint32_t> open;
    for (std::uint32_t i = 0; i < tree->size(); ++i) {
        while (!open.empty() && open.back() <= i) open.pop_back();
        const auto& node = (*tree)[i];
        if (node.kind != HtmlKind::text) {
            if (node.tag == GUMBO_TAG_P) return shape + "p at " + std::to_string(open.size());
            if (open.size() > 2)
                shape += std::to_string(open.size()) + gumbo_normalized_tagname(node.tag) + " ";
            open.push_back(node.end);
        } else if (node.text == around) {
            return shape + "swallowed";
        }
    }
    return shape + "lost";
}

}  // namespace

std::string fault_of_view(std::string_view html) {
    std::vector<std::string> open;
    std::string written;
    for (std::size_t at = 0; at < html.size(); ++at) {
        if (html[at] == '>') return "a stray '>'";
        if (html[at] != '<') continue;
        const auto end = html.find('>', at);
        if (end == html.npos) return "an unclosed tag";
        const std::string tag{html.substr(at + 1, end - at - 1)};
        at = end;
        if (tag.starts_with('/')) {
            if (open.empty() || tag.substr(1) != open.back()) return "</" + tag + "> closes nothing";
            open.pop_back();
            continue;
        }
        if (!is_tag_of_a_view(tag)) return "<" + tag + ">";
        const auto name = tag.substr(0, tag.find(' '));
        written += std::to_string(open.size() + 3) + name + " ";
        if (name != "br") open.push_back(name);
    }
    if (!open.empty()) return "<" + open.back() + "> is left open";
    // What follows the view is told by a word that the page does not say.
    std::string around = "around";
    while (html.find(around) != html.npos) around += '!';
    const auto found = shape_of(html, around);
    return found == written + "p at 2" ? "" : "a browser sees " + found + ", written is " + written;
}

}  // namespace ogi::extract
