#include "parser/column_order.h"

#include <algorithm>
#include <functional>
#include <numeric>

namespace ogi::parser {

std::u32string without_notes(std::u32string_view text) {
    if (text.find(U'(') == text.npos) return std::u32string{text};
    std::u32string kept;
    std::vector<std::size_t> open;  // Where in `kept` a bracket was opened.
    for (const char32_t c : text) {
        if (c == U'(') open.push_back(kept.size());
        kept += c;
        if (c != U')' || open.empty()) continue;
        kept.resize(open.back());
        open.pop_back();
    }
    return kept;
}

namespace {

std::size_t first_occurrence(std::u32string_view text, const HeaderWord& word) {
    std::size_t at = text.find(word.word);
    while (at != text.npos && at > 0 && text[at - 1] == word.not_after) at = text.find(word.word, at + 1);
    return word.variant.empty() ? at : std::min(at, text.find(word.variant));
}

template <class Visit>
void for_each_token(const TokenStream& stream, TextRange range, Visit visit) {
    const std::size_t end = std::min(range.end, stream.text.size());
    if (range.begin >= end) return;
    for (std::size_t i = stream.token_of[range.begin]; i <= stream.token_of[end - 1]; ++i) {
        const std::size_t from = std::max(stream.tokens[i].begin, range.begin);
        const std::size_t to = std::min(stream.tokens[i].end, end);
        if (from < to) visit(i, std::u32string_view{stream.text}.substr(from, to - from));
    }
}

}  // namespace

std::optional<std::vector<HeaderColumn>> columns_in_grid(const TokenStream& stream, TextRange header,
                                                         std::span<const HeaderWord> words) {
    std::vector<std::optional<model::Place>> places(words.size());
    std::vector<bool> exact(words.size(), false);  // "总计" rather than "上年总计".
    for_each_token(stream, header, [&](std::size_t token, std::u32string_view text) {
        if (!stream.is_grid(token)) return;
        const auto label = without_notes(text);
        for (std::size_t i = 0; i < words.size(); ++i) {
            if (first_occurrence(label, words[i]) == label.npos) continue;
            const bool same = label == words[i].word || label == words[i].variant;
            if (places[i] && (exact[i] || !same)) continue;
            places[i] = stream.tokens[token].at;
            exact[i] = same;
        }
    });
    std::vector<HeaderColumn> columns;
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (!places[i] || places[i]->grid != places[0]->grid) return std::nullopt;
        columns.push_back({places[i]->column, places[i]->row, i});
    }
    std::ranges::sort(columns, {}, &HeaderColumn::column);
    const auto same = std::ranges::adjacent_find(columns, {}, &HeaderColumn::column);
    return same == columns.end() ? std::optional{columns} : std::nullopt;
}

bool stand_in_place(const TokenStream& stream, TextRange header, std::span<const HeaderWord> words,
                    std::span<const std::u32string_view> upper) {
    struct Head {
        model::Place at;
        std::u32string label;
    };
    std::vector<Head> heads;
    for_each_token(stream, header, [&](std::size_t token, std::u32string_view text) {
        auto label = without_notes(text);
        const auto has = [&](std::u32string_view word) { return label.find(word) != label.npos; };
        if (stream.is_grid(token) && !label.empty() && std::ranges::none_of(upper, has))
            heads.push_back({stream.tokens[token].at, std::move(label)});
    });
    const auto is_known = [&](const Head& head) {
        return std::ranges::any_of(words, [&](const HeaderWord& word) {
            return first_occurrence(head.label, word) != head.label.npos;
        });
    };
    // What stands before the first of them is another table's, or heads the labels; but a column of numbers
    // takes part.
    const auto numbers_rows = [](const Head& head) {
        return head.label == U"序号" || head.label == U"编号" || head.label == U"行次" ||
               head.label == U"代码";
    };
    const auto first = std::ranges::find_if(heads, is_known);
    heads.erase(std::remove_if(heads.begin(), first, std::not_fn(numbers_rows)), first);
    const auto is_shown = [&](const HeaderWord& word) {
        return std::ranges::any_of(
            heads, [&](const Head& head) { return first_occurrence(head.label, word) != head.label.npos; });
    };
    const auto shown = static_cast<std::size_t>(std::ranges::count_if(words, is_shown));
    // All words, or too few heads: a word was lost, nothing came in its place.
    if (shown == words.size() || heads.size() <= shown) return true;
    if (heads.size() != words.size()) return false;
    std::ranges::stable_sort(heads, {}, [](const Head& head) { return head.at.column; });
    for (std::size_t i = 0; i < heads.size(); ++i) {
        const bool own = first_occurrence(heads[i].label, words[i]) != heads[i].label.npos;
        if (!own && is_known(heads[i])) return false;
    }
    return true;
}

