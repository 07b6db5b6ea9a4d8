#pragma once

#include "parser/aligner.h"
#include "parser/form.h"
#include "parser/read_cells.h"
#include "parser/row_values.h"
#include "parser/token_stream.h"

#include <optional>
#include <string>
#include <vector>

namespace ogi::parser {

// One table of the form as found in a document.
struct TableReading {
    bool found = false;
    bool shows_2019 =
        false;  // The generation of its sub-tables; neither where the table is the same in both.
    bool shows_2021 = false;
    CellMap cells;  // The cells of the rows it shows.
    std::vector<model::Anomaly> anomalies;
    std::size_t begin_token = 0;  // Its range in the stream, headers included.
    std::size_t end_token = 0;
    bool begins_inside = false;  // Its first label does not start a token: the text was glued together.
};

// 二、主动公开政府信息情况: eight items in five sub-tables, each of which tells its generation by its own
// header. A header that tells nothing follows `otherwise`.
TableReading read_disclosure_table(const TokenStream& stream, FormYear otherwise);

// 三、收到和处理政府信息公开申请情况: 23 or 25 rows of seven applicants.
TableReading read_request_table(const TokenStream& stream);

// 四、政府信息公开行政复议、行政诉讼情况: fifteen numbers in a row, told by their position.
TableReading read_dispute_table(const TokenStream& stream);

// A table found, with its range starting at `first`.
TableReading start_table(const TokenStream& stream, const Anchor& first);

// Puts a row's cells under `ids`, with the units of the form where none is printed, and its trouble under
// anomalies.
void add_row(TableReading& table, std::vector<std::string> ids, const RowReading& row,
             std::string_view label);

}  // namespace ogi::parser
