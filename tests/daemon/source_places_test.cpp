#include "extract/source_view.h"

#include "extract/paged/read_pdf.h"
#include "parser/parse_report.h"
#include "parser/unspaced.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

namespace ogi::daemon {
namespace {

// The parser says where a figure stands, the view shows it.

namespace fs = std::filesystem;

std::string content_of(const fs::path& file) {
    std::ifstream in{file, std::ios::binary};
    return {std::istreambuf_iterator<char>{in}, {}};
}

struct Counted {
    int files = 0;
    int cells = 0;
    int exact = 0;
    std::vector<std::string> wrong{};
};

void try_cells(const fs::path& file, Counted& counted) {
    model::Snapshot snapshot;
    snapshot.body = content_of(file);
    const auto document = extract::read_document(snapshot);
    if (!document || (document->format != model::Format::html && document->format != model::Format::text))
        return;
    const auto report = parser::parse_report(*document);
    ++counted.files;
    for (const auto& [id, cell] : report.cells) {
        if (!cell.at || cell.at->bytes.begin == cell.at->bytes.end) continue;
        ++counted.cells;
        const auto view = extract::view_source(snapshot.body, "", cell.at->bytes);
        ASSERT_TRUE(view) << file << view.error().context;
        const auto marked = parser::without_space(view->marked);
        const auto raw = parser::without_space(cell.raw);
        counted.exact += marked == raw;
        // Figures that no one could part, of several cells, have the place of the first.
        const bool as_printed =
            marked.find(raw) != std::string::npos || cell.kind == model::CellKind::unreadable;
        if (!view->found || !as_printed)
            counted.wrong.push_back(file.filename().string() + " " + id + ": \"" + raw +
                                    "\" is marked as \"" + marked + "\"");
    }
}

TEST(SourcePlaces, MarksOfEveryCellOfEveryPageWhatStandsInIt) {
    Counted counted;
    for (const auto& file : fs::directory_iterator{fs::path{OGI_FIXTURES}}) {
        const auto ending = file.path().extension();
        if (ending == ".html" || ending == ".txt") try_cells(file.path(), counted);
    }
    EXPECT_GT(counted.files, 100);
    EXPECT_GT(counted.exact, counted.cells * 95 / 100);
    EXPECT_EQ(counted.wrong, std::vector<std::string>{});
}

const extract::Programs programs{.pdf = OGI_PDF, .office = {}, .ocr = {}};

// What is drawn within a box, from left to right in lines from above: the glyphs of which the middle is in
// it.
std::string text_in(const extract::paged::PagedFile& file, const model::PageBox& box) {
    std::vector<std::pair<std::pair<int, float>, std::string>> glyphs;
    for (const auto& page : file.pages) {
        if (page.number != box.page) continue;
        for (const auto& glyph : page.glyphs) {
            const auto x = (glyph.box.left + glyph.box.right) / 2, y = (glyph.box.top + glyph.box.bottom) / 2;
            if (x >= box.left && x <= box.right && y >= box.top && y <= box.bottom)
                glyphs.push_back({{static_cast<int>(y / 6), x}, glyph.text});
        }
    }
    std::ranges::sort(glyphs);
    std::string text;
    for (const auto& glyph : glyphs) text += glyph.second;
    return text;
}

void try_document(const fs::path& file, Counted& counted) {
    model::Snapshot snapshot;
    snapshot.body = content_of(file);
    const auto document = extract::read_document(snapshot, {}, extract::HtmlParser::quickest, programs);
    if (!document || document->format == model::Format::unsupported) return;
    const auto pdf = document->format == model::Format::pdf;
    const auto drawn = pdf ? extract::paged::see_pages(programs.pdf, snapshot.body)
                           : base::Result<extract::paged::PagedFile>{extract::paged::PagedFile{}};
    ASSERT_TRUE(drawn) << file;
    const auto report = parser::parse_report(*document);
    ++counted.files;
    for (const auto& [id, cell] : report.cells) {
        if (!cell.at || cell.kind != model::CellKind::number) continue;
        const auto& place = *cell.at;
        if (place.box.page == 0 && place.grid < 0) continue;
        ++counted.cells;
        std::string marked;
        if (place.box.page != 0) {
            marked = text_in(*drawn, place.box);
        } else {
            const auto* found =
                document->grids.at(static_cast<std::size_t>(place.grid))
                    .cell_at(static_cast<std::size_t>(place.row), static_cast<std::size_t>(place.column));
            if (found != nullptr) marked = found->text;
        }
        const auto raw = parser::without_space(cell.raw);
        counted.exact += parser::without_space(marked) == raw;
        if (parser::without_space(marked).find(raw) == std::string::npos)
            counted.wrong.push_back(file.filename().string() + " " + id + ": \"" + raw +
                                    "\" is marked as \"" + marked + "\"");
    }
}

TEST(SourcePlaces, BoxesAndGridsOfEveryDocumentHoldWhatTheCellPrints) {
    Counted counted;
    for (const auto& file : fs::directory_iterator{fs::path{OGI_FIXTURES} / "attachments"}) {
        const auto ending = file.path().extension();
        if (ending == ".pdf" || ending == ".docx" || ending == ".xlsx") try_document(file.path(), counted);
    }
    EXPECT_GT(counted.files, 40);
    EXPECT_GT(counted.exact, counted.cells * 95 / 100) << counted.cells;
    EXPECT_EQ(counted.wrong, std::vector<std::string>{});
}

}  // namespace
}  // namespace ogi::daemon
