#include "extract/read_document.h"
#include "tests/fuzz/promise.h"

#include <algorithm>
#include <map>
#include <string>
#include <vector>

// Tables with spans, made from the fuzzer's bytes, against the standard's "forming a table" written down once
// more, slot by slot. Every cell has a number of its own, so a figure in a wrong slot, doubled or lost,
// shows.

namespace {

using namespace ogi;

struct DrawnCell {
    std::string text;
    std::size_t row_span = 1;  // 0: to the end of the row group.
    std::size_t column_span = 1;
};
using DrawnRow = std::vector<DrawnCell>;
struct DrawnGroup {
    bool foot = false;
    std::vector<DrawnRow> rows;
};

std::vector<DrawnGroup> draw(fuzz::Choices choices) {
    constexpr std::size_t cells_max = 400;
    constexpr std::size_t row_spans[] = {1, 1, 1, 2, 3, 0, 7, 65534};
    constexpr std::size_t column_spans[] = {1, 1, 1, 2, 3, 5, 9, 0};
    std::vector<DrawnGroup> groups(1);
    groups.back().rows.emplace_back();
    for (std::size_t cells = 0; choices.left() && cells < cells_max;) {
        auto& group = groups.back();
        switch (choices.below(8)) {
            case 0:
                group.rows.emplace_back();
                break;
            case 1:
                groups.push_back({.foot = choices.once_in(3), .rows = {{}}});
                break;
            default:
                group.rows.back().push_back(
                    {.text = std::to_string(1000 + cells++),
                     .row_span = row_spans[choices.below(std::size(row_spans))],
                     .column_span = column_spans[choices.below(std::size(column_spans))]});
        }
    }
    return groups;
}

std::string markup(const std::vector<DrawnGroup>& groups) {
    std::string table = "<table>";
    for (const auto& group : groups) {
        const std::string tag = group.foot ? "tfoot" : "tbody";
        table += "<" + tag + ">";
        for (const auto& row : group.rows) {
            table += "<tr>";
            for (const auto& cell : row) {
                table += "<td rowspan=" + std::to_string(cell.row_span) +
                         " colspan=" + std::to_string(cell.column_span) + ">" + cell.text + "</td>";
            }
            table += "</tr>";
        }
        table += "</" + tag + ">";
    }
    return table + "</table>";
}

// Row, column → text.
using Slots = std::map<std::pair<std::size_t, std::size_t>, std::string>;

struct Formed {
    Slots slots;
    std::size_t rows = 0;
    std::size_t width = 0;  // Behind the last column in which a cell begins.
};

Formed form(std::vector<DrawnGroup> groups) {
    std::stable_partition(groups.begin(), groups.end(), [](const DrawnGroup& group) { return !group.foot; });
    Formed formed;
    for (const auto& group : groups) {
        const auto group_end = formed.rows + group.rows.size();
        for (const auto& row : group.rows) {
            std::size_t x = 0;
            for (const auto& cell : row) {
                while (formed.slots.contains({formed.rows, x})) ++x;
                const auto width = std::max<std::size_t>(cell.column_span, 1);
                const auto left = group_end - formed.rows;
                const auto height = cell.row_span == 0 ? left : std::min(cell.row_span, left);
                for (std::size_t dy = 0; dy < height; ++dy) {
                    for (std::size_t dx = 0; dx < width; ++dx) {
                        formed.slots[{formed.rows + dy, x + dx}] = cell.text;
                    }
                }
                formed.width = std::max(formed.width, x + 1);
                x += width;
            }
            ++formed.rows;
        }
    }
    return formed;
}

void promise_formed(const model::Grid& grid, const Formed& formed) {
    fuzz::promise(grid.rows == formed.rows, "a grid has the table's rows");
    fuzz::promise(grid.columns >= formed.width, "no column in which a cell begins is left out");
    for (std::size_t y = 0; y < grid.rows; ++y) {
        for (std::size_t x = 0; x < grid.columns; ++x) {
            const auto* const cell = grid.cell_at(y, x);
            const auto found = formed.slots.find({y, x});
            fuzz::promise((cell == nullptr) == (found == formed.slots.end()), "the same slots are covered");
            if (cell != nullptr)
                fuzz::promise(cell->text == found->second, "a slot shows the cell that covers it");
        }
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto groups = draw(fuzz::Choices{data, size});
    model::Snapshot snapshot;
    snapshot.final_url = base::Url::parse("http://www.example.gov.cn/").value();
    snapshot.body = "<!DOCTYPE html><div id=zoom><p>一、总体情况</p>" + markup(groups) + "</div>";
    extract::Limits limits;
    limits.parse_time_max = std::chrono::minutes{1};
    const auto document = extract::read_document(snapshot, limits);
    fuzz::promise(document.has_value(), "a small table can be read");
    fuzz::promise_sound(*document, snapshot.body.size());
    // A single cell is layout, and what is too wide is cut; both are told otherwise.
    if (document->grids.size() == 1 && document->limits.empty()) {
        promise_formed(document->grids.front(), form(groups));
    }
    return 0;
}
