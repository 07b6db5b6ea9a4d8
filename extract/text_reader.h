#pragma once

#include "extract/charset.h"
#include "extract/read_document.h"
#include "model/document.h"

#include <vector>

namespace ogi::extract {

struct TextReading {
    std::vector<model::Block> blocks;
    bool cut = false;  // text_bytes_max was reached.
};

// Plain text: one paragraph a line, empty lines too, because in flattened tables they stand for blank cells.
// A line ends at \r\n, \n, \r or a form feed. Tabs, bars and spaces are left as they are.
TextReading read_text(const DecodedText& decoded, const Limits& limits);

}  // namespace ogi::extract
