#pragma once

#include "parser/aligner.h"
#include "parser/catalogue.h"
#include "parser/column_order.h"
#include "parser/form.h"
#include "parser/read_cells.h"
#include "parser/row_values.h"
#include "parser/token_stream.h"

#include <optional>
#include <string>
#include <vector>

namespace ogi::parser {

// What a table shows for a cell of the form.
struct TableCell {
    const FormCell* form = nullptr;
    model::Cell cell;
};
using RowCells = std::vector<const FormCell*>;

// One table of the form as found in a document.
struct TableReading {
    bool found = false;
    bool shows_2019 =
        false;  // The generation of its sub-tables; neither where the table is the same in both.
    bool shows_2021 = false;
    std::vector<TableCell> cells;  // Of the rows it shows, each once.
    std::vector<model::Anomaly> anomalies;
    std::size_t begin_token = 0;  // Its range in the stream, headers included.
    std::size_t end_token = 0;
    bool begins_inside = false;      // Its first label does not start a token: the text was glued together.
    TextRange text;                  // From its first label to the end of the label of its last row.
    std::size_t caption_before = 0;  // In TokenStream::text: what stands right before it may be its caption.
    std::size_t rows = 0;
    std::size_t rows_with_numbers = 0;
};

// A row whose label stands a second time in its table, with values of its own.
struct RepeatedRow {
    Anchor anchor;
    RowReading row;
};

// 二、主动公开政府信息情况: eight items in five sub-tables, each of which tells its generation by its own
// header. A header that tells nothing follows `otherwise`.
const LabelSequence& disclosure_labels();
TableReading read_disclosure_table(const Aligner& labels, FormYear otherwise, TextRange within = {});

// 三、收到和处理政府信息公开申请情况: 23 or 25 rows of seven applicants.
const LabelSequence& request_labels();
TableReading read_request_table(const Aligner& labels, TextRange within = {});

// 四、政府信息公开行政复议、行政诉讼情况: fifteen numbers in a row, told by their position.
const LabelSequence& dispute_labels();
TableReading read_dispute_table(const Aligner& labels, TextRange within = {});

// All three assign values by the header's order of columns: where a grid shows another one than the form's,
// by that; where another one shows that cannot be told with certainty, the values are unreadable
// ("unexpected_columns"). A row that stands twice in a table with different values is unreadable where they
// differ ("repeated_row"); a copy that is blank says nothing.

// A table found, with its range starting at `first`; `last` is the label of its last row.
TableReading start_table(const TokenStream& stream, const Anchor& first, const Anchor& last);

// Where a table's rows may end: behind `last`, to the end of the grid it stands in.
std::size_t end_of_grid(const TokenStream& stream, const Anchor& last);

// Adds "unexpected_columns" with the header's words.
void add_unexpected_columns(TableReading& table, std::u32string_view header);

// Makes the cells that differ from the same ones of `others` unreadable. Their ids.
std::vector<std::string> doubt_differing(std::vector<TableCell>& cells, const std::vector<TableCell>& others);

// Adds a row's cells, which are those of `forms`, with the units of the form where none is printed, and its
// trouble under anomalies.
void add_row(TableReading& table, const RowCells& forms, RowReading row, std::string_view label);

// Holds a row that was added against what it says where it is repeated.
void add_repeated_row(TableReading& table, const RowCells& forms, const RowReading& again,
                      std::string_view label);

// Does the row hold a number, and no trouble?
bool shows_number(const RowReading& row);

}  // namespace ogi::parser
