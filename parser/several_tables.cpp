#include "parser/several_tables.h"

#include "parser/fold.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace ogi::parser {

namespace {

constexpr std::size_t caption_characters_max = 40;
constexpr std::size_t year_digits = 4;
constexpr int caption_rows_max = 3;  // Of a grid, above the table's first: a title, a unit.
// A further table shows so many rows with numbers; less is prose that uses the labels' words.
constexpr std::size_t rows_with_numbers_min = 3;
constexpr std::u32string_view sentence_marks = U"。；;，,";
constexpr std::u32string_view range_marks = U"-—–~至到";

bool is_unit_line(std::u32string_view line) {
    return line.starts_with(U"单位") || line.starts_with(U"(单位");
}

// The line that stands right before the table. Tables that follow each other share the caption of the first.
std::u32string line_before(const TokenStream& stream, const TableReading& table,
                           std::span<const TableReading> tables) {
    if (table.caption_before >= stream.text.size()) return {};
    std::size_t token = stream.token_of[table.caption_before];
    const std::uint32_t own_line = stream.tokens[token].line;
    const auto in_table = [&](std::size_t i) {
        return stream.is_grid(i) || std::ranges::any_of(tables, [&](const TableReading& other) {
                   return other.caption_before <= stream.tokens[i].begin && i < other.end_token;
               });
    };
    while (token > 0) {
        const Token& before = stream.tokens[--token];
        const bool skip = before.begin == before.end || before.line == own_line || in_table(token);
        if (skip) continue;
        std::size_t first = token;
        while (first > 0 && stream.tokens[first - 1].line == before.line) --first;
        const std::size_t begin = stream.tokens[first].begin;
        auto line = stream.text.substr(begin, before.end - begin);
        if (!is_unit_line(line)) return line;
        token = first;
    }
    return {};
}

// The year that a row of the grid right above the table's first names, alone in its row; 0 if none does.
int year_in_grid(const TokenStream& stream, const TableReading& table) {
    if (table.text.begin >= stream.text.size()) return 0;
    const std::size_t first = stream.token_of[table.text.begin];
    const model::Place& top = stream.tokens[first].at;
    if (top.grid < 0) return 0;
    std::vector<std::u32string_view> shown;  // In the row that is looked at.
    int row = top.row;
    for (std::size_t i = first; i > 0; --i) {
        const Token& token = stream.tokens[i - 1];
        if (token.at.grid != top.grid || token.at.row + caption_rows_max < top.row) break;
        if (token.at.row != row) {
            if (shown.size() > 1) return 0;
            const int year = shown.empty() ? 0 : year_of_caption(shown.front());
            if (year != 0) return year;
            shown.clear(), row = token.at.row;
        }
        if (token.begin < token.end && row < top.row)
            shown.push_back(std::u32string_view{stream.text}.substr(token.begin, token.end - token.begin));
    }
    return shown.size() == 1 ? year_of_caption(shown.front()) : 0;
}

struct TablesFound {
    std::vector<TableReading> tables;  // The one that explains the document best first.
    bool more = false;                 // The limit was reached.
};

// Everything of this kind in the document.
TablesFound read_all(const TokenStream& stream, const ReadTable& read) {
    TablesFound found;
    std::vector<TextRange> ranges = {{0, stream.text.size()}};
    for (std::size_t looked_at = 0; !ranges.empty();) {
        const TextRange range = ranges.back();
        ranges.pop_back();
        TableReading table = read(range);
        if (!table.found) continue;
        if (looked_at++ == tables_of_a_kind_max) {
            found.more = true;
            break;
        }
        ranges.push_back({range.begin, table.text.begin});
        ranges.push_back({table.text.end, range.end});
        const std::size_t least = table.rows == 1 ? 1 : rows_with_numbers_min;
        if (found.tables.empty() || table.rows_with_numbers >= least)
            found.tables.push_back(std::move(table));
    }
    return found;
}

// Cells that show something, all of them unreadable.
void doubt_all(std::vector<TableCell>& cells) {
    for (auto& [form, cell] : cells) {
        if (cell.kind == model::CellKind::blank || cell.kind == model::CellKind::absent) continue;
        cell.kind = model::CellKind::unreadable;
        cell.value.reset();
    }
}

std::string shortened(const std::vector<std::string>& ids) {
    return ids.front() + (ids.size() > 1 ? " and " + std::to_string(ids.size() - 1) + " more cells" : "");
}

}  // namespace

int year_of_caption(std::u32string_view line) {
    // "(上表为2022年数据)" speaks of the table before.
    for (const auto* above : {U"上表", U"以上", U"上述", U"前表"}) {
        if (line.find(above) != line.npos) return 0;
    }
    if (line.size() > caption_characters_max || line.find_first_of(sentence_marks) != line.npos) return 0;
    int year = 0;
    for (std::size_t at = line.find(U'年'); at != line.npos; at = line.find(U'年', at + 1)) {
        if (at < year_digits) continue;
        const auto digits = line.substr(at - year_digits, year_digits);
        if (!std::ranges::all_of(digits, is_ascii_digit)) continue;
        const char32_t before = at > year_digits ? line[at - year_digits - 1] : char32_t{0};
        const char32_t behind = at + 1 < line.size() ? line[at + 1] : char32_t{0};
        if (is_ascii_digit(before) || is_ascii_digit(behind) || range_marks.find(before) != range_marks.npos)
            return 0;
        int named = 0;
        for (const char32_t digit : digits) named = named * 10 + static_cast<int>(digit - U'0');
        if (year != 0 && year != named) return 0;
        year = named;
    }
    return year;
}

SelectedTable select_table(const TokenStream& stream, int report_year, const ReadTable& read) {
    auto [tables, more] = read_all(stream, read);
    if (tables.empty()) return {};
    std::vector<int> years;
    for (const auto& table : tables) {
        const int inside = year_in_grid(stream, table);
        years.push_back(inside != 0 ? inside : year_of_caption(line_before(stream, table, tables)));
    }
    const auto is_foreign = [&](int year) { return report_year != 0 && year != 0 && year != report_year; };
    std::vector<TableReading> own, foreign;
    for (std::size_t i = 0; i < tables.size(); ++i)
        (is_foreign(years[i]) ? foreign : own).push_back(std::move(tables[i]));

    SelectedTable selected;
    auto& first = own.empty() ? foreign : own;
    selected.table = std::move(first.front());
    first.erase(first.begin());
    if (&first == &foreign) {
        doubt_all(selected.table.cells);
        selected.table.anomalies = {{"table_of_another_year", std::to_string(years.front())}};
    }
    for (const auto& other : own) {
        const auto ids = doubt_differing(selected.table.cells, other.cells);
        if (!ids.empty()) selected.table.anomalies.push_back({"several_tables", shortened(ids)});
    }
    if (more) {
        selected.table.anomalies.push_back(
            {"several_tables", "more than " + std::to_string(tables_of_a_kind_max) + " of a kind"});
    }
    selected.others = std::move(own);
    std::ranges::move(foreign, std::back_inserter(selected.others));
    return selected;
}

}  // namespace ogi::parser