bool holds_together(const TokenStream& stream, TextRange header, const HeaderWord& group,
                    std::span<const HeaderColumn> columns) {
    const Token* above = nullptr;
    for_each_token(stream, header, [&](std::size_t token, std::u32string_view text) {
        const bool is_group = first_occurrence(without_notes(text), group) != text.npos;
        if (above == nullptr && stream.is_grid(token) && is_group) above = &stream.tokens[token];
    });
    const auto in_first_row = [&](const HeaderColumn& c) { return c.row == columns.front().row; };
    if (above == nullptr) return std::ranges::all_of(columns, in_first_row);
    return std::ranges::all_of(columns, [&](const HeaderColumn& c) {
        const bool under = c.column >= above->at.column && c.column < above->at.column + above->column_span;
        return under == (c.row > above->at.row);
    });
}

namespace {

// "2022年", "2022年度", "2022".
bool is_year(std::u32string_view text) {
    constexpr std::size_t digits = 4;
    const auto is_digit = [](char32_t c) { return c >= U'0' && c <= U'9'; };
    if (text.size() < digits || !text.starts_with(U"20") ||
        !std::ranges::all_of(text.substr(0, digits), is_digit))
        return false;
    const auto rest = text.substr(digits);
    return rest.empty() || rest == U"年" || rest == U"年度";
}

}  // namespace

GridHeader grid_header(const TokenStream& stream, TextRange header, std::vector<int> expected) {
    GridHeader found{.expected = std::move(expected), .others = {}, .blanks = {}};
    if (found.expected.empty()) return found;
    const std::size_t last = stream.token_of[std::min(header.end, stream.text.size()) - 1];
    for (std::size_t i = stream.token_of[header.begin]; i <= last; ++i) {
        const Token& token = stream.tokens[i];
        const int column = token.at.column;
        auto& columns = token.spacer ? found.blanks : found.others;
        const auto is_new = [&](const auto& known) {
            return std::ranges::find(known, column) == known.end();
        };
        const bool blank = token.begin == token.end;
        // Each of the form's columns is split by years: which of them is meant is not for us to say.
        if (stream.is_grid(i) && column >= found.expected.front() &&
            is_year(std::u32string_view{stream.text}.substr(token.begin, token.end - token.begin)))
            return {};
        const bool right = stream.is_grid(i) && column > found.expected.front() && blank == token.spacer;
        if (right && is_new(found.expected) && is_new(columns)) columns.push_back(column);
    }
    return found;
}

std::u32string header_text(const TokenStream& stream, TextRange header, bool of_grid) {
    std::u32string text;
    for_each_token(stream, header, [&](std::size_t token, std::u32string_view part) {
        if (!of_grid || stream.is_grid(token)) text += part;
    });
    return without_notes(text);
}

bool occur_in_order(std::u32string_view text, std::span<const HeaderWord> words) {
    std::size_t last = 0;
    for (const auto& word : words) {
        const std::size_t at = first_occurrence(text, word);
        if (at == text.npos) continue;
        if (at < last) return false;
        last = at;
    }
    return true;
}

std::optional<ColumnOrder> column_order(const TokenStream& stream, TextRange header, bool of_grid,
                                        std::span<const HeaderWord> words) {
    if (const auto columns = columns_in_grid(stream, header, words); of_grid && columns) {
        ColumnOrder order;
        for (const auto& column : *columns) order.push_back(column.word);
        return order;
    }
    if (occur_in_order(header_text(stream, header, of_grid), words)) return expected_order(words.size());
    return std::nullopt;
}

bool is_expected(const ColumnOrder& order) {
    return std::ranges::is_sorted(order);
}

ColumnOrder expected_order(std::size_t columns) {
    ColumnOrder order(columns);
    std::iota(order.begin(), order.end(), std::size_t{0});
    return order;
}

}  // namespace ogi::parser
