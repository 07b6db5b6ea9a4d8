#include "parser/stat_table.h"

#include "base/utf8.h"
#include "parser/fold.h"
#include "parser/number.h"
#include "parser/words.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>

namespace ogi::parser {

namespace {

using model::CellKind;

constexpr std::array<std::u32string_view, 7> indicator_headers = {
    U"指标名称", U"指标", U"统计指标", U"项目名称", U"统计项目", U"指标内容", U"统计内容"};
constexpr std::array<std::u32string_view, 3> unit_headers = {U"计量单位", U"单位", U"统计单位"};
constexpr std::array<std::u32string_view, 14> unit_words = {
    U"条", U"件", U"元", U"万元", U"次", U"篇", U"个", U"人", U"份", U"人次", U"场", U"期", U"宗", U"项"};
constexpr std::array<std::u32string_view, 3> title_words = {U"统计表", U"附表", U"情况表"};
constexpr std::size_t label_words_max = 6;  // A label in flattened text may hold spaces.
constexpr std::size_t label_characters_max = 60;
constexpr std::size_t title_characters_max = 60;
constexpr std::size_t header_rows_max = 4;  // A grid's header is one of its first rows.

// Every header of indicators has one of these.
const Words starters{"指|项|统"};

template <std::size_t N>
bool is_one_of(std::u32string_view word, const std::array<std::u32string_view, N>& words) {
    return std::ranges::find(words, word) != words.end();
}

bool is_title(std::u32string_view text) {
    return text.size() <= title_characters_max &&
           std::ranges::any_of(title_words, [&](auto word) { return text.find(word) != text.npos; });
}

model::Cell cell_of(std::string_view text, const model::Place& at) {
    const Figure figure = read_figure(text, FigureKind::amount);
    return {figure.kind, figure.value, std::string{text}, figure.unit, at};
}

// A word of flattened text, between white space, tabs and bars.
struct Word {
    std::string_view text;
    std::size_t block = 0;
    model::Place at;

    std::u32string label() const { return folded(text); }
};

std::vector<Word> words_of(const model::Document& document) {
    std::vector<Word> words;
    for (std::size_t i = 0; i < document.blocks.size(); ++i) {
        const auto& block = document.blocks[i];
        const std::string_view text = block.text;
        const bool exact = block.at.end - block.at.begin == text.size();
        std::size_t begin = 0, at = 0;
        const auto finish = [&](std::size_t end) {
            if (end == begin) return;
            model::Place place{.bytes = block.at};
            if (exact) {
                place.bytes.end = place.bytes.begin + static_cast<std::uint32_t>(end);
                place.bytes.begin += static_cast<std::uint32_t>(begin);
            }
            const auto word = text.substr(begin, end - begin);
            words.push_back({word, i, place});
        };
        while (at < text.size()) {
            const auto [c, length] = base::decode_utf8(text.substr(at));
            if (base::is_space(c) || c == U'|') finish(at), begin = at + length;
            at += length;
        }
        finish(at);
    }
    return words;
}

bool is_value(const Word& word) {
    const auto kind = read_figure(word.text, FigureKind::amount).kind;
    return kind == CellKind::number || kind == CellKind::slash || kind == CellKind::dash;
}

// Reads one table from words[at], which is its indicator header.
class FlatTable {
  public:
    FlatTable(const std::vector<Word>& words, std::size_t at) : words_{words}, at_{at}, header_{at} {}

    std::optional<FoundStatTable> run() {
        if (!read_header()) return std::nullopt;
        while (read_row()) {
        }
        if (found_.table.rows.size() < stat_rows_min) return std::nullopt;
        found_.first_block = words_[header_].block;
        found_.last_block = words_[at_ - 1].block;
        if (header_ > 0 && is_title(words_[header_ - 1].label())) {
            --header_;
            found_.table.title = words_[header_].text;
            found_.first_block = words_[header_].block;
        }
        return std::move(found_);
    }
    std::size_t end() const { return at_; }

  private:
    const Word* word(std::size_t i) const { return i < words_.size() ? &words_[i] : nullptr; }

    // How many values a row has is told by its first row: what follows the first unit.
    bool read_header() {
        if (word(at_ + 1) == nullptr || !is_one_of(words_[at_ + 1].label(), unit_headers)) return false;
        std::size_t unit = at_ + 2;
        const std::size_t limit = std::min(words_.size(), at_ + 2 + stat_columns_max + label_words_max);
        while (unit < limit && !is_one_of(words_[unit].label(), unit_words)) ++unit;
        std::size_t end = unit + 1;
        while (end < words_.size() && end - unit <= stat_columns_max && is_value(words_[end])) ++end;
        values_ = end - unit - 1;
        if (unit >= limit || values_ == 0 || at_ + 2 + values_ >= unit) return false;
        for (std::size_t i = at_; i < at_ + 2 + values_; ++i)
            found_.table.columns.emplace_back(words_[i].text);
        at_ += 2 + values_;
        return true;
    }

