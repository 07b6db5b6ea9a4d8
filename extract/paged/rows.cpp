#include "extract/paged/rows.h"

#include "base/utf8.h"

#include <algorithm>
#include <cmath>
#include <optional>

namespace ogi::extract::paged {
namespace {

constexpr float near_lines = 0.9F;  // In sizes, between the middles of a label's line and its figures' line.
constexpr float next_line = 0.7F;   // In sizes, the gap between two lines of one cell at most.
constexpr float clearly_nearer = 0.8F;
constexpr std::size_t ruled_share_numerator = 2;  // Two thirds of the rows have their rule.
constexpr std::size_t ruled_share_denominator = 3;

struct Look {
    bool anchor = false;  // Has figures, or text in most columns: a row of its own.
    bool figures = false;
    bool spans = false;  // Has a head over several columns.
    std::size_t columns = 0;
};

Look look_at(const ChunkLine& line, const Columns& columns) {
    Look look;
    std::size_t figures = 0;
    for (const auto& chunk : line.chunks) {
        const auto [first, end] = columns.of(chunk.line.box);
        look.spans = look.spans || end - first > 1;
        figures += chunk.figure && first > 0 ? 1 : 0;
        ++look.columns;
    }
    look.figures = figures > 0;
    look.anchor = figures * 2 >= columns.count() - 1 || (figures > 0 && figures + 1 >= line.chunks.size());
    return look;
}

// Rows by rules, if nearly every pair of rules has one line of figures between it.
std::optional<std::vector<std::size_t>> ruled_rows(std::span<const ChunkLine> lines,
                                                   const std::vector<Look>& looks,
                                                   std::span<const DrawnLine> rules) {
    std::vector<std::size_t> bands;
    for (const auto& line : lines) {
        const auto above =
            std::ranges::count_if(rules, [&](const DrawnLine& rule) { return rule.at < line.middle; });
        bands.push_back(static_cast<std::size_t>(above));
    }
    std::vector<std::size_t> anchors(rules.size() + 1);
    for (std::size_t i = 0; i < lines.size(); ++i) anchors[bands[i]] += looks[i].anchor ? 1U : 0U;
    const auto filled =
        static_cast<std::size_t>(std::ranges::count_if(anchors, [](std::size_t n) { return n > 0; }));
    const auto single = static_cast<std::size_t>(std::ranges::count(anchors, 1U));
    if (filled < 2 || single * ruled_share_denominator < filled * ruled_share_numerator) return std::nullopt;
    return bands;
}

// The lines of a head that stand close below each other are one row, as long as none has a head over several.
bool same_head(const ChunkLine& line, const ChunkLine& next, const Look& a, const Look& b) {
    if (a.anchor || b.anchor || a.spans || b.spans) return false;
    return next.box.top - line.box.bottom <= next_line * std::max(line.size, next.size);
}

// -1: with the line above, +1: with the line below, 0: alone.
int belongs(std::span<const ChunkLine> lines, const std::vector<Look>& looks, const Columns& columns,
            std::size_t i) {
    const auto distance = [&](std::size_t j) { return std::abs(lines[j].middle - lines[i].middle); };
    if (looks[i].figures) return 0;
    const auto close = near_lines * lines[i].size;
    const bool above = i > 0 && looks[i - 1].anchor && distance(i - 1) <= close;
    const bool below = i + 1 < lines.size() && looks[i + 1].anchor && distance(i + 1) <= close;
    if (above && below) return distance(i - 1) <= clearly_nearer * distance(i + 1) ? -1 : 1;
    if (above) return -1;
    if (below) return 1;
    return i > 0 && wraps(lines[i - 1], lines[i], columns) ? -1 : 0;
}

}  // namespace

bool wraps(const ChunkLine& line, const ChunkLine& next, const Columns& columns) {
    if (next.box.top - line.box.bottom > next_line * std::max(line.size, next.size)) return false;
    return std::ranges::all_of(next.chunks, [&](const Chunk& rest) {
        if (rest.figure || begins_numbered(rest.text)) return false;
        return std::ranges::any_of(line.chunks, [&](const Chunk& begun) {
            const auto [first, end] = columns.of(rest.line.box);
            const auto [begun_first, begun_end] = columns.of(begun.line.box);
            if (first < begun_first || end > begun_end) return false;
            float wanted = 0;
            for (const auto* glyph : rest.line.glyphs) {
                if (is_blank(*glyph)) break;
                wanted = glyph->box.right - rest.line.box.left;
                if (!glyph->text.empty() && static_cast<unsigned char>(glyph->text.front()) >= 0xE2) break;
            }
            return begun.line.box.right + wanted > columns.taken[begun_end - 1].second + line.size / 4;
        });
    });
}

bool begins_numbered(std::string_view text) {
    constexpr std::u32string_view numerals = U"一二三四五六七八九十0123456789";
    constexpr std::u32string_view behind = U"、.．）)";
    bool opened = false;
    bool counted = false;
    while (!text.empty()) {
        const auto [c, length] = base::decode_utf8(text);
        text.remove_prefix(length);
        if (base::is_space(c)) continue;
        if (numerals.find(c) != numerals.npos) {
            counted = true;
        } else if (counted) {
            return behind.find(c) != behind.npos;
        } else if (!opened && (c == U'（' || c == U'(')) {
            opened = true;
        } else {
            return false;
        }
    }
    return false;
}

std::vector<std::size_t> find_rows(std::span<const ChunkLine> lines, const Columns& columns,
                                   std::span<const DrawnLine> rules) {
    std::vector<Look> looks;
    for (const auto& line : lines) looks.push_back(look_at(line, columns));
    if (auto bands = ruled_rows(lines, looks, rules)) return *std::move(bands);
    std::vector<std::size_t> rows(lines.size());
    const auto first_anchor =
        static_cast<std::size_t>(std::ranges::find_if(looks, &Look::anchor) - looks.begin());
    bool joins_next = false;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const auto side = looks[i].anchor ? 0 : belongs(lines, looks, columns, i);
        const bool head =
            i > 0 && i < first_anchor && same_head(lines[i - 1], lines[i], looks[i - 1], looks[i]);
        if (i > 0) rows[i] = rows[i - 1] + (joins_next || side < 0 || head ? 0 : 1);
        joins_next = side > 0;
    }
    return rows;
}

}  // namespace ogi::extract::paged
