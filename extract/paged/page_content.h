#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

// What stands where on the pages of a PDF or a scan: what ogi-pdf and ogi-ocr tell, and all that a Document
// is made from.
namespace ogi::extract::paged {

// In points of 1/72 inch from the upper left corner of the page as a reader sees it.
struct Box {
    float left = 0;
    float top = 0;
    float right = 0;
    float bottom = 0;

    float width() const { return right - left; }
    float height() const { return bottom - top; }
    bool operator==(const Box&) const = default;
};

// Which way text runs on the page.
enum class Turn {
    none,       // From left to right.
    clockwise,  // From top to bottom, its feet to the left.
    upside_down,
    counter,  // From bottom to top, its feet to the right.
};

// Text that was drawn as one: a glyph, in a scan a word.
struct Glyph {
    std::string text{};  // UTF-8; U+FFFD where the font does not say which character it draws.
    Box box{};           // Its advance wide, from the font's ascent to its descent.
    float size = 0;      // Of the font, in points.
    Turn turn = Turn::none;
    bool hidden = false;    // Without ink, as the text that was recognised in a scan below it, or covered.
    bool doubtful = false;  // Who looks at the page may not see it, or not here: no figure has it as a part.
    std::uint8_t confidence = 100;  // Percent; below 100 only where it was recognised.

    bool operator==(const Glyph&) const = default;
};

// A horizontal or vertical line, also one that was drawn as a thin rectangle. x0 <= x1, y0 <= y1, and one of
// the two pairs is equal.
struct Rule {
    float x0 = 0;
    float y0 = 0;
    float x1 = 0;
    float y1 = 0;
    float thickness = 0;

    bool horizontal() const { return y0 == y1; }
    bool operator==(const Rule&) const = default;
};

struct Page {
    std::uint16_t number = 0;  // From 1.
    float width = 0;           // In points, as a reader sees it: its rotation is applied.
    float height = 0;
    std::vector<Glyph> glyphs{};  // In the order in which they were drawn.
    std::vector<Rule> rules{};
    std::vector<Box> pictures{};  // Where an image was drawn.

    bool operator==(const Page&) const = default;
};

// Why nothing could be read.
enum class Obstacle {
    none,
    encrypted,  // It asks for a password.
    damaged,
    no_pages,
};

struct PagedFile {
    Obstacle obstacle = Obstacle::none;
    std::string reader{};  // "poppler 22.12.0": what extract::reader_of says.
    std::string title{};   // As the file says of itself; each may be empty.
    std::string author{};
    std::string created{};  // "2025-01-20".
    std::vector<Page> pages{};
    std::vector<std::string> limits{};  // Names of those that were reached; what lies behind is missing.

    bool operator==(const PagedFile&) const = default;
};

// What a file may hold; more of it is not read. An annual report has some 20 pages of 1,000 glyphs.
inline constexpr std::size_t pages_max = 400;
inline constexpr std::size_t glyphs_max = 300'000;  // Of all pages together, as the next two.
inline constexpr std::size_t rules_max = 200'000;
inline constexpr std::size_t pictures_max = 20'000;

}  // namespace ogi::extract::paged
