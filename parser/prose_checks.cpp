#include "parser/prose_checks.h"

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

// One way to read a name: the sum of these cells, "a+b+c".
struct Reading {
    std::string_view name;
    std::string_view cells;
};

// In the order in which they are tried (DOMAIN: prose against table). `*` stands for the total column.
constexpr Reading readings[] = {
    {"requests.new_received"sv, "requests.new_received.total"sv},
    {"requests.new_received"sv, "requests.new_received.total+requests.carried_in.total"sv},
    {"requests.new_received"sv, "requests.total_processed.total"sv},
    {"requests.total_processed"sv, "requests.total_processed.total"sv},
    {"requests.total_processed"sv,
     "requests.granted.total+requests.partially_granted.total+requests.denied_*+requests.unable_*"sv},
    {"requests.total_processed"sv, "requests.new_received.total"sv},
    {"requests.carried_in"sv, "requests.carried_in.total"sv},
    {"requests.carried_out"sv, "requests.carried_out.total"sv},
    {"requests.natural_person"sv, "requests.new_received.natural_person"sv},
    {"requests.natural_person"sv,
     "requests.new_received.natural_person+requests.carried_in.natural_person"sv},
    {"requests.natural_person"sv, "requests.total_processed.natural_person"sv},
    {"requests.granted"sv, "requests.granted.total"sv},
    {"requests.granted"sv, "requests.granted.total+requests.partially_granted.total"sv},
    {"requests.partially_granted"sv, "requests.partially_granted.total"sv},
    {"requests.denied"sv, "requests.denied_*"sv},
    {"requests.unable"sv, "requests.unable_*"sv},
    {"requests.rejected"sv, "requests.rejected_*"sv},
    {"requests.other"sv, "requests.other*"sv},
    {"reconsideration.total"sv, "reconsideration.total"sv},
    {"reconsideration.upheld"sv, "reconsideration.upheld"sv},
    {"reconsideration.corrected"sv, "reconsideration.corrected"sv},
    {"reconsideration.other"sv, "reconsideration.other"sv},
    {"reconsideration.pending"sv, "reconsideration.pending"sv},
    {"litigation.total"sv, "litigation.direct.total+litigation.after_reconsideration.total"sv},
    {"litigation.upheld"sv, "litigation.direct.upheld+litigation.after_reconsideration.upheld"sv},
    {"litigation.corrected"sv, "litigation.direct.corrected+litigation.after_reconsideration.corrected"sv},
    {"litigation.other"sv, "litigation.direct.other+litigation.after_reconsideration.other"sv},
    {"litigation.pending"sv, "litigation.direct.pending+litigation.after_reconsideration.pending"sv},
    {"litigation.direct.total"sv, "litigation.direct.total"sv},
    {"litigation.direct.upheld"sv, "litigation.direct.upheld"sv},
    {"litigation.direct.corrected"sv, "litigation.direct.corrected"sv},
    {"litigation.direct.other"sv, "litigation.direct.other"sv},
    {"litigation.direct.pending"sv, "litigation.direct.pending"sv},
    {"litigation.after_reconsideration.total"sv, "litigation.after_reconsideration.total"sv},
    {"litigation.after_reconsideration.upheld"sv, "litigation.after_reconsideration.upheld"sv},
    {"litigation.after_reconsideration.corrected"sv, "litigation.after_reconsideration.corrected"sv},
    {"litigation.after_reconsideration.other"sv, "litigation.after_reconsideration.other"sv},
    {"litigation.after_reconsideration.pending"sv, "litigation.after_reconsideration.pending"sv},
    {"disclosure.normative_document.made"sv, "disclosure.normative_document.made"sv},
    {"disclosure.normative_document.made"sv, "disclosure.normative_document.issued"sv},
    {"disclosure.normative_document.made"sv, "disclosure.normative_document.disclosed"sv},
    {"disclosure.normative_document.disclosed"sv, "disclosure.normative_document.disclosed"sv},
    {"disclosure.normative_document.disclosed"sv, "disclosure.normative_document.total_disclosed"sv},
    {"disclosure.normative_document.disclosed"sv, "disclosure.normative_document.issued"sv},
    {"disclosure.normative_document.disclosed"sv, "disclosure.normative_document.in_force"sv},
    {"disclosure.license.decisions"sv, "disclosure.license.decisions"sv},
    {"disclosure.penalty.decisions"sv, "disclosure.penalty.decisions"sv},
    {"disclosure.coercion.decisions"sv, "disclosure.coercion.decisions"sv},
    {"disclosure.other_service.decisions"sv, "disclosure.other_service.decisions"sv},
    {"disclosure.procurement.items"sv, "disclosure.procurement.items"sv},
    {"disclosure.procurement.amount"sv, "disclosure.procurement.amount"sv},
};

struct Sum {
    std::optional<Decimal> value;  // nullopt: an operand is missing.
    std::string unit;
};

void add_cell(Sum& sum, const CellMap& cells, std::string_view id) {
    const auto cell = cells.find(id);
    if (!sum.value || cell == cells.end() || !cell->second.value) {
        sum.value.reset();
        return;
    }
    sum.value = add(*sum.value, *cell->second.value);
    sum.unit = cell->second.unit;
}

// "requests.denied_*": the total column of every row of the group.
void add_group(Sum& sum, const CellMap& cells, std::string_view stem) {
    bool any = false;
    for (auto cell = cells.lower_bound(stem); cell != cells.end() && cell->first.starts_with(stem); ++cell) {
        if (!cell->first.ends_with(".total")) continue;
        any = true;
        add_cell(sum, cells, cell->first);
    }
    if (!any) sum.value.reset();
}

Sum sum_of(const CellMap& cells, std::string_view terms) {
    Sum sum{Decimal::whole(0), {}};
    while (!terms.empty()) {
        const auto plus = terms.find('+');
        const auto term = terms.substr(0, plus);
        if (term.ends_with('*')) {
            add_group(sum, cells, term.substr(0, term.size() - 1));
        } else {
            add_cell(sum, cells, term);
        }
        terms.remove_prefix(plus == std::string_view::npos ? terms.size() : plus + 1);
    }
    return sum;
}

// Yuan for every unit of money; the number itself for counts.
std::optional<Decimal> in_yuan(Decimal value, std::string_view unit) {
    const int shift = unit == "万元"sv ? 4 : unit == "亿元"sv ? 8 : 0;
    for (int i = 0; i < shift; ++i) {
        if (value.scale > 0) {
            --value.scale;
        } else if (__builtin_mul_overflow(value.units, 10, &value.units)) {
            return std::nullopt;
        }
    }
    return Decimal::parse(value.text());
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
    for (const auto& reading : readings) {
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
            if (!check.left)
                check.left = statement->value, check.right = sum.value, check.note = statement->quote;
        }
    }
    if (check.left && all_known) {
        check.outcome = CheckOutcome::violated;
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
        const bool has_cells =
            std::ranges::any_of(readings, [&](const Reading& r) { return r.name == name; });
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
