#include "parser/plain_row.h"

#include "parser/fold.h"

#include <algorithm>
#include <span>
#include <string>
#include <string_view>

namespace ogi::parser {

namespace {

bool is_plain(const TokenStream& stream, const Token& token) {
    const auto words = std::u32string_view{stream.text}.substr(token.begin, token.end - token.begin);
    return !words.empty() && !token.spacer && !token.shared && std::ranges::all_of(words, is_ascii_digit);
}

}  // namespace

std::optional<RowReading> read_plain_row(const TokenStream& stream, const RowShape& shape) {
    const auto& range = shape.range;
    const bool as_in_form = shape.header.others.empty() && shape.header.blanks.empty();
    if (range.begin == 0 || range.header_before || !as_in_form) return std::nullopt;
    const std::size_t label = stream.token_of[range.begin - 1];
    const std::size_t end = label + 1 + shape.columns.size();
    if (!stream.is_grid(label) || stream.tokens[label].end != range.begin || end > stream.tokens.size() ||
        stream.tokens[end - 1].end > range.end)
        return std::nullopt;
    const auto in_line = [&](const Token& token) { return token.line == stream.tokens[label].line; };
    if (end < stream.tokens.size() && in_line(stream.tokens[end])) return std::nullopt;
    const auto row = std::span{stream.tokens}.subspan(label + 1, shape.columns.size());
    if (!std::ranges::all_of(row, [&](const Token& t) { return in_line(t) && is_plain(stream, t); }))
        return std::nullopt;

    RowReading reading;
    reading.rule = RowRule::plain;
    reading.cells.reserve(row.size());
    for (std::size_t i = 0; i < row.size(); ++i) {
        const auto figure = read_figure(row[i].text, shape.columns[i]);
        reading.cells.push_back(
            {figure.kind, figure.value, std::string{row[i].text}, figure.unit, row[i].at});
    }
    reading.ends_in_page = row.back().page != PageNumber::no;
    reading.end_token = end;
    return reading;
}

}  // namespace ogi::parser
