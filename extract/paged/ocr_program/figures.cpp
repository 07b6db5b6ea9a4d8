#include "extract/paged/ocr_program/figures.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <limits>
#include <map>

namespace ogi::extract::paged {
namespace {

// Distances are parts of 1; marks of one character in one print differ by some 0.05, others by 0.15 and more.
constexpr float same_shape_max = 0.11F;
constexpr float next_shape_min = 1.25F;  // How much further the nearest of another character is to be.
constexpr std::size_t samples_max = 60;  // Of one character.

constexpr int all_agree = 99;
constexpr int two_agree = 95;
constexpr int shapes_alone = 85;  // Tesseract gives no answer for many a single digit.

struct Sample {
    std::size_t figure;
    const Shape* shape;
};
using Samples = std::map<char, std::vector<Sample>>;

float distance(const Shape& a, const Shape& b) {
    int sum = 0;
    for (std::size_t i = 0; i < a.grey.size(); ++i) sum += std::abs(int{a.grey[i]} - int{b.grey[i]});
    return static_cast<float>(sum) / (255.0F * static_cast<float>(a.grey.size())) +
           std::abs(a.aspect - b.aspect) / 4 + std::abs(a.share - b.share) / 4;
}

bool readings_agree(const SeenFigure& figure) {
    return !figure.readings[0].text.empty() && figure.readings[0].text == figure.readings[1].text;
}

Samples gather(const std::vector<SeenFigure>& figures) {
    Samples samples;
    for (std::size_t i = 0; i < figures.size(); ++i) {
        const auto& text = figures[i].readings[0].text;
        if (!readings_agree(figures[i]) || text.size() != figures[i].shapes.size()) continue;
        for (std::size_t at = 0; at < text.size(); ++at) {
            auto& known = samples[text[at]];
            if (known.size() < samples_max) known.push_back({i, &figures[i].shapes[at]});
        }
    }
    return samples;
}

// What is told by its outline alone; none for most marks.
char plain_mark(const Shape& shape) {
    constexpr float low = 0.3F;  // Of the line's height.
    if (shape.share > low) return '\0';
    if (shape.aspect >= 1.5F && shape.middle > 0.3F && shape.middle < 0.75F) return '-';
    if (shape.aspect > 0.5F && shape.aspect < 1.5F && shape.middle > 0.8F) return '.';
    return '\0';
}

// The character that marks of this look were read as elsewhere; none where that is not plain.
char look_up(const Shape& shape, std::size_t figure, const Samples& samples) {
    if (const auto mark = plain_mark(shape); mark != '\0') return mark;
    constexpr auto far = std::numeric_limits<float>::max();
    char best = '\0';
    float nearest = far;
    float next = far;
    for (const auto& [character, known] : samples) {
        float least = far;
        for (const auto& sample : known) {
            if (sample.figure != figure) least = std::min(least, distance(shape, *sample.shape));
        }
        if (least < nearest)
            next = nearest, nearest = least, best = character;
        else
            next = std::min(next, least);
    }
    return nearest <= same_shape_max && next >= nearest * next_shape_min ? best : '\0';
}

// Empty where one of its marks is not known.
std::string read_shapes(const SeenFigure& figure, std::size_t index, const Samples& samples) {
    std::string text;
    for (const auto& shape : figure.shapes) {
        const auto character = look_up(shape, index, samples);
        if (character == '\0') return {};
        text += character;
    }
    return text;
}

Reading decide(const SeenFigure& figure, const std::string& shapes) {
    const auto most = figure.doubtful ? unsure_max : all_agree;
    const auto& [one, other] = figure.readings;
    Reading reading{.text = {}, .confidence = 0, .box = figure.box, .line_height = figure.box.height};
    const auto say = [&](const std::string& text, int confidence) {
        reading.text = text;
        reading.confidence = std::min(confidence, most);
        return reading;
    };
    if (readings_agree(figure)) {
        if (one.text == shapes) return say(one.text, all_agree);
        const auto confidence = std::min({one.confidence, other.confidence, two_agree});
        const bool doubtful = !shapes.empty() || one.text.size() != figure.marks;
        return say(one.text, doubtful ? std::min(confidence, unsure_max) : confidence);
    }
    if (!shapes.empty() && (one.text == shapes || other.text == shapes)) return say(shapes, two_agree);
    if (!shapes.empty() && one.text.empty() && other.text.empty()) return say(shapes, shapes_alone);
    const auto& seen = !one.text.empty() ? one : other;
    return say(seen.text.empty() ? shapes : seen.text, std::min(seen.confidence, unsure_max));
}

}  // namespace

Shape shape_of(Pix* grey, const Pixels& mark, const Pixels& line) {
    Shape shape;
    shape.aspect = static_cast<float>(mark.width) / static_cast<float>(std::max(mark.height, 1));
    shape.share = static_cast<float>(mark.height) / static_cast<float>(std::max(line.height, 1));
    shape.middle = (static_cast<float>(mark.y - line.y) + static_cast<float>(mark.height) / 2) /
                   static_cast<float>(std::max(line.height, 1));
    const auto clip = clipped(grey, mark);
    const Picture even{clip ? pixScaleToSize(clip.get(), Shape::width, Shape::height) : nullptr};
    if (!even) return shape;
    for (int y = 0; y < Shape::height; ++y) {
        for (int x = 0; x < Shape::width; ++x) {
            l_uint32 value = 0;
            pixGetPixel(even.get(), x, y, &value);
            shape.grey[static_cast<std::size_t>(y * Shape::width + x)] = static_cast<std::uint8_t>(value);
        }
    }
    return shape;
}

std::vector<Reading> settle(const std::vector<SeenFigure>& figures) {
    const auto samples = gather(figures);
    std::vector<Reading> readings;
    for (std::size_t i = 0; i < figures.size(); ++i)
        readings.push_back(decide(figures[i], read_shapes(figures[i], i, samples)));
    return readings;
}

}  // namespace ogi::extract::paged
