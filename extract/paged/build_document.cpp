#include "extract/paged/build_document.h"

#include "base/utf8.h"
#include "extract/paged/furniture.h"
#include "extract/paged/join_tables.h"
#include "extract/paged/paragraphs.h"
#include "extract/paged/readable_glyphs.h"
#include "extract/reader.h"

#include <algorithm>

namespace ogi::extract::paged {
namespace {

constexpr std::size_t grids_max = 1'000;

bool ends_in_letters(const std::string& text) {
    return !text.empty() && static_cast<unsigned char>(text.back()) < 0x80;
}

bool begins_with_letter(const std::string& text) {
    return !text.empty() && static_cast<unsigned char>(text.front()) < 0x80;
}

bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

// Lines of Chinese follow each other without a blank, those of words with one.
void append_line(std::string& text, const std::string& line) {
    const bool words = ends_in_letters(text) && begins_with_letter(line) &&
                       (is_letter(text.back()) || is_letter(line.front()));
    if (words) text += ' ';
    text += line;
}

class DocumentBuilder {
  public:
    explicit DocumentBuilder(const ProseShape& shape) : shape_{shape} {}

    void add(const ProseLine& line) {
        const bool goes_on = last_ && !document_.blocks.empty() &&
                             (same_paragraph(*last_, line, shape_) || same_heading(*last_, line, shape_));
        if (goes_on) {
            append_line(document_.blocks.back().text, line.text);
            auto& box = document_.blocks.back().box;
            if (box.page == line.place.page)
                box = {box.page, std::min(box.left, line.place.left), std::min(box.top, line.place.top),
                       std::max(box.right, line.place.right), std::max(box.bottom, line.place.bottom)};
        } else {
            model::Block block;
            block.kind = is_heading(line, shape_) ? model::BlockKind::heading : model::BlockKind::paragraph;
            block.text = line.text;
            block.box = line.place;
            document_.blocks.push_back(std::move(block));
        }
        last_ = &line;
    }

    void add(const Table& table) {
        last_ = nullptr;
        if (document_.grids.size() >= grids_max) {
            if (std::ranges::find(document_.limits, "grids_max") == document_.limits.end())
                document_.limits.emplace_back("grids_max");
            return;
        }
        model::Block block;
        block.kind = model::BlockKind::grid;
        block.grid = document_.grids.size();
        if (!table.cells.empty()) block.box = table.cells.front().place;
        document_.grids.push_back(to_grid(table));
        document_.blocks.push_back(std::move(block));
    }

    model::Document take() { return std::move(document_); }

  private:
    ProseShape shape_;
    model::Document document_{};
    const ProseLine* last_ = nullptr;
};

// All pieces one behind the other; a table that ends a page and the one that begins the next are one where
// they fit.
std::vector<Piece> joined_pieces(std::vector<PagePieces> pages) {
    std::vector<Piece> pieces;
    for (auto& page : pages) {
        bool first = true;
        for (auto& piece : page.pieces) {
            auto* below = std::get_if<Table>(&piece);
            auto* above = first && !pieces.empty() ? std::get_if<Table>(&pieces.back()) : nullptr;
            first = false;
            if (above && below && goes_on(*above, *below))
                *above = joined(std::move(*above), std::move(*below));
            else
                pieces.push_back(std::move(piece));
        }
    }
    return pieces;
}

model::Document unsupported(std::string why) {
    model::Document document;
    document.format = model::Format::unsupported;
    document.unsupported = std::move(why);
    return document;
}

}  // namespace

model::Document build_document(const PagedFile& file) {
    switch (file.obstacle) {
        case Obstacle::none:
            break;
        case Obstacle::encrypted:
            return unsupported("PDF document that asks for a password");
        case Obstacle::damaged:
            return unsupported("PDF document that is damaged");
        case Obstacle::no_pages:
            return unsupported("PDF document without pages");
    }
    const auto scans = static_cast<std::size_t>(std::ranges::count_if(file.pages, is_scanned));
    if (scans > 0 && scans == file.pages.size()) return unsupported("scanned PDF: its pages are pictures");
    std::vector<PagePieces> pages;
    for (const auto& page : file.pages) {
        if (!is_scanned(page)) pages.push_back(read_page(page));
    }
    const auto running = take_furniture(pages);
    const auto shape = prose_shape(pages);
    const auto pieces = joined_pieces(std::move(pages));
    DocumentBuilder builder{shape};
    for (const auto& piece : pieces) std::visit([&](const auto& it) { builder.add(it); }, piece);
    auto document = builder.take();
    document.format = model::Format::pdf;
    set_reader(document, file.reader);
    document.charset = "utf-8";
    document.title = file.title;
    if (!file.author.empty()) document.metas.emplace_back("author", file.author);
    if (!file.created.empty()) document.metas.emplace_back("created", file.created);
    for (const auto& line : running) {
        model::Block block;
        block.text = line.text;
        block.box = line.place;
        document.outside.push_back(std::move(block));
    }
    document.limits.insert(document.limits.begin(), file.limits.begin(), file.limits.end());
    if (scans > 0) document.limits.emplace_back("scanned_pages");
    return document;
}

}  // namespace ogi::extract::paged
