#include "extract/office/word_numbering.h"

#include "extract/office/numeral.h"
#include "extract/office/xml_part.h"

#include <algorithm>

namespace ogi::extract {
namespace {

using namespace std::string_view_literals;

constexpr long count_max = 1'000'000;
constexpr std::size_t label_bytes_max = 64;  // Longer ones are no numbers.
constexpr std::size_t lists_max = 5'000;     // Those beyond are not numbered.

long count_of(pugi::xml_node node, long otherwise) {
    return std::clamp(number_attribute(node, "w:val", otherwise), 0L, count_max);
}

}  // namespace

WordNumbering::Level WordNumbering::read_level(pugi::xml_node node) {
    Level level;
    level.start = count_of(node.child("w:start"), 0);
    auto format = attribute(node.child("w:numFmt"), "w:val");
    if (!format.empty()) level.format = format;
    level.text = attribute(node.child("w:lvlText"), "w:val");
    level.text.resize(std::min(level.text.size(), label_bytes_max));
    level.style = attribute(node.child("w:pStyle"), "w:val");
    level.gap = attribute(node.child("w:suff"), "w:val") != "nothing"sv;
    level.legal = is_on(node, "w:isLgl");
    if (const auto restart = node.child("w:lvlRestart")) level.restarts_after = count_of(restart, 0);
    return level;
}

void WordNumbering::read_levels(pugi::xml_node parent, Levels& into) {
    for (const auto node : parent.children("w:lvl")) {
        const auto index = number_attribute(node, "w:ilvl", -1);
        if (index >= 0 && index < static_cast<long>(levels))
            into[static_cast<std::size_t>(index)] = read_level(node);
    }
}

WordNumbering::WordNumbering(pugi::xml_node numbering, const WordStyles& styles) {
    std::map<long, pugi::xml_node> described;
    for (const auto node : numbering.children("w:abstractNum"))
        described.emplace(number_attribute(node, "w:abstractNumId", -1), node);
    std::map<long, long> description_of;
    for (const auto node : numbering.children("w:num")) {
        description_of.emplace(number_attribute(node, "w:numId", -1),
                               number_attribute(node.child("w:abstractNumId"), "w:val", -1));
    }
    for (const auto node : numbering.children("w:num")) {
        if (lists_.size() == lists_max) break;
        const auto id = number_attribute(node, "w:numId", -1);
        auto shared = description_of[id];
        // A description may only name a style, whose list has the levels.
        const auto link = attribute(described[shared].child("w:numStyleLink"), "w:val");
        if (!link.empty()) {
            const auto other = description_of.find(styles.find(link).list.value_or(-1));
            if (other != description_of.end()) shared = other->second;
        }
        List list{.shared = shared, .levels = {}, .starts_anew = {}};
        read_levels(described[shared], list.levels);
        for (const auto change : node.children("w:lvlOverride")) {
            read_levels(change, list.levels);
            const auto index = number_attribute(change, "w:ilvl", -1);
            if (const auto start = change.child("w:startOverride");
                start && index >= 0 && index < static_cast<long>(levels))
                list.starts_anew[static_cast<std::size_t>(index)] = count_of(start, 0);
        }
        lists_.emplace(id, std::move(list));
    }
}

long WordNumbering::level_of_style(long list, std::string_view style_id) const {
    const auto found = lists_.find(list);
    if (found == lists_.end()) return 0;
    const auto level = std::ranges::find(found->second.levels, style_id, &Level::style);
    return level == found->second.levels.end() || style_id.empty()
               ? 0
               : static_cast<long>(level - found->second.levels.begin());
}

std::optional<WordNumbering::Label> WordNumbering::next(long list_id, long level_index) {
    const auto found = lists_.find(list_id);
    if (found == lists_.end() || level_index < 0 || level_index >= static_cast<long>(levels)) return {};
    const auto& list = found->second;
    const auto at = static_cast<std::size_t>(level_index);
    auto& counts = counts_[list.shared];

    const bool anew = list.starts_anew[at].has_value() && started_.emplace(list_id, at).second;
    if (anew) {
        counts[at] = list.starts_anew[at];
    } else {
        counts[at] = counts[at] ? std::min(*counts[at] + 1, count_max) : list.levels[at].start;
    }
    for (auto deeper = at + 1; deeper < levels; ++deeper) {
        const auto restart = list.levels[deeper].restarts_after;
        if (!restart || level_index + 1 <= *restart) counts[deeper].reset();
    }

    const auto& level = list.levels[at];
    if (level.format == "bullet"sv) return Label{.text = {}, .bullet = true};
    std::string text;
    for (std::size_t i = 0; i < level.text.size(); ++i) {
        const char digit = i + 1 < level.text.size() ? level.text[i + 1] : '\0';
        if (level.text[i] != '%' || digit < '1' || digit > '9') {
            text += level.text[i];
            continue;
        }
        const auto named = static_cast<std::size_t>(digit - '1');
        const auto& of = list.levels[named];
        text += numeral(counts[named].value_or(of.start),
                        level.legal ? "decimal"sv : std::string_view{of.format});
        ++i;
    }
    if (text.empty()) return {};
    const bool wide = static_cast<unsigned char>(text.back()) >= 0x80;
    if (level.gap && !wide) text += ' ';
    return Label{.text = std::move(text), .bullet = false};
}

}  // namespace ogi::extract
