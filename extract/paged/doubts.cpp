#include "extract/paged/doubts.h"

#include "extract/paged/text_lines.h"
#include "extract/superscript.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <numeric>
#include <optional>
#include <unordered_map>

namespace ogi::extract::paged {
namespace {

// In parts of a glyph's height, from its top: where a line strikes it, neither above nor below it.
constexpr float strike_top = 0.3F;
constexpr float strike_bottom = 0.75F;
// Of its width: a line this long strikes it out, a shorter one only touches it.
constexpr float struck_share = 0.6F;
constexpr float touched_share = 0.2F;
constexpr float strike_overhang = 0.35F;  // Of its size: how far a strike reaches beyond what it strikes.

constexpr float descent = 0.14F;  // Of a glyph's height, below its base line.
constexpr float inset = 0.2F;     // Of a glyph's width: a line nearer to its side does not cross it.
// In sizes of the larger glyph:
constexpr float touching = 0.1F;         // Digits of one figure stand no further apart,
constexpr float spaced_touching = 0.6F;  // or as far as the two before them:
constexpr float spacing_error = 0.03F;
constexpr float note_gap = 0.35F;  // A note stands no further from its figure,
constexpr float note_rise = 0.12F;
constexpr float note_fall = -0.5F;
constexpr float same_row = 0.75F;  // How far apart the middles of neighbours are.
constexpr float smaller = 0.8F;    // A note's size, at most.
constexpr float note_share = 3;    // Of its size, at most what stands before it.

constexpr std::size_t lines_looked_at = 64;  // More in one glyph are a drawing.
constexpr std::size_t glyphs_looked_at = 32;

bool judged(const Glyph& glyph) {
    return glyph.turn == Turn::none && glyph.confidence == 100;  // What OCR saw has no exact place.
}

float middle(const Glyph& glyph) {
    return (glyph.box.top + glyph.box.bottom) / 2;
}

float base_line(const Glyph& glyph) {
    return glyph.box.bottom - descent * glyph.box.height();
}

// Whether a vertical line stands between two places of one row.
bool is_parted(const DrawnLines& drawn, float from, float to, float y) {
    auto line = std::ranges::lower_bound(drawn.vertical, from, {}, &DrawnLine::at);
    for (std::size_t looked = 0; line != drawn.vertical.end() && line->at <= to; ++line) {
        if (line->from <= y && y <= line->to) return true;
        if (++looked >= lines_looked_at) return true;
    }
    return false;
}

// What each horizontal line strikes.
struct Strike {
    std::vector<std::size_t> glyphs{};
    float left = std::numeric_limits<float>::max();
    float right = std::numeric_limits<float>::lowest();
    float size = 0;
};

void find_strikes(const Glyph& glyph, std::size_t index, const std::vector<DrawnLine>& lines,
                  std::vector<Strike>& strikes, std::vector<bool>& touched) {
    const auto height = glyph.box.height();
    const auto bottom = glyph.box.top + strike_bottom * height;
    auto line = std::ranges::lower_bound(lines, glyph.box.top + strike_top * height, {}, &DrawnLine::at);
    for (std::size_t looked = 0; line != lines.end() && line->at <= bottom; ++line) {
        if (++looked > lines_looked_at) {
            touched[index] = true;
            return;
        }
        const auto shared = std::min(line->to, glyph.box.right) - std::max(line->from, glyph.box.left);
        if (shared >= struck_share * glyph.box.width()) {
            auto& strike = strikes[static_cast<std::size_t>(line - lines.begin())];
            strike.glyphs.push_back(index);
            strike.left = std::min(strike.left, glyph.box.left);
            strike.right = std::max(strike.right, glyph.box.right);
            strike.size = std::max(strike.size, glyph.size);
        } else if (shared >= touched_share * glyph.box.width()) {
            touched[index] = true;
        }
    }
}

// A line that strikes words is as long as they are; a longer one belongs to a table.
std::vector<Glyph> without_struck(std::vector<Glyph> glyphs, const std::vector<DrawnLine>& lines) {
    std::vector<Strike> strikes(lines.size());
    std::vector<bool> touched(glyphs.size());
    for (std::size_t i = 0; i < glyphs.size(); ++i) {
        if (judged(glyphs[i])) find_strikes(glyphs[i], i, lines, strikes, touched);
    }
    std::vector<bool> struck(glyphs.size());
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const auto& strike = strikes[i];
        const auto overhang = strike_overhang * strike.size;
        const bool clear = lines[i].from >= strike.left - overhang && lines[i].to <= strike.right + overhang;
        for (const auto glyph : strike.glyphs) (clear ? struck : touched)[glyph] = true;
    }
    std::vector<Glyph> left;
    left.reserve(glyphs.size());
    for (std::size_t i = 0; i < glyphs.size(); ++i) {
        if (struck[i]) continue;
        glyphs[i].doubtful = glyphs[i].doubtful || touched[i];
        left.push_back(std::move(glyphs[i]));
    }
    return left;
}

// Glyphs by where they stand.
class Neighbours {
  public:
    explicit Neighbours(const std::vector<Glyph>& glyphs) : glyphs_{glyphs} {
        std::vector<std::size_t> order(glyphs.size());
        std::iota(order.begin(), order.end(), std::size_t{0});
        std::ranges::stable_sort(order, {}, [&](std::size_t index) { return glyphs[index].box.left; });
        for (const auto index : order) {
            if (judged(glyphs[index]) && !is_blank(glyphs[index]))
                bands_[band_of(middle(glyphs[index]))].push_back(index);
        }
    }

