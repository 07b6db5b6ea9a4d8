#include "daemon/answers/correction_lines.h"

#include "base/time.h"

#include <map>
#include <tuple>

namespace ogi::daemon {

using base::JsonWriter;
using model::Correction;

namespace {

// All that counts of a correction, as for parser::compare_reports.
auto what_counts(const Correction& one) {
    return std::tie(one.decision, one.printed_kind, one.printed);
}

bool is_changed(const CorrectionChange& change) {
    return change.before == nullptr || change.after == nullptr ||
           what_counts(*change.before) != what_counts(*change.after);
}

void write_side(JsonWriter& json, std::string_view side, const Correction* correction,
                const Rulings& rulings) {
    json.key(side);
    if (correction == nullptr) {
        json.null();
        return;
    }
    const auto* known = rulings.find(correction->decision);
    json.begin_object().field("decision", correction->decision).field("by", correction->by);
    json.field("reason", correction->reason).key("at");
    known == nullptr ? json.null() : json.value(base::to_iso(known->decision.at));
    json.end_object();
}

}  // namespace

std::vector<CorrectionChange> changed_corrections(const model::Report& before, const model::Report& after) {
    std::map<std::string_view, CorrectionChange> by_cell;
    for (const auto& one : before.corrections) by_cell[one.cell].before = &one;
    for (const auto& one : after.corrections) by_cell[one.cell].after = &one;
    std::vector<CorrectionChange> changes;
    for (const auto& [cell, change] : by_cell)
        if (is_changed(change)) changes.push_back(change);
    return changes;
}

void write_correction_change(JsonWriter& json, const CorrectionChange& change, const Rulings& rulings) {
    json.field("cell", (change.after != nullptr ? change.after : change.before)->cell);
    write_side(json, "old", change.before, rulings);
    write_side(json, "new", change.after, rulings);
}

void write_correction(JsonWriter& json, const Correction& correction, int year, Side side,
                      const Rulings& rulings) {
    json.field("cell", correction.cell).field("year", year).key("printed");
    correction.printed ? json.raw(correction.printed->text()) : json.null();
    write_side(json, "old", side == Side::before ? &correction : nullptr, rulings);
    write_side(json, "new", side == Side::after ? &correction : nullptr, rulings);
}

}  // namespace ogi::daemon
