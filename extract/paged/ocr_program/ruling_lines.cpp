#include "extract/paged/ocr_program/ruling_lines.h"

#include <algorithm>
#include <cmath>

namespace ogi::extract::paged {
namespace {

// In pixels of 1/300 inch.
constexpr int long_line = 110;  // No stroke of a character is longer.
constexpr int short_line = 40;  // The side of a row, between two lines that it must meet.
constexpr int thick_max = 24;   // Of a line, with what it wavers.
constexpr int wavering = 3;  // A pixel to each side bridges the steps of a line that is not quite straight.
constexpr int gap_max = 20;  // A line that faded for so long is still one.
constexpr int meeting = 14;
constexpr int mask_margin = 5;

enum class Direction { horizontal, vertical };

struct Candidates {
    Picture picture;
    PixelBoxes boxes;
    Pictures shapes;
};

// Runs of ink in one direction, at least `length` long.
Candidates runs(Pix* ink, Direction direction, int length) {
    const bool flat = direction == Direction::horizontal;
    const auto brick = [&](auto operation, const Picture& from, int along, int across) {
        return Picture{operation(nullptr, from.get(), flat ? along : across, flat ? across : along)};
    };
    const Picture thick{flat ? pixDilateBrick(nullptr, ink, 1, wavering)
                             : pixDilateBrick(nullptr, ink, wavering, 1)};
    const auto opened = brick(pixOpenBrick, thick, length, 1);
    Candidates found{brick(pixCloseSafeBrick, opened, gap_max, 1), nullptr, nullptr};
    Pixa* shapes = nullptr;
    found.boxes.reset(pixConnComp(found.picture.get(), &shapes, 8));
    found.shapes.reset(shapes);
    return found;
}

Rule rule_of(const Pixels& box, Direction direction) {
    const auto point = [](int dots) { return static_cast<float>(dots) * points_per_dot; };
    if (direction == Direction::horizontal) {
        const auto y = point(box.y) + point(box.height) / 2;
        return {point(box.x), y, point(box.x + box.width), y, point(box.height)};
    }
    const auto x = point(box.x) + point(box.width) / 2;
    return {x, point(box.y), x, point(box.y + box.height), point(box.width)};
}

bool meets(const std::vector<Pixels>& lines, int x, int y) {
    return std::ranges::any_of(lines, [&](const Pixels& line) {
        return x >= line.x - meeting && x <= line.x + line.width + meeting && y >= line.y - meeting &&
               y <= line.y + line.height + meeting;
    });
}

void accept(RulingLines& lines, const Candidates& found, int index, Direction direction) {
    const auto box = pixels_of(found.boxes.get(), index);
    lines.rules.push_back(rule_of(box, direction));
    const Picture shape{pixaGetPix(found.shapes.get(), index, L_CLONE)};
    pixRasterop(lines.mask.get(), box.x, box.y, box.width, box.height, PIX_PAINT, shape.get(), 0, 0);
}

}  // namespace

RulingLines find_ruling_lines(Pix* ink) {
    RulingLines lines{.rules = {}, .mask = Picture{pixCreateTemplate(ink)}, .crossed = nullptr};
    std::vector<Pixels> horizontal;
    const auto flat = runs(ink, Direction::horizontal, long_line);
    for (int i = 0; i < boxaGetCount(flat.boxes.get()); ++i) {
        const auto box = pixels_of(flat.boxes.get(), i);
        if (box.height > thick_max) continue;
        horizontal.push_back(box);
        accept(lines, flat, i, Direction::horizontal);
    }
    const auto upright = runs(ink, Direction::vertical, short_line);
    for (int i = 0; i < boxaGetCount(upright.boxes.get()); ++i) {
        const auto box = pixels_of(upright.boxes.get(), i);
        const auto x = box.x + box.width / 2;
        const bool bounded = meets(horizontal, x, box.y) && meets(horizontal, x, box.y + box.height);
        if (box.width > thick_max || (box.height < long_line && !bounded)) continue;
        accept(lines, upright, i, Direction::vertical);
    }
    lines.crossed.reset(pixSeedfillBinary(nullptr, lines.mask.get(), ink, 8));
    lines.mask.reset(pixDilateBrick(nullptr, lines.mask.get(), mask_margin, mask_margin));
    pixSubtract(lines.crossed.get(), lines.crossed.get(), lines.mask.get());
    return lines;
}

}  // namespace ogi::extract::paged
