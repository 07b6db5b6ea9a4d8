#include "extract/office/word_styles.h"

#include "extract/office/xml_part.h"

#include <algorithm>

namespace ogi::extract {
namespace {

using namespace std::string_view_literals;

constexpr int based_on_max = 32;  // Longer chains are circles.

std::optional<long> number_of(pugi::xml_node child) {
    constexpr long none = -1;
    const auto number = number_attribute(child, "w:val", none);
    return number == none ? std::nullopt : std::optional{number};
}

std::optional<bool> toggle(pugi::xml_node properties, const char* name) {
    return properties.child(name) ? std::optional{is_on(properties, name)} : std::nullopt;
}

template <class T>
void inherit(std::optional<T>& own, const std::optional<T>& base) {
    if (!own) own = base;
}

void inherit(WordStyle& own, const WordStyle& base) {
    inherit(own.outline_level, base.outline_level);
    if (!own.list) own.list = base.list, own.list_level = base.list_level;
    inherit(own.hidden, base.hidden);
    inherit(own.struck, base.struck);
    inherit(own.always_hidden, base.always_hidden);
    inherit(own.raised, base.raised);
    inherit(own.pale, base.pale);
    inherit(own.shift, base.shift);
    inherit(own.size, base.size);
}

// White, or a colour of the theme that is white in all but dark ones.
bool is_pale(pugi::xml_node color) {
    const auto theme = attribute(color, "w:themeColor");
    if (theme == "background1"sv || theme == "light1"sv) return true;
    const auto value = attribute(color, "w:val");
    constexpr std::size_t channels = 3;
    if (value.size() != 2 * channels) return false;
    for (std::size_t i = 0; i < channels; ++i) {
        if (value[2 * i] != 'F' && value[2 * i] != 'f') return false;
    }
    return true;
}

}  // namespace

WordStyle word_properties(pugi::xml_node paragraph, pugi::xml_node run) {
    WordStyle style;
    style.outline_level = number_of(paragraph.child("w:outlineLvl"));
    const auto numbering = paragraph.child("w:numPr");
    style.list = number_of(numbering.child("w:numId"));
    style.list_level = number_of(numbering.child("w:ilvl"));
    style.hidden = toggle(run, "w:vanish");
    style.struck = toggle(run, "w:strike");
    if (!style.struck || !*style.struck) inherit(style.struck = {}, toggle(run, "w:dstrike"));
    style.always_hidden = toggle(run, "w:specVanish");
    if (const auto color = run.child("w:color")) style.pale = is_pale(color);
    if (const auto shift = run.child("w:position")) style.shift = number_attribute(shift, "w:val", 0);
    style.size = number_of(run.child("w:sz"));
    if (const auto align = run.child("w:vertAlign")) style.raised = attribute(align, "w:val") != "baseline"sv;
    return style;
}

bool is_filled(pugi::xml_node shading) {
    const auto fill = attribute(shading, "w:fill");
    const auto pattern = attribute(shading, "w:val");
    const bool white = fill.empty() || fill == "auto"sv || fill == "FFFFFF"sv || fill == "ffffff"sv;
    return !white || pattern == "solid"sv;
}

WordStyles::WordStyles(pugi::xml_node styles) {
    std::map<std::string, std::string, std::less<>> based_on;
    for (const auto each : styles.children("w:style")) {
        std::string id{attribute(each, "w:styleId")};
        auto style = word_properties(each.child("w:pPr"), each.child("w:rPr"));
        style.name = attribute(each.child("w:name"), "w:val");
        std::ranges::transform(style.name, style.name.begin(), [](char c) {
            return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
        });
        const auto is_default = attribute(each, "w:default");
        if (attribute(each, "w:type") == "paragraph"sv &&
            (is_default == "1"sv || is_default == "true"sv || is_default == "on"sv))
            usual_ = id;
        based_on[id] = attribute(each.child("w:basedOn"), "w:val");
        styles_[id] = std::move(style);
    }
    const auto own = styles_;
    for (auto& [id, style] : styles_) {
        auto base = based_on.find(id);
        for (int step = 0; step < based_on_max && base != based_on.end() && !base->second.empty(); ++step) {
            const auto found = own.find(base->second);
            if (found == own.end()) break;
            inherit(style, found->second);
            base = based_on.find(base->second);
        }
    }
}

const WordStyle& WordStyles::find(std::string_view id) const {
    return find_character(id.empty() ? std::string_view{usual_} : id);
}

const WordStyle& WordStyles::find_character(std::string_view id) const {
    static const WordStyle none;
    const auto found = styles_.find(id);
    return found == styles_.end() ? none : found->second;
}

}  // namespace ogi::extract
