#pragma once

#include "parser/column_order.h"
#include "parser/form_tables.h"
#include "parser/row_values.h"
#include "parser/token_stream.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

// Heads that are not the form's, where one of the form's belongs: "上年总计", "占比", "本年修改件数". What
// stands below them is not what the form counts, whatever the columns beside them are.
namespace ogi::parser {

// What the heads of a table are known by, folded.
struct HeadRules {
    std::span<const std::u32string_view> words;  // A head of the form holds one of these.
    std::span<const std::u32string_view> upper;  // Heads above the columns', or of the labels.
    std::u32string_view heads;  // The form's; what is a part of one is a head that was broken.
};

class ColumnHeads {
  public:
    ColumnHeads() = default;
    // `columns`: the form's, in its order.
    ColumnHeads(const TokenStream& stream, TextRange header, const HeadRules& rules,
                std::span<const HeaderWord> columns, int report_year);

    // Makes the cells of a row unreadable that stand below a foreign head: in a grid those it covers alone,
    // in flat text those of the columns whose heads are missing, if there are as many heads as columns.
    // "unexpected_columns" names the head.
    void doubt_below_foreign(TableReading& table, RowReading& row) const;

  private:
    struct Head {
        model::Place at;
        int columns = 1;
        std::u32string label;
        bool foreign = false;
    };
    const Head* head_above(const model::Cell& cell, std::span<const model::Cell> row) const;
    void find_missing(std::span<const HeaderWord> columns);

    std::vector<Head> in_grid_;
    std::vector<Head> in_text_;
    bool any_foreign_ = false;
    std::vector<bool> missing_;  // One a column of the form; empty where flat text does not tell.
};

}  // namespace ogi::parser
