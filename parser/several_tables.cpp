#include "parser/several_tables.h"

#include "parser/fold.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace ogi::parser {

namespace {

constexpr std::size_t caption_characters_max = 40;
constexpr std::size_t year_digits = 4;
// A further table shows so many rows with numbers; less is prose that uses the labels' words.
constexpr std::size_t rows_with_numbers_min = 3;
constexpr std::u32string_view sentence_marks = U"。；;，,";
constexpr std::u32string_view range_marks = U"-—–~至到";

bool is_unit_line(std::u32string_view line) {
    return line.starts_with(U"单位") || line.starts_with(U"(单位");
}

// The line that stands right before the table. Tables that follow each other share the caption of the first.
std::u32string line_before(const TokenStream& stream, const TableReading& table) {
    if (table.caption_before >= stream.text.size()) return {};
    std::size_t token = stream.token_of[table.caption_before];
    const bool of_grid = stream.is_grid(token);
    const std::uint32_t own_line = stream.tokens[token].line;
    while (token > 0) {
        const Token& before = stream.tokens[--token];
        const bool skip =
            before.begin == before.end || stream.is_grid(token) || (!of_grid && before.line == own_line);
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

// Everything of this kind in the document; the one that explains it best first.
std::vector<TableReading> read_all(const TokenStream& stream, const ReadTable& read) {
    std::vector<TableReading> tables;
    std::vector<TextRange> ranges = {{0, stream.text.size()}};
    while (!ranges.empty() && tables.size() < tables_of_a_kind_max) {
        const TextRange range = ranges.back();
        ranges.pop_back();
        TableReading table = read(range);
        if (!table.found) continue;
        ranges.push_back({range.begin, table.text.begin});
        ranges.push_back({table.text.end, range.end});
        const bool counts =
            tables.empty() || table.rows_with_numbers >= std::min(rows_with_numbers_min, table.rows);
        if (counts) tables.push_back(std::move(table));
    }
    return tables;
}

// Cells that show something, all of them unreadable.
void doubt_all(CellMap& cells) {
    for (auto& [id, cell] : cells) {
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
    auto tables = read_all(stream, read);
    if (tables.empty()) return {};
    const auto is_foreign = [&](const TableReading& table) {
        const int year = year_of_caption(line_before(stream, table));
        return report_year != 0 && year != 0 && year != report_year;
    };
    const auto foreign = std::ranges::stable_partition(tables, std::not_fn(is_foreign));
    const auto own = static_cast<std::size_t>(foreign.begin() - tables.begin());

    SelectedTable selected;
    selected.table = std::move(tables.front());
    tables.erase(tables.begin());
    if (own == 0) {
        doubt_all(selected.table.cells);
        selected.table.anomalies = {
            {"table_of_another_year", std::to_string(year_of_caption(line_before(stream, selected.table)))}};
    }
    for (std::size_t i = 0; i + 1 < own; ++i) {
        const auto ids = doubt_differing(selected.table.cells, tables[i].cells);
        if (!ids.empty()) selected.table.anomalies.push_back({"several_tables", shortened(ids)});
    }
    selected.others = std::move(tables);
    return selected;
}

}  // namespace ogi::parser
