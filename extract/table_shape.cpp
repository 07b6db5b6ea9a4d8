#include "extract/table_shape.h"

#include "base/utf8.h"

namespace ogi::extract {
namespace {

// A form's cell may list a few points; menus and lists of links have more.
constexpr std::size_t data_cell_items_max = 4;

struct OpenTable {
    std::uint32_t index;
    std::uint32_t end;
    std::size_t cells = 0;
    std::size_t cell_characters = 0;  // Of the cell being read.
    std::size_t cell_items = 0;       // List items of it.
    std::size_t cell_paragraphs = 0;
    bool layout = false;
};

std::size_t count_characters(std::string_view text) {
    std::size_t count = 0;
    for (const char c : text)
        count += (static_cast<unsigned char>(c) & 0xC0U) != 0x80 && c != ' ' && c != '\n' && c != '\r';
    return count;
}

}  // namespace

std::vector<bool> find_data_tables(const VisibleTree& tree) {
    std::vector<bool> is_data(tree.size(), false);
    std::vector<OpenTable> open;
    const auto close = [&] {
        const auto& table = open.back();
        is_data[table.index] = !table.layout && table.cells > 1;
        open.pop_back();
    };
    for (std::uint32_t i = 0, end = tree.size(); i < end; ++i) {
        const auto& node = tree[i];
        if (open.empty() && node.flow != Flow::table) continue;
        while (!open.empty() && open.back().end <= i) close();
        if (node.text) {
            if (open.empty() || open.back().layout) continue;
            auto& table = open.back();
            table.cell_characters += count_characters(tree.text(i));
            if (table.cell_characters > data_cell_characters_max) table.layout = true;
            continue;
        }
        if (node.flow == Flow::table) {
            if (!open.empty()) open.back().layout = true;
            const auto role = tree.attribute(i, AttributeName::role);
            open.push_back({.index = i, .end = node.end, .layout = role == "presentation" || role == "none"});
        }
        if (open.empty()) continue;
        auto& table = open.back();
        if (node.flow == Flow::heading) table.layout = true;
        if (node.flow == Flow::cell) {
            ++table.cells;
            table.cell_characters = table.cell_items = table.cell_paragraphs = 0;
        }
        const bool paragraph = node.tag == GUMBO_TAG_P;
        if (paragraph && ++table.cell_paragraphs > data_cell_paragraphs_max) table.layout = true;
        if (node.flow == Flow::list_item && ++table.cell_items > data_cell_items_max) table.layout = true;
    }
    while (!open.empty()) close();
    return is_data;
}

}  // namespace ogi::extract
