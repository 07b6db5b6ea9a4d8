#include "parser/catalogue.h"
#include "parser/form_tables.h"

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
    U"结果维持结果纠正其他结果尚未审结总计未经复议直接起诉复议后起诉行政复议行政诉讼";

}  // namespace

TableReading read_dispute_table(const TokenStream& stream) {
    const std::array<ExpectedLabel, 4> sequence = {
        {{reconsideration}, {litigation}, {direct}, {after_reconsideration}}};
    const auto chain = align(stream, sequence);
    if (chain.size() < 2 || chain.back().label != 3) return {};
    const std::size_t begin = chain.back().end;
    const std::size_t end = std::min(begin + label_distance_max, stream.text.size());
    // Prose that speaks of both kinds of lawsuit has no header behind them.
    if (std::u32string_view{stream.text}.substr(begin, end - begin).find(U"结果") ==
        std::u32string_view::npos)
        return {};

    TableReading table = start_table(stream, chain.front());
    const auto row =
        read_row(stream, {.columns = columns, .range = {begin, end, header, true, true}, .total_every = 5});
    std::vector<std::string> ids;
    for (const auto dispute : disputes()) {
        for (const auto outcome : dispute_outcomes()) ids.push_back(dispute_id(dispute, outcome));
    }
    add_row(table, std::move(ids), row, "reconsideration, litigation");
    return table;
}

}  // namespace ogi::parser
