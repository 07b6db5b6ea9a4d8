#include "extract/paged/lattice.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace ogi::extract::paged {
namespace {

// In points.
constexpr float same_line = 2.5F;    // Rules no further apart are one line: double rules, hand-drawn tables.
constexpr float piece_gap = 4;       // Pieces of one line no further apart touch: dashes, corners.
constexpr float crossing = 3.5F;     // A line that ends this near to another meets it.
constexpr float same_edge = 4;       // Edges of columns or rows no further apart are one.
constexpr float missing_edge = 8;    // Lines that go on by more than this have lost what would end them.
constexpr float covered_min = 0.6F;  // Of a slot's side, for a line there to part it from its neighbour.

std::vector<DrawnLine> merged(std::vector<DrawnLine> pieces) {
    std::ranges::sort(pieces, {}, &DrawnLine::at);
    std::vector<DrawnLine> lines;
    for (std::size_t begin = 0; begin < pieces.size();) {
        auto end = begin + 1;
        while (end < pieces.size() && pieces[end].at - pieces[end - 1].at <= same_line &&
               pieces[end].at - pieces[begin].at <= 2 * same_line)
            ++end;
        const std::span group{pieces.data() + begin, end - begin};
        std::ranges::sort(group, {}, &DrawnLine::from);
        auto line = group.front();
        float weight = line.to - line.from;
        float sum = line.at * weight;
        const auto finish = [&] {
            if (weight > 0) line.at = sum / weight;
            lines.push_back(line);
        };
        for (const auto& piece : group.subspan(1)) {
            const auto length = piece.to - piece.from;
            if (piece.from - line.to > piece_gap) {
                finish();
                line = piece, weight = length, sum = piece.at * length;
                continue;
            }
            line.to = std::max(line.to, piece.to);
            weight += length, sum += piece.at * length;
        }
        finish();
        begin = end;
    }
    std::ranges::sort(lines, {}, &DrawnLine::at);
    return lines;
}

bool meet(const DrawnLine& horizontal, const DrawnLine& vertical) {
    return vertical.at >= horizontal.from - crossing && vertical.at <= horizontal.to + crossing &&
           horizontal.at >= vertical.from - crossing && horizontal.at <= vertical.to + crossing;
}

// Lines that hang together, each with a number of its group.
class Groups {
  public:
    explicit Groups(std::size_t count) : parents_(count) { std::iota(parents_.begin(), parents_.end(), 0U); }
    std::size_t find(std::size_t i) {
        while (parents_[i] != i) i = parents_[i] = parents_[parents_[i]];
        return i;
    }
    void unite(std::size_t a, std::size_t b) { parents_[find(a)] = find(b); }

