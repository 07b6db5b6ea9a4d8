#include "extract/paged/ocr_program/read_scan.h"

#include "extract/paged/lattice.h"
#include "extract/paged/ocr_program/cell_reader.h"
#include "extract/paged/ocr_program/orientation.h"
#include "extract/paged/ocr_program/ruling_lines.h"

#include <algorithm>
#include <cmath>
#include <iterator>

namespace ogi::extract::paged {
namespace {

constexpr int ink_max = 150;         // Of 255; the paper is brought to 200 and more.
constexpr int faint_ink_max = 180;   // What is darker may be ink.
constexpr float turn_min = 0.03F;    // Degrees; less moves no line by more than two pixels.
constexpr float turn_sure_min = 2;   // Of pixFindSkew.
constexpr int speck_max = 3;         // Pixels, in both directions.
constexpr int line_ends = 8;         // Pixels; lines go on a little beyond the last they meet.
constexpr int text_height_min = 20;  // Pixels, 5 points; lower is what is left of lines and specks.
constexpr int band_min = 20;         // Pixels; lower bands between tables hold no text.
constexpr int certain_min = 75;      // Percent.
constexpr double radians_per_degree = 0.017453292519943295;

Picture ink_of(Pix* grey) {
    return Picture{pixThresholdToBinary(grey, ink_max)};
}

Picture turned_straight(Picture grey) {
    const auto ink = ink_of(grey.get());
    float degrees = 0;
    float sureness = 0;
    if (!ink || pixFindSkew(ink.get(), &degrees, &sureness) != 0) return grey;
    if (std::abs(degrees) < turn_min || sureness < turn_sure_min) return grey;
    return Picture{pixRotateAMGray(grey.get(), static_cast<float>(degrees * radians_per_degree), 0xFF)};
}

void paint_white(Pix* grey, const Box& box) {
    const auto part = to_pixels(box);
    pixRasterop(grey, part.x - line_ends, part.y - line_ends, part.width + 2 * line_ends,
                part.height + 2 * line_ends, PIX_SET, nullptr, 0, 0);
}

// The text of a band over the whole width of the page.
void read_band(const StraightPage& page, int top, int bottom, Recogniser& recogniser,
               std::vector<Glyph>& glyphs) {
    if (bottom - top < band_min) return;
    const auto band = clipped(page.grey.get(), {0, top, pixGetWidth(page.grey.get()), bottom - top});
    if (!band) return;
    for (auto& reading : recogniser.block(band.get())) {
        if (reading.line_height < text_height_min) continue;
        reading.box.y += top;
        glyphs.push_back(word_glyph_of(reading));
    }
}

ScannedPage read_as_it_lies(Picture grey, std::uint16_t number, Recogniser& recogniser) {
    ScannedPage scanned;
    auto& page = scanned.page;
    page.number = number;
    StraightPage straight{
        .grey = straightened(std::move(grey)), .ink = nullptr, .crossed = nullptr, .faint = nullptr};
    page.width = static_cast<float>(pixGetWidth(straight.grey.get())) * points_per_dot;
    page.height = static_cast<float>(pixGetHeight(straight.grey.get())) * points_per_dot;
    auto lines = find_ruling_lines(ink_of(straight.grey.get()).get());
    page.rules = std::move(lines.rules);
    straight.crossed = std::move(lines.crossed);
    pixPaintThroughMask(straight.grey.get(), lines.mask.get(), 0, 0, 0xFF);
    const auto ink = ink_of(straight.grey.get());
    straight.ink.reset(
        pixSelectBySize(ink.get(), speck_max, speck_max, 8, L_SELECT_IF_EITHER, L_SELECT_IF_GT, nullptr));
    straight.faint.reset(pixThresholdToBinary(straight.grey.get(), faint_ink_max));
    const auto lattices = find_lattices(drawn_lines(page.rules));
    for (const auto& lattice : lattices) {
        for (const auto& cell : lattice.cells) {
            auto read = read_cell(straight, to_pixels(cell.box), recogniser);
            std::ranges::move(read.glyphs, std::back_inserter(page.glyphs));
            std::ranges::move(read.figures, std::back_inserter(scanned.figures));
        }
    }
    for (const auto& lattice : lattices) paint_white(straight.grey.get(), lattice.box);
    int top = 0;
    for (const auto& lattice : lattices) {
        const auto box = to_pixels(lattice.box);
        read_band(straight, top, box.y, recogniser, page.glyphs);
        top = std::max(top, box.y + box.height);
    }
    read_band(straight, top, pixGetHeight(straight.grey.get()), recogniser, page.glyphs);
    return scanned;
}

// How much of the text that was seen is text for certain, in bytes. Figures prove nothing: 6 and 9, 1 and -
// are read on their heads, too.
struct Legible {
    std::size_t certain = 0;
    std::size_t seen = 0;
    bool poor() const { return certain * 2 < seen; }
};

Legible legible(const Page& page) {
    Legible text;
    for (const auto& glyph : page.glyphs) {
        if (glyph.text.find_first_of("0123456789") != std::string::npos) continue;
        text.seen += glyph.text.size();
        if (glyph.confidence >= certain_min) text.certain += glyph.text.size();
    }
    return text;
}

}  // namespace

Picture straightened(Picture grey) {
    if (Picture even{pixBackgroundNormSimple(grey.get(), nullptr, nullptr)}; even) grey = std::move(even);
    return turned_straight(std::move(grey));
}

ScannedPage read_scan(Picture grey, std::uint16_t number, Recogniser& recogniser) {
    Picture untouched{pixCopy(nullptr, grey.get())};
    auto scanned = read_as_it_lies(std::move(grey), number, recogniser);
    const auto as_it_lies = legible(scanned.page);
    if (!as_it_lies.poor() || !untouched) return scanned;
    const auto turn = text_turn(untouched.get());
    if (turn == Turn::none) return scanned;
    auto picture = turned_upright(untouched.get(), turn);
    if (!picture) return scanned;
    auto turned = read_as_it_lies(std::move(picture), number, recogniser);
    turned.turn = turn;
    return legible(turned.page).certain > as_it_lies.certain ? std::move(turned) : std::move(scanned);
}

}  // namespace ogi::extract::paged
