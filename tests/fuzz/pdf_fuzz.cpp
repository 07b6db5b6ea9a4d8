#include "extract/paged/build_document.h"
#include "extract/paged/page_record.h"
#include "tests/fuzz/promise.h"

#include <algorithm>
#include <string>
#include <vector>

// Pages with glyphs and ruling lines, made from the fuzzer's bytes: on a coarse raster, so that lines meet
// and text stands in rows and columns. And the same bytes as a record, as a child may write one.

namespace {

using namespace ogi;
using namespace ogi::extract::paged;

constexpr const char* texts[] = {"0",  "1", "7", "3",      "一",     "、",   "（", "公",
                                 "开", "-", " ", "\u2F2F", "\uFFFD", "总计", "a",  "."};
constexpr float raster = 5;

float length(fuzz::Choices& choices, std::size_t most) {
    return static_cast<float>(choices.below(most)) * raster + (choices.once_in(8) ? 1.3F : 0);
}

void draw_text(Page& page, fuzz::Choices& choices) {
    auto x = length(choices, 120);
    const auto top = length(choices, 170);
    const auto size = 4 + static_cast<float>(choices.below(3)) * 4;
    const auto turn = choices.once_in(12) ? static_cast<Turn>(choices.below(4)) : Turn::none;
    for (auto left = choices.below(12); left > 0; --left) {
        Glyph glyph{.text = texts[choices.below(std::size(texts))],
                    .box = {x, top, x + size, top + size},
                    .size = size,
                    .turn = turn};
        glyph.hidden = choices.once_in(40);
        page.glyphs.push_back(std::move(glyph));
        x += size + static_cast<float>(choices.below(4)) * 3;
    }
}

void draw_lines(Page& page, fuzz::Choices& choices) {
    const auto left = length(choices, 60), top = length(choices, 80);
    const auto width = 5 + static_cast<float>(choices.below(20)) * 2 * raster;
    const auto height = 5 + static_cast<float>(choices.below(6)) * 2 * raster;
    const auto columns = choices.below(9), rows = choices.below(9);
    for (std::size_t i = 0; i <= columns; ++i) {
        const auto x = left + static_cast<float>(i) * width;
        if (!choices.once_in(6))
            page.rules.push_back({x, top, x, top + static_cast<float>(rows) * height, 0.5F});
    }
    for (std::size_t i = 0; i <= rows; ++i) {
        const auto y = top + static_cast<float>(i) * height;
        const auto from =
            left + static_cast<float>(choices.once_in(4) ? choices.below(columns + 1) : 0) * width;
        page.rules.push_back({from, y, left + static_cast<float>(columns) * width, y, 0.5F});
    }
}

PagedFile drawn_file(fuzz::Choices choices) {
    PagedFile file;
    while (choices.left() && file.pages.size() < 6) {
        Page page{.number = static_cast<std::uint16_t>(file.pages.size() + 1), .width = 595, .height = 842};
        do {
            choices.once_in(3) ? draw_lines(page, choices) : draw_text(page, choices);
        } while (choices.left() && !choices.once_in(20));
        file.pages.push_back(std::move(page));
    }
    return file;
}

// Each character that is drawn is read once at most: nothing is made up and nothing doubled.
void promise_nothing_made_up(const PagedFile& file, const model::Document& document) {
    std::size_t drawn = 0;
    std::size_t read = 0;
    const auto sevens = [](const std::string& text) {
        return static_cast<std::size_t>(std::ranges::count(text, '7'));
    };
    for (const auto& page : file.pages) {
        for (const auto& glyph : page.glyphs) drawn += sevens(glyph.text);
    }
    for (const auto& block : document.blocks) read += sevens(block.text);
    for (const auto& block : document.outside) read += sevens(block.text);
    for (const auto& grid : document.grids) {
        for (const auto& cell : grid.cells) read += sevens(cell.text);
    }
    fuzz::promise(read <= drawn, "a figure is read no more often than it is drawn");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto file = drawn_file({data, size});
    const auto document = build_document(file);
    fuzz::promise_sound(document, size);
    promise_nothing_made_up(file, document);
    const auto again = parse_page_record(to_record(file));
    fuzz::promise(again.has_value(), "what was written can be read");
    if (const auto record = parse_page_record(fuzz::as_text(data, size)))
        fuzz::promise_sound(build_document(*record), size);
    return 0;
}
