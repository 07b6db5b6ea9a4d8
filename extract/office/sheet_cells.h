#pragma once

#include "base/result.h"
#include "extract/office/number_format.h"
#include "extract/office/sheet_styles.h"
#include "extract/read_document.h"

#include <pugixml.hpp>

#include <cstdint>
#include <string>
#include <vector>

namespace ogi::extract {

// A place on a sheet, from 0; rows and columns that are hidden are not counted.
struct SheetPlace {
    std::uint32_t row = 0;
    std::uint32_t column = 0;

    auto operator<=>(const SheetPlace&) const = default;
};

struct SheetCell {
    SheetPlace at;
    std::string text;  // As shown; lines by '\n'.
    bool bordered = false;
};

struct SheetMerge {
    SheetPlace first;
    SheetPlace last;  // Within.
};

// What a reader sees of a sheet: row by row the cells with text or a border, and what is merged.
struct SheetCells {
    std::vector<SheetCell> cells;
    std::vector<SheetMerge> merges;  // By their first place.
};

struct SharedText {
    std::string text;
    std::string in_struck_cell;  // What of it is not struck out where the cell's font is.
};

// What cells refer to.
struct Workbook {
    std::vector<SharedText> strings;
    SheetStyles styles;
    DateSystem dates = DateSystem::from_1900;
};

// The strings that cells of several sheets share. `table`: the element sst. Readings printed over the
// characters are left out.
std::vector<SharedText> read_shared_strings(pugi::xml_node table);

// `sheet`: the element worksheet. What a formula gives is what the file says it gave when it was saved; where
// it does not say, "\uFFFC" stands for it. Fails with `malformed` (two cells at one place, a shared string
// that is not there) and `too_large` (merges_max).
base::Result<SheetCells> read_sheet(pugi::xml_node sheet, const Workbook& workbook, const Limits& limits);

}  // namespace ogi::extract
