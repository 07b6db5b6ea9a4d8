#include "daemon/web/report_checks.h"

#include "daemon/columns/column_makers.h"
#include "daemon/web/details.h"
#include "daemon/web/report_labels.h"
#include "model/names.h"
#include "parser/equations.h"

#include <algorithm>
#include <array>
#include <vector>

namespace ogi::daemon {

namespace {

constexpr std::size_t short_sum = 4;  // Terms; of a longer sum those that are nothing are left out.

parser::CellMap cells_of(const json::object& report) {
    parser::CellMap cells;
    if (const auto* held = object_in(report, "cells"))
        for (const auto& member : *held) cells[std::string{member.key()}];
    return cells;
}

std::string terms(const json::object& cells, const std::vector<parser::CellIndex>& operands) {
    std::string text;
    for (const auto operand : operands) {
        const auto* cell = object_in(cells, parser::id_of(operand));
        const auto value = cell == nullptr ? std::string{} : text_at(*cell, "value");
        if (operands.size() > short_sum && value == "0") continue;
        text += (text.empty() ? "" : "+") + value;
    }
    return text.empty() ? "0" : text;
}

// Where a check that is violated stands before one that cannot be assessed, and that before one that holds.
int rank_of(const json::object& check) {
    const auto outcome = text_at(check, "outcome");
    return outcome == "violated" ? 0 : outcome == "holds" ? 2 : 1;
}

struct OutcomeLook {
    std::string_view outcome;
    std::string_view sign;
    std::string_view style;
};
constexpr std::array looks = {
    OutcomeLook{"violated", "≠", "failed"},
    OutcomeLook{"holds", "=", "held"},
    OutcomeLook{"not_assessable", "–", "open"},
};

void write_outcome(Html& html, Language language, std::string_view outcome) {
    const auto* look = std::ranges::find(looks, outcome, &OutcomeLook::outcome);
    if (look == looks.end()) return;
    html.open("span", {{"class", look->style}}).element("b", look->sign).raw(" ");
    html.text(say_name(language, outcome)).raw("</span>");
}

// What it says of a sum is figures; else a sentence of ours or a quotation.
void write_note(Html& html, Language language, std::string_view note) {
    constexpr std::string_view unequal = " is not ";
    const auto at = note.find(unequal);
    const bool is_sum = at != std::string_view::npos &&
                        note.substr(0, at).find_first_not_of("0123456789.+- ") == std::string_view::npos;
    constexpr std::string_view agrees = "matches ";
    const auto quoted = note.find(": ");
    if (note.starts_with(agrees) && quoted != std::string_view::npos) {
        const auto cells = note.substr(agrees.size(), quoted - agrees.size());
        html.raw("<td>").text(say(language, Word::agrees_with)).raw(" ");
        html.text(statement_name(language, cells)).raw(" ");
        html.element("q", note.substr(quoted + 2), {{"lang", tag_of(Language::zh)}}).raw("</td>");
    } else if (is_sum) {
        html.raw("<td>").text(note.substr(0, at)).raw(" ≠ ");
        html.text(note.substr(at + unequal.size())).raw("</td>");
    } else if (has_chinese_words(note)) {
        html.raw("<td>");
        write_detail(html, language, note);
        html.raw("</td>");
    } else {
        html.element("td", note, {{"lang", tag_of(Language::zh)}});
    }
}

void write_check_row(Html& html, Language language, const ReportChecks& checks, const json::object& check) {
    const auto id = text_at(check, "id"), outcome = text_at(check, "outcome");
    html.open("tr", {{"id", check_anchor(id)}}).raw("<td class=\"nowrap\">");
    write_outcome(html, language, outcome);
    html.raw("</td><th scope=\"row\">").text(check_name(language, id)).raw("<br>");
    html.element("code", id).raw("</th><td class=\"sums\">");
    const auto left = text_at(check, "left"), right = text_at(check, "right");
    const auto sum = checks.sum_of(id);
    if (!sum.empty()) html.text(sum).raw("<br>");
    if (!left.empty()) html.text(left + (outcome == "violated" ? " ≠ " : " = ") + right);
    html.raw("</td>");
    write_note(html, language, text_at(check, "note"));
    html.raw("</tr>");
}

void write_check_table(Html& html, Language language, const ReportChecks& checks,
                       const std::vector<const json::object*>& list) {
    html.raw("<div class=\"wide\" tabindex=\"0\"><table class=\"checks\"><thead><tr>");
    for (const auto word : {Word::outcome, Word::check, Word::sums, Word::remark})
        html.element("th", say(language, word), {{"scope", "col"}});
    html.raw("</tr></thead><tbody>");
    for (const auto* check : list) write_check_row(html, language, checks, *check);
    html.raw("</tbody></table></div>");
}

}  // namespace

ReportChecks::ReportChecks(const json::object& report) : report_{&report} {
    if (const auto* all = array_in(report, "checks")) {
        for (const auto& value : *all) {
            const auto& check = value.as_object();
            if (text_at(check, "outcome") == "violated") violated_.emplace(text_at(check, "id"), &check);
        }
    }
    const auto generation = model::from_name<model::Generation>(text_at(report, "generation"));
    const auto* cells = object_in(report, "cells");
    if (!generation || cells == nullptr) return;
    for (const auto& equation : parser::equations_of(*generation, cells_of(report))) {
        if (!violated_.contains(equation.id)) continue;
        sums_[equation.id] = {terms(*cells, equation.left), terms(*cells, equation.right)};
        for (const auto& side : {equation.left, equation.right})
            for (const auto operand : side) cells_.emplace(parser::id_of(operand));
    }
}

const json::object* ReportChecks::violated(std::string_view check) const {
    const auto found = violated_.find(check);
    return found == violated_.end() ? nullptr : found->second;
}

std::string ReportChecks::sum_of(std::string_view check) const {
    const auto found = sums_.find(check);
    return found == sums_.end() ? std::string{} : found->second.left + "≠" + found->second.right;
}

std::string check_anchor(std::string_view check) {
    return "check-" + std::string{check};
}

std::size_t count_violated(const json::object& report) {
    const auto* all = array_in(report, "checks");
    if (all == nullptr) return 0;
    return static_cast<std::size_t>(
        std::ranges::count_if(*all, [](const auto& check) { return rank_of(check.as_object()) == 0; }));
}

void write_failed_check(Html& html, Language language, const ReportChecks& checks, std::string_view check) {
    const auto* failed = checks.violated(check);
    if (failed == nullptr) return;
    auto sum = checks.sum_of(check);
    if (sum.empty()) sum = text_at(*failed, "left") + "≠" + text_at(*failed, "right");
    html.raw("<br>").open(
        "a",
        {{"class", "failed"}, {"href", "#" + check_anchor(check)}, {"title", check_name(language, check)}});
    html.element("b", "≠").raw(" ").text(sum).raw("</a>");
}

void write_check_list(Html& html, Language language, const ReportChecks& checks, const json::object& report) {
    std::vector<const json::object*> failed, others;
    std::size_t held = 0;
    if (const auto* all = array_in(report, "checks")) {
        for (const auto& value : *all) {
            const auto& check = value.as_object();
            const auto rank = rank_of(check);
            held += rank == 2;
            (rank == 0 ? failed : others).push_back(&check);
        }
    }
    std::ranges::stable_sort(others, {}, [](const auto* check) { return rank_of(*check); });
    html.open("h2", {{"id", "checks"}}).text(say(language, Word::checks)).raw("</h2><p>");
    const auto count = [&](std::size_t number, Word word) {
        html.text(number_text(static_cast<std::int64_t>(number)) + " " + std::string{say(language, word)});
    };
    count(failed.size(), Word::violated);
    html.raw(" · ");
    count(held, Word::holds);
    html.raw(" · ");
    count(others.size() - held, Word::not_assessable);
    html.raw("</p>");
    if (!failed.empty()) write_check_table(html, language, checks, failed);
    if (others.empty()) return;
    html.raw("<details><summary>").text(say(language, Word::other_checks)).raw("</summary>");
    write_check_table(html, language, checks, others);
    html.raw("</details>");
}

}  // namespace ogi::daemon
