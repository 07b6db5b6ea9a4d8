#include "parser/token_stream.h"

#include "base/utf8.h"
#include "parser/characters.h"
#include "parser/fold.h"
#include "parser/page_numbers.h"

#include <algorithm>
#include <memory>
#include <string_view>

namespace ogi::parser {

namespace {

// White space of this many characters parts two cells in text that kept its layout.
constexpr int wide_gap = 3;

class Tokeniser {
  public:
    explicit Tokeniser(const model::Document& document) : document_{document} {}

    TokenStream run() {
        std::size_t bytes = 0, cells = document_.blocks.size();
        for (const auto& block : document_.blocks) bytes += block.text.size();
        for (const auto& grid : document_.grids) {
            cells += grid.cells.size();
            for (const auto& cell : grid.cells) bytes += cell.text.size();
        }
        characters_ = std::make_unique_for_overwrite<char32_t[]>(bytes);
        origins_ = std::make_unique_for_overwrite<std::uint32_t[]>(bytes);
        token_of_ = std::make_unique_for_overwrite<std::uint32_t[]>(bytes);
        stream_.tokens.reserve(cells);
        for (std::size_t i = 0; i < document_.blocks.size(); ++i) {
            const model::Block& block = document_.blocks[i];
            block_ = static_cast<std::uint32_t>(i);
            if (block.kind == model::BlockKind::grid) {
                if (block.grid < document_.grids.size()) add_grid(block.grid);
            } else {
                add_text(block);
            }
        }
        stream_.text.assign(characters_.get(), count_);
        stream_.token_of.assign(token_of_.get(), token_of_.get() + count_);
        stream_.byte_of.assign(origins_.get(), origins_.get() + count_);
        mark_page_numbers(stream_);
        return std::move(stream_);
    }

  private:
    Token& add(std::string_view text, model::Place at) {
        const auto number = static_cast<std::uint32_t>(stream_.tokens.size());
        const auto begin = count_;
        if (!text.empty()) count_ += fold_to(text, characters_.get() + begin, origins_.get() + begin);
        std::fill(token_of_.get() + begin, token_of_.get() + count_, number);
        return stream_.tokens.emplace_back(
            Token{.text = text, .block = block_, .line = line_, .begin = begin, .end = count_, .at = at});
    }

    void add_grid(std::size_t index) {
        const model::Grid& grid = document_.grids[index];
        std::vector<bool> column_has_text(grid.columns, false);
        std::vector<bool> row_begins_text(grid.rows, false);
        std::vector<std::string_view> texts;
        texts.reserve(grid.cells.size());
        for (const auto& cell : grid.cells) {
            texts.push_back(base::trim(cell.text));
            if (!texts.back().empty() && cell.column < grid.columns) column_has_text[cell.column] = true;
            if (!cell.text.empty() && cell.row < grid.rows) row_begins_text[cell.row] = true;
        }
        std::uint32_t last_row = 0;
        auto text = texts.begin();
        for (const auto& cell : grid.cells) {
            if (cell.row != last_row) ++line_;
            last_row = cell.row;
            const std::size_t next_row = cell.row + std::size_t{1};
            const bool shared = cell.row_span > 1 && next_row < grid.rows && row_begins_text[next_row];
            auto& token = add(*text++, {cell.at, static_cast<int>(index), cell.row, cell.column, cell.box});
            token.spacer = cell.column < grid.columns && !column_has_text[cell.column];
            token.shared = shared;
            token.column_span = cell.column_span;
        }
        ++line_;
    }

    void add_text(const model::Block& block) {
        std::string_view rest = block.text;
        while (true) {
            const auto end = rest.find('\n');
            add_line(rest.substr(0, end), block);
            ++line_;
            if (end == std::string_view::npos) return;
            rest.remove_prefix(end + 1);
        }
    }

    void add_line(std::string_view line, const model::Block& block) {
        if (base::trim(line).empty() && line.find('\t') == std::string_view::npos) return;
        if (line.find('|') != std::string_view::npos) return add_barred(line, block);
        if (line.find('\t') != std::string_view::npos) {
            // "⇥text" is a cell in a line of its own; the tab only marks it, also where two such lines became
            // one.
            const bool one_cell = line.starts_with('\t') && line.find('\t', 1) == std::string_view::npos;
            if (line.starts_with('\t') && (one_cell || tab_marks_cell_)) line.remove_prefix(1);
            tab_marks_cell_ = tab_marks_cell_ || one_cell;
            return add_split(line, '\t', block);
        }
        tab_marks_cell_ = false;
        add_gapped(line, block);
    }

    // "cell |", "| a | b |" and filler of bars only, which ends a row and is no cell.
    void add_barred(std::string_view line, const model::Block& block) {
        line = base::trim(line);
        const bool only_bars = line.find_first_not_of("|") == std::string_view::npos;
        if (only_bars && line.size() > 1) return;
        if (!only_bars && line.starts_with('|')) line.remove_prefix(1);
        if (line.ends_with('|')) line.remove_suffix(1);
        add_split(line, '|', block);
    }

    void add_split(std::string_view line, char separator, const model::Block& block) {
        while (true) {
            const auto end = line.find(separator);
            add_piece(line.substr(0, end), block);
            if (end == std::string_view::npos) return;
            line.remove_prefix(end + 1);
        }
    }

    // Wide gaps part cells, but what they part is never an empty one.
    void add_gapped(std::string_view line, const model::Block& block) {
        line = base::trim(line);
        std::size_t at = 0, gap_begin = 0;
        int spaces = 0;
        while (at < line.size()) {
            if (spaces == 0) {
                at = skip_ideographs(line, at);
                if (at == line.size()) break;
                if (static_cast<unsigned char>(line[at]) < 0x80 && base::begins_plainly(line[at])) {
                    ++at;
                    continue;
                }
            }
            const auto [c, length] = base::decode_utf8(line.substr(at));
            if (base::is_space(c)) {
                if (spaces++ == 0) gap_begin = at;
            } else {
                if (spaces >= wide_gap) {
                    add_piece(line.substr(0, gap_begin), block);
                    line.remove_prefix(at);
                    at = 0;
                }
                spaces = 0;
            }
            at += length;
        }
        add_piece(line, block);
    }

    // `piece` lies in block.text. Its bytes in the source are known where the block was copied byte for byte.
    void add_piece(std::string_view piece, const model::Block& block) {
        piece = base::trim(piece);
        model::Place at{.bytes = block.at, .box = block.box};
        if (block.at.end - block.at.begin == block.text.size() && !piece.empty()) {
            at.bytes.begin += static_cast<std::uint32_t>(piece.data() - block.text.data());
            at.bytes.end = at.bytes.begin + static_cast<std::uint32_t>(piece.size());
        }
        add(piece, at);
    }

    const model::Document& document_;
    TokenStream stream_;
    std::unique_ptr<char32_t[]> characters_;    // Of stream_.text, with room for every byte of the document.
    std::unique_ptr<std::uint32_t[]> origins_;  // Of stream_.byte_of, likewise.
    std::unique_ptr<std::uint32_t[]> token_of_;
    std::size_t count_ = 0;  // How many there are.
    std::uint32_t block_ = 0;
    std::uint32_t line_ = 0;
    bool tab_marks_cell_ = false;  // In the lines right above.
};

}  // namespace

TokenStream tokenise(const model::Document& document) {
    return Tokeniser{document}.run();
}

}  // namespace ogi::parser
