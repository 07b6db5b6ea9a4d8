#include "extract/paged/pdf_program/page_device.h"

#include "base/utf8.h"

#include <algorithm>
#include <cmath>

#include <poppler/GfxFont.h>
#include <poppler/GfxState.h>

namespace ogi::extract::paged {
namespace {

// Where a glyph stands about its base line, in parts of the font's size. Fonts say it themselves, but each in
// its own way; what is on one line should look so.
constexpr float ascent = 0.86F;
constexpr float descent = 0.14F;

constexpr int invisible_render_mode = 3;  // And 7, which only clips.
constexpr double white = 0.97;            // A rule of at least this lightness does not show on paper.
constexpr double transparent = 0.05;
constexpr float broad_pen = 4;           // Points: it paints areas.
constexpr double opaque = 0.95;          // What lies below something of this opacity does not show,
constexpr double hardly_coloured = 0.5;  // and what lies below one of less is read through it.
constexpr float clipped_away = 0.15F;    // Of a glyph: when no more shows it does not stand there,
constexpr float clipped_whole = 0.6F;    // and when so much does, all of it may be guessed.

float to_float(double number) {
    return std::isfinite(number) ? static_cast<float>(std::clamp(number, -1e6, 1e6)) : 0.0F;
}

Box clip_of(GfxState* state) {
    double left = 0, top = 0, right = 0, bottom = 0;
    state->getClipBBox(&left, &top, &right, &bottom);
    return {to_float(left), to_float(top), to_float(right), to_float(bottom)};
}

Point on_page(GfxState* state, double x, double y) {
    double page_x = 0, page_y = 0;
    state->transform(x, y, &page_x, &page_y);
    return {to_float(page_x), to_float(page_y)};
}

std::vector<Outline> outlines_of(GfxState* state) {
    const auto* path = state->getPath();
    std::vector<Outline> outlines(static_cast<std::size_t>(path->getNumSubpaths()));
    for (int i = 0; i < path->getNumSubpaths(); ++i) {
        const auto* part = path->getSubpath(i);
        auto& outline = outlines[static_cast<std::size_t>(i)];
        for (int j = 0; j < part->getNumPoints(); ++j) {
            outline.curved = outline.curved || part->getCurve(j);
            outline.points.push_back(on_page(state, part->getX(j), part->getY(j)));
        }
    }
    std::erase_if(outlines, [](const Outline& outline) { return outline.points.empty(); });
    return outlines;
}

bool shows(GfxColorSpace* space, const GfxColor* colour, double opacity) {
    GfxRGB rgb{};
    space->getRGB(colour, &rgb);
    const auto darkest = std::min({colToDbl(rgb.r), colToDbl(rgb.g), colToDbl(rgb.b)});
    return opacity > transparent && darkest < white;
}

std::optional<Colour> colour_of(GfxColorSpace* space, const GfxColor* colour) {
    if (space->getMode() == csPattern) return {};
    GfxRGB rgb{};
    space->getRGB(colour, &rgb);
    return Colour{static_cast<float>(colToDbl(rgb.r)), static_cast<float>(colToDbl(rgb.g)),
                  static_cast<float>(colToDbl(rgb.b))};
}

Box common(const Box& a, const Box& b) {
    return {std::max(a.left, b.left), std::max(a.top, b.top), std::min(a.right, b.right),
            std::min(a.bottom, b.bottom)};
}

// Which way a text's feet are, from where its matrix puts the direction of reading and the upright.
Turn turn_of(double along_x, double along_y, double up_x, double up_y) {
    if (std::abs(along_x * up_y) > std::abs(along_y * up_x))
        return along_x > 0 || up_y < 0 ? Turn::none : Turn::upside_down;
    return up_x > 0 ? Turn::clockwise : Turn::counter;
}

std::string utf8_of(const Unicode* characters, int count) {
    std::string text;
    for (int i = 0; i < count; ++i) {
        const auto character = static_cast<char32_t>(characters[i]);
        if (character >= U' ') base::append_utf8(text, character);
    }
    return count > 0 && text.empty() ? " " : text;
}

// How tall a font of size 1 is; a Type 3 font has units of its own.
double unit_height(const GfxFont& font) {
    if (font.getType() != fontType3) return 1;
    const auto* matrix = font.getFontMatrix();
    const auto* bounds = font.getFontBBox();
    const auto height = std::abs((bounds[3] - bounds[1]) * matrix[3]);
    return height > 0 ? height : std::abs(matrix[3]);
}

Box box_around(std::initializer_list<Point> points) {
    auto box = Box{points.begin()->x, points.begin()->y, points.begin()->x, points.begin()->y};
    for (const auto& [x, y] : points) {
        box.left = std::min(box.left, x), box.right = std::max(box.right, x);
        box.top = std::min(box.top, y), box.bottom = std::max(box.bottom, y);
    }
    return box;
}

bool touches(const Box& a, const Box& b) {
    return a.left <= b.right && b.left <= a.right && a.top <= b.bottom && b.top <= a.bottom;
}

}  // namespace

void PageDevice::stop(const char* limit) {
    if (!stopped_) file_.limits.emplace_back(limit);
    stopped_ = true;
}

void PageDevice::startPage(int number, GfxState* state, XRef*) {
    Page page;
    page.number = static_cast<std::uint16_t>(number);
    page.width = to_float(state->getPageWidth());
    page.height = to_float(state->getPageHeight());
    file_.pages.push_back(std::move(page));
    paintings_.clear();
    groups_ = 0;
}

bool PageDevice::is_seen(GfxState* state, const Glyph& glyph) {
    const auto mode = state->getRender() & invisible_render_mode;
    const auto& pictures = file_.pages.back().pictures;
    const auto shows_in = [&](GfxColorSpace* space, const GfxColor* colour, double opacity) {
        if (opacity <= transparent) return false;
        const auto ink = colour_of(space, colour);
        return !ink || paintings_.shows(glyph, *ink, pictures);
    };
    const bool filled = mode == 0 || mode == 2, stroked = mode == 1 || mode == 2;
    return (filled && shows_in(state->getFillColorSpace(), state->getFillColor(), state->getFillOpacity())) ||
           (stroked &&
            shows_in(state->getStrokeColorSpace(), state->getStrokeColor(), state->getStrokeOpacity()));
}

void PageDevice::drawChar(GfxState* state, double x, double y, double dx, double dy, double origin_x,
                          double origin_y, CharCode, int, const Unicode* characters, int count) {
    const auto* font = state->getFont().get();
    if (stopped_ || !font || file_.pages.empty()) return;
    double along_x = 0, along_y = 0, up_x = 0, up_y = 0;
    state->getFontTransMat(&along_x, &along_y, &up_x, &up_y);
    const auto scale = unit_height(*font);
    up_x *= scale, up_y *= scale;
    const auto size = std::hypot(up_x, up_y);
    double advance_x = 0, advance_y = 0;
    state->transformDelta(dx, dy, &advance_x, &advance_y);
    double start_x = 0, start_y = 0;
    state->transform(x - origin_x, y - origin_y, &start_x, &start_y);
    const bool downward = font->getWMode() != 0;
    if (downward) advance_x = along_x, advance_y = along_y;
    // What the text's spacing adds is no part of the glyph.
    if (const auto spacing = state->getCharSpace() * state->getHorizScaling(); !downward && spacing != 0) {
        double space_x = 0, space_y = 0;
        state->textTransformDelta(spacing, 0, &space_x, &space_y);
        state->transformDelta(space_x, space_y, &space_x, &space_y);
        advance_x -= space_x, advance_y -= space_y;
    }
    const auto corner = [&](double share, double rise) {
        return Point{to_float(start_x + share * advance_x + rise * up_x),
                     to_float(start_y + share * advance_y + rise * up_y)};
    };
    Glyph glyph;
    glyph.box = box_around({corner(0, -descent), corner(0, ascent), corner(1, -descent), corner(1, ascent)});
    auto& page = file_.pages.back();
    const auto share = shown_share(glyph, common(clip_of(state), {0, 0, page.width, page.height}));
    if (share <= clipped_away) return;
    if (++glyphs_ > glyphs_max) return stop("glyphs_max");
    glyph.text = count > 0 ? utf8_of(characters, count) : std::string{"\xEF\xBF\xBD"};
    glyph.size = to_float(size);
    glyph.turn = turn_of(along_x, along_y, up_x, up_y);
    glyph.doubtful = share < clipped_whole;
    glyph.hidden = !is_seen(state, glyph);
    if (paintings_.exhausted()) return stop("paint_looks_max");
    page.glyphs.push_back(std::move(glyph));
}

void PageDevice::add_rules(GfxState* state, const std::vector<Rule>& rules) {
    if (file_.pages.empty()) return;
    auto& page = file_.pages.back();
    auto clip = clip_of(state);
    clip = {std::max(clip.left, 0.0F), std::max(clip.top, 0.0F), std::min(clip.right, page.width),
            std::min(clip.bottom, page.height)};
    for (const auto& rule : rules) {
        const auto shown = clipped(rule, clip);
        if (!shown) continue;
        if (++rules_ > rules_max) return stop("rules_max");
        page.rules.push_back(*shown);
    }
}

void PageDevice::stroke(GfxState* state) {
    if (stopped_ || !shows(state->getStrokeColorSpace(), state->getStrokeColor(), state->getStrokeOpacity()))
        return;
    const auto outlines = outlines_of(state);
    const auto pen = to_float(state->getTransformedLineWidth());
    add_rules(state, stroked_rules(outlines, pen));
    if (pen < broad_pen) return;
    for (const auto& outline : outlines) {
        const auto box = box_of(outline);
        add_paint({.box = {box.left - pen, box.top - pen, box.right + pen, box.bottom + pen}});
    }
}

void PageDevice::fill(GfxState* state) {
    if (stopped_ || file_.pages.empty()) return;
    const auto outlines = outlines_of(state);
    add_paint(state, outlines);
    if (shows(state->getFillColorSpace(), state->getFillColor(), state->getFillOpacity()))
        add_rules(state, filled_rules(outlines));
}

void PageDevice::add_paint(GfxState* state, const std::vector<Outline>& outlines) {
    if (state->getFillOpacity() < hardly_coloured) return;
    const bool covers =
        state->getFillOpacity() >= opaque && state->getBlendMode() == gfxBlendNormal && groups_ == 0;
    const auto colour = colour_of(state->getFillColorSpace(), state->getFillColor());
    const auto clip = clip_of(state);
    for (const auto& outline : outlines) {
        const auto whole = box_of(outline);
        if (rule_of(whole)) continue;
        const auto box = common(whole, clip);
        if (box.width() <= 0 || box.height() <= 0) continue;
        // Where outlines lie in each other one may be a hole.
        const bool plain = outlines.size() == 1 && is_rectangle(outline);
        add_paint({.box = box, .colour = plain ? colour : std::nullopt, .covers = covers && plain});
    }
}

void PageDevice::add_paint(const Paint& paint) {
    if (stopped_ || file_.pages.empty()) return;
    paintings_.add(paint, file_.pages.back().glyphs);
    if (paintings_.exhausted()) stop("paint_looks_max");
}

bool PageDevice::add_shading(GfxState* state) {
    add_paint({.box = clip_of(state)});
    return true;
}

void PageDevice::add_picture(GfxState* state) {
    if (stopped_ || file_.pages.empty()) return;
    const auto box =
        box_around({on_page(state, 0, 0), on_page(state, 1, 0), on_page(state, 0, 1), on_page(state, 1, 1)});
    if (++pictures_ > pictures_max) return stop("pictures_max");
    // Some programs draw the borders of a table as images of one pixel.
    if (const auto rule = rule_of(box)) add_rules(state, {*rule});
    const auto clip = clip_of(state);
    if (touches(box, clip))
        file_.pages.back().pictures.push_back({std::max(box.left, clip.left), std::max(box.top, clip.top),
                                               std::min(box.right, clip.right),
                                               std::min(box.bottom, clip.bottom)});
}

// The base class reads past the bytes of an inline image.
void PageDevice::drawImageMask(GfxState* state, Object* ref, Stream* stream, int width, int height,
                               bool invert, bool interpolate, bool is_inline) {
    add_picture(state);
    OutputDev::drawImageMask(state, ref, stream, width, height, invert, interpolate, is_inline);
}

void PageDevice::drawImage(GfxState* state, Object* ref, Stream* stream, int width, int height,
                           GfxImageColorMap* colours, bool interpolate, const int* mask, bool is_inline) {
    add_picture(state);
    OutputDev::drawImage(state, ref, stream, width, height, colours, interpolate, mask, is_inline);
}

void PageDevice::drawMaskedImage(GfxState* state, Object*, Stream*, int, int, GfxImageColorMap*, bool,
                                 Stream*, int, int, bool, bool) {
    add_picture(state);
}

void PageDevice::drawSoftMaskedImage(GfxState* state, Object*, Stream*, int, int, GfxImageColorMap*, bool,
                                     Stream*, int, int, GfxImageColorMap*, bool) {
    add_picture(state);
}

}  // namespace ogi::extract::paged
