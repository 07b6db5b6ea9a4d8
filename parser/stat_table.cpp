#include "parser/stat_table.h"

#include "base/utf8.h"
#include "parser/characters.h"
#include "parser/fold.h"
#include "parser/national_form.h"
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
constexpr std::size_t header_words_max = 4;  // "统 计 指 标".
constexpr std::size_t label_words_max = 6;   // A label in flattened text may hold spaces.
constexpr std::size_t section_words_max = 3;
constexpr std::size_t label_characters_max = 60;
constexpr std::size_t title_characters_max = 60;
constexpr std::size_t split_blocks_max = 2;  // From a grid to the one that goes on: a page's number between.
constexpr std::size_t header_rows_max = 4;   // A grid's header is one of its first rows.

// Every header of indicators begins with one of these, every header of units with one of those.
const Words indicator_starters{"指|项|统"};
const Words header_starters{"指|项|统|计|单"};

// May the folded text be a header that begins so?
bool may_be_header(std::string_view text, const Words& starters) {
    while (!text.empty() && text.front() != '[') {  // A bookmark is longer than its bracket.
        const auto [c, length] = base::decode_utf8(text);
        if (fold_character(c) != 0) return starters.longest_at(text) > 0;
        text.remove_prefix(length);
    }
    return !text.empty();
}

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
            model::Place place{.bytes = block.at, .box = block.box};
            if (exact) {
                place.bytes.end = place.bytes.begin + static_cast<std::uint32_t>(end);
                place.bytes.begin += static_cast<std::uint32_t>(begin);
            }
            const auto word = text.substr(begin, end - begin);
            words.push_back({word, i, place});
        };
        while (at < text.size()) {
            if (base::begins_plainly(text[at]) && text[at] != '|') {
                at += static_cast<unsigned char>(text[at]) < 0x80 ? 1 : 3;
                continue;
            }
            const auto [c, length] = base::decode_utf8(text.substr(at));
            if (base::is_space(c) || c == U'|') finish(at), begin = at + length;
            at += length;
        }
        finish(text.size());
    }
    return words;
}

// Does a word begin as a header of indicators does?
bool may_have_flat_table(const model::Document& document) {
    for (const auto& block : document.blocks) {
        const std::string_view text = block.text;
        if (!text.empty() && may_be_header(text, indicator_starters)) return true;
        for (std::size_t at = skip_ideographs(text, 0); at < text.size();) {
            const auto [c, length] = base::decode_utf8(text.substr(at));
            at += length;
            if ((base::is_space(c) || c == U'|') && may_be_header(text.substr(at), indicator_starters))
                return true;
            at = skip_ideographs(text, at);
        }
    }
    return false;
}

// How many words from words[at] on are one of `headers`, perhaps with spaces between its characters; 0 if
// none.
template <std::size_t N>
std::size_t count_header_words(const std::vector<Word>& words, std::size_t at,
                               const std::array<std::u32string_view, N>& headers) {
    std::u32string text;
    for (std::size_t i = at; i < std::min(words.size(), at + header_words_max); ++i) {
        if (text += words[i].label(); is_one_of(text, headers)) return i - at + 1;
    }
    return 0;
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
        while (read_section() || read_row()) {
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
        const auto label_words = count_header_words(words_, at_, indicator_headers);
        const auto unit_header_words = count_header_words(words_, at_ + label_words, unit_headers);
        if (label_words == 0 || unit_header_words == 0) return false;
        const std::size_t columns = at_ + label_words + unit_header_words;
        std::size_t unit = columns;
        const std::size_t limit = std::min(words_.size(), columns + stat_columns_max + label_words_max);
        while (unit < limit && !is_one_of(words_[unit].label(), unit_words)) ++unit;
        std::size_t end = unit + 1;
        while (end < words_.size() && end - unit <= stat_columns_max && is_value(words_[end])) ++end;
        values_ = end - unit - 1;
        if (unit >= limit || values_ == 0 || columns + values_ >= unit) return false;
        found_.table.columns = {joined(at_, at_ + label_words), joined(at_ + label_words, columns)};
        for (std::size_t i = columns; i < columns + values_; ++i)
            found_.table.columns.emplace_back(words_[i].text);
        at_ = columns + values_;
        return true;
    }

    std::string joined(std::size_t begin, std::size_t end) const {
        std::string text{words_[begin].text};
        for (std::size_t i = begin + 1; i < end; ++i) text.append(" ").append(words_[i].text);
        return text;
    }

    model::Cell label_cell(std::size_t begin, std::size_t end) const {
        return {CellKind::text, std::nullopt, joined(begin, end), {}, words_[begin].at};
    }

    // A heading of the national form, which has dashes for its unit and its figures, or nothing.
    bool read_section() {
        for (std::size_t end = at_ + 1; end <= std::min(words_.size(), at_ + section_words_max); ++end) {
            const auto form = national_rows_of(joined(at_, end));
            if (form.empty() || !form[0]->id.empty()) continue;
            found_.table.rows.push_back({label_cell(at_, end)});
            at_ = end;
            while (at_ < words_.size() && found_.table.rows.back().size() < values_ + 2 &&
                   read_figure(words_[at_].text, FigureKind::count).kind == CellKind::dash) {
                found_.table.rows.back().push_back(cell_of(words_[at_].text, words_[at_].at));
                ++at_;
            }
            return true;
        }
        return false;
    }

    bool read_row() {
        std::size_t unit = at_;
        const std::size_t limit = std::min(words_.size(), at_ + label_words_max);
        while (unit < limit && !is_one_of(words_[unit].label(), unit_words)) ++unit;
        if (unit == at_ || unit >= limit) return false;
        std::vector<model::Cell> row = {label_cell(at_, unit), cell_of(words_[unit].text, words_[unit].at)};
        if (folded(row[0].raw).size() > label_characters_max) return false;
        // Where nothing stands behind the unit, a label of the national form tells that the row is one.
        const bool blank = unit + 1 == words_.size() || !is_value(words_[unit + 1]);
        if (blank ? national_rows_of(row[0].raw).empty() : unit + values_ >= words_.size()) return false;
        for (std::size_t i = unit + 1; i <= unit + values_; ++i) {
            if (!blank && !is_value(words_[i])) return false;
            row.push_back(blank ? cell_of({}, words_[unit].at) : cell_of(words_[i].text, words_[i].at));
        }
        found_.table.rows.push_back(std::move(row));
        at_ = unit + (blank ? 0 : values_) + 1;
        return true;
    }

    const std::vector<Word>& words_;
    std::size_t at_;
    std::size_t header_;
    std::size_t values_ = 0;
    FoundStatTable found_;
};

