#include "parser/repetition.h"

#include "base/utf8.h"

#include <algorithm>
#include <functional>
#include <unordered_set>

namespace ogi::parser {

namespace {

std::u32string han_of(std::string_view text) {
    std::u32string kept;
    while (!text.empty()) {
        const auto [c, length] = base::decode_utf8(text);
        if (base::is_han(c)) kept += c;
        text.remove_prefix(length);
    }
    return kept;
}

std::unordered_set<std::u32string_view> shingles_of(std::u32string_view han) {
    std::unordered_set<std::u32string_view> shingles;
    for (std::size_t i = 0; i + shingle_chars <= han.size(); ++i)
        shingles.insert(han.substr(i, shingle_chars));
    return shingles;
}

std::string text_of(const model::Report& report) {
    std::string text;
    for (const auto& section : report.sections) text += section.text + '\n';
    return text;
}

const model::Section* counterpart(const model::Report& report, const model::Section& wanted) {
    const auto same_number = std::ranges::find_if(report.sections, [&](const model::Section& section) {
        return section.number != 0 && section.number == wanted.number;
    });
    if (same_number != report.sections.end()) return &*same_number;
    const auto same_title = std::ranges::find(report.sections, wanted.title, &model::Section::title);
    return wanted.title.empty() || same_title == report.sections.end() ? nullptr : &*same_title;
}

}  // namespace

std::optional<int> repeated_percent(std::string_view text, std::string_view earlier) {
    const auto han = han_of(text), han_earlier = han_of(earlier);
    if (han.size() < repetition_chars_min) return std::nullopt;
    const auto shingles = shingles_of(han), known = shingles_of(han_earlier);
    const auto repeated = static_cast<std::size_t>(std::ranges::count_if(
        shingles, [&](std::u32string_view shingle) { return known.contains(shingle); }));
    return static_cast<int>(repeated * 100 / shingles.size());
}

Repetition compare_texts(const model::Report& last_year, const model::Report& report) {
    Repetition repetition;
    for (const auto& section : report.sections) {
        const auto* earlier = counterpart(last_year, section);
        const auto percent = earlier ? repeated_percent(section.text, earlier->text) : std::nullopt;
        if (percent) repetition.sections.push_back({section.number, section.title, *percent});
    }
    repetition.whole = repeated_percent(text_of(report), text_of(last_year));
    return repetition;
}

}  // namespace ogi::parser
