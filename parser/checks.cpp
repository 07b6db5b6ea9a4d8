#include "parser/checks.h"

#include "parser/catalogue.h"

#include <algorithm>
#include <optional>
#include <string>

namespace ogi::parser {

namespace {

using model::CheckOutcome;
using model::Decimal;

// One side of an identity: cells to add up. A row that neither form of the report has is left out by the
// caller.
using Operands = std::vector<std::string>;

std::optional<Decimal> value_of(const CellMap& cells, const std::string& id) {
    const auto found = cells.find(id);
    return found == cells.end() ? std::nullopt : found->second.value;
}

// nullopt where an operand is no number, or the sum does not fit.
std::optional<Decimal> sum_of(const CellMap& cells, const Operands& operands) {
    std::optional<Decimal> sum = Decimal::whole(0);
    for (const auto& id : operands) {
        const auto value = value_of(cells, id);
        if (!value) return std::nullopt;
        sum = model::add(*sum, *value);
        if (!sum) return std::nullopt;
    }
    return sum;
}

// "3 + 0 + 1", so that a reader sees which numbers do not add up.
std::string written_out(const CellMap& cells, const Operands& operands) {
    std::string text;
    for (const auto& id : operands) {
        if (!text.empty()) text += " + ";
        text += value_of(cells, id)->text();
    }
    return text;
}

model::Check compare(std::string id, const CellMap& cells, const Operands& left, const Operands& right) {
    model::Check check;
    check.id = std::move(id);
    check.left = sum_of(cells, left);
    check.right = sum_of(cells, right);
    if (!check.left || !check.right) {
        check.left.reset(), check.right.reset();
        return check;
    }
    check.outcome = *check.left == *check.right ? CheckOutcome::holds : CheckOutcome::violated;
    if (check.outcome == CheckOutcome::violated) {
        check.note = written_out(cells, left) + " is not " + written_out(cells, right);
    }
    return check;
}

bool has_row(const RequestRow& row, model::Generation generation, const CellMap& cells) {
    switch (generation) {
        case model::Generation::form_2019:
            return row.in_2019;
        case model::Generation::form_2021:
            return row.in_2021;
        case model::Generation::mixed:
            return cells.contains(request_id(row.name, "total"));
        case model::Generation::free_form:
            return false;
    }
    return false;
}

// The outcomes that sum up to total_processed.
bool is_outcome(const RequestRow& row) {
    return row.name != "new_received" && row.name != "carried_in" && row.name != "total_processed" &&
           row.name != "carried_out";
}

void add_request_checks(std::vector<model::Check>& checks, const CellMap& cells,
                        model::Generation generation) {
    for (const auto applicant : applicants()) {
        const auto id = [&](std::string_view row) { return request_id(row, applicant); };
        checks.push_back(compare("requests.balance." + std::string{applicant}, cells,
                                 {id("new_received"), id("carried_in")},
                                 {id("total_processed"), id("carried_out")}));
    }
    for (const auto applicant : applicants()) {
        Operands outcomes;
        for (const auto& row : request_rows()) {
            if (is_outcome(row) && has_row(row, generation, cells))
                outcomes.push_back(request_id(row.name, applicant));
        }
        checks.push_back(compare("requests.outcomes_sum." + std::string{applicant}, cells, outcomes,
                                 {request_id("total_processed", applicant)}));
    }
    for (const auto& row : request_rows()) {
        if (!has_row(row, generation, cells)) continue;
        Operands parts;
        for (const auto applicant : applicants()) parts.push_back(request_id(row.name, applicant));
        const Operands total = {parts.back()};
        parts.pop_back();
        checks.push_back(compare("requests.applicants_sum." + std::string{row.name}, cells, parts, total));
    }
}

void add_dispute_checks(std::vector<model::Check>& checks, const CellMap& cells) {
    for (const auto dispute : disputes()) {
        Operands parts;
        for (const auto outcome : dispute_outcomes()) parts.push_back(dispute_id(dispute, outcome));
        const Operands total = {parts.back()};
        parts.pop_back();
        checks.push_back(compare(std::string{dispute} + ".sum", cells, parts, total));
    }
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
    return check.id.starts_with("requests.") || check.id.ends_with(".sum");
}

}  // namespace

std::vector<model::Check> check_identities(const CellMap& cells, model::Generation generation) {
    std::vector<model::Check> checks;
    if (generation == model::Generation::free_form) return checks;
    add_request_checks(checks, cells, generation);
    add_dispute_checks(checks, cells);
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
