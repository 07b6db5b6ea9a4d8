#include "parser/catalogue.h"
#include "parser/column_heads.h"
#include "parser/form_tables.h"
#include "parser/several_tables.h"
#include "parser/trace.h"

#include <algorithm>
#include <array>

namespace ogi::parser {

namespace {

constexpr std::array<std::u32string_view, 1> reconsideration = {U"行政复议"};
constexpr std::array<std::u32string_view, 1> litigation = {U"行政诉讼"};
constexpr std::array<std::u32string_view, 2> direct = {U"未经复议直接起诉", U"未经复议直接诉讼"};
constexpr std::array<std::u32string_view, 2> after_reconsideration = {U"复议后起诉", U"复议后诉讼"};
constexpr std::array<FigureKind, dispute_cell_count> columns = {};  // All counts.

// Every character of the header: broken and interleaved as it may be, what is not in here starts the values.
constexpr std::u32string_view header =
    U"结果维持结果纠正其他结果尚未审结总计合计未经复议直接起诉复议后起诉行政复议行政诉讼";

// A header of the form has three rows, of which the lawsuits' stands in the middle.
constexpr int header_rows_around = 1;

constexpr std::array<HeaderWord, 3> sections = {{{U"行政复议"}, {U"未经复议"}, {U"复议后"}}};
constexpr std::size_t outcome_count = dispute_cell_count / sections.size();
// In a grid a header's cell is whole; in flat text only the whole words tell it from the broken pieces of
// others.
constexpr std::array<std::u32string_view, outcome_count> outcome_cells = {U"维持", U"纠正", U"其他", U"尚未",
                                                                          U"总计"};
constexpr std::array<HeaderWord, outcome_count> outcome_words = {
    {{U"结果维持"}, {U"结果纠正"}, {U"其他结果"}, {U"尚未审结"}, {U"总计", 0, U"合计"}}};
constexpr std::array<HeaderWord, 2> kinds_of_dispute = {{{U"行政复议"}, {U"行政诉讼"}}};
constexpr std::array<HeaderWord, 2> kinds_of_lawsuit = {{{U"未经复议"}, {U"复议后"}}};

constexpr std::array<std::u32string_view, 13> head_words = {U"维持",   U"纠正", U"其他", U"其它", U"尚未",
                                                            U"未审结", U"未结", U"总计", U"合计", U"小计",
                                                            U"复议",   U"诉讼", U"起诉"};
constexpr HeadRules head_rules{head_words, {}, header};

std::optional<std::size_t> outcome_of(std::u32string_view label) {
    for (std::size_t i = 0; i < outcome_count; ++i) {
        if (label.find(outcome_cells[i]) != label.npos) return i;
    }
    if (label.find(U"合计") != label.npos) return outcome_count - 1;
    return std::nullopt;
}

struct OutcomeColumn {
    int column = 0;
    std::size_t cell = 0;  // Of the fifteen.
};

class DisputeHeader {
  public:
    // `lawsuits`: the label of a kind of lawsuit; `least`: where the header may begin.
    DisputeHeader(const TokenStream& stream, std::size_t least, const Anchor& lawsuits)
        : stream_{stream}, lawsuits_{stream.token_of[lawsuits.begin]}, begin_{lawsuits.begin} {
        const auto before = std::u32string_view{stream.text}.substr(0, lawsuits.begin);
        // What stands before the last of each is a heading or prose.
        for (const auto& kind : kinds_of_dispute) {
            const std::size_t at = before.rfind(kind.word);
            if (at != before.npos) begin_ = std::min(begin_, std::max(at, least));
        }
    }

    std::size_t begin() const { return begin_; }

    // By the grid: every outcome belongs to the section that starts at its column or left of it. The columns
    // that the header has in the grid, left to right.
    std::optional<std::vector<OutcomeColumn>> columns_in_header() const {
        if (!stream_.is_grid(lawsuits_)) return std::nullopt;
        const auto range = rows_of_header();
        const auto starts = columns_in_grid(stream_, range, sections);
        if (!starts) return std::nullopt;
        std::vector<OutcomeColumn> found;
        for (std::size_t i = stream_.token_of[range.begin];
             i < stream_.tokens.size() && stream_.tokens[i].end <= range.end; ++i) {
            const Token& token = stream_.tokens[i];
            const auto outcome =
                outcome_of(std::u32string_view{stream_.text}.substr(token.begin, token.end - token.begin));
            if (!outcome || token.at.column < starts->front().column) continue;
            std::size_t section = 0;
            for (const auto& start : *starts) {
                if (start.column <= token.at.column) section = start.word;
            }
            found.push_back({token.at.column, section * outcome_count + *outcome});
        }
        return all_fifteen(std::move(found));
    }

    // Of a grid alone: in flat text they are broken and interleaved.
    ColumnHeads heads(int report_year) const {
        if (!stream_.is_grid(lawsuits_)) return {};
        return {stream_, rows_of_header(), head_rules, {}, report_year};
    }

    GridHeader grid_header_of(std::vector<int> places) const {
        return grid_header(stream_, rows_of_header(), std::move(places));
    }