  private:
    std::vector<std::size_t> parents_;
};

// Where lines stand, those within `same_edge` as one.
std::vector<float> edges_of(const std::vector<DrawnLine>& lines) {
    std::vector<float> edges;
    float first = 0;
    float sum = 0;
    float count = 0;
    for (const auto& line : lines) {
        if (count > 0 && line.at - first <= same_edge) {
            sum += line.at, ++count;
            edges.back() = sum / count;
            continue;
        }
        first = sum = line.at, count = 1;
        edges.push_back(line.at);
    }
    return edges;
}

// The edge that two or more of the crossing lines go on to beyond the first and last of `edges`.
void add_missing_edges(std::vector<float>& edges, const std::vector<DrawnLine>& crossing_lines) {
    if (edges.empty() || crossing_lines.size() < 2) return;
    std::vector<float> begins, ends;
    for (const auto& line : crossing_lines) begins.push_back(line.from), ends.push_back(line.to);
    std::ranges::sort(begins);
    std::ranges::sort(ends, std::greater{});
    if (begins[1] < edges.front() - missing_edge) edges.insert(edges.begin(), begins[1]);
    if (ends[1] > edges.back() + missing_edge) edges.push_back(ends[1]);
}

// For every edge, which stretches between crossing edges a line covers.
std::vector<std::vector<bool>> covered(const std::vector<DrawnLine>& lines, const std::vector<float>& edges,
                                       const std::vector<float>& stretches) {
    std::vector<std::vector<bool>> covers(edges.size(), std::vector<bool>(stretches.size() - 1));
    for (const auto& line : lines) {
        const auto nearest =
            std::ranges::min_element(edges, {}, [&](float at) { return std::abs(at - line.at); });
        auto& row = covers[static_cast<std::size_t>(nearest - edges.begin())];
        for (std::size_t i = 0; i + 1 < stretches.size(); ++i) {
            const auto length = stretches[i + 1] - stretches[i];
            const auto shared = std::min(line.to, stretches[i + 1]) - std::max(line.from, stretches[i]);
            if (shared >= covered_min * length) row[i] = true;
        }
    }
    return covers;
}

std::vector<LatticeCell> cells_of(const Lattice& lattice, const DrawnLines& lines) {
    const auto left_of = covered(lines.vertical, lattice.xs, lattice.ys);
    const auto above = covered(lines.horizontal, lattice.ys, lattice.xs);
    const auto rows = lattice.rows(), columns = lattice.columns();
    std::vector<bool> taken(rows * columns);
    std::vector<LatticeCell> cells;
    for (std::size_t row = 0; row < rows; ++row) {
        for (std::size_t column = 0; column < columns; ++column) {
            if (taken[row * columns + column]) continue;
            auto right = column + 1;
            while (right < columns && !left_of[right][row] && !taken[row * columns + right]) ++right;
            auto bottom = row + 1;
            const auto goes_on = [&](std::size_t next) {
                if (column > 0 && !left_of[column][next] && left_of[column][row]) return false;
                if (right < columns && !left_of[right][next]) return false;
                for (auto x = column; x < right; ++x) {
                    if (above[next][x] || taken[next * columns + x]) return false;
                    if (x > column && left_of[x][next]) return false;
                }
                return true;
            };
            while (bottom < rows && goes_on(bottom)) ++bottom;
            for (auto y = row; y < bottom; ++y) {
                for (auto x = column; x < right; ++x) taken[y * columns + x] = true;
            }
            cells.push_back(
                {.row = row,
                 .column = column,
                 .row_span = bottom - row,
                 .column_span = right - column,
                 .box = {lattice.xs[column], lattice.ys[row], lattice.xs[right], lattice.ys[bottom]}});
        }
    }
    return cells;
}

Lattice lattice_of(const DrawnLines& lines) {
    Lattice lattice;
    lattice.xs = edges_of(lines.vertical);
    lattice.ys = edges_of(lines.horizontal);
    add_missing_edges(lattice.xs, lines.horizontal);
    add_missing_edges(lattice.ys, lines.vertical);
    if (lattice.xs.size() < 2 || lattice.ys.size() < 2) return {};
    if (lattice.rows() * lattice.columns() > slots_max) return {};
    lattice.box = {lattice.xs.front(), lattice.ys.front(), lattice.xs.back(), lattice.ys.back()};
    lattice.cells = cells_of(lattice, lines);
    return lattice;
}

}  // namespace

DrawnLines drawn_lines(std::span<const Rule> rules) {
    DrawnLines lines;
    for (const auto& rule : rules) {
        if (rule.horizontal())
            lines.horizontal.push_back({rule.y0, rule.x0, rule.x1});
        else
            lines.vertical.push_back({rule.x0, rule.y0, rule.y1});
    }
    lines.horizontal = merged(std::move(lines.horizontal));
    lines.vertical = merged(std::move(lines.vertical));
    if (std::max(lines.horizontal.size(), lines.vertical.size()) > lines_max) return {};
    return lines;
}

std::vector<Lattice> find_lattices(const DrawnLines& lines) {
    const auto& [horizontal, vertical] = lines;
    Groups groups{horizontal.size() + vertical.size()};
    for (std::size_t i = 0; i < horizontal.size(); ++i) {
        for (std::size_t j = 0; j < vertical.size(); ++j) {
            if (meet(horizontal[i], vertical[j])) groups.unite(i, horizontal.size() + j);
        }
    }
    std::vector<DrawnLines> parts(horizontal.size() + vertical.size());
    for (std::size_t i = 0; i < horizontal.size(); ++i)
        parts[groups.find(i)].horizontal.push_back(horizontal[i]);
    for (std::size_t j = 0; j < vertical.size(); ++j)
        parts[groups.find(horizontal.size() + j)].vertical.push_back(vertical[j]);
    std::vector<Lattice> lattices;
    for (const auto& part : parts) {
        if (part.horizontal.empty() || part.vertical.empty()) continue;
        auto lattice = lattice_of(part);
        if (lattice.cells.size() >= 2) lattices.push_back(std::move(lattice));
    }
    std::ranges::stable_sort(lattices, {}, [](const Lattice& lattice) { return lattice.box.top; });
    return lattices;
}

}  // namespace ogi::extract::paged
