#include "parser/information_lines.h"

#include "base/utf8.h"
#include "parser/prose.h"
#include "parser/word_set.h"

#include <algorithm>
#include <string_view>

namespace ogi::parser {

namespace {

using namespace std::literals;

constexpr std::size_t blocks_before_max = 12;  // The table stands above the report …
constexpr std::size_t cells_max = 40;          // … and is small.
constexpr std::size_t label_bytes_max = 36;

constexpr std::string_view labels =
    "索引号|发布机构|发文机关|发文机构|公开机构|编制机关|编制单位|公开主体|责任部门|发布单位|公开单位|"
    "发文单位|报告单位|填报单位|责任单位|制作单位|发布部门|信息分类|主题分类|"
    "组配分类|成文日期|生成日期|"
    "发文日期|发布日期|公开日期|公布日期|发布时间|公开时间|信息来源|有效性|文号|标题|名称";

bool is_label(std::string_view compact) {
    static const WordSet words{labels};
    return compact.size() <= label_bytes_max && words.longest_at(compact) > 0;
}

bool ends_label(std::string_view compact) {
    return compact.ends_with("："sv) || compact.ends_with(":"sv);
}

void add_lines(const model::Grid& grid, std::vector<std::string>& lines) {
    for (std::size_t i = 0; i < grid.cells.size(); ++i) {
        auto label = without_spaces(grid.cells[i].text);
        if (!is_label(label)) continue;
        const bool pair = i + 1 < grid.cells.size() && grid.cells[i + 1].row == grid.cells[i].row;
        const bool whole = label.find("："sv) != std::string::npos && !ends_label(label);
        if (whole) {
            lines.push_back(std::move(label));
        } else if (pair) {
            if (!ends_label(label)) label += "：";
            lines.push_back(label + std::string{base::trim(grid.cells[i + 1].text)});
        }
    }
}

}  // namespace

std::vector<std::string> information_lines(const model::Document& document) {
    std::vector<std::string> lines;
    const auto count = std::min(document.blocks.size(), blocks_before_max);
    for (std::size_t i = 0; i < count; ++i) {
        const auto& block = document.blocks[i];
        if (block.kind != model::BlockKind::grid || block.grid >= document.grids.size()) continue;
        const auto& grid = document.grids[block.grid];
        if (grid.cells.size() > cells_max) break;  // The report's own tables begin.
        add_lines(grid, lines);
    }
    return lines;
}

}  // namespace ogi::parser