std::optional<std::size_t> header_row(const model::Grid& grid) {
    for (std::size_t row = 0; row < std::min<std::size_t>(grid.rows, header_rows_max); ++row) {
        bool indicator = false, unit = false;
        for (const auto* cell : cells_of_row(grid, row)) {
            if (!may_be_header(cell->text, header_starters)) continue;
            const auto label = folded(cell->text);
            indicator |= is_one_of(label, indicator_headers);
            unit |= is_one_of(label, unit_headers);
        }
        if (indicator && (unit || grid.columns == 2)) return row;
    }
    return std::nullopt;
}

void add_rows(FoundStatTable& found, const model::Grid& grid, const StatGrid& piece) {
    for (std::size_t row = piece.first_row; row < grid.rows; ++row) {
        std::vector<model::Cell> cells;
        for (const auto* cell : cells_of_row(grid, row)) {
            const model::Place at{cell->at, static_cast<int>(piece.grid), cell->row, cell->column, cell->box};
            cells.push_back(cell_of(base::trim(cell->text), at));
        }
        if (!cells.empty()) found.table.rows.push_back(std::move(cells));
    }
    found.grids.push_back(piece);
}

// Does a grid without a header go on with the national table? Its labels say so.
bool continues(const FoundStatTable& found, const model::Document& document, std::size_t block) {
    const auto& before = document.grids[found.grids.back().grid];
    const auto& grid = document.grids[document.blocks[block].grid];
    if (grid.columns != before.columns || header_row(grid)) return false;
    std::size_t known = 0;
    for (std::size_t row = 0; row < grid.rows; ++row) {
        known += std::ranges::any_of(cells_of_row(grid, row), [&](const model::GridCell* cell) {
            return cell->row == row && !national_rows_of(cell->text).empty();
        });
    }
    return known * 100 >= grid.rows * national_percent_min;
}

std::optional<FoundStatTable> read_grid(const model::Document& document, std::size_t block) {
    const std::size_t index = document.blocks[block].grid;
    const model::Grid& grid = document.grids[index];
    const auto header = header_row(grid);
    if (!header || grid.rows < *header + 1 + stat_rows_min) return std::nullopt;
    FoundStatTable found{{}, block, block};
    for (const auto* cell : cells_of_row(grid, *header))
        found.table.columns.emplace_back(base::trim(cell->text));
    add_rows(found, grid, {index, *header + 1});
    if (*header > 0)
        found.table.title = base::trim(grid.cell_at(0, 0) ? grid.cell_at(0, 0)->text : std::string_view{});
    if (found.table.title.empty() && block > 0 && is_title(folded(document.blocks[block - 1].text))) {
        found.table.title = base::trim(document.blocks[block - 1].text);
    }
    return found;
}

}  // namespace

bool is_indicator_header(std::string_view text) {
    return is_one_of(folded(text), indicator_headers);
}

bool is_unit_header(std::string_view text) {
    return is_one_of(folded(text), unit_headers);
}

bool is_unit_word(std::string_view text) {
    return is_one_of(folded(text), unit_words);
}

std::vector<const model::GridCell*> cells_of_row(const model::Grid& grid, std::size_t row) {
    std::vector<const model::GridCell*> cells;
    for (std::size_t column = 0; column < grid.columns; ++column) {
        const auto* cell = grid.cell_at(row, column);
        if (cell != nullptr && (cells.empty() || cells.back() != cell)) cells.push_back(cell);
    }
    return cells;
}

std::vector<FoundStatTable> find_stat_tables(const model::Document& document,
                                             const std::vector<bool>& taken) {
    std::vector<FoundStatTable> found;
    for (std::size_t i = 0; i < document.blocks.size(); ++i) {
        const auto& block = document.blocks[i];
        if (block.kind != model::BlockKind::grid || block.grid >= document.grids.size() || taken[block.grid])
            continue;
        const bool near = !found.empty() && i - found.back().last_block <= split_blocks_max;
        if (auto table = read_grid(document, i)) {
            found.push_back(*std::move(table));
        } else if (near && continues(found.back(), document, i)) {
            add_rows(found.back(), document.grids[block.grid], {block.grid, 0});
            found.back().last_block = i;
        }
    }
    const auto words = may_have_flat_table(document) ? words_of(document) : std::vector<Word>{};
    for (std::size_t at = 0; at < words.size(); ++at) {
        if (!may_be_header(words[at].text, indicator_starters) ||
            count_header_words(words, at, indicator_headers) == 0)
            continue;
        FlatTable table{words, at};
        if (auto read = table.run()) {
            found.push_back(*std::move(read));
            at = table.end() - 1;
        }
    }
    return found;
}

}  // namespace ogi::parser
