#pragma once

#include "base/result.h"
#include "extract/programs.h"
#include "model/document.h"
#include "model/snapshot.h"

#include <chrono>
#include <cstddef>

namespace ogi::extract {

// Every bound on what one body may cost. Reaching one is an error or is named in Document::limits.
struct Limits {
    std::size_t body_bytes_max = 8u << 20;
    std::size_t nodes_max = 250'000;                // Elements and texts of one page.
    std::size_t parse_memory_max = 96u << 20;       // What Gumbo may allocate for one page.
    std::chrono::milliseconds parse_time_max{400};  // What Gumbo may compute for one page.
    std::size_t grid_slots_max = 100'000;           // rows × columns of one table.
    std::size_t grids_max = 1'000;
    std::size_t links_max = 20'000;
    std::size_t text_bytes_max = 16u << 20;  // All blocks together.
    // Of what is neither HTML nor text:
    std::size_t attachment_bytes_max = 64u << 20;
    std::size_t archive_members_max = 5'000;
    std::size_t member_bytes_max = 64u << 20;    // One member, unpacked.
    std::size_t archive_bytes_max = 128u << 20;  // All that is unpacked of one archive.
    std::size_t archive_ratio_max = 400;         // A member of some size to what it takes in the archive.
    std::chrono::milliseconds convert_time_max{
        30'000};                            // LibreOffice with one document; it takes one or two seconds.
    std::size_t xml_bytes_max = 32u << 20;  // One part of an office document.
    std::size_t xml_nodes_max = 2'000'000;  // Its elements and attributes.
    std::size_t xml_depth_max = 256;
    std::size_t merges_max = 20'000;       // Merged ranges of one sheet.
    std::size_t xml_namespaces_max = 256;  // Declared at one place of a part.
};

// Which parser makes the tree of a page. They make the same one.
enum class HtmlParser {
    quickest,  // The one pass of tree_builder.h, and Gumbo for the pages that it leaves.
    gumbo,     // Gumbo for every page: the reference.
};

// What a reader sees of a Snapshot. The format is told from the bytes, not from the name or the header.
// A body that nobody reads here gives a Document of Format::unsupported, not an error.
// Fails with `malformed` (empty body) and `too_large` (a limit; the context names it).
base::Result<model::Document> read_document(const model::Snapshot& snapshot, const Limits& limits = {},
                                            HtmlParser parser = HtmlParser::quickest,
                                            const Programs& programs = {});

}  // namespace ogi::extract
