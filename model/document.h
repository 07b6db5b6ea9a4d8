#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace ogi::model {

// Half-open byte range in Snapshot::body, that is in the bytes before charset decoding.
struct ByteRange {
    std::uint32_t begin = 0;
    std::uint32_t end = 0;

    bool operator==(const ByteRange&) const = default;
};

// A rectangle on a page of a paged document (PDF, scan), in points of 1/72 inch from the upper left corner of
// the page as a reader sees it, rounded outward.
struct PageBox {
    std::uint16_t page = 0;  // From 1; 0: the document has no pages.
    std::uint16_t left = 0;
    std::uint16_t top = 0;
    std::uint16_t right = 0;
    std::uint16_t bottom = 0;

    bool operator==(const PageBox&) const = default;
};

// One cell of a Grid, at its upper left slot. A merged cell is one GridCell, never copies.
struct GridCell {
    std::uint16_t row = 0;  // From 0.
    std::uint16_t column = 0;
    std::uint16_t row_span = 1;  // Clipped to the grid; never 0.
    std::uint16_t column_span = 1;
    bool header = false;  // <th> in HTML.
    std::string
        text;  // UTF-8; line breaks inside the cell are '\n', other white space is as a reader sees it.
    ByteRange
        at;  // Empty at 0 where the text does not stand in the bytes as such: packed and paged documents.
    PageBox box{};
    std::uint8_t confidence = 100;  // Percent; below 100 only where the text was recognised in an image.

    bool operator==(const GridCell&) const = default;
};

// A table with its spans resolved (WHATWG "forming a table").
struct Grid {
    static constexpr std::int32_t no_cell = -1;

    std::uint16_t rows = 0;
    std::uint16_t columns = 0;
    std::vector<GridCell> cells;      // In document order.
    std::vector<std::int32_t> slots;  // rows × columns, row by row: index into cells, or no_cell.

    // The cell that covers a slot, nullptr if none does.
    const GridCell* cell_at(std::size_t row, std::size_t column) const {
        if (row >= rows || column >= columns) return nullptr;
        const auto index = slots[row * columns + column];
        return index == no_cell ? nullptr : &cells[static_cast<std::size_t>(index)];
    }

    bool operator==(const Grid&) const = default;
};

enum class BlockKind {
    heading,    // <h1>…<h6> in HTML. Plain text has none.
    paragraph,  // A paragraph of a page; in plain text, one line (which may be empty, and may hold tabs or
                // '|').
    list_item,
    grid,  // `grid` says which; text is empty.
};

// A stretch of the body in reading order.
struct Block {
    BlockKind kind = BlockKind::paragraph;
    std::string text;      // UTF-8.
    std::size_t grid = 0;  // Index into Document::grids for BlockKind::grid.
    ByteRange at;
    PageBox box{};

    bool operator==(const Block&) const = default;
};

struct Link {
    std::string url;   // Absolute, normalised (base::Url); http and https only.
    std::string text;  // What it says: its text, or its title attribute if that says more.
    std::string rel;   // The rel attribute, lower case; usually empty. "frame": shown in a frame of the page;
                       // "embed": an object within the page.

    bool operator==(const Link&) const = default;
};

enum class Format {
    html,
    text,
    word,         // DOCX, and what was converted to it: DOC, WPS, RTF.
    spreadsheet,  // XLSX, and what was converted to it: XLS.
    pdf,
    image,  // A scan, as a picture or as a PDF with pages that are pictures: text of it was recognised.
    unsupported,
};

// Whether a document is not read by no fault of its own: later it may be.
enum class Unread {
    no,
    program_absent,
    broken_off,  // The program that reads it came to no good end, or to a limit of time or memory.
};

// What a reader sees of a Snapshot: title, metadata, body, tables, links. Knows nothing of reports.
struct Document {
    Format format = Format::html;
    std::string unsupported;     // For Format::unsupported: what it is instead, and what is missing to read
                                 // it, e.g. "RAR archive".
    Unread unread = Unread::no;  // For Format::unsupported.
    std::string charset;         // WHATWG name the body was decoded with: "utf-8", "gb18030", "big5", …
    std::string url;             // Where it came from (final URL); empty for a file.
    std::string title;           // <title>, white space collapsed; empty if none.
    std::vector<std::pair<std::string, std::string>>
        metas;                  // name in lower case → content, in document order.
    std::vector<Block> blocks;  // The main body; without navigation, header, footer where those can be told.
    std::vector<Block>
        outside;  // Readable text outside the main body, short: breadcrumbs, date and source lines. No grids.
    std::vector<Grid> grids;
    std::vector<Link> links;          // Of the whole page, in document order.
    std::vector<Link> attachments;    // Those among them that lead to documents: PDF, Word and the like.
    std::vector<std::string> limits;  // Names of limits that were reached while reading; empty: read whole.

    bool operator==(const Document&) const = default;
};

}  // namespace ogi::model
