#include "extract/paged/columns.h"

#include "base/utf8.h"

#include <algorithm>

namespace ogi::extract::paged {
namespace {

// In parts of the font's size.
constexpr float chunk_gap = 0.8F;       // Words of one cell stand closer.
constexpr float column_gap_min = 0.2F;  // Columns stand no closer.

constexpr float head_gap_min = 0.15F;  // Between heads of Chinese characters, which have no blanks,
constexpr float word_gap_min = 0.45F;  // and of words, which have.

constexpr std::size_t many_numerator = 3;  // Lines with at least 3/4 of the most chunks tell the columns.
constexpr std::size_t many_denominator = 4;
constexpr std::size_t stray_inverse = 7;  // One line in seven may bridge a gap.
// Columns of labels side by side: three lines show them, three in ten may reach over their gap.
constexpr std::size_t label_lines_min = 3;
constexpr float label_stray_share = 0.3F;
constexpr float overlap_min = 0.35F;  // Of a column, for a stretch to take it.

// Numbers, and what stands for none.
bool is_figure(std::string_view text) {
    if (text == "无") return true;
    std::size_t digits = 0;
    std::size_t signs = 0;
    std::size_t others = 0;
    while (!text.empty()) {
        const auto [c, length] = base::decode_utf8(text);
        text.remove_prefix(length);
        if ((c >= U'0' && c <= U'9') || (c >= U'０' && c <= U'９'))
            ++digits;
        else if (std::u32string_view{U" .,-–—−+%/$€£()*…±<>~．，－＋／％"}.find(c) !=
                 std::u32string_view::npos)
            ++signs;
        else
            ++others;
    }
    return others == 0 ? digits + signs > 0 : digits > 0 && others <= 2 && digits >= others;
}

bool is_letter(const Glyph& glyph) {
    return static_cast<unsigned char>(glyph.text.front()) < 0xE2;
}

Chunk chunk_of(TextLine line) {
    auto text = text_of(line);
    const bool figure = is_figure(text);
    return {std::move(line), std::move(text), figure};
}

struct Edge {
    float at;
    int step;
};

// Where more than `stray` of the stretches lie over each other.
std::vector<std::pair<float, float>> covered(std::vector<Edge> edges, int stray) {
    std::ranges::sort(edges, {}, [](const Edge& edge) { return std::pair{edge.at, -edge.step}; });
    std::vector<std::pair<float, float>> stretches;
    int depth = 0;
    for (const auto& edge : edges) {
        const bool was = depth > stray;
        depth += edge.step;
        if (!was && depth > stray) stretches.emplace_back(edge.at, edge.at);
        if (was && depth <= stray) stretches.back().second = edge.at;
    }
    return stretches;
}

// Labels of groups stand beside those of their rows, and labels without a group reach over both: where enough
// lines have several pieces in the first column it is several.
void split_labels(Columns& columns, std::span<const ChunkLine> lines) {
    const auto end = columns.edges[1];
    std::vector<Edge> edges;
    std::size_t count = 0;
    for (const auto& line : lines) {
        const auto inside = std::ranges::count_if(
            line.chunks, [&](const Chunk& chunk) { return chunk.line.box.right <= end; });
        if (inside < 2) continue;
        ++count;
        for (const auto& chunk : line.chunks) {
            if (chunk.line.box.right > end) continue;
            edges.push_back({chunk.line.box.left, 1});
            edges.push_back({chunk.line.box.right, -1});
        }
    }
    if (count < label_lines_min) return;
    const auto labels =
        covered(std::move(edges), static_cast<int>(label_stray_share * static_cast<float>(count)));
    if (labels.size() < 2) return;
    std::vector<float> inner;
    for (std::size_t i = 1; i < labels.size(); ++i)
        inner.push_back((labels[i - 1].second + labels[i].first) / 2);
    columns.edges.insert(columns.edges.begin() + 1, inner.begin(), inner.end());
    const auto right = std::max(columns.taken.front().second, labels.back().second);
    columns.taken.erase(columns.taken.begin());
    columns.taken.insert(columns.taken.begin(), labels.begin(), labels.end());
    columns.taken[labels.size() - 1].second = right;
}

}  // namespace

ChunkLine chunks_of(const TextLine& line) {
    ChunkLine made{.box = line.box, .size = line.size};
    for (const auto* glyph : line.glyphs) made.middle += (glyph->box.top + glyph->box.bottom) / 2;
    made.middle /= static_cast<float>(std::max<std::size_t>(line.glyphs.size(), 1));
    for (auto& piece : cut_at_gaps(line, chunk_gap)) made.chunks.push_back(chunk_of(std::move(piece)));
    return made;
}

std::pair<std::size_t, std::size_t> Columns::of(const Box& box) const {
    const auto middle = (box.left + box.right) / 2;
    const auto behind = std::ranges::upper_bound(edges.begin() + 1, edges.end() - 1, middle);
    auto first = static_cast<std::size_t>(behind - edges.begin()) - 1;
    auto last = first;
    const auto takes = [&](std::size_t column) {
        const auto [left, right] = taken[column];
        const auto shared = std::min(right, box.right) - std::max(left, box.left);
        return shared > overlap_min * (right - left);
    };
    while (first > 0 && takes(first - 1)) --first;
    while (last + 1 < count() && takes(last + 1)) ++last;
    return {first, last + 1};
}

Columns find_columns(std::span<const ChunkLine> lines) {
    std::size_t most = 0;
    float size = 0;
    for (const auto& line : lines)
        most = std::max(most, line.chunks.size()), size = std::max(size, line.size);
    std::vector<Edge> edges;
    int count = 0;
    for (const auto& line : lines) {
        if (line.chunks.size() < 2 || line.chunks.size() * many_denominator < most * many_numerator) continue;
        ++count;
        for (const auto& chunk : line.chunks) {
            edges.push_back({chunk.line.box.left, 1});
            edges.push_back({chunk.line.box.right, -1});
        }
    }
    Columns columns;
    for (const auto& stretch : covered(std::move(edges), count / static_cast<int>(stray_inverse))) {
        if (!columns.taken.empty() && stretch.first - columns.taken.back().second < column_gap_min * size)
            columns.taken.back().second = stretch.second;
        else
            columns.taken.push_back(stretch);
    }
    if (columns.taken.empty()) return columns;
    columns.edges.push_back(columns.taken.front().first);
    for (std::size_t i = 1; i < columns.taken.size(); ++i)
        columns.edges.push_back((columns.taken[i - 1].second + columns.taken[i].first) / 2);
    columns.edges.push_back(columns.taken.back().second);
    for (const auto& line : lines) {
        columns.edges.front() = std::min(columns.edges.front(), line.box.left);
        columns.edges.back() = std::max(columns.edges.back(), line.box.right);
    }
    if (columns.count() >= 2) split_labels(columns, lines);
    return columns;
}

void cut_between_columns(ChunkLine& line, const Columns& columns) {
    std::vector<Chunk> cut;
    for (auto& chunk : line.chunks) {
        const auto [first, end] = columns.of(chunk.line.box);
        std::vector<float> places;
        const Glyph* before = nullptr;
        for (const auto* glyph : chunk.line.glyphs) {
            if (is_blank(*glyph)) continue;
            if (before) {
                const auto gap = glyph->box.left - before->box.right;
                const auto middle = (glyph->box.left + before->box.right) / 2;
                const bool words = is_letter(*before) || is_letter(*glyph);
                bool between = false;
                for (auto column = first; column + 1 < end; ++column)
                    between = between || (middle > columns.taken[column].second &&
                                          middle < columns.taken[column + 1].first);
                if (between && gap > line.size * (words ? word_gap_min : head_gap_min))
                    places.push_back(middle);
            }
            before = glyph;
        }
        if (places.empty()) {
            cut.push_back(std::move(chunk));
            continue;
        }
        for (auto& piece : cut_at_places(chunk.line, places)) cut.push_back(chunk_of(std::move(piece)));
    }
    line.chunks = std::move(cut);
}

}  // namespace ogi::extract::paged
