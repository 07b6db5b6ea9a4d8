#include "extract/html_reader.h"

#include "extract/attachments.h"
#include "extract/grid.h"
#include "extract/html_tree.h"
#include "extract/line_reader.h"
#include "extract/links.h"
#include "extract/main_body.h"
#include "extract/page_marks.h"
#include "extract/visible_tree.h"

#include <algorithm>

namespace ogi::extract {
namespace {

using model::BlockKind;

constexpr std::size_t outside_blocks_max = 200;

// Puts the lines of a page into the Document, each where its role says.
class DocumentWriter {
  public:
    DocumentWriter(const VisibleTree& tree, const OffsetMap& offsets, const Limits& limits,
                   model::Document& document)
        : tree_{tree}, offsets_{offsets}, limits_{limits}, document_{document} {}

    void add(Line line, LineRole role) {
        switch (role) {
            case LineRole::body:
                if (line.kind == BlockKind::grid) return add_grid(line);
                document_.blocks.push_back({line.kind, std::move(line.text), 0, bytes_of(line)});
                return;
            case LineRole::outside:
                add_outside(line);
                return;
            case LineRole::chrome:
                return;
        }
    }

    // A data table beside the body is a block of metadata (索引号, 发布机构 …): a line a row.
    void add_outside_table(const Line& line) {
        const auto grid = read_grid(tree_, line.node, offsets_, limits_).grid;
        for (std::size_t row = 0; row < grid.rows; ++row) {
            Line joined{.kind = BlockKind::paragraph, .text = {}, .place = line.place};
            for (const auto& cell : grid.cells) {
                if (cell.row != row || cell.text.empty()) continue;
                if (!joined.text.empty()) joined.text.push_back(' ');
                joined.text += cell.text;
            }
            add_outside(joined);
        }
    }

  private:
    model::ByteRange bytes_of(const Line& line) const {
        return offsets_.bytes(line.place.begin, line.place.end);
    }

    void add_grid(const Line& line) {
        if (document_.grids.size() >= limits_.grids_max) return name_limit("grids_max");
        auto [grid, cut] = read_grid(tree_, line.node, offsets_, limits_);
        if (cut) name_limit("grid_slots_max");
        if (grid.cells.empty()) return;
        document_.blocks.push_back({BlockKind::grid, {}, document_.grids.size(), bytes_of(line)});
        document_.grids.push_back(std::move(grid));
    }

    void add_outside(const Line& line) {
        for (const auto piece : split_at_labels(line.text)) {
            if (piece.empty() || is_page_tool(piece) || document_.outside.size() >= outside_blocks_max)
                continue;
            document_.outside.push_back({line.kind, std::string{piece}, 0, bytes_of(line)});
        }
    }

    void name_limit(std::string_view name) {
        auto& names = document_.limits;
        if (std::ranges::find(names, name) == names.end()) names.emplace_back(name);
    }

    const VisibleTree& tree_;
    const OffsetMap& offsets_;
    const Limits& limits_;
    model::Document& document_;
};

}  // namespace

base::Result<model::Document> read_html(const DecodedText& decoded, const base::Url& url,
                                        const Limits& limits, HtmlParser parser) {
    TRY(html, HtmlTree::parse(decoded.text, limits, parser));
    model::Document document;
    document.charset = decoded.charset;
    auto head = read_head_and_links(html, url, decoded.charset, limits);
    document.title = std::move(head.title);
    document.metas = std::move(head.metas);
    document.links = std::move(head.links);
    document.attachments = find_attachments(document.links);
    if (head.links_cut) document.limits.emplace_back("links_max");

    const VisibleTree tree{html};
    auto [lines, cut] = read_lines(tree, limits);
    if (cut) document.limits.emplace_back("text_bytes_max");
    const auto roles = find_main_body(tree, lines);
    DocumentWriter writer{tree, decoded.offsets, limits, document};
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const bool metadata = lines[i].kind == BlockKind::grid && roles[i] == LineRole::outside;
        if (metadata) {
            writer.add_outside_table(lines[i]);
        } else {
            writer.add(std::move(lines[i]), roles[i]);
        }
    }
    return document;
}

}  // namespace ogi::extract
