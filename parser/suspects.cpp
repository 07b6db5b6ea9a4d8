#include "parser/suspects.h"

#include "parser/catalogue.h"
#include "parser/equations.h"
#include "parser/prose_doubts.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>

namespace ogi::parser {

namespace {

using model::Decimal;
using model::Suspect;

constexpr std::size_t candidates_max = 5;  // The cells of one dispute.

// An equation whose operands are all numbers.
struct Balance {
    std::string id;
    std::vector<std::string_view> left, right;
    Decimal excess;        // left - right; not 0: violated.
    bool identity = true;  // Of the form; false: what the prose says of a cell.

    bool violated() const { return excess.units != 0; }
};

// A change of a cell that would make every balance it stands in hold.
struct Explanation {
    Decimal implied;
    std::vector<const Balance*> balances;  // All violated.
};
using Explanations = std::map<std::string_view, Explanation>;

std::vector<std::string_view> ids_of(const std::vector<CellIndex>& operands) {
    std::vector<std::string_view> ids;
    for (const auto operand : operands) ids.push_back(id_of(operand));
    return ids;
}

std::vector<Balance> assessed(const CellMap& cells, model::Generation generation) {
    std::vector<Balance> balances;
    const FormFigures figures{cells};
    for (const auto& equation : equations_of(generation, cells)) {
        const auto left = figures.sum_of(equation.left), right = figures.sum_of(equation.right);
        if (!left || !right) continue;
        const auto excess = model::subtract(*left, *right);
        if (!excess) continue;
        balances.push_back({.id = equation.id,
                            .left = ids_of(equation.left),
                            .right = ids_of(equation.right),
                            .excess = *excess});
    }
    return balances;
}

std::optional<Decimal> sum_of(const CellMap& cells, const std::vector<std::string_view>& operands) {
    std::optional<Decimal> sum = Decimal{};
    for (const auto id : operands) {
        const auto cell = cells.find(id);
        if (!sum || cell == cells.end() || !cell->second.value) return std::nullopt;
        sum = model::add(*sum, *cell->second.value);
    }
    return sum;
}

// The figure the prose gives for a name; nullopt if it gives none, none that is exact, or several.
std::optional<Decimal> said_of(std::string_view name, const std::vector<model::Statement>& statements) {
    std::optional<Decimal> said;
    for (const auto& statement : statements) {
        if (statement.name != name || find_doubt(statement.quote) != std::string_view::npos) continue;
        if (!statement.value || statement.approximate || (said && *said != *statement.value))
            return std::nullopt;
        said = statement.value;
    }
    return said;
}

void add_said(std::vector<Balance>& balances, const CellMap& cells, std::string name,
              std::vector<std::string_view> operands, const std::vector<model::Statement>& statements) {
    const auto said = said_of(name, statements);
    const auto shown = sum_of(cells, operands);
    if (!said || !shown) return;
    const auto excess = model::subtract(*shown, *said);
    if (!excess) return;
    balances.push_back({.id = "prose." + std::move(name),
                        .left = std::move(operands),
                        .right = {},
                        .excess = *excess,
                        .identity = false});
}

// The prose counts disputes as the table does, so it is as good as another equation. Applications it counts
// in several ways, which tells nothing of a cell.
void add_prose(std::vector<Balance>& balances, const CellMap& cells,
               const std::vector<model::Statement>& statements) {
    for (const auto outcome : dispute_outcomes()) {
        std::vector<std::string_view> litigation;
        for (const auto dispute : disputes()) {
            const std::string_view id = find_form_cell(dispute_id(dispute, outcome))->id;
            add_said(balances, cells, std::string{id}, {id}, statements);
            if (id.starts_with("litigation.")) litigation.push_back(id);
        }
        add_said(balances, cells, "litigation." + std::string{outcome}, litigation, statements);
    }
}

// The change that makes `balance` hold, of a cell on its left or else on its right.
std::optional<Decimal> change_for(const Balance& balance, bool on_left) {
    return on_left ? model::subtract(Decimal{}, balance.excess) : balance.excess;
}

std::optional<Explanation> explain(std::string_view cell, const Decimal& value,
                                   const std::vector<Balance>& balances) {
    std::optional<Decimal> change;
    Explanation explanation;
    for (const auto& balance : balances) {
        const bool on_left = std::ranges::find(balance.left, cell) != balance.left.end();
        if (!on_left && std::ranges::find(balance.right, cell) == balance.right.end()) continue;
        const auto wanted = change_for(balance, on_left);
        if (!balance.violated() || !wanted || (change && *change != *wanted)) return std::nullopt;
        change = wanted;
        explanation.balances.push_back(&balance);
    }
    const auto implied = change ? model::add(value, *change) : std::nullopt;
    if (!implied || implied->units < 0) return std::nullopt;
    explanation.implied = *implied;
    return explanation;
}

// Of the cells that stand in a violated identity.
Explanations explain_all(const CellMap& cells, const std::vector<Balance>& balances) {
    Explanations explanations;
    for (const auto& balance : balances) {
        if (!balance.identity || !balance.violated()) continue;
        for (const auto* side : {&balance.left, &balance.right}) {
            for (const auto cell : *side) {
                if (explanations.contains(cell)) continue;
                if (auto explanation = explain(cell, *cells.find(cell)->second.value, balances))
                    explanations.emplace(cell, *std::move(explanation));
            }
        }
    }
    return explanations;
}

bool explains(const Explanation& explanation, const Balance& balance) {
    return std::ranges::any_of(explanation.balances,
                               [&](const Balance* other) { return other->id == balance.id; });
}

std::size_t count_within(const Explanations& explanations, const Balance& balance) {
    return static_cast<std::size_t>(std::ranges::count_if(
        explanations, [&](const auto& candidate) { return explains(candidate.second, balance); }));
}

std::string_view dispute_of(std::string_view cell) {
    return cell.substr(0, cell.rfind('.'));
}

// A sentence that no cell brings into line with the table is no evidence of one, nor is what else the prose
// says of that dispute.
void drop_unexplained_prose(std::vector<Balance>& balances, const CellMap& cells) {
    std::set<std::string_view> doubtful;
    const auto explanations = explain_all(cells, balances);
    for (const auto& balance : balances) {
        if (balance.identity || !balance.violated() || count_within(explanations, balance) > 0) continue;
        for (const auto cell : balance.left) doubtful.insert(dispute_of(cell));
    }
    std::erase_if(balances, [&](const Balance& balance) {
        return !balance.identity && std::ranges::any_of(balance.left, [&](std::string_view cell) {
            return doubtful.contains(dispute_of(cell));
        });
    });
}

// One wrong figure is likelier than two: a cell goes if another explains all that it explains, and more.
void keep_the_fullest(Explanations& explanations) {
    const auto all = explanations;
    std::erase_if(explanations, [&](const auto& candidate) {
        const auto& mine = candidate.second.balances;
        return std::ranges::any_of(all, [&](const auto& other) {
            return other.second.balances.size() > mine.size() &&
                   std::ranges::all_of(
                       mine, [&](const Balance* balance) { return explains(other.second, *balance); });
        });
    });
}

}  // namespace

std::vector<Suspect> find_suspects(const CellMap& cells, model::Generation generation,
                                   const std::vector<model::Statement>& statements) {
    const auto identities = assessed(cells, generation);
    if (std::ranges::none_of(identities, &Balance::violated)) return {};
    auto balances = identities;
    add_prose(balances, cells, statements);
    drop_unexplained_prose(balances, cells);
    auto explanations = explain_all(cells, balances);
    // Nor is one that leaves a sum without any explanation.
    auto without_prose = explain_all(cells, identities);
    std::erase_if(without_prose, [&](const auto& candidate) {
        return std::ranges::any_of(candidate.second.balances, [&](const Balance* balance) {
            return count_within(explanations, *balance) > 0;
        });
    });
    explanations.merge(without_prose);
    keep_the_fullest(explanations);

    std::vector<Suspect> suspects;
    for (const auto& [cell, explanation] : explanations) {
        Suspect suspect{.cell = std::string{cell},
                        .value = *cells.find(cell)->second.value,
                        .implied = explanation.implied,
                        .checks = {}};
        std::size_t among = 1;
        for (const auto* balance : explanation.balances) {
            suspect.checks.push_back(balance->id);
            if (balance->identity) among = std::max(among, count_within(explanations, *balance));
        }
        if (among > candidates_max) continue;
        suspect.among = static_cast<int>(among);
        suspects.push_back(std::move(suspect));
    }
    std::ranges::stable_sort(suspects, {}, &Suspect::among);
    return suspects;
}

}  // namespace ogi::parser
