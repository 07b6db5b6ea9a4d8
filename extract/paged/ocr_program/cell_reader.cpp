#include "extract/paged/ocr_program/cell_reader.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <limits>
#include <optional>
#include <string_view>

namespace ogi::extract::paged {
namespace {

// In pixels of 1/300 inch.
constexpr int inset = 3;               // What is left of the lines around a cell.
constexpr int mark_min = 9;            // Of a mark that means something, in its longer direction.
constexpr int margin = 16;             // White around what Tesseract is shown.
constexpr int figure_height_max = 80;  // A figure of 18 points.
constexpr int figure_marks_max = 14;
constexpr float figure_width_max =
    0.95F;  // Of a digit, as a part of the height of its line; a dash is wider.
constexpr int dash_height_max = 10;
constexpr int edge = inset + 1;  // Ink so near to a cell's side goes on there.
constexpr int faint_min = 14;    // Of faint print, in its longer direction.
constexpr int halo_max = 5;      // What stands out around ink where less is taken for it.
constexpr int faint_inset = 9;   // What is left of a line where less is taken for ink.
constexpr int point_min = 3;     // Of a decimal point.
constexpr int line_height_max = 80;
constexpr int words_sure_min = 60;  // Percent.
constexpr int words_certain_min = 90;
constexpr std::array<float, 3> other_word_scales{0.8F, 1.3F, 0.65F};

// A figure is read from pictures of two sizes. What stands near the edge is often lost in one of them.
constexpr int figure_margin = 10;
constexpr std::array<float, 2> figure_scales{0.7F, 1.5F};

constexpr std::string_view unknown_character = "\xEF\xBF\xBD";  // U+FFFD, which reads as nothing.

struct Marks {
    std::vector<Pixels> boxes;
    Pixels around{};        // In the page's pixels.
    bool doubtful = false;  // There is ink beside them, or they go on where nothing was seen.
};

bool overlap(const Pixels& a, const Pixels& b) {
    return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

Pixels grown(const Pixels& box, int by) {
    return {box.x - by, box.y - by, box.width + 2 * by, box.height + 2 * by};
}

bool within(const Pixels& box, const Pixels& whole) {
    return box.x >= whole.x && box.y >= whole.y && box.x + box.width <= whole.x + whole.width &&
           box.y + box.height <= whole.y + whole.height;
}

std::vector<Pixels> boxes_in(Pix* ink, const Pixels& part) {
    std::vector<Pixels> boxes;
    if (part.width <= 0 || part.height <= 0) return boxes;
    const auto clip = clipped(ink, part);
    const PixelBoxes found{clip ? pixConnComp(clip.get(), nullptr, 8) : nullptr};
    for (int i = 0; found && i < boxaGetCount(found.get()); ++i) {
        auto box = pixels_of(found.get(), i);
        box.x += part.x, box.y += part.y;
        boxes.push_back(box);
    }
    return boxes;
}

// Whether this may be a decimal point that is too small for a mark: low, between two marks.
bool like_a_point(const Pixels& spot, const Marks& marks) {
    if (std::min(spot.width, spot.height) < point_min) return false;
    const auto& around = marks.around;
    const auto low = spot.y + spot.height / 2 - around.y > around.height * 2 / 3;
    if (!low || !within({spot.x, around.y, spot.width, 0}, around)) return false;
    return std::ranges::none_of(marks.boxes, [&](const Pixels& mark) {
        return spot.x + spot.width / 2 >= mark.x && spot.x + spot.width / 2 <= mark.x + mark.width;
    });
}

// Whether a spot that is ink where less is taken for it is no part of the marks, or more than they are.
bool is_unaccounted(const Pixels& spot, const Marks& marks) {
    Pixels known{};
    for (const auto& mark : marks.boxes) {
        if (overlap(grown(mark, halo_max), spot)) known = around_both(known, mark);
    }
    if (like_a_point(spot, marks)) return true;
    return std::max(spot.width, spot.height) >= faint_min &&
           (known.width == 0 || !within(spot, grown(known, halo_max)));
}

Marks marks_in(const StraightPage& page, const Pixels& cell) {
    Marks marks{.boxes = boxes_in(page.ink.get(), grown(cell, -inset))};
    const auto counts = [](const Pixels& box) { return std::max(box.width, box.height) >= mark_min; };
    if (std::ranges::none_of(marks.boxes, counts)) marks.boxes.clear();
    for (const auto& box : marks.boxes) {
        marks.around = around_both(marks.around, box);
        marks.doubtful = marks.doubtful || !within(box, grown(cell, -edge));
    }
    for (const auto& spot : boxes_in(page.crossed.get(), grown(cell, -inset))) {
        const auto meets = [&](const Pixels& mark) { return overlap(mark, spot); };
        marks.doubtful = marks.doubtful || std::ranges::any_of(marks.boxes, meets);
    }
    for (const auto& spot : boxes_in(page.faint.get(), grown(cell, -faint_inset)))
        marks.doubtful = marks.doubtful || is_unaccounted(spot, marks);
    return marks;
}

// Whether this may be a figure: a few narrow marks in one line.
bool like_a_figure(const Marks& marks) {
    const auto height = marks.around.height;
    if (height > figure_height_max || marks.boxes.size() > static_cast<std::size_t>(figure_marks_max))
        return false;
    return std::ranges::all_of(marks.boxes, [&](const Pixels& mark) {
        return static_cast<float>(mark.width) <= figure_width_max * static_cast<float>(height) ||
               mark.height <= dash_height_max;
    });
}

Picture shown(const StraightPage& page, const Pixels& part, int white) {
    const auto clip = clipped(page.grey.get(), part);
    return clip ? Picture{pixAddBorder(clip.get(), white, 0xFF)} : nullptr;
}

// Marks from left to right; none where two stand above each other.
std::vector<Shape> shapes_of(const StraightPage& page, Marks marks) {
    std::ranges::sort(marks.boxes, {}, &Pixels::x);
    std::vector<Shape> shapes;
    int end = std::numeric_limits<int>::min();
    for (const auto& mark : marks.boxes) {
        if (mark.x + mark.width / 2 < end) return {};
        end = mark.x + mark.width;
        shapes.push_back(shape_of(page.grey.get(), mark, marks.around));
    }
    return shapes;
}

SeenFigure see_figure(const StraightPage& page, const Marks& marks, Recogniser& recogniser) {
    SeenFigure figure{.page = 0,
                      .box = marks.around,
                      .readings = {},
                      .marks = marks.boxes.size(),
                      .doubtful = marks.doubtful,
                      .shapes = shapes_of(page, marks)};
    const auto picture = shown(page, marks.around, figure_margin);
    for (std::size_t i = 0; picture && i < figure_scales.size(); ++i) {
        const Picture scaled{pixScale(picture.get(), figure_scales[i], figure_scales[i])};
        if (scaled) figure.readings[i] = recogniser.figure(scaled.get());
    }
    return figure;
}

// Whether it needs no other reader: both sizes give as many characters as there are marks.
bool is_plain(const SeenFigure& figure) {
    const auto& text = figure.readings[0].text;
    return !text.empty() && text == figure.readings[1].text && text.size() == figure.marks;
}

bool is_more_than_a_character(std::string_view text) {
    constexpr std::size_t two_characters = 6;  // Bytes.
    return text.size() >= two_characters || text == "无";
}

// Whether these are words for certain. A digit alone is often taken for a character, never for two.
bool says_words(const std::vector<Reading>& readings) {
    if (readings.size() != 1) return !readings.empty();
    const auto& [text, confidence, box, height] = readings.front();
    if (text.find_first_of("0123456789") != std::string::npos || confidence < words_sure_min) return false;
    return is_more_than_a_character(text);
}

// As if the picture had not been scaled.
Reading shrunk(Reading reading, float scale) {
    const auto whole = [&](int length) {
        return static_cast<int>(std::lround(static_cast<float>(length) / scale));
    };
    reading.box = {whole(reading.box.x), whole(reading.box.y), whole(reading.box.width),
                   whole(reading.box.height)};
    reading.line_height = whole(reading.line_height);
    return reading;
}

int least_confidence(const std::vector<Reading>& readings) {
    const auto least = std::ranges::min_element(readings, {}, &Reading::confidence);
    return least == readings.end() ? 0 : least->confidence;
}

// The words of a cell; where they are doubtful also from pictures of other sizes, of which the surest is
// taken.
std::vector<Reading> read_words(Pix* picture, const Marks& marks, Recogniser& recogniser) {
    const bool one_line = marks.around.height <= line_height_max;
    const auto read = [&](Pix* of) { return one_line ? recogniser.line(of) : recogniser.block(of); };
    auto best = read(picture);
    for (const auto scale : other_word_scales) {
        if (least_confidence(best) >= words_certain_min) break;
        const Picture scaled{pixScale(picture, scale, scale)};
        auto readings = scaled ? read(scaled.get()) : std::vector<Reading>{};
        if (least_confidence(readings) <= least_confidence(best)) continue;
        for (auto& reading : readings) reading = shrunk(std::move(reading), scale);
        best = std::move(readings);
    }
    return best;
}

Glyph unknown_glyph(const Pixels& box) {
    return glyph_of({.text = {}, .confidence = 0, .box = box, .line_height = box.height});
}

}  // namespace

Box to_points(const Pixels& box) {
    const auto point = [](int dots) { return static_cast<float>(dots) * points_per_dot; };
    return {point(box.x), point(box.y), point(box.x + box.width), point(box.y + box.height)};
}

Pixels to_pixels(const Box& box) {
    const auto dot = [](float points) { return static_cast<int>(std::lround(points / points_per_dot)); };
    return {dot(box.left), dot(box.top), dot(box.right) - dot(box.left), dot(box.bottom) - dot(box.top)};
}

Glyph glyph_of(const Reading& reading) {
    Glyph glyph{.text = reading.text.empty() ? std::string{unknown_character} : reading.text,
                .box = to_points(reading.box)};
    glyph.size = static_cast<float>(std::max(reading.line_height, 1)) * points_per_dot;
    glyph.confidence = static_cast<std::uint8_t>(std::clamp(reading.confidence, 0, 99));
    return glyph;
}

Glyph word_glyph_of(const Reading& reading) {
    auto glyph = glyph_of(reading);
    const bool digits = glyph.text.find_first_of("0123456789") != std::string::npos;
    if (digits || !is_more_than_a_character(glyph.text))
        glyph.confidence = std::min<std::uint8_t>(glyph.confidence, unsure_max);
    return glyph;
}

CellReading read_cell(const StraightPage& page, const Pixels& cell, Recogniser& recogniser) {
    const auto marks = marks_in(page, cell);
    // What is printed too faintly to be read is not blank.
    if (marks.boxes.empty())
        return marks.doubtful ? CellReading{.glyphs = {unknown_glyph(grown(cell, -inset))}} : CellReading{};
    const auto picture = shown(page, marks.around, margin);
    if (!picture) return {.glyphs = {unknown_glyph(marks.around)}};
    std::optional<SeenFigure> figure;
    if (like_a_figure(marks)) {
        figure = see_figure(page, marks, recogniser);
        if (is_plain(*figure)) return {.figures = {*std::move(figure)}};
    }
    auto readings = read_words(picture.get(), marks, recogniser);
    if (figure && !says_words(readings)) return {.figures = {*std::move(figure)}};
    CellReading read;
    for (auto& reading : readings) {
        reading.box.x += marks.around.x - margin;
        reading.box.y += marks.around.y - margin;
        read.glyphs.push_back(word_glyph_of(reading));
        if (marks.doubtful)
            read.glyphs.back().confidence = std::min<std::uint8_t>(read.glyphs.back().confidence, unsure_max);
    }
    // What has marks is not blank.
    if (read.glyphs.empty()) read.glyphs.push_back(unknown_glyph(marks.around));
    return read;
}

}  // namespace ogi::extract::paged
