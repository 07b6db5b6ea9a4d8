#include "parser/readings.h"

namespace ogi::parser {

namespace {

using namespace std::literals;
using model::Decimal;

// In the order in which they are tried (DOMAIN: prose against table). `*` stands for the total column.
constexpr Reading table[] = {
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
    {"disclosure.normative_document.in_force"sv, "disclosure.normative_document.in_force"sv},
    {"disclosure.license.decisions"sv, "disclosure.license.decisions"sv},
    {"disclosure.penalty.decisions"sv, "disclosure.penalty.decisions"sv},
    {"disclosure.coercion.decisions"sv, "disclosure.coercion.decisions"sv},
    {"disclosure.other_service.decisions"sv, "disclosure.other_service.decisions"sv},
    {"disclosure.procurement.items"sv, "disclosure.procurement.items"sv},
    {"disclosure.procurement.amount"sv, "disclosure.procurement.amount"sv},
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

}  // namespace

std::span<const Reading> readings() {
    return table;
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

}  // namespace ogi::parser
