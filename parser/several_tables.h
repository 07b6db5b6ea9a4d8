#pragma once

#include "parser/form_tables.h"

#include <functional>
#include <vector>

namespace ogi::parser {

inline constexpr std::size_t tables_of_a_kind_max = 8;  // Looked at in one document; more stay unread.

// One table of the form out of all of its kind that a document shows.
struct SelectedTable {
    TableReading table;
    std::vector<TableReading> others;  // Another year's, or copies.
};

// Reads a table `within` a range.
using ReadTable = std::function<TableReading(TextRange within)>;

// Reads every table of a kind and tells which is the report's:
//  - one whose caption, the line right before it or a row of its grid above its first, names another year than
//    the report's is none of its own;
//  - of the rest, cells in which two differ are unreadable ("several_tables");
//  - where none is left, every cell is ("table_of_another_year").
// `report_year` is 0 where the document does not name it.
SelectedTable select_table(const TokenStream& stream, int report_year, const ReadTable& read);

// The year a table's caption names: "2022年数据:", "附件:2022年度统计表"; 0 for a line that names none or
// several, a date, or is too long for a caption.
int year_of_caption(std::u32string_view line);

}  // namespace ogi::parser
