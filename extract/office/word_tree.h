#pragma once

#include "model/document.h"

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

namespace ogi::extract {

// What a reader of a Word document sees, before it is known which of its tables hold data.

struct WordTable;

struct WordParagraph {
    model::BlockKind kind = model::BlockKind::paragraph;
    std::string text;      // UTF-8; lines by '\n', outside of cells tabs as '\t'.
    bool runs_on = false;  // Its end was struck out in a tracked change: the next paragraph goes on with it.
};

struct WordItem {
    WordParagraph paragraph;
    std::unique_ptr<WordTable> table;  // Instead of the paragraph.
};

enum class WordMerge { none, begins, goes_on };

struct WordCell {
    long columns = 1;
    WordMerge down = WordMerge::none;
    WordMerge across = WordMerge::none;
    std::vector<WordItem> items;
};

struct WordRow {
    long columns_before = 0;  // Without a cell.
    bool header = false;
    std::vector<WordCell> cells;
};

struct WordTable {
    std::vector<WordRow> rows;
};

}  // namespace ogi::extract
