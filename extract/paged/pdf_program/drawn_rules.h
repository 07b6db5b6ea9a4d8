#pragma once

#include "extract/paged/page_content.h"

#include <optional>
#include <span>
#include <vector>

namespace ogi::extract::paged {

struct Point {
    float x = 0;
    float y = 0;
};

// A part of a path, in the page's points.
struct Outline {
    std::vector<Point> points{};
    bool curved = false;
};

// The rule that a rectangle is, where it is thin enough to be one.
std::optional<Rule> rule_of(const Box& box);

// The rules that stroking a path with a pen draws: its horizontal and vertical segments.
std::vector<Rule> stroked_rules(std::span<const Outline> path, float pen_width);

// The rules that filling a path draws: thin rectangles, and the four sides of a frame between two rectangles.
// A larger area is shading.
std::vector<Rule> filled_rules(std::span<const Outline> path);

// Every corner lies on the outline's box, and all four of the box's are there.
bool is_rectangle(const Outline& outline);

Box box_of(const Outline& outline);

// What of a rule shows within `clip`; none if nothing.
std::optional<Rule> clipped(const Rule& rule, const Box& clip);

}  // namespace ogi::extract::paged
