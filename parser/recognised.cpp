#include "parser/recognised.h"

#include "parser/catalogue.h"
#include "parser/equations.h"

#include <algorithm>
#include <set>
#include <string>
#include <string_view>

namespace ogi::parser {
namespace {

using model::Decimal;

constexpr std::uint8_t printed = 100;

// A figure that stands in no table was read once only, among words.
int confidence_at(const model::Document& document, const model::Cell& cell) {
    if (!cell.at || cell.at->grid < 0 || static_cast<std::size_t>(cell.at->grid) >= document.grids.size())
        return 0;
    const auto& grid = document.grids[static_cast<std::size_t>(cell.at->grid)];
    const auto* seen =
        grid.cell_at(static_cast<std::size_t>(cell.at->row), static_cast<std::size_t>(cell.at->column));
    return seen == nullptr ? 0 : seen->confidence;
}

bool was_recognised(const model::Document& document) {
    if (document.format == model::Format::image) return true;
    return std::ranges::any_of(document.grids, [](const model::Grid& grid) {
        return std::ranges::any_of(grid.cells,
                                   [](const model::GridCell& cell) { return cell.confidence < printed; });
    });
}

// In how many digits two figures of the same length differ; nothing where their lengths do, or what was seen
// is no number of digits.
std::optional<std::size_t> digits_apart(std::string_view seen, std::string_view wanted) {
    if (seen.size() != wanted.size() || seen.find_first_not_of("0123456789") != std::string_view::npos)
        return std::nullopt;
    std::size_t apart = 0;
    for (std::size_t i = 0; i < seen.size(); ++i) apart += seen[i] != wanted[i];
    return apart;
}

// What an identity demands of its one operand without a figure; nothing where that is not this cell.
std::optional<Decimal> demanded(const Equation& equation, CellIndex cell, const FormFigures& figures) {
    const auto holds = [&](const std::vector<CellIndex>& side) { return std::ranges::count(side, cell); };
    const auto left = holds(equation.left);
    if (left + holds(equation.right) != 1) return std::nullopt;
    auto own = left == 1 ? equation.left : equation.right;
    std::erase(own, cell);
    const auto rest = figures.sum_of(own);
    const auto whole = figures.sum_of(left == 1 ? equation.right : equation.left);
    return rest && whole ? model::subtract(*whole, *rest) : std::nullopt;
}

// The figure that all identities of a cell agree on and that fits what was seen.
std::optional<Decimal> put_right(CellIndex cell, std::string_view seen, const Equations& equations,
                                 const FormFigures& figures) {
    std::optional<Decimal> answer;
    std::size_t demands = 0;
    for (const auto& equation : equations) {
        const auto figure = demanded(equation, cell, figures);
        if (!figure) continue;
        if (answer && *answer != *figure) return std::nullopt;
        answer = figure;
        ++demands;
    }
    if (!answer || answer->units < 0 || !answer->is_whole()) return std::nullopt;
    const auto apart = digits_apart(seen, answer->text());
    if (!apart || *apart > 1 || demands < 1 + *apart) return std::nullopt;
    return answer;
}

// One after the other: each that is put right may leave another identity with one cell to answer for.
std::vector<std::string> repair(CellMap& cells, std::set<std::string_view> doubted,
                                const Equations& equations) {
    std::vector<std::string> repaired;
    for (bool again = true; again;) {
        again = false;
        for (CellIndex index = 0; index < form_cells().size(); ++index) {
            const auto doubt = doubted.find(id_of(index));
            if (doubt == doubted.end()) continue;
            auto& cell = cells.find(*doubt)->second;
            const auto figure = put_right(index, cell.raw, equations, FormFigures{cells});
            if (!figure) continue;
            cell.kind = model::CellKind::number;
            cell.value = figure;
            repaired.emplace_back(*doubt);
            doubted.erase(doubt);
            again = true;
        }
    }
    std::ranges::sort(repaired);
    return repaired;
}

// A sheet of both forms has the cells that were seen. Where labels are lost a sum over those rows would lack
// some, so that what either form has there may be there, unread.
void add_unseen(CellMap& cells) {
    for (const auto& form : form_cells()) {
        if ((!form.in_2019 && !form.in_2021) || std::string_view{form.id}.starts_with("disclosure."))
            continue;
        const auto [cell, added] = cells.try_emplace(std::string{form.id});
        if (added) cell->second.unit = form.unit;
    }
}

}  // namespace

std::optional<model::Recognition> doubt_recognised(const model::Document& document, CellMap& cells,
                                                   model::Generation generation) {
    if (!was_recognised(document)) return std::nullopt;
    model::Recognition recognition{.confidence = printed, .repaired = {}};
    std::set<std::string_view> doubted;
    if (generation == model::Generation::mixed) add_unseen(cells);
    for (auto& [id, cell] : cells) {
        // What was not found may have been misread.
        if (cell.kind == model::CellKind::absent) cell.kind = model::CellKind::unreadable;
        if (cell.kind == model::CellKind::unreadable || cell.kind == model::CellKind::blank) continue;
        const auto confidence = confidence_at(document, cell);
        recognition.confidence = std::min(recognition.confidence, confidence);
        if (confidence >= believed_percent) continue;
        cell.kind = model::CellKind::unreadable;
        cell.value.reset();
        doubted.insert(id);
    }
    recognition.repaired = repair(cells, std::move(doubted), equations_of(generation, cells));
    return recognition;
}

}  // namespace ogi::parser
