#include "parser/compare.h"

#include "parser/counted_unit.h"
#include "parser/severity.h"
#include "parser/table_diff.h"
#include "parser/unspaced.h"

#include <algorithm>
#include <tuple>
#include <utility>

namespace ogi::parser {

namespace {

using model::Cell;
using model::CellKind;
using model::ChangeClass;
using model::Report;

bool same_text(const Report& before, const Report& after) {
    return std::ranges::equal(
        before.sections, after.sections, [](const model::Section& a, const model::Section& b) {
            return a.number == b.number && same_but_space(a.title, b.title) && same_but_space(a.text, b.text);
        });
}

// Whether the documents say the same in a cell that says the same in both reports: a person may have put one
// of them right.
bool prints_the_same(const Report& before, const Report& after, const std::string& id, const Cell& cell) {
    if (before.corrections.empty() && after.corrections.empty()) return true;
    const auto printed = [&](const Report& report) {
        const auto corrected = std::ranges::find(report.corrections, id, &model::Correction::cell);
        return corrected == report.corrections.end() ? std::pair{cell.kind, cell.value}
                                                     : std::pair{corrected->printed_kind, corrected->printed};
    };
    return printed(before) == printed(after);
}

// By which decisions which cells were put right, and what they print: all that counts of a correction.
bool same_corrections(const Report& before, const Report& after) {
    const auto what_counts = [](const model::Correction& one) {
        return std::tie(one.cell, one.decision, one.printed_kind, one.printed);
    };
    return std::ranges::equal(before.corrections, after.corrections, {}, what_counts, what_counts);
}

// Of words in place of a figure, and of what cannot be read with certainty, nothing but the text tells what
// was changed: "约6583" to "约6683".
bool same_words(const Cell& before, const Cell& after) {
    return !says_words(before) || same_but_space(before.raw, after.raw);
}

// Both lists of cells are in order of their ids.
std::vector<model::CellChange> compare_cells(const Report& before, const Report& after) {
    static const Cell absent;
    std::vector<model::CellChange> changes;
    const auto differ = [&](const std::string& id, const Cell& old_cell, const Cell& new_cell) {
        const bool same = old_cell.kind == new_cell.kind && old_cell.value == new_cell.value &&
                          counted_unit(old_cell) == counted_unit(new_cell) && same_words(old_cell, new_cell);
        if (same && prints_the_same(before, after, id, old_cell)) return;
        changes.push_back({.id = id, .old_cell = old_cell, .new_cell = new_cell});
    };
    auto old_cell = before.cells.begin();
    auto new_cell = after.cells.begin();
    while (old_cell != before.cells.end() || new_cell != after.cells.end()) {
        const int order = old_cell == before.cells.end()  ? 1
                          : new_cell == after.cells.end() ? -1
                                                          : old_cell->first.compare(new_cell->first);
        if (order < 0) {
            differ(old_cell->first, old_cell->second, absent);
        } else if (order > 0) {
            differ(new_cell->first, absent, new_cell->second);
        } else {
            differ(new_cell->first, old_cell->second, new_cell->second);
        }
        if (order <= 0) ++old_cell;
        if (order >= 0) ++new_cell;
    }
    return changes;
}

std::vector<std::string> compare_aspects(const Report& before, const Report& after) {
    std::vector<std::string> aspects;
    const auto add = [&](const char* aspect, bool same) {
        if (!same) aspects.emplace_back(aspect);
    };
    add("agency_as_written", same_but_space(before.agency.as_written, after.agency.as_written));
    add("title", same_but_space(before.title, after.title));
    add("published", before.published == after.published);
    add("text", same_text(before, after));
    add("stat_tables", same_tables(before.stat_tables, after.stat_tables));
    add("generation", before.generation == after.generation);
    add("corrections", same_corrections(before, after));
    return aspects;
}

bool changes_a_figure(const model::CellChange& change) {
    return change.old_cell.kind != change.new_cell.kind || change.old_cell.value.has_value() ||
           !says_words(change.old_cell);
}

bool comes_or_goes(const model::CellChange& change) {
    return (change.old_cell.kind == CellKind::absent) != (change.new_cell.kind == CellKind::absent);
}

std::optional<ChangeClass> class_of(const Differences& differences, const Report& before,
                                    const Report& after) {
    if (differences.empty()) return std::nullopt;
    if (before.generation != after.generation || std::ranges::any_of(differences.cells, comes_or_goes))
        return ChangeClass::structure;
    auto depth = std::ranges::any_of(differences.cells, changes_a_figure) ? ChangeClass::value
                                                                          : ChangeClass::editorial;
    if (std::ranges::count(differences.aspects, "stat_tables") > 0)
        depth = std::max(depth, class_of(diff_tables(before.stat_tables, after.stat_tables)));
    return depth;
}

}  // namespace

bool says_words(const Cell& cell) {
    return cell.kind == CellKind::text || cell.kind == CellKind::unreadable;
}

Differences compare_reports(const Report& before, const Report& after) {
    Differences differences{compare_cells(before, after), compare_aspects(before, after)};
    if (!differences.cells.empty()) judge_cells(differences.cells, before, after);
    differences.change_class = class_of(differences, before, after);
    return differences;
}

}  // namespace ogi::parser
