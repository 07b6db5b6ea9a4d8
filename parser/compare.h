#pragma once

#include "model/change.h"
#include "model/report.h"

#include <optional>
#include <string>
#include <vector>

namespace ogi::parser {

// What differs between two readings of one agency and year, as a reader would see it.
struct Differences {
    // Value, kind or amount of the unit differs, or the words of a cell without a figure; in order of cell
    // id.
    std::vector<model::CellChange> cells;
    std::vector<std::string> aspects;  // "agency_as_written", "title", "published", "text", "stat_tables",
                                       // "generation", "corrections".
    // editorial, value or structure; not set where nothing differs.
    std::optional<model::ChangeClass> change_class{};

    bool empty() const { return cells.empty() && aspects.empty(); }
};

// Whether a cell says something in words that stand for no figure.
bool says_words(const model::Cell& cell);

// White space, page furniture and the places of cells never count. A cell id that only one side has counts as
// absent there. Of a cell that a person corrected counts what it says and what the document prints. Each
// changed cell tells which checks it broke or healed, and how much it matters (severity.h).
Differences compare_reports(const model::Report& before, const model::Report& after);

// SHA-256 over exactly what compare_reports looks at: two reports have equal digests if and only if they do
// not differ.
std::string content_digest(const model::Report& report);

}  // namespace ogi::parser
