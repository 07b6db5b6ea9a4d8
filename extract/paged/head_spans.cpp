#include "extract/paged/head_spans.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <span>
#include <vector>

namespace ogi::extract::paged {
namespace {

// Of a column's room: a head that is set in the middle of columns is no further from there.
constexpr float off_middle_max = 0.15F;

// The end of the columns from `first` on in whose middle the head stands; nullopt where it does in none's.
std::optional<std::size_t> end_of(const TableCell& head, std::size_t first, const Columns& columns) {
    if (first > head.column) return std::nullopt;
    const auto middle = (head.box.left + head.box.right) / 2;
    std::optional<std::size_t> best;
    auto least = off_middle_max * (columns.edges[first + 1] - columns.edges[first]);
    for (auto end = head.column + head.column_span; end <= columns.count(); ++end) {
        const auto off = std::abs((columns.taken[first].first + columns.taken[end - 1].second) / 2 - middle);
        if (off < least) best = end, least = off;
    }
    return best;
}

// Where each head begins, and the end of the last: without a hole between them up to the last column.
std::optional<std::vector<std::size_t>> chain_from(std::size_t first, std::span<TableCell* const> heads,
                                                   const Columns& columns) {
    std::vector<std::size_t> places{first};
    for (const auto* head : heads) {
        const auto end = end_of(*head, places.back(), columns);
        if (!end) return std::nullopt;
        places.push_back(*end);
    }
    return places.back() == columns.count() ? std::optional{places} : std::nullopt;
}

void spread_row(std::span<TableCell* const> heads, const Columns& columns) {
    for (std::size_t first = 0; first <= heads.front()->column; ++first) {
        const auto places = chain_from(first, heads, columns);
        if (!places) continue;
        for (std::size_t i = 0; i < heads.size(); ++i) {
            heads[i]->column = (*places)[i];
            heads[i]->column_span = (*places)[i + 1] - (*places)[i];
        }
        return;
    }
}

}  // namespace

void spread_heads(Table& table, const Columns& columns, std::size_t end) {
    std::vector<std::vector<TableCell*>> rows(end);
    for (auto& cell : table.cells) {
        if (cell.row < end) rows[cell.row].push_back(&cell);
    }
    // A row of one cell is a caption.
    for (const auto& heads : rows) {
        if (heads.size() >= 2 && heads.size() < columns.count()) spread_row(heads, columns);
    }
}

}  // namespace ogi::extract::paged
