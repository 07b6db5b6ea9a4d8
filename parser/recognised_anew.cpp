#include "parser/recognised_anew.h"

#include "base/utf8.h"
#include "parser/counted_unit.h"
#include "parser/equations.h"
#include "parser/unspaced.h"

#include <algorithm>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ogi::parser {
namespace {

using model::Cell;
using model::CellKind;
using model::Report;

bool was_read(const Cell* cell, const Report& report) {
    if (cell == nullptr || cell->kind == CellKind::absent) return !report.ocr;
    return cell->kind != CellKind::unreadable;
}

const Cell* cell_of(const Report& report, const std::string& id) {
    const auto found = report.cells.find(id);
    return found == report.cells.end() ? nullptr : &found->second;
}

bool says_the_same(const Cell* one, const Cell* other) {
    static const Cell absent;
    const auto& left = one == nullptr ? absent : *one;
    const auto& right = other == nullptr ? absent : *other;
    return left.kind == right.kind && left.value == right.value && counted_unit(left) == counted_unit(right);
}

// A cell that both readings could read, each otherwise.
struct Conflict {
    std::string id;
    std::string before;
    std::string after;
};

struct Compared {
    std::vector<Conflict> conflicts{};
    bool gained = false;
    bool lost = false;

    void cell(const std::string& id, const Cell* before, const Cell* after, const Report& first,
              const Report& second) {
        const bool then = was_read(before, first), now = was_read(after, second);
        if (then && now && !says_the_same(before, after)) {
            const auto text = [](const Cell* cell) {
                return cell != nullptr && cell->value ? cell->value->text() : std::string{};
            };
            conflicts.push_back({id, text(before), text(after)});
        }
        gained = gained || (!then && now);
        lost = lost || (then && !now);
    }
};

Compared compare_cells(const Report& before, const Report& after) {
    Compared compared;
    for (const auto& [id, cell] : before.cells) compared.cell(id, &cell, cell_of(after, id), before, after);
    for (const auto& [id, cell] : after.cells) {
        if (!before.cells.contains(id)) compared.cell(id, nullptr, &cell, before, after);
    }
    return compared;
}

bool has_repaired(const Report& report, const std::vector<CellIndex>& side) {
    return report.ocr && std::ranges::any_of(side, [&](CellIndex cell) {
               return std::ranges::find(report.ocr->repaired, id_of(cell)) != report.ocr->repaired.end();
           });
}

std::set<std::string_view> confirmed_cells(const Report& report) {
    std::set<std::string_view> confirmed, contradicted;
    const auto equations = equations_of(report.generation, report.cells);
    const FormFigures figures{report.cells};
    for (const auto& equation : equations) {
        const auto left = figures.sum_of(equation.left), right = figures.sum_of(equation.right);
        if (!left || !right || has_repaired(report, equation.left) || has_repaired(report, equation.right))
            continue;
        auto& cells = *left == *right ? confirmed : contradicted;
        for (const auto* side : {&equation.left, &equation.right}) {
            for (const auto cell : *side) cells.insert(id_of(cell));
        }
    }
    std::erase_if(confirmed, [&](std::string_view cell) { return contradicted.contains(cell); });
    return confirmed;
}

// Whether one digit that was taken for another makes all the difference.
bool is_one_misread_shape(const std::vector<Conflict>& conflicts) {
    std::set<std::pair<char, char>> shapes;
    for (const auto& [id, before, after] : conflicts) {
        if (before.size() != after.size()) return false;
        for (std::size_t i = 0; i < before.size(); ++i) {
            if (before[i] != after[i]) shapes.emplace(before[i], after[i]);
        }
    }
    return shapes.size() == 1;
}

bool is_proven(const std::vector<Conflict>& conflicts, const Report& before, const Report& after) {
    if (conflicts.empty() || is_one_misread_shape(conflicts)) return false;
    const auto then = confirmed_cells(before), now = confirmed_cells(after);
    return std::ranges::any_of(conflicts, [&](const Conflict& conflict) {
        return then.contains(conflict.id) && now.contains(conflict.id);
    });
}

// Pairs of neighbouring letters, sorted, of all that a report says outside its form.
std::vector<std::u32string> pairs_of(const Report& report) {
    std::string words;
    for (const auto& section : report.sections) words += without_space(section.title + section.text);
    for (const auto& table : report.stat_tables) {
        for (const auto& row : table.rows) {
            for (const auto& cell : row) words += without_space(cell.raw);
        }
    }
    std::vector<std::u32string> pairs;
    char32_t last = 0;
    for (std::string_view rest = words; !rest.empty();) {
        const auto [letter, length] = base::decode_utf8(rest);
        if (last != 0) pairs.push_back({last, letter});
        last = letter;
        rest.remove_prefix(length);
    }
    std::ranges::sort(pairs);
    return pairs;
}

bool says_new_words(const Report& before, const Report& after) {
    const auto then = pairs_of(before), now = pairs_of(after);
    std::vector<std::u32string> shared;
    std::ranges::set_intersection(then, now, std::back_inserter(shared));
    return shared.size() * 100 < now.size() * same_words_percent;
}

bool has_another_date(const Report& before, const Report& after) {
    return before.published && after.published && before.published != after.published;
}

}  // namespace

RecognisedAnew compare_recognised(const Report& before, const Report& after) {
    if (!before.ocr && !after.ocr) return RecognisedAnew::proven;
    const auto compared = compare_cells(before, after);
    if (is_proven(compared.conflicts, before, after)) return RecognisedAnew::proven;
    // What is printed now is what the agency says; of what was printed before nobody knows.
    if (!after.ocr) return RecognisedAnew::reads_more;
    const bool differs = !compared.conflicts.empty() || before.generation != after.generation ||
                         has_another_date(before, after) || says_new_words(before, after);
    if (differs) return RecognisedAnew::unproven;
    return compared.gained && !compared.lost ? RecognisedAnew::reads_more : RecognisedAnew::nothing_new;
}

}  // namespace ogi::parser
