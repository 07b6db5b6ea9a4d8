#pragma once

#include "extract/paged/text_lines.h"

#include <span>
#include <string>
#include <vector>

namespace ogi::extract::paged {

// A stretch of a line that belongs together; between two of one line there is a gap.
struct Chunk {
    TextLine line{};
    std::string text{};
    bool figure = false;  // A number, a dash: what stands in tables.
};

struct ChunkLine {
    Box box{};
    float size = 0;
    float middle = 0;  // Where most of its glyphs have theirs.
    std::vector<Chunk> chunks{};
};

ChunkLine chunks_of(const TextLine& line);

// Columns by the gaps that all lines with many chunks have.
struct Columns {
    std::vector<float>
        edges{};  // Between the columns in the middle of the gaps; at the outside where text ends.
    std::vector<std::pair<float, float>> taken{};  // What text takes of each.

    std::size_t count() const { return taken.size(); }
    // The columns that a stretch takes: first, and one behind the last.
    std::pair<std::size_t, std::size_t> of(const Box& box) const;
};

Columns find_columns(std::span<const ChunkLine> lines);

// Cuts what reaches over several columns where there is a small gap between two of them: heads that stand
// close.
void cut_between_columns(ChunkLine& line, const Columns& columns);

}  // namespace ogi::extract::paged
