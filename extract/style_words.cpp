#include "extract/style_words.h"

#include <algorithm>
#include <array>
#include <optional>

namespace ogi::extract {
namespace {

enum class Effect { hidden, raised, doubtful };

struct Value {
    std::string_view begins;  // A semicolon also stands for the end.
    Effect effect;
};

// Lower case, without white space.
struct Property {
    std::string_view name;
    std::array<Value, 5> values;  // As far as they begin with anything.
};

constexpr Property properties[] = {
    {"display:", {{{"none", Effect::hidden}}}},
    {"visibility:", {{{"hidden", Effect::hidden}}}},
    {"text-decoration:", {{{"line-through", Effect::hidden}}}},
    {"text-decoration-line:", {{{"line-through", Effect::hidden}}}},
    {"font-size:", {{{"0;", Effect::hidden}, {"0p", Effect::hidden}}}},
    {"mso-hide:", {{{"all", Effect::hidden}}}},
    {"opacity:", {{{"0;", Effect::doubtful}}}},  // Scripts fade things in.
    {"clip:", {{{"rect(0", Effect::hidden}}}},
    {"left:", {{{"-999", Effect::hidden}}}},
    {"text-indent:", {{{"-999", Effect::hidden}}}},
    {"vertical-align:", {{{"super", Effect::raised}, {"sub", Effect::raised}}}},
    {"color:",
     {{{"#fff;", Effect::doubtful},
       {"#ffffff", Effect::doubtful},
       {"white", Effect::doubtful},
       {"transparent", Effect::doubtful},
       {"rgb(255,255,255)", Effect::doubtful}}}},
};

constexpr auto is_first_letter = [] {
    std::array<bool, 256> table{};
    for (const auto& property : properties) table[static_cast<unsigned char>(property.name.front())] = true;
    return table;
}();

bool is_blank(char c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

// What stands behind `begins` if `style` begins with that, in any white space and case.
std::optional<std::string_view> behind(std::string_view style, std::string_view begins) {
    std::size_t at = 0;
    for (; at < style.size() && !begins.empty(); ++at) {
        const char c = style[at];
        if (is_blank(c)) continue;
        if ((c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c) != begins.front()) return {};
        begins.remove_prefix(1);
    }
    return begins.empty() || begins == ";" ? std::optional{style.substr(at)} : std::nullopt;
}

void apply(Effect effect, StyleEffect& effects) {
    switch (effect) {
        case Effect::hidden:
            effects.hidden = true;
            return;
        case Effect::raised:
            effects.raised = true;
            return;
        case Effect::doubtful:
            effects.doubtful = true;
            return;
    }
}

constexpr std::string_view footnote_classes[] = {"MsoFootnoteReference", "MsoEndnoteReference"};

// A link within the page from a number is a footnote's, unless it leads to the top.
bool is_footnote_link(const HtmlTree& tree, std::uint32_t node) {
    if (tree[node].tag != GUMBO_TAG_A) return false;
    const auto href = tree.attribute(node, AttributeName::href);
    return href.size() > 1 && href.front() == '#';
}

constexpr std::size_t rule_bytes_max = 2'000;  // Between "{" and "}".
constexpr std::size_t hidden_classes_max = 100;

bool is_name_character(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '_' || static_cast<unsigned char>(c) >= 0x80;
}

// The class that a selector names at its end: "hide" of ".hide", "span.hide" and "td .hide".
std::string_view last_class(std::string_view selector) {
    while (!selector.empty() && is_blank(selector.back())) selector.remove_suffix(1);
    const auto dot = selector.rfind('.');
    if (dot == std::string_view::npos) return {};
    const auto name = selector.substr(dot + 1);
    return std::ranges::all_of(name, is_name_character) ? name : std::string_view{};
}

void add_hidden_classes(std::string_view sheet, std::vector<std::string_view>& classes) {
    for (std::size_t open = sheet.find('{'); open != std::string_view::npos;
         open = sheet.find('{', open + 1)) {
        const auto close = sheet.find('}', open);
        if (close == std::string_view::npos) return;
        const auto rule = sheet.substr(open + 1, std::min(close - open - 1, rule_bytes_max));
        if (!effect_of_style(rule).hidden) continue;
        const auto before = sheet.find_last_of("{};/", open - (open > 0 ? 1 : 0));
        auto selectors = sheet.substr(before == std::string_view::npos || before >= open ? 0 : before + 1);
        selectors = selectors.substr(0, open - static_cast<std::size_t>(selectors.data() - sheet.data()));
        while (!selectors.empty()) {
            const auto end = std::min(selectors.find(','), selectors.size());
            const auto name = last_class(selectors.substr(0, end));
            if (!name.empty() && classes.size() < hidden_classes_max) classes.push_back(name);
            selectors.remove_prefix(std::min(end + 1, selectors.size()));
        }
    }
}

}  // namespace

StyleEffect effect_of_style(std::string_view style) {
    StyleEffect effects;
    while (!style.empty()) {
        while (style.size() > 1 && is_blank(style.front())) style.remove_prefix(1);
        const char small = static_cast<char>(style.front() | ' ');
        if (is_first_letter[static_cast<unsigned char>(small)]) {
            for (const auto& [name, values] : properties) {
                if (name.front() != small) continue;
                const auto written = behind(style, name);
                for (std::size_t i = 0; written && i < values.size() && !values[i].begins.empty(); ++i) {
                    if (behind(*written, values[i].begins)) apply(values[i].effect, effects);
                }
            }
        }
        style.remove_prefix(std::min(style.find(';'), style.size() - 1) + 1);
    }
    return effects;
}

StyleReader::StyleReader(const HtmlTree& tree) : tree_{tree} {
    for (std::uint32_t i = 0; i < tree.size(); ++i) {
        if (tree[i].kind != HtmlKind::element || tree[i].tag != GUMBO_TAG_STYLE) continue;
        for (auto child = i + 1; child < tree[i].end; ++child)
            add_hidden_classes(tree[child].text, hidden_classes_);
    }
}

StyleEffect StyleReader::effect(std::uint32_t node) const {
    auto effect = effect_of_style(tree_.attribute(node, AttributeName::style));
    effect.raised = effect.raised || is_footnote_link(tree_, node);
    if (const auto classes = tree_.attribute(node, AttributeName::css_class); !classes.empty()) {
        effect.raised =
            effect.raised || std::ranges::find(footnote_classes, classes) != std::end(footnote_classes);
        effect.doubtful = effect.doubtful || has_hidden_class(classes);
    }
    return effect;
}

bool StyleReader::has_hidden_class(std::string_view classes) const {
    if (hidden_classes_.empty()) return false;
    while (!classes.empty()) {
        const auto end = std::min(classes.find_first_of(" \t\r\n"), classes.size());
        if (std::ranges::find(hidden_classes_, classes.substr(0, end)) != hidden_classes_.end()) return true;
        classes.remove_prefix(std::min(end + 1, classes.size()));
    }
    return false;
}

}  // namespace ogi::extract
