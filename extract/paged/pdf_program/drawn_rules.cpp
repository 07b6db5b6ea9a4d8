#include "extract/paged/pdf_program/drawn_rules.h"

#include <algorithm>
#include <cmath>

namespace ogi::extract::paged {
namespace {

constexpr float thickness_max = 4;    // Points. What is thicker is shading.
constexpr float length_min = 1;       // What is shorter is the dot where two rules meet.
constexpr float slant_max = 0.02F;    // Of a rule's length, and at least this much:
constexpr float crooked_max = 0.75F;  // points.

std::vector<Rule> frame_rules(const Box& outer, const Box& inner) {
    const Box sides[] = {{outer.left, outer.top, outer.right, inner.top},
                         {outer.left, inner.bottom, outer.right, outer.bottom},
                         {outer.left, outer.top, inner.left, outer.bottom},
                         {inner.right, outer.top, outer.right, outer.bottom}};
    std::vector<Rule> rules;
    for (const auto& side : sides) {
        if (side.width() < 0 || side.height() < 0) return {};
        const auto rule = rule_of(side);
        if (!rule) return {};
        rules.push_back(*rule);
    }
    return rules;
}

}  // namespace

Box box_of(const Outline& outline) {
    Box box{outline.points[0].x, outline.points[0].y, outline.points[0].x, outline.points[0].y};
    for (const auto& [x, y] : outline.points) {
        box.left = std::min(box.left, x), box.right = std::max(box.right, x);
        box.top = std::min(box.top, y), box.bottom = std::max(box.bottom, y);
    }
    return box;
}

bool is_rectangle(const Outline& outline) {
    if (outline.curved || outline.points.size() < 4 || outline.points.size() > 6) return false;
    const auto box = box_of(outline);
    const auto near = [](float a, float b) { return std::abs(a - b) <= crooked_max; };
    unsigned corners = 0;
    for (const auto& [x, y] : outline.points) {
        const bool left = near(x, box.left), right = near(x, box.right);
        const bool top = near(y, box.top), bottom = near(y, box.bottom);
        if ((!left && !right) || (!top && !bottom)) return false;
        corners |= (left && top ? 1U : 0U) | (right && top ? 2U : 0U) | (left && bottom ? 4U : 0U) |
                   (right && bottom ? 8U : 0U);
    }
    return corners == 15U;
}

std::optional<Rule> rule_of(const Box& box) {
    const auto width = box.width(), height = box.height();
    if (std::min(width, height) > thickness_max || std::max(width, height) < length_min) return {};
    if (std::max(width, height) < 2 * std::min(width, height)) return {};
    if (width >= height) {
        const auto y = (box.top + box.bottom) / 2;
        return Rule{box.left, y, box.right, y, height};
    }
    const auto x = (box.left + box.right) / 2;
    return Rule{x, box.top, x, box.bottom, width};
}

std::vector<Rule> stroked_rules(std::span<const Outline> path, float pen_width) {
    std::vector<Rule> rules;
    const auto half = pen_width / 2;
    for (const auto& outline : path) {
        if (outline.curved) continue;
        for (std::size_t i = 1; i < outline.points.size(); ++i) {
            const auto& a = outline.points[i - 1];
            const auto& b = outline.points[i];
            const auto width = std::abs(a.x - b.x), height = std::abs(a.y - b.y);
            if (std::min(width, height) > std::min(crooked_max, slant_max * std::max(width, height)))
                continue;
            Box box{std::min(a.x, b.x), std::min(a.y, b.y), std::max(a.x, b.x), std::max(a.y, b.y)};
            // A short stroke of a wide pen is a rule across it.
            if (width >= height)
                box.top -= half, box.bottom += half;
            else
                box.left -= half, box.right += half;
            if (const auto rule = rule_of(box)) rules.push_back(*rule);
        }
    }
    return rules;
}

std::vector<Rule> filled_rules(std::span<const Outline> path) {
    std::vector<Rule> rules;
    for (std::size_t i = 0; i < path.size(); ++i) {
        if (!is_rectangle(path[i])) continue;
        const auto box = box_of(path[i]);
        if (const auto rule = rule_of(box)) {
            rules.push_back(*rule);
        } else if (i + 1 < path.size() && is_rectangle(path[i + 1])) {
            const auto next = box_of(path[i + 1]);
            const auto frame = box.width() >= next.width() ? frame_rules(box, next) : frame_rules(next, box);
            rules.insert(rules.end(), frame.begin(), frame.end());
            i += frame.empty() ? 0 : 1;
        }
    }
    return rules;
}

std::optional<Rule> clipped(const Rule& rule, const Box& clip) {
    auto held = rule;
    // A rule on the edge of what is shown still shows with half of its thickness.
    const auto half = rule.thickness / 2;
    const auto shows = [half](float at, float low, float high) {
        return at + half >= low && at - half <= high;
    };
    if (rule.horizontal()) {
        held.x0 = std::max(rule.x0, clip.left), held.x1 = std::min(rule.x1, clip.right);
        if (held.x0 >= held.x1 || !shows(rule.y0, clip.top, clip.bottom)) return {};
    } else {
        held.y0 = std::max(rule.y0, clip.top), held.y1 = std::min(rule.y1, clip.bottom);
        if (held.y0 >= held.y1 || !shows(rule.x0, clip.left, clip.right)) return {};
    }
    return held;
}

}  // namespace ogi::extract::paged
