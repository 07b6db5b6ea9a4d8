#include "extract/office/office_writer.h"

#include <algorithm>

namespace ogi::extract {
namespace {

constexpr std::size_t outside_blocks_max = 200;

// "- 3 -", "第 3 页"
bool is_page_number(std::string_view text) {
    static constexpr std::string_view around[] = {"第", "页", "共", "—", "－", "/"};
    std::string rest{text};
    for (const auto word : around) {
        for (auto at = rest.find(word); at != rest.npos; at = rest.find(word, at))
            rest.erase(at, word.size());
    }
    return rest.find_first_not_of("0123456789 -") == rest.npos;
}

}  // namespace

bool OfficeWriter::has_room(std::size_t bytes) {
    if (bytes > limits_.text_bytes_max - bytes_) {
        bytes_ = limits_.text_bytes_max;  // Nothing fits from here on: a gap would look like the whole.
        name_limit("text_bytes_max");
        return false;
    }
    bytes_ += bytes;
    return true;
}

void OfficeWriter::add(model::BlockKind kind, std::string text) {
    if (text.empty() || !has_room(text.size())) return;
    document_.blocks.push_back({.kind = kind, .text = std::move(text), .grid = 0, .at = {}});
}

void OfficeWriter::add_grid(model::Grid grid, bool cut) {
    if (cut) name_limit("grid_slots_max");
    if (grid.cells.empty()) return;
    if (document_.grids.size() >= limits_.grids_max) return name_limit("grids_max");
    std::size_t bytes = 0;
    for (const auto& cell : grid.cells) bytes += cell.text.size();
    if (!has_room(bytes)) return;
    document_.blocks.push_back(
        {.kind = model::BlockKind::grid, .text = {}, .grid = document_.grids.size(), .at = {}});
    document_.grids.push_back(std::move(grid));
}

void OfficeWriter::add_outside(std::string text) {
    if (is_page_number(text) || document_.outside.size() >= outside_blocks_max || !has_room(text.size()))
        return;
    document_.outside.push_back(
        {.kind = model::BlockKind::paragraph, .text = std::move(text), .grid = 0, .at = {}});
}

void OfficeWriter::name_limit(std::string_view name) {
    auto& names = document_.limits;
    if (std::ranges::find(names, name) == names.end()) names.emplace_back(name);
}

}  // namespace ogi::extract
