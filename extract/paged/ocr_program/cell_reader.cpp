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
    Pixels around{};  // In the page's pixels.
};

Marks marks_in(const StraightPage& page, const Pixels& cell) {
    Marks marks;
    const auto ink = clipped(page.ink.get(), cell);
    if (!ink) return marks;
    const PixelBoxes found{pixConnComp(ink.get(), nullptr, 8)};
    bool any = false;
    for (int i = 0; i < boxaGetCount(found.get()); ++i) {
        auto box = pixels_of(found.get(), i);
        box.x += cell.x, box.y += cell.y;
        any = any || std::max(box.width, box.height) >= mark_min;
        marks.boxes.push_back(box);
        marks.around = around_both(marks.around, box);
    }
    if (!any) return {};
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

// Whether these are words for certain. A digit alone is often taken for a character, never for two.
bool says_words(const std::vector<Reading>& readings) {
    constexpr std::size_t two_characters = 6;  // Bytes.
    if (readings.size() != 1) return !readings.empty();
    const auto& [text, confidence, box, height] = readings.front();
    if (text.find_first_of("0123456789") != std::string::npos || confidence < words_sure_min) return false;
    return text.size() >= two_characters || text == "无";
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

CellReading read_cell(const StraightPage& page, const Pixels& whole, Recogniser& recogniser) {
    const Pixels cell{whole.x + inset, whole.y + inset, whole.width - 2 * inset, whole.height - 2 * inset};
    if (cell.width <= 0 || cell.height <= 0) return {};
    const auto marks = marks_in(page, cell);
    if (marks.boxes.empty()) return {};
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
        read.glyphs.push_back(glyph_of(reading));
    }
    // What has marks is not blank.
    if (read.glyphs.empty()) read.glyphs.push_back(unknown_glyph(marks.around));
    return read;
}

}  // namespace ogi::extract::paged
