#pragma once

#include "model/document.h"

#include <string>
#include <vector>

namespace ogi::parser {

// What the table of information above a report says (索引号, 发布机构, 成文日期 …), a line for each label:
// "发布机构：某局". Its cells hold a label and the next cell the value, or one cell holds both. Empty if
// there is no such table.
std::vector<std::string> information_lines(const model::Document& document);

}  // namespace ogi::parser