    bool read_row() {
        std::size_t unit = at_;
        const std::size_t limit = std::min(words_.size(), at_ + label_words_max);
        while (unit < limit && !is_one_of(words_[unit].label(), unit_words)) ++unit;
        if (unit == at_ || unit >= limit || unit + values_ >= words_.size()) return false;
        std::string label{words_[at_].text};
        for (std::size_t i = at_ + 1; i < unit; ++i) label.append(" ").append(words_[i].text);
        if (folded(label).size() > label_characters_max) return false;
        std::vector<model::Cell> row = {cell_of(label, words_[at_].at),
                                        cell_of(words_[unit].text, words_[unit].at)};
        row[0].kind = CellKind::text, row[0].value.reset(), row[0].unit.clear();
        for (std::size_t i = unit + 1; i <= unit + values_; ++i) {
            if (!is_value(words_[i])) return false;
            row.push_back(cell_of(words_[i].text, words_[i].at));
        }
        found_.table.rows.push_back(std::move(row));
        at_ = unit + values_ + 1;
        return true;
    }

    const std::vector<Word>& words_;
    std::size_t at_;
    std::size_t header_;
    std::size_t values_ = 0;
    FoundStatTable found_;
};

std::vector<const model::GridCell*> row_of(const model::Grid& grid, std::size_t row) {
    std::vector<const model::GridCell*> cells;
    for (std::size_t column = 0; column < grid.columns; ++column) {
        const auto* cell = grid.cell_at(row, column);
        if (cell != nullptr && (cells.empty() || cells.back() != cell)) cells.push_back(cell);
    }
    return cells;
}

std::optional<std::size_t> header_row(const model::Grid& grid) {
    for (std::size_t row = 0; row < std::min<std::size_t>(grid.rows, header_rows_max); ++row) {
        bool indicator = false, unit = false;
        for (const auto* cell : row_of(grid, row)) {
            const auto label = folded(cell->text);
            indicator |= is_one_of(label, indicator_headers);
            unit |= is_one_of(label, unit_headers);
        }
        if (indicator && (unit || grid.columns == 2)) return row;
    }
    return std::nullopt;
}

std::optional<FoundStatTable> read_grid(const model::Document& document, std::size_t block) {
    const std::size_t index = document.blocks[block].grid;
    const model::Grid& grid = document.grids[index];
    const auto header = header_row(grid);
    if (!header || grid.rows < *header + 1 + stat_rows_min) return std::nullopt;
    FoundStatTable found{{}, block, block};
    for (const auto* cell : row_of(grid, *header)) found.table.columns.emplace_back(base::trim(cell->text));
    for (std::size_t row = *header + 1; row < grid.rows; ++row) {
        std::vector<model::Cell> cells;
        for (const auto* cell : row_of(grid, row)) {
            const model::Place at{cell->at, static_cast<int>(index), cell->row, cell->column};
            cells.push_back(cell_of(base::trim(cell->text), at));
        }
        if (!cells.empty()) found.table.rows.push_back(std::move(cells));
    }
    if (*header > 0)
        found.table.title = base::trim(grid.cell_at(0, 0) ? grid.cell_at(0, 0)->text : std::string_view{});
    if (found.table.title.empty() && block > 0 && is_title(folded(document.blocks[block - 1].text))) {
        found.table.title = base::trim(document.blocks[block - 1].text);
    }
    return found;
}

}  // namespace

std::vector<FoundStatTable> find_stat_tables(const model::Document& document,
                                             const std::vector<bool>& taken) {
    std::vector<FoundStatTable> found;
    for (std::size_t i = 0; i < document.blocks.size(); ++i) {
        const auto& block = document.blocks[i];
        if (block.kind != model::BlockKind::grid || block.grid >= document.grids.size() || taken[block.grid])
            continue;
        if (auto table = read_grid(document, i)) found.push_back(*std::move(table));
    }
    const auto words = words_of(document);
    for (std::size_t at = 0; at < words.size(); ++at) {
        if (!starters.occur_in(words[at].text) || !is_one_of(words[at].label(), indicator_headers)) continue;
        FlatTable table{words, at};
        if (auto read = table.run()) {
            found.push_back(*std::move(read));
            at = table.end() - 1;
        }
    }
    return found;
}

}  // namespace ogi::parser
