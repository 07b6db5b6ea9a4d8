#include "parser/below_header.h"

#include "parser/number.h"
#include "parser/row_doubts.h"

#include <algorithm>

namespace ogi::parser {

namespace {

// Whether the row one place further right, from a slot beside the table on, adds up as well and says
// something else: then nothing tells which of them it is.
bool may_have_moved(std::span<const Slot> row, const Slot& beside, const RowShape& shape) {
    std::vector<Slot> moved{row.begin() + 1, row.end()};
    moved.push_back(beside);
    const auto same = [](const Slot& a, const Slot& b) { return a.text == b.text; };
    return totals_agree(moved, shape.total_every) && !std::ranges::equal(moved, row, same);
}

}  // namespace

std::optional<std::vector<Slot>> fit_header(std::span<const Slot> slots, const RowShape& shape) {
    const auto& header = shape.header;
    std::vector<Slot> row;
    for (const int column : header.expected) {
        const auto below = std::ranges::find(slots, column, [](const Slot& s) { return s.at.column; });
        if (below == slots.end()) return std::nullopt;
        row.push_back(*below);
    }
    std::size_t others = 0;
    bool words_left = false;
    const Slot* beside = nullptr;
    for (const auto& slot : slots) {
        const auto has = [&](const std::vector<int>& columns) {
            return std::ranges::find(columns, slot.at.column) != columns.end();
        };
        if (has(header.expected) || slot.spacer) continue;
        if (has(header.others)) {
            ++others;
        } else if (slot.at.column < header.expected.front() &&
                   read_figure(slot.text, FigureKind::count).kind == model::CellKind::text) {
            words_left = true;
        } else if (slot.at.column > header.expected.back()) {
            if (beside == nullptr && !slot.empty()) beside = &slot;
        } else {
            return std::nullopt;
        }
    }
    if (others == header.others.size() && !words_left && beside == nullptr) return row;
    const bool proven = shape.total_every > 0 && totals_agree(row, shape.total_every) &&
                        (beside == nullptr || !may_have_moved(row, *beside, shape));
    return proven ? std::optional{row} : std::nullopt;
}

bool ends_early(std::span<const Slot> line, std::span<const Slot> row, const RowShape& shape) {
    const bool lacks_blank = std::ranges::any_of(shape.header.blanks, [&](int column) {
        return std::ranges::find(line, column, [](const Slot& s) { return s.at.column; }) == line.end();
    });
    return lacks_blank && row.back().empty() && !std::ranges::all_of(row, &Slot::empty);
}

std::optional<std::vector<Slot>> fit_merged(std::span<const Slot> slots, const RowShape& shape) {
    const auto& columns = shape.header.expected;
    if (slots.front().at.column != columns.front() || slots.back().at.column != columns.back())
        return std::nullopt;
    std::vector<Slot> row;
    auto next = slots.begin();
    for (const int column : columns) {
        const bool shown = next != slots.end() && next->at.column == column;
        if (shown) {
            row.push_back(*next++);
        } else {
            row.back().shared = true;
            row.push_back(row.back());
        }
    }
    return next == slots.end() ? std::optional{row} : std::nullopt;
}

}  // namespace ogi::parser