    // `end`: where the values start.
    bool is_expected_when_flat(std::size_t end) const {
        const auto words = header_text(stream_, {begin_, end}, stream_.is_grid(lawsuits_));
        return occur_in_order(words, kinds_of_dispute) && occur_in_order(words, kinds_of_lawsuit) &&
               occur_in_order(words, outcome_words);
    }

  private:
    TextRange rows_of_header() const {
        const auto& middle = stream_.tokens[lawsuits_].at;
        const auto belongs = [&](std::size_t i) {
            const auto& at = stream_.tokens[i].at;
            return at.grid == middle.grid && std::abs(at.row - middle.row) <= header_rows_around;
        };
        std::size_t first = lawsuits_, last = lawsuits_;
        while (first > 0 && belongs(first - 1)) --first;
        while (last + 1 < stream_.tokens.size() && belongs(last + 1)) ++last;
        return {stream_.tokens[first].begin, stream_.tokens[last].end};
    }

    static std::optional<std::vector<OutcomeColumn>> all_fifteen(std::vector<OutcomeColumn> found) {
        std::ranges::sort(found, {}, &OutcomeColumn::column);
        ColumnOrder all;
        for (const auto& column : found) all.push_back(column.cell);
        std::ranges::sort(all);
        const bool distinct = std::ranges::adjacent_find(found, {}, &OutcomeColumn::column) == found.end();
        if (!distinct || all != expected_order(dispute_cell_count)) return std::nullopt;
        return found;
    }

    const TokenStream& stream_;
    std::size_t lawsuits_;
    std::size_t begin_;
};

// Where the next table of this kind or its caption starts, which can only be another year's.
std::size_t next_table(const TokenStream& stream, std::size_t begin, std::size_t end) {
    for (std::size_t i = stream.token_of[begin - 1]; i < stream.tokens.size(); ++i) {
        const Token& token = stream.tokens[i];
        if (stream.is_grid(i) || token.begin < begin) continue;
        if (token.begin >= end) break;
        const auto line = std::u32string_view{stream.text}.substr(token.begin, token.end - token.begin);
        if (year_of_caption(line) != 0) end = token.begin;
    }
    const auto text = std::u32string_view{stream.text}.substr(0, end);
    const std::size_t lawsuits = text.find(U"未经复议", begin);
    if (lawsuits == text.npos) return end;
    const std::size_t start = text.substr(0, lawsuits).rfind(U"行政复议");
    return start == text.npos || start < begin ? lawsuits : start;
}

}  // namespace

const LabelSequence& dispute_labels() {
    static const LabelSequence labels{{{reconsideration}, {litigation}, {direct}, {after_reconsideration}}};
    return labels;
}

TableReading read_dispute_table(const Aligner& labels, TextRange within) {
    const TokenStream& stream = labels.stream();
    const auto chain = labels.align(within);
    // The kinds of lawsuit in another order give only one of them.
    if (chain.size() < 2 || chain.back().label < 2) return {};
    const std::size_t begin = chain.back().end;
    std::size_t end = std::min({begin + label_distance_max, stream.text.size(), within.end});
    const auto text = std::u32string_view{stream.text};
    // Prose that speaks of both kinds of lawsuit has no header behind them.
    if (text.substr(begin, end - begin).find(U"结果") == text.npos) return {};
    const auto lawsuits = std::ranges::find_if(chain, [](const Anchor& a) { return a.label >= 2; });
    const DisputeHeader table_header{stream, chain.front().begin, *lawsuits};
    if (chain.back().label == 2 &&
        text.substr(table_header.begin(), begin - table_header.begin()).find(U"复议后") == text.npos)
        return {};
    end = next_table(stream, begin, end);

    TableReading table = start_table(stream, chain.front(), chain.back());
    table.text.begin = table.caption_before = table_header.begin();
    std::optional<ColumnOrder> order;
    std::vector<int> places;
    for (const auto& column : table_header.columns_in_header().value_or(std::vector<OutcomeColumn>{})) {
        if (!order) order.emplace();
        order->push_back(column.cell);
        places.push_back(column.column);
    }
    const bool in_grid = order.has_value();
    auto row = read_row(stream, {.columns = columns,
                                 .range = {begin, end, header, true, true},
                                 .total_every = in_grid && !is_expected(*order) ? 0u : 5u,
                                 .exact = in_grid,
                                 .header = table_header.grid_header_of(std::move(places))});
    const std::size_t values = text.find_first_of(U"0123456789", begin);
    if (!order && table_header.is_expected_when_flat(std::min(values, end)))
        order = expected_order(dispute_cell_count);
    if (!order) {
        add_unexpected_columns(table,
                               header_text(stream, {table_header.begin(), std::min(values, end)}, false));
        row = doubted(std::move(row));
    }
    RowCells forms;
    for (const std::size_t cell : order.value_or(expected_order(dispute_cell_count)))
        forms.push_back(dispute_cells()[cell]);
    table_header.heads(labels.report_year()).doubt_below_foreign(table, row);
    note_columns(in_grid ? "by_heads" : order ? "as_in_form" : "uncertain");
    add_row(table, forms, std::move(row), "reconsideration, litigation");
    return table;
}

}  // namespace ogi::parser