    // The next one to the left of it, in its row.
    std::optional<std::size_t> left_of(std::size_t index) const {
        const auto& glyph = glyphs_[index];
        const auto band = band_of(middle(glyph));
        std::optional<std::size_t> nearest;
        for (auto near = band - 1; near <= band + 1; ++near) {
            const auto found = bands_.find(near);
            if (found == bands_.end()) continue;
            const auto& row = found->second;
            auto at = std::ranges::lower_bound(row, glyph.box.left, {},
                                               [&](std::size_t other) { return glyphs_[other].box.left; });
            for (std::size_t looked = 0; at != row.begin() && looked < glyphs_looked_at; ++looked) {
                const auto other = *--at;
                if (nearest && glyphs_[other].box.left <= glyphs_[*nearest].box.left) break;
                if (in_row(glyph, glyphs_[other])) nearest = other;
            }
        }
        return nearest;
    }

  private:
    static constexpr float band_height = 16;  // Points.

    static std::int64_t band_of(float y) { return static_cast<std::int64_t>(std::floor(y / band_height)); }
    static bool in_row(const Glyph& a, const Glyph& b) {
        return std::abs(middle(a) - middle(b)) <= same_row * std::max(a.size, b.size);
    }

    const std::vector<Glyph>& glyphs_;
    std::unordered_map<std::int64_t, std::vector<std::size_t>> bands_{};
};

// A small raised digit behind a figure or a word is a note; what else differs from the figure that it touches
// may be one.
void judge_pair(Glyph& before, Glyph& glyph) {
    const auto size = std::max(before.size, glyph.size);
    const auto rise = base_line(before) - base_line(glyph);
    if (size > note_share * std::min(before.size, glyph.size)) return;  // A watermark.
    const bool note = is_digit(glyph) && glyph.size <= smaller * before.size;
    if (note && rise >= note_rise * size) {
        glyph.text = superscript(glyph.text);
        glyph.box.top = before.box.top, glyph.box.bottom = before.box.bottom;
        glyph.size = before.size;
        return;
    }
    if (!is_digit(before) || !is_digit(glyph) || rise < note_fall * size) return;
    const bool unlike = std::min(before.size, glyph.size) <= smaller * size;
    if (unlike || std::abs(rise) >= note_rise * size) before.doubtful = glyph.doubtful = true;
}

void find_notes(std::vector<Glyph>& glyphs, const DrawnLines& drawn) {
    const Neighbours neighbours{glyphs};
    std::vector<std::size_t> order(glyphs.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::stable_sort(order, {}, [&](std::size_t index) { return glyphs[index].box.left; });
    for (const auto index : order) {
        auto& glyph = glyphs[index];
        if (!judged(glyph) || !is_digit(glyph)) continue;
        const auto left = neighbours.left_of(index);
        if (!left) continue;
        auto& before = glyphs[*left];
        const auto gap = glyph.box.left - before.box.right;
        if (std::abs(gap) > note_gap * std::max(before.size, glyph.size)) continue;
        const auto reach = inset * glyph.box.width();
        if (!is_parted(drawn, before.box.right - reach, glyph.box.left + reach, middle(before)))
            judge_pair(before, glyph);
    }
}

// Runs of digits without a gap, from left to right.
std::vector<std::vector<std::size_t>> figure_runs(const std::vector<Glyph>& glyphs) {
    const Neighbours neighbours{glyphs};
    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < glyphs.size(); ++i) {
        if (judged(glyphs[i]) && is_digit(glyphs[i])) order.push_back(i);
    }
    std::ranges::stable_sort(order, {}, [&](std::size_t index) { return glyphs[index].box.left; });
    struct Member {
        std::size_t run = 0;
        std::optional<float> gap{};
    };
    std::unordered_map<std::size_t, Member> members;
    std::vector<std::vector<std::size_t>> runs;
    for (const auto index : order) {
        const auto left = neighbours.left_of(index);
        const auto before = left ? members.find(*left) : members.end();
        Member member{.run = runs.size()};
        if (before != members.end()) {
            const auto gap = glyphs[index].box.left - glyphs[*left].box.right;
            const auto size = std::max(glyphs[index].size, glyphs[*left].size);
            const auto& known = before->second.gap;
            const bool even =
                known && gap <= spaced_touching * size && std::abs(gap - *known) <= spacing_error * size;
            const bool alike = std::min(glyphs[index].size, glyphs[*left].size) > smaller * size;
            if (alike && gap >= -note_gap * size && (gap <= touching * size || even))
                member = {.run = before->second.run, .gap = gap};
        }
        if (member.run == runs.size()) runs.emplace_back();
        runs[member.run].push_back(index);
        members[index] = member;
    }
    return runs;
}

// No cell holds the whole of a figure that a vertical line crosses.
void doubt_crossed(std::vector<Glyph>& glyphs, const DrawnLines& drawn) {
    if (drawn.vertical.empty()) return;
    for (const auto& run : figure_runs(glyphs)) {
        const auto& first = glyphs[run.front()];
        const auto& last = glyphs[run.back()];
        if (!is_parted(drawn, first.box.left + inset * first.box.width(),
                       last.box.right - inset * last.box.width(), middle(first)))
            continue;
        for (const auto index : run) glyphs[index].doubtful = true;
    }
}

}  // namespace

std::vector<Glyph> judged_glyphs(std::vector<Glyph> glyphs, const DrawnLines& drawn) {
    glyphs = without_struck(std::move(glyphs), drawn.horizontal);
    find_notes(glyphs, drawn);
    doubt_crossed(glyphs, drawn);
    return glyphs;
}

}  // namespace ogi::extract::paged
