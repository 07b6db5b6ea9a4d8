#include "extract/paged/unruled.h"

#include "extract/paged/columns.h"
#include "extract/paged/head_spans.h"
#include "extract/paged/rows.h"

#include <algorithm>

namespace ogi::extract::paged {
namespace {

constexpr float line_gap_max = 2.2F;  // In sizes, between the lines of one table.
constexpr float prose_share = 0.7F;   // Of the zone's width: a line of one piece that is wider is prose.
constexpr std::size_t telling_figures = 5;  // So many in one line make it a table alone.
constexpr float cell_share_max = 0.45F;     // Of the table's width, what a cell of words fills on average.
constexpr float widest = 1e6F;              // Points.
constexpr float half_line = 0.9F;           // In sizes, less than from line to line.
constexpr float heading_share = 1.12F;  // A line of one piece that is larger than the table's is a heading.
constexpr std::size_t zone_lines_max = 400;
constexpr std::size_t columns_max = 100;

using Zone = std::span<ChunkLine>;

std::size_t figures_of(const ChunkLine& line) {
    return static_cast<std::size_t>(std::ranges::count_if(line.chunks, &Chunk::figure));
}

bool shares_row(const ChunkLine& line, const ChunkLine& next) {
    return next.middle - line.middle <= half_line * std::max(line.size, next.size);
}

// Lines that may be one table: those with several chunks, and short ones between them.
std::vector<Zone> find_zones(Zone lines) {
    std::vector<Zone> zones;
    for (std::size_t begin = 0; begin < lines.size(); ++begin) {
        if (lines[begin].chunks.size() < 2) continue;
        auto box = lines[begin].box;
        auto end = begin + 1;
        for (auto i = end; i < lines.size() && i - begin < zone_lines_max; ++i) {
            if (lines[i].box.top - lines[i - 1].box.bottom > line_gap_max * lines[i].size) break;
            box.left = std::min(box.left, lines[i].box.left),
            box.right = std::max(box.right, lines[i].box.right);
            if (lines[i].chunks.size() >= 2)
                end = i + 1;
            else if (lines[i].box.width() > prose_share * box.width() ||
                     lines[i].size > heading_share * lines[begin].size)
                break;
        }
        // The first line of a label whose figures stand half a line lower, and the last of one.
        const auto first = begin > 0 && shares_row(lines[begin - 1], lines[begin]) ? begin - 1 : begin;
        if (end < lines.size() && shares_row(lines[end - 1], lines[end])) ++end;
        zones.push_back(lines.subspan(first, end - first));
        begin = end - 1;
    }
    return zones;
}

// Whether a table is a table.
bool convinces(Zone zone, const Columns& columns, std::span<const DrawnLine> rules) {
    if (columns.count() < 2 || columns.count() > columns_max) return false;
    std::size_t figures = 0;
    std::size_t chunks = 0;
    std::size_t tabular = 0;
    std::size_t most_figures = 0;
    float widths = 0;
    for (const auto& line : zone) {
        tabular += line.chunks.size() >= 2 ? 1 : 0;
        most_figures = std::max(most_figures, figures_of(line));
        figures += figures_of(line);
        for (const auto& chunk : line.chunks) {
            ++chunks;
            widths += chunk.figure ? 0 : chunk.line.box.width();
        }
    }
    if (most_figures >= telling_figures) return true;
    if (tabular < 3 && rules.size() < 2) return false;
    const auto words = chunks - figures;
    const auto width = columns.edges.back() - columns.edges.front();
    const bool short_cells = words == 0 || widths / static_cast<float>(words) < cell_share_max * width;
    if (figures * 3 >= chunks) return tabular >= 2;
    return short_cells &&
           (rules.size() >= 3 || (columns.count() >= 3 && tabular >= 4 && figures * 6 >= chunks));
}

// Horizontal lines between the rows of a zone.
std::vector<DrawnLine> rules_within(Zone zone, const DrawnLines& drawn) {
    Box box = zone.front().box;
    for (const auto& line : zone) {
        box.left = std::min(box.left, line.box.left), box.right = std::max(box.right, line.box.right);
        box.bottom = std::max(box.bottom, line.box.bottom);
    }
    std::vector<DrawnLine> rules;
    for (const auto& line : drawn.horizontal) {
        const auto shared = std::min(line.to, box.right) - std::max(line.from, box.left);
        const auto margin = zone.front().size * 2;
        if (line.at > box.top - margin && line.at < box.bottom + margin && shared > box.width() * 0.6F)
            rules.push_back(line);
    }
    return rules;
}

// With the lines behind it that the last row's label goes on in.
Zone with_last_label(Zone zone, const Columns& columns, Zone from_here) {
    auto count = zone.size();
    while (count < from_here.size() && from_here[count].chunks.size() == 1 &&
           wraps(from_here[count - 1], from_here[count], columns))
        ++count;
    return from_here.first(count);
}

struct Slot {
    std::size_t first;
    std::size_t end;
    Glyphs glyphs;
    Box box;
};

void add_to(std::vector<Slot>& slots, std::pair<std::size_t, std::size_t> columns, const TextLine& line) {
    // What lies over a slot that is taken belongs to it.
    for (auto& slot : slots) {
        if (columns.first >= slot.end || slot.first >= columns.second) continue;
        slot.glyphs.insert(slot.glyphs.end(), line.glyphs.begin(), line.glyphs.end());
        slot.box = {std::min(slot.box.left, line.box.left), std::min(slot.box.top, line.box.top),
                    std::max(slot.box.right, line.box.right), std::max(slot.box.bottom, line.box.bottom)};
        return;
    }
    slots.push_back({columns.first, columns.second, line.glyphs, line.box});
}

bool is_word(const Glyph* glyph) {
    static constexpr std::string_view of_figures[] = {"无", "．", "，", "－", "／", "—"};
    if (is_blank(*glyph) || is_digit(*glyph) || glyph->text.find_first_of(".,-/") != std::string::npos)
        return false;
    return std::ranges::find(of_figures, glyph->text) == std::end(of_figures);
}

Table table_of(Zone zone, const Columns& columns, const std::vector<std::size_t>& rows) {
    Table table{.box = zone.front().box, .xs = columns.edges, .columns = columns.count()};
    std::vector<std::size_t> numbers;  // Rows without gaps in their numbers.
    for (const auto row : rows) {
        if (numbers.empty() || numbers.back() != row) numbers.push_back(row);
    }
    table.rows = numbers.size();
    std::vector<std::vector<Slot>> slots(table.rows);
    for (std::size_t i = 0; i < zone.size(); ++i) {
        const auto row = static_cast<std::size_t>(std::ranges::find(numbers, rows[i]) - numbers.begin());
        for (const auto& chunk : zone[i].chunks) add_to(slots[row], columns.of(chunk.line.box), chunk.line);
        table.box.left = std::min(table.box.left, zone[i].box.left),
        table.box.right = std::max(table.box.right, zone[i].box.right);
        table.box.bottom = std::max(table.box.bottom, zone[i].box.bottom);
    }
    for (std::size_t row = 0; row < table.rows; ++row) {
        std::ranges::stable_sort(slots[row], {}, &Slot::first);
        for (const auto& slot : slots[row]) {
            // No line ends a cell of figures: numbers below each other stay two.
            const bool words = std::ranges::any_of(slot.glyphs, is_word);
            const Box room{words ? columns.taken[slot.first].first : 0, slot.box.top,
                           words ? columns.taken[slot.end - 1].second : widest, slot.box.bottom};
            table.cells.push_back({.row = row,
                                   .column = slot.first,
                                   .column_span = slot.end - slot.first,
                                   .text = cell_text(slot.glyphs, room),
                                   .confidence = confidence_of(slot.glyphs),
                                   .box = slot.box});
        }
    }
    const auto first_figures =
        std::ranges::find_if(zone, [](const ChunkLine& line) { return figures_of(line) > 0; });
    const auto heads = static_cast<std::size_t>(first_figures - zone.begin());
    if (heads < zone.size()) {
        const auto end = std::ranges::find(numbers, rows[heads]) - numbers.begin();
        spread_heads(table, columns, static_cast<std::size_t>(end));
    }
    return table;
}

}  // namespace

std::pair<std::vector<Table>, std::vector<TextLine>> unruled_tables(std::vector<TextLine> lines,
                                                                    const DrawnLines& drawn) {
    std::vector<ChunkLine> chunked;
    for (const auto& line : lines) chunked.push_back(chunks_of(line));
    std::vector<Table> tables;
    std::vector<bool> used(lines.size());
    for (auto zone : find_zones(chunked)) {
        const auto columns = find_columns(zone);
        const auto rules = rules_within(zone, drawn);
        if (!convinces(zone, columns, rules)) continue;
        for (auto& line : zone) cut_between_columns(line, columns);
        const auto begin = zone.data() - chunked.data();
        zone = with_last_label(zone, columns, {chunked.data() + begin, chunked.data() + chunked.size()});
        tables.push_back(table_of(zone, columns, find_rows(zone, columns, rules)));
        std::fill_n(used.begin() + begin, zone.size(), true);
    }
    std::vector<TextLine> rest;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        if (!used[i]) rest.push_back(std::move(lines[i]));
    }
    return {std::move(tables), std::move(rest)};
}

}  // namespace ogi::extract::paged
