#include "daemon/exports/said_once.h"

#include "parser/prose_doubts.h"

#include <algorithm>
#include <array>

namespace ogi::daemon {

namespace {

enum class Where { own, sentence };
using enum Where;

struct OtherFigure {
    std::string_view word;
    Where where;
};
constexpr OtherFigure other_figures[] = {
#include "daemon/exports/said_once.inc"
};

constexpr std::array<std::string_view, 5> sentence_ends = {"。", "；", "\n", "！", "？"};

// What stands before a quote in its sentence; of several places all of it.
std::string words_before(const model::Report& report, std::string_view quote) {
    std::string words;
    if (quote.empty()) return words;
    for (const auto& section : report.sections) {
        const std::string_view text = section.text;
        for (auto at = text.find(quote); at != std::string_view::npos; at = text.find(quote, at + 1)) {
            auto before = text.substr(0, at);
            for (const auto end : sentence_ends) {
                if (const auto ended = before.rfind(end); ended != std::string_view::npos)
                    before.remove_prefix(ended + end.size());
            }
            words += before;
        }
    }
    return words;
}

bool holds(std::string_view text, std::string_view word) {
    return text.find(word) != std::string_view::npos;
}

// A year that is named and is not the report's, with its word: "2016年"; empty: none is.
std::string_view other_year(std::string_view text, int year) {
    constexpr std::string_view word = "年", digits = "0123456789";
    constexpr std::size_t length = 4;
    for (auto at = text.find(word); at != std::string_view::npos; at = text.find(word, at + 1)) {
        if (at < length) continue;
        const auto named = text.substr(at - length, length);
        if (named.find_first_not_of(digits) == std::string_view::npos && named != std::to_string(year))
            return text.substr(at - length, length + word.size());
    }
    return {};
}

// The word that makes a figure doubtful; empty: none does.
std::string doubt_of(const model::Report& report, const model::Statement& said) {
    const auto before = words_before(report, said.quote);
    for (const auto& [word, where] : other_figures) {
        if (holds(said.quote, word) || (where == sentence && holds(before, word))) return std::string{word};
    }
    return std::string{other_year(before + said.quote, report.year)};
}

}  // namespace

SaidOnce said_once(const model::Report& report, std::string_view name) {
    const auto is_asked = [&](const model::Statement& said) { return said.name == name; };
    const auto count = std::ranges::count_if(report.statements, is_asked);
    if (count == 0) return {};
    if (count > 1) return {.why_not = "正文有" + std::to_string(count) + "处说到，不能确定取哪一处"};
    const auto& said = *std::ranges::find_if(report.statements, is_asked);
    if (said.approximate) return {.why_not = "正文只说约数"};
    if (!said.value) return {.why_not = "正文的数字不能读出"};
    if (const auto word = doubt_of(report, said); !word.empty())
        return {.why_not = "正文说“" + word + "”，不能确定是全年的数字"};
    if (parser::find_doubt(said.quote) != std::string_view::npos)
        return {.why_not = "正文没有说清计的是什么"};
    return {.statement = &said};
}

}  // namespace ogi::daemon
