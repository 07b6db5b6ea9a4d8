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
    inherit(own.raised, base.raised);
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
    if (const auto align = run.child("w:vertAlign")) style.raised = attribute(align, "w:val") != "baseline"sv;
    return style;
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
