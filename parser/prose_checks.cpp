#include "parser/prose_checks.h"

#include "parser/money.h"
#include "parser/prose_doubts.h"
#include "parser/readings.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace ogi::parser {

namespace {

using namespace std::literals;
using model::Check;
using model::CheckOutcome;
using model::Decimal;

// Yuan for every unit of money; the number itself for counts.
std::optional<Decimal> in_yuan(Decimal value, std::string_view unit) {
    return shifted(value, power_of_money(unit).value_or(0));
}

bool agrees(const model::Statement& statement, const Sum& sum) {
    const auto said = in_yuan(*statement.value, statement.unit);
    const auto shown = in_yuan(*sum.value, sum.unit);
    return said && shown && *said == *shown;
}

// Money without a unit cannot be compared with money that has one.
bool comparable(const model::Statement& statement, const Sum& sum) {
    const bool said_money = statement.unit.ends_with("元"sv);
    return !said_money || sum.unit.ends_with("元"sv);
}

using ByName = std::map<std::string_view, std::vector<const model::Statement*>>;

Check check_name(std::string_view name, const std::vector<const model::Statement*>& said,
                 const CellMap& cells) {
    Check check{.id = "prose." + std::string{name},
                .outcome = CheckOutcome::not_assessable,
                .left = {},
                .right = {},
                .note = {}};
    bool all_known = true;
    const model::Statement* doubted = nullptr;  // It can agree, never contradict.
    for (const auto& reading : readings()) {
        if (reading.name != name) continue;
        const auto sum = sum_of(cells, reading.cells);
        if (!sum.value) {
            // A row of the other generation's form is no missing operand.
            const auto first = reading.cells.substr(0, reading.cells.find('+'));
            if (first.ends_with('*') || cells.contains(first)) all_known = false;
            continue;
        }
        for (const auto* statement : said) {
            if (!comparable(*statement, sum)) {
                all_known = false;
                continue;
            }
            if (agrees(*statement, sum)) {
                return {check.id, CheckOutcome::holds, statement->value, sum.value,
                        "matches " + std::string{reading.cells} + ": " + statement->quote};
            }
            if (find_doubt(statement->quote) != std::string_view::npos) {
                doubted = statement;
                continue;
            }
            if (!check.left)
                check.left = statement->value, check.right = sum.value, check.note = statement->quote;
        }
    }
    if (check.left && all_known) {
        check.outcome = CheckOutcome::violated;
    } else if (!check.left && doubted != nullptr) {
        check.note = "it may count something else: " + doubted->quote;
    } else {
        check.left.reset(), check.right.reset();
        check.note = check.note.empty() ? "" : "a cell it could be compared with is missing: " + check.note;
    }
    return check;
}

// Parts of a whole that the prose itself gives. Named once each, or there is more than one count in the text.
std::optional<Check> check_parts(std::string_view whole, const ByName& by_name) {
    const auto find = [&](std::string_view ending) -> const model::Statement* {
        const auto found = by_name.find(std::string{whole} + std::string{ending});
        return found != by_name.end() && found->second.size() == 1 ? found->second.front() : nullptr;
    };
    const auto* total = find(".total");
    if (total == nullptr) return std::nullopt;
    std::optional<Decimal> sum = Decimal::whole(0);
    std::string note;
    int parts = 0;
    for (const auto ending : {".upheld"sv, ".corrected"sv, ".other"sv, ".pending"sv}) {
        const auto* part = find(ending);
        if (part == nullptr) continue;
        ++parts;
        if (sum) sum = add(*sum, *part->value);
        if (!note.empty()) note += '+';
        note += part->value->text();
    }
    if (parts < 2 || !sum) return std::nullopt;
    Check check{.id = "prose.parts." + std::string{whole},
                .outcome = CheckOutcome::not_assessable,
                .left = sum,
                .right = total->value,
                .note = note};
    if (*sum == *total->value) {
        check.outcome = CheckOutcome::holds;
    } else if (parts == 4 || compare(*sum, *total->value) > 0) {
        check.outcome = CheckOutcome::violated;
    } else {
        check.left.reset(), check.right.reset();  // Not every ending is named.
    }
    return check;
}

}  // namespace

std::vector<Check> check_prose(const std::vector<model::Statement>& statements, const CellMap& cells,
                               model::Generation generation) {
    ByName by_name;
    for (const auto& statement : statements) {
        if (statement.value && !statement.approximate) by_name[statement.name].push_back(&statement);
    }
    std::vector<Check> checks;
    for (const auto& [name, said] : by_name) {
        const auto all = readings();
        const bool has_cells = std::ranges::find(all, name, &Reading::name) != std::ranges::end(all);
        if (has_cells && generation != model::Generation::free_form)
            checks.push_back(check_name(name, said, cells));
    }
    for (const auto whole :
         {"reconsideration"sv, "litigation"sv, "litigation.direct"sv, "litigation.after_reconsideration"sv}) {
        if (auto check = check_parts(whole, by_name)) checks.push_back(std::move(*check));
    }
    return checks;
}

}  // namespace ogi::parser
