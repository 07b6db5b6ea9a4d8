#include "daemon/exports/comparable.h"

#include "daemon/exports/dictionary.h"
#include "daemon/exports/said_once.h"
#include "model/names.h"
#include "parser/money.h"

#include <algorithm>

namespace ogi::daemon {

namespace {

using enum Comparable;
using enum model::Generation;
using model::CellKind;
using model::Generation;

struct Rule {
    std::string_view cell;
    Generation form;
    Comparable how;
    std::string_view terms;
    std::string_view statement;
    std::string_view note;
};

constexpr std::string_view money_of_series = "万元";

constexpr Rule rules[] = {
#include "daemon/exports/comparable.inc"
};

// What stands for the star of a pattern; nullopt where the cell is not of it.
std::optional<std::string_view> star_of(std::string_view pattern, std::string_view cell) {
    if (!pattern.ends_with('*')) return pattern == cell ? std::optional{std::string_view{}} : std::nullopt;
    pattern.remove_suffix(1);
    if (!cell.starts_with(pattern)) return std::nullopt;
    return cell.substr(pattern.size());
}

std::vector<std::string> terms_of(std::string_view list, std::string_view star) {
    std::vector<std::string> terms;
    while (!list.empty()) {
        const auto end = std::min(list.find(' '), list.size());
        auto term = std::string{list.substr(0, end)};
        if (term.ends_with('*')) term.replace(term.size() - 1, 1, star);
        terms.push_back(std::move(term));
        list.remove_prefix(std::min(end + 1, list.size()));
    }
    return terms;
}

std::string form_words(Generation form) {
    if (form == free_form) return "2018年及以前的统计表";
    return std::string{name_of(form)} + "版";
}

std::string joined(const std::vector<std::string>& terms) {
    std::string text;
    for (const auto& term : terms) text += (text.empty() ? "" : "+") + term;
    return text;
}

// Whether the report shows all of them.
bool shows(const model::Report& report, const std::vector<std::string>& terms) {
    return !terms.empty() && std::ranges::all_of(terms, [&](const auto& term) {
        const auto cell = report.cells.find(term);
        return cell != report.cells.end() && cell->second.kind != CellKind::absent;
    });
}

void add_note(Point& point, const std::string& words) {
    point.note += (point.note.empty() ? "" : "；") + words;
}

// Who put a term right and that checks doubt it: what stands of the sum's parts stands of the sum.
void add_signs(Point& point, const model::Report& report, const std::string& term) {
    const auto corrected = std::ranges::find(report.corrections, term, &model::Correction::cell);
    if (corrected != report.corrections.end() && point.corrected_by.find(corrected->by) == std::string::npos)
        point.corrected_by += (point.corrected_by.empty() ? "" : "；") + corrected->by;
    if (std::ranges::find(report.suspects, term, &model::Suspect::cell) != report.suspects.end())
        point.suspect += (point.suspect.empty() ? "" : "+") + term;
}

// Adds a term; false where the point has no figure any more.
bool add_term(Point& point, const model::Report& report, const std::string& term) {
    const auto found = report.cells.find(term);
    if (found == report.cells.end()) {
        point.kind = std::nullopt;
        return false;
    }
    const auto& cell = found->second;
    point.kind = cell.kind;
    if (!cell.value) return false;
    if (!point.value) {
        point.value = cell.value;
        point.unit = cell.unit;
        return true;
    }
    if (cell.unit != point.unit) {
        add_note(point, "单位不一，不能相加");
        point.kind = CellKind::unreadable;
        return false;
    }
    point.value = add(*point.value, *cell.value);
    if (!point.value) point.kind = CellKind::unreadable;
    return point.value.has_value();
}

Generation form_of(const model::Report& report, std::string_view cell) {
    if (report.generation != mixed) return report.generation;
    return shows(report, in_form(cell, form_2021).terms) ? form_2021 : form_2019;
}

// Amounts of money of a series stand in one unit.
void convert_money(Point& point) {
    const auto power = parser::power_of_money(point.unit);
    const auto of_series = parser::power_of_money(money_of_series);
    const auto converted = power ? parser::shifted(*point.value, *power - *of_series) : std::nullopt;
    if (!converted) {
        add_note(point, point.unit.empty() ? "没有写明单位，不能比较"
                                           : "单位“" + point.unit + "”不能准确换算为万元，不能比较");
        point.unit.clear();
    } else if (point.unit != money_of_series) {
        add_note(point, "原为" + point.value->text() + point.unit + "，已换算为万元");
    }
    point.value = converted;
    if (converted) point.unit = money_of_series;
    if (!converted) point.kind = std::nullopt;
}

}  // namespace

std::string_view name_of(Comparable comparable) {
    switch (comparable) {
        case yes:
            return "yes";
        case sum_of:
            return "sum_of";
        case no:
            return "no";
    }
    return "no";
}

InForm in_form(std::string_view cell, Generation form) {
    for (const auto& rule : rules) {
        const auto star = rule.form == form ? star_of(rule.cell, cell) : std::nullopt;
        if (!star) continue;
        return {rule.how, terms_of(rule.terms, *star), std::string{rule.statement}, std::string{rule.note}};
    }
    const auto* entry = find_in_dictionary(cell);
    if (entry != nullptr && entry->is_in(name_of(form))) return {.how = yes, .terms = {entry->cell}};
    return {.how = no, .note = form_words(form) + "没有这一项"};
}

Point point_of(const model::Report& report, std::string_view cell) {
    auto form = in_form(cell, form_of(report, cell));
    Point point{.how = form.how, .note = std::move(form.note)};
    if (form.how == no) return point;
    if (!form.statement.empty() && !shows(report, form.terms)) {
        if (const auto said = said_once(report, form.statement);
            said.statement != nullptr || !said.why_not.empty()) {
            point.terms = "statement " + form.statement;
            if (said.statement == nullptr) {
                add_note(point, said.why_not);
                return point;
            }
            point.value = said.statement->value;
            point.kind = CellKind::number;
            point.unit = said.statement->unit;
            return point;
        }
    }
    point.terms = joined(form.terms);
    for (const auto& term : form.terms) {
        add_signs(point, report, term);
        if (add_term(point, report, term)) continue;
        point.value = std::nullopt;
        if (form.how == sum_of) add_note(point, "“" + term + "”没有数字，不能相加");
        break;
    }
    const auto* entry = find_in_dictionary(cell);
    if (point.value && entry != nullptr && entry->has_unit_beside()) convert_money(point);
    return point;
}

}  // namespace ogi::daemon
