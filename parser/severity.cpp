#include "parser/severity.h"

#include "parser/catalogue.h"
#include "parser/equations.h"
#include "parser/money.h"
#include "parser/readings.h"

#include <algorithm>
#include <string>
#include <string_view>

namespace ogi::parser {

namespace {

using namespace std::string_view_literals;
using model::CellChange;
using model::ChangeSeverity;
using model::Check;
using model::CheckOutcome;
using model::Decimal;
using model::Report;

// ---- which checks turned, and which cells stand in them

struct Turned {
    std::string id;
    bool broke = false;
};

std::vector<std::string_view> violated_in(const Report& report) {
    std::vector<std::string_view> ids;
    for (const auto& check : report.checks) {
        if (check.outcome == CheckOutcome::violated) ids.push_back(check.id);
    }
    std::ranges::sort(ids);
    return ids;
}

std::vector<Turned> turned_checks(const Report& before, const Report& after) {
    const auto was = violated_in(before), is = violated_in(after);
    std::vector<Turned> turned;
    for (const auto id : is) {
        if (!std::ranges::binary_search(was, id)) turned.push_back({std::string{id}, true});
    }
    for (const auto id : was) {
        if (!std::ranges::binary_search(is, id)) turned.push_back({std::string{id}, false});
    }
    return turned;
}

bool is_form_identity(std::string_view check) {
    return !check.starts_with("prose."sv) && !check.starts_with("years."sv) &&
           !check.starts_with("misuse."sv);
}

bool stands_in_equations(std::string_view cell, std::string_view check, const Report& report) {
    for (const auto& equation : equations_of(report.generation, report.cells)) {
        if (equation.id != check) continue;
        const auto is_cell = [&](CellIndex operand) { return id_of(operand) == cell; };
        return std::ranges::any_of(equation.left, is_cell) || std::ranges::any_of(equation.right, is_cell);
    }
    return false;
}

// "a+b+c", or "requests.denied_*" for the total column of a group.
bool is_term_of(std::string_view cell, std::string_view terms) {
    while (!terms.empty()) {
        const auto end = std::min(terms.find('+'), terms.size());
        const auto term = terms.substr(0, end);
        if (term.ends_with('*') ? cell.starts_with(term.substr(0, term.size() - 1)) : cell == term)
            return true;
        terms.remove_prefix(std::min(end + 1, terms.size()));
    }
    return false;
}

bool stands_in(std::string_view cell, std::string_view check, const Report& before, const Report& after) {
    if (is_form_identity(check))
        return stands_in_equations(cell, check, after) || stands_in_equations(cell, check, before);
    if (!check.starts_with("prose."sv)) return false;
    const auto name = check.substr("prose."sv.size());
    return std::ranges::any_of(readings(), [&](const Reading& reading) {
        return reading.name == name && is_term_of(cell, reading.cells);
    });
}

// ---- how much a change matters

const Decimal* figure_of(const model::Cell& cell) {
    return cell.value ? &*cell.value : nullptr;
}

int sign_of(const Decimal& figure) {
    return figure.units < 0 ? -1 : figure.units > 0 ? 1 : 0;
}

// |figure| × 10 as whole and scaled parts would overflow; comparing |a| with |b| / 10 is a shift of the
// scale.
bool is_tenfold(const Decimal& small, const Decimal& large) {
    const auto magnitude = [](Decimal figure) {
        if (figure.units < 0) figure.units = -figure.units;
        return figure;
    };
    auto tenth = magnitude(large);
    if (tenth.scale < Decimal::scale_max) {
        ++tenth.scale;
    } else {
        tenth.units /= 10;
    }
    return model::compare(magnitude(small), tenth) <= 0;
}

bool breaks_identity(const CellChange& change) {
    return std::ranges::any_of(change.broke, is_form_identity);
}

// The figure as it compares with the other cell's: in yuan where both are money and their units differ.
std::optional<Decimal> amount_of(const model::Cell& cell, const model::Cell& other) {
    if (!cell.value || cell.unit == other.unit) return cell.value;
    const auto power = power_of_money(cell.unit);
    return power && power_of_money(other.unit) ? shifted(*cell.value, *power) : cell.value;
}

bool is_other_magnitude(const CellChange& change) {
    const auto was = amount_of(change.old_cell, change.new_cell);
    const auto is = amount_of(change.new_cell, change.old_cell);
    if (!was || !is || was->units == 0 || is->units == 0) return false;
    return is_tenfold(*was, *is) || is_tenfold(*is, *was);
}

bool crosses_zero(const CellChange& change) {
    const auto* was = figure_of(change.old_cell);
    const auto* is = figure_of(change.new_cell);
    return was != nullptr && is != nullptr && sign_of(*was) != sign_of(*is);
}

bool figure_comes_or_goes(const CellChange& change) {
    return (figure_of(change.old_cell) == nullptr) != (figure_of(change.new_cell) == nullptr);
}

struct Rule {
    bool (*applies)(const CellChange&);
    ChangeSeverity severity;
};

// The first that applies decides; none: minor.
constexpr Rule rules[] = {
    {breaks_identity, ChangeSeverity::grave},
    {is_other_magnitude, ChangeSeverity::grave},
    {crosses_zero, ChangeSeverity::notable},
    {figure_comes_or_goes, ChangeSeverity::notable},
};

ChangeSeverity severity_of(const CellChange& change) {
    const auto* rule =
        std::ranges::find_if(rules, [&](const Rule& candidate) { return candidate.applies(change); });
    return rule == std::end(rules) ? ChangeSeverity::minor : rule->severity;
}

}  // namespace

void judge_cells(std::vector<CellChange>& changes, const Report& before, const Report& after) {
    for (const auto& check : turned_checks(before, after)) {
        for (auto& change : changes) {
            if (stands_in(change.id, check.id, before, after))
                (check.broke ? change.broke : change.healed).push_back(check.id);
        }
    }
    for (auto& change : changes) change.severity = severity_of(change);
}

bool takes_part_in(std::string_view cell, std::string_view check, const Report& report) {
    if (check.starts_with("misuse."sv)) return cell.starts_with(std::string{check.substr(7)} + ".");
    if (!check.starts_with("years."sv)) return stands_in(cell, check, report, report);
    constexpr std::string_view carried = "years.carry.", carried_in = "requests.carried_in.";
    const auto last = check.substr(check.rfind('.') + 1);
    if (check.starts_with(carried)) return cell == std::string{carried_in}.append(last);
    constexpr std::string_view of_items[] = {"years.in_force.", "years.items.", "years.total_disclosed."};
    const bool of_item = std::ranges::any_of(of_items, [&](auto begin) { return check.starts_with(begin); });
    if (of_item) return cell.starts_with("disclosure." + std::string{last} + ".");
    constexpr std::string_view pending = "years.pending.";
    return check.starts_with(pending) && cell.starts_with(std::string{check.substr(pending.size())} + ".");
}

}  // namespace ogi::parser
