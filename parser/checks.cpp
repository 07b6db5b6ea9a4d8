#include "parser/checks.h"

#include "parser/catalogue.h"
#include "parser/equations.h"

#include <optional>
#include <string>

namespace ogi::parser {

namespace {

using model::CheckOutcome;
using model::Decimal;

constexpr std::size_t checks_expected = 64;  // Those of a form, and some of its prose.

std::optional<Decimal> value_of(const CellMap& cells, const std::string& id) {
    const auto found = cells.find(id);
    return found == cells.end() ? std::nullopt : found->second.value;
}

// "3 + 0 + 1", so that a reader sees which numbers do not add up.
std::string written_out(const FormFigures& figures, const std::vector<CellIndex>& operands) {
    std::string text;
    for (const auto operand : operands) {
        if (!text.empty()) text += " + ";
        text += figures.at(operand)->text();
    }
    return text;
}

model::Check assess(const Equation& equation, const FormFigures& figures) {
    model::Check check;
    check.id = equation.id;
    check.left = figures.sum_of(equation.left);
    check.right = figures.sum_of(equation.right);
    if (!check.left || !check.right) {
        check.left.reset(), check.right.reset();
        return check;
    }
    check.outcome = *check.left == *check.right ? CheckOutcome::holds : CheckOutcome::violated;
    if (check.outcome == CheckOutcome::violated) {
        check.note = written_out(figures, equation.left) + " is not " + written_out(figures, equation.right);
    }
    return check;
}

// Last year's items plus their change are this year's decisions: volumes were entered where item counts
// belong. An unchanged row is no evidence.
void add_misuse(std::vector<model::Check>& checks, const CellMap& cells) {
    for (const auto& item : disclosure_items()) {
        const std::string stem = "disclosure." + std::string{item.name};
        const auto before = value_of(cells, stem + ".items_prev_year");
        const auto change = value_of(cells, stem + ".items_delta");
        const auto decisions = value_of(cells, stem + ".decisions");
        if (!before || !change || !decisions || decisions->units <= 0 || change->units == 0) continue;
        const auto sum = model::add(*before, *change);
        if (!sum || *sum != *decisions) continue;
        checks.push_back({"misuse." + stem, CheckOutcome::holds, sum, decisions,
                          "items of last year + change = decisions: the columns seem to hold volumes"});
    }
}

bool is_identity(const model::Check& check) {
    return check.id.starts_with("requests.") || check.id.starts_with("s14.") || check.id.ends_with(".sum");
}

}  // namespace

std::vector<model::Check> check_identities(const CellMap& cells, model::Generation generation) {
    std::vector<model::Check> checks;
    const FormFigures figures{cells};
    checks.reserve(checks_expected);
    for (const auto& equation : equations_of(generation, cells)) checks.push_back(assess(equation, figures));
    add_misuse(checks, cells);
    return checks;
}

model::Verdict verdict_of(const std::vector<model::Check>& checks) {
    std::size_t identities = 0, assessed = 0;
    bool violated = false;
    for (const auto& check : checks) {
        if (!is_identity(check)) continue;
        ++identities;
        if (check.outcome != CheckOutcome::not_assessable) ++assessed;
        violated |= check.outcome == CheckOutcome::violated;
    }
    if (violated) return model::Verdict::inconsistent;
    if (assessed == 0) return model::Verdict::unverifiable;
    return assessed == identities ? model::Verdict::verified : model::Verdict::consistent;
}

}  // namespace ogi::parser
