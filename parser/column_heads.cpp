#include "parser/column_heads.h"

#include "base/utf8.h"
#include "parser/other_meaning.h"
#include "parser/slots.h"

#include <algorithm>
#include <array>
#include <utility>

namespace ogi::parser {

namespace {

// Heads that say nothing of a column, in a row of their own below the others; so do single characters: units,
// "甲", "乙".
constexpr std::array<std::u32string_view, 4> neutral = {U"数量", U"件数", U"本年", U"本年度"};

bool holds_any(std::u32string_view label, std::span<const std::u32string_view> words) {
    return std::ranges::any_of(words, [&](auto word) { return label.find(word) != label.npos; });
}

bool is_head(std::u32string_view label) {
    return label.size() > 1 && std::ranges::any_of(label, base::is_han) && !says_nothing(label) &&
           std::ranges::find(neutral, label) == neutral.end();
}

bool is_foreign(std::u32string_view label, const HeadRules& rules, int report_year) {
    if (names_another_time(label, report_year)) return true;
    const bool is_broken = label.size() > 1 && rules.heads.find(label) != rules.heads.npos;
    return !is_broken && !holds_any(label, rules.words) && !holds_any(label, rules.upper);
}

bool is_for(const HeaderWord& column, std::u32string_view label) {
    return label.find(column.word) != label.npos ||
           (!column.variant.empty() && label.find(column.variant) != label.npos);
}

}  // namespace

ColumnHeads::ColumnHeads(const TokenStream& stream, TextRange header, const HeadRules& rules,
                         std::span<const HeaderWord> columns, int report_year) {
    const std::size_t end = std::min(header.end, stream.text.size());
    bool below_upper = false;
    for (std::size_t at = header.begin; at < end;) {
        const std::size_t i = stream.token_of[at];
        const Token& token = stream.tokens[i];
        const std::size_t to = std::min(token.end, end);
        const auto words = std::u32string_view{stream.text}.substr(at, to - at);
        at = to;
        const bool has_notes = words.find(U'(') != words.npos;
        const auto without = has_notes ? without_notes(words) : std::u32string{};
        const auto label = has_notes ? std::u32string_view{without} : words;
        const bool is_upper = holds_any(label, rules.upper);
        below_upper = below_upper || is_upper;
        if (!is_head(label)) continue;
        const bool foreign = is_foreign(label, rules, report_year);
        any_foreign_ = any_foreign_ || foreign;
        if (stream.is_grid(i)) {
            // Only a foreign one is named.
            in_grid_.push_back({token.at, token.column_span, std::u32string{foreign ? label : U""}, foreign});
        } else if (below_upper && !is_upper) {
            in_text_.push_back({token.at, token.column_span, std::u32string{label}, foreign});
        }
    }
    if (in_text_.size() == columns.size() && std::ranges::any_of(in_text_, &Head::foreign))
        find_missing(columns);
}

void ColumnHeads::find_missing(std::span<const HeaderWord> columns) {
    for (const auto& column : columns) {
        missing_.push_back(std::ranges::none_of(
            in_text_, [&](const Head& head) { return !head.foreign && is_for(column, head.label); }));
    }
}

// The lowest that stands above this cell of the row and no other.
const ColumnHeads::Head* ColumnHeads::head_above(const model::Cell& cell,
                                                 std::span<const model::Cell> row) const {
    const Head* lowest = nullptr;
    for (const auto& head : in_grid_) {
        const auto covers = [&](const model::Cell& other) {
            return other.at && other.at->grid == head.at.grid && other.at->column >= head.at.column &&
                   other.at->column < head.at.column + head.columns;
        };
        // A caption covers the labels, too.
        const bool is_caption = row.size() == 1 && head.at.column == 0;
        if (is_caption || !covers(cell) || std::ranges::count_if(row, covers) != 1) continue;
        if (lowest == nullptr || head.at.row >= lowest->at.row) lowest = &head;
    }
    return lowest;
}

void ColumnHeads::doubt_below_foreign(TableReading& table, RowReading& row) const {
    if (!any_foreign_) return;
    const auto tell = [&](const Head& head) {
        TableReading told;
        add_unexpected_columns(told, head.label);
        const auto& anomaly = told.anomalies.front();
        if (std::ranges::find(table.anomalies, anomaly) == table.anomalies.end())
            table.anomalies.push_back(anomaly);
    };
    std::vector<const Head*> above;
    for (const auto& cell : row.cells) {
        const bool in_text = cell.at && cell.at->grid < 0 && above.size() < missing_.size();
        if (in_text && missing_[above.size()]) {
            above.push_back(&*std::ranges::find(in_text_, true, &Head::foreign));
        } else {
            above.push_back(head_above(cell, row.cells));
        }
    }
    for (std::size_t i = 0; i < above.size(); ++i) {
        auto& cell = row.cells[i];
        const bool shows = cell.kind != model::CellKind::blank && cell.kind != model::CellKind::absent;
        if (above[i] == nullptr || !above[i]->foreign || !shows) continue;
        cell.kind = model::CellKind::unreadable;
        cell.value.reset();
        tell(*above[i]);
    }
}

}  // namespace ogi::parser
