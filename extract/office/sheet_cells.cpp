#include "extract/office/sheet_cells.h"

#include "base/utf8.h"
#include "extract/office/xml_part.h"
#include "extract/superscript.h"
#include "extract/text_line.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <string_view>

namespace ogi::extract {
namespace {

using base::ErrorCode;
using namespace std::string_view_literals;

constexpr std::uint32_t rows_max = 1'048'576;  // What a sheet can have.
constexpr std::uint32_t columns_max = 16'384;
// Something stands there, and the file does not say what.
constexpr std::string_view object_character = "\uFFFC";

// "AB12"; nullopt for anything else.
std::optional<SheetPlace> place_of(std::string_view reference) {
    std::uint32_t column = 0;
    std::size_t at = 0;
    for (; at < reference.size() && at < 3; ++at) {
        const char c = static_cast<char>(reference[at] & ~0x20);
        if (c < 'A' || c > 'Z') break;
        column = column * 26 + static_cast<std::uint32_t>(c - 'A' + 1);
    }
    std::uint32_t row = 0;
    const auto [end, error] =
        std::from_chars(reference.data() + at, reference.data() + reference.size(), row);
    const bool whole = error == std::errc{} && end == reference.data() + reference.size();
    if (!whole || column == 0 || column > columns_max || row == 0 || row > rows_max) return {};
    return SheetPlace{row - 1, column - 1};
}

// "A1:C3", or one place.
std::optional<SheetMerge> range_of(std::string_view reference) {
    const auto colon = reference.find(':');
    const auto first = place_of(reference.substr(0, colon));
    const auto last = colon == reference.npos ? first : place_of(reference.substr(colon + 1));
    if (!first || !last || last->row < first->row || last->column < first->column) return {};
    return SheetMerge{*first, *last};
}

int hex_digit(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    const char lower = static_cast<char>(c | 0x20);
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

// "_x000D_" is how a character is written that XML does not take.
std::string unescaped(std::string_view text) {
    constexpr std::size_t length = 7;
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        const auto rest = text.substr(at, length);
        char32_t code = 0;
        bool escape = rest.size() == length && rest.starts_with("_x"sv) && rest.back() == '_';
        for (std::size_t i = 2; escape && i < length - 1; ++i) {
            escape = hex_digit(rest[i]) >= 0;
            code = code * 16 + static_cast<char32_t>(hex_digit(rest[i]));
        }
        if (escape && (code < 0xD800 || code > 0xDFFF)) {
            base::append_utf8(out, code);
            at += length;
        } else {
            out += text[at++];
        }
    }
    return out;
}

// Adds text whose line ends are those of the cell.
void add_lines(TextLine& line, std::string_view text) {
    while (!text.empty()) {
        const auto end = std::min(text.find_first_of("\r\n"), text.size());
        line.add(text.substr(0, end));
        if (end < text.size()) line.add_break();
        text.remove_prefix(std::min(end + 1, text.size()));
    }
}

bool is_set(pugi::xml_node properties, const char* name) {
    const auto node = properties.child(name);
    const auto value = attribute(node, "val");
    return node && value != "0"sv && value != "false"sv;
}

// <si> or <is>: one text, or runs. A run with a font of its own does not have that of the cell.
std::string rich_text(pugi::xml_node item, bool cell_struck) {
    TextLine line{TextLine::Blanks::typed};
    for (const auto child : item.children()) {
        if (child.name() == "t"sv && !cell_struck) add_lines(line, unescaped(text_of(child)));
        const auto font = child.child("rPr");
        if (child.name() != "r"sv || (font ? is_set(font, "strike") : cell_struck)) continue;
        const auto words = unescaped(text_of(child.child("t")));
        const auto align = attribute(child.child("rPr").child("vertAlign"), "val");
        const auto mark = align.empty() || align == "baseline"sv ? std::string{} : superscript(words);
        add_lines(line, mark.empty() ? words : mark);
    }
    return line.take();
}

class SheetReader {
  public:
    SheetReader(pugi::xml_node sheet, const Workbook& workbook, const Limits& limits)
        : sheet_{sheet}, workbook_{workbook}, limits_{limits} {
        const auto view = sheet.child("sheetViews").child("sheetView");
        const auto zeros = attribute(view, "showZeros");
        hides_zeros_ = zeros == "0"sv || zeros == "false"sv;
    }

    base::Result<SheetCells> read() {
        find_hidden_columns();
        std::uint32_t next_row = 0;
        for (const auto row : sheet_.child("sheetData").children("row")) {
            const auto number = number_attribute(row, "r", static_cast<long>(next_row) + 1);
            if (number <= static_cast<long>(next_row) || number > static_cast<long>(rows_max))
                return base::fail(ErrorCode::malformed, "the sheet's rows are not in order");
            const auto index = static_cast<std::uint32_t>(number - 1);
            next_row = index + 1;
            if (is_hidden(row, "ht")) {
                hidden_rows_.push_back(index);
                continue;
            }
            TRY_VOID(read_row(row, index));
        }
        TRY_VOID(read_merges());
        return std::move(out_);
    }

  private:
    // `size`: the attribute that says how wide or high it is drawn.
    static bool is_hidden(pugi::xml_node node, const char* size) {
        const auto value = attribute(node, "hidden");
        return value == "1"sv || value == "true"sv || attribute(node, size) == "0"sv;
    }

    void find_hidden_columns() {
        std::vector<int> depth(columns_max + 1, 0);  // How many hidden ranges begin less how many end.
        for (const auto columns : sheet_.child("cols").children("col")) {
            const auto first = number_attribute(columns, "min", 0);
            const auto last = number_attribute(columns, "max", 0);
            const bool sound = first >= 1 && last >= first && last <= static_cast<long>(columns_max);
            if (!sound || !is_hidden(columns, "width")) continue;
            ++depth[static_cast<std::size_t>(first - 1)];
            --depth[static_cast<std::size_t>(last)];
        }
        int hidden = 0;
        std::uint32_t shown = 0;
        for (std::uint32_t i = 0; i < columns_max; ++i) {
            hidden += depth[i];
            column_hidden_.push_back(hidden > 0);
            shown_columns_.push_back(shown);
            if (hidden == 0) ++shown;
        }
        shown_columns_.push_back(shown);
    }

    // The number of a row among those that are shown; of a hidden one, that of the next.
    std::uint32_t shown_row(std::uint32_t index) const {
        const auto before = std::ranges::lower_bound(hidden_rows_, index) - hidden_rows_.begin();
        return index - static_cast<std::uint32_t>(before);
    }

    base::Result<void> read_row(pugi::xml_node row, std::uint32_t index) {
        std::uint32_t next_column = 0;
        for (const auto cell : row.children("c")) {
            auto column = next_column;
            if (const auto reference = attribute(cell, "r"); !reference.empty()) {
                const auto place = place_of(reference);
                if (!place || place->row != index || place->column < next_column) {
                    return base::fail(ErrorCode::malformed,
                                      "a cell is out of its place: " + std::string{reference});
                }
                column = place->column;
            }
            if (column >= columns_max)
                return base::fail(ErrorCode::malformed, "the sheet has too many columns");
            next_column = column + 1;
            if (column_hidden_[column]) continue;
            const auto& style = workbook_.styles.find(number_attribute(cell, "s", 0));
            TRY(text, text_of_cell(cell, style));
            if (style.pale && text.find_first_of("0123456789") != text.npos) text = object_character;
            if (text.empty() && !style.bordered) continue;
            text_bytes_ += text.size();
            if (text_bytes_ > limits_.text_bytes_max) {
                return base::fail(ErrorCode::too_large, "the sheet has more text than text_bytes_max (" +
                                                            std::to_string(limits_.text_bytes_max) + ")");
            }
            out_.cells.push_back({.at = {shown_row(index), shown_columns_[column]},
                                  .text = std::move(text),
                                  .bordered = style.bordered});
        }
        return {};
    }

    base::Result<std::string> text_of_cell(pugi::xml_node cell, const CellStyle& style) const {
        const auto type = attribute(cell, "t");
        if (type == "inlineStr"sv)
            return shown_text(rich_text(cell.child("is"), style.struck), style.number_format);
        const auto stored = text_of(cell.child("v"));
        // Programs that do not calculate leave the result out, or write an empty one; only a text can be
        // empty.
        const bool has_result = type == "str"sv ? !cell.child("v").empty() : !base::trim(stored).empty();
        const bool shared = type == "s"sv;
        if (style.struck && !shared) return std::string{};
        if (!has_result) return std::string{cell.child("f") ? object_character : ""sv};
        if (shared) {
            std::size_t index = 0;
            const auto number = base::trim(stored);
            const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), index);
            if (error != std::errc{} || end != number.data() + number.size() ||
                index >= workbook_.strings.size())
                return base::fail(ErrorCode::malformed, "the sheet names a text that is not there");
            const auto& text = workbook_.strings[index];
            return shown_text(style.struck ? text.in_struck_cell : text.text, style.number_format);
        }
        if (type == "str"sv || type == "e"sv || type == "d"sv) {
            TextLine line{TextLine::Blanks::typed};
            add_lines(line, unescaped(stored));
            return type == "str"sv ? shown_text(line.take(), style.number_format) : line.take();
        }
        if (type == "b"sv) return std::string{stored == "1" ? "TRUE" : "FALSE"};
        auto number = shown_number(base::trim(stored), style.number_format, workbook_.dates);
        const bool zero = stored.find_first_of("123456789") == stored.npos;
        if (hides_zeros_ && zero && number.find_first_not_of("0.,%") == number.npos) number.clear();
        return collapse(number);
    }

    base::Result<void> read_merges() {
        for (const auto merge : sheet_.child("mergeCells").children("mergeCell")) {
            if (out_.merges.size() == limits_.merges_max) {
                return base::fail(ErrorCode::too_large, "the sheet merges more than merges_max (" +
                                                            std::to_string(limits_.merges_max) + ")");
            }
            const auto range = range_of(attribute(merge, "ref"));
            if (!range) return base::fail(ErrorCode::malformed, "the sheet merges what is no range");
            const SheetPlace first{shown_row(range->first.row), shown_columns_[range->first.column]};
            const SheetPlace behind{shown_row(range->last.row + 1), shown_columns_[range->last.column + 1]};
            if (behind.row == first.row || behind.column == first.column) continue;  // All of it is hidden.
            out_.merges.push_back({first, {behind.row - 1, behind.column - 1}});
        }
        std::ranges::stable_sort(out_.merges, {}, &SheetMerge::first);
        return {};
    }

    pugi::xml_node sheet_;
    const Workbook& workbook_;
    const Limits& limits_;
    SheetCells out_;
    std::vector<std::uint32_t> hidden_rows_;  // In order.
    std::vector<bool> column_hidden_;
    std::vector<std::uint32_t> shown_columns_;  // The number of each column among those that are shown.
    std::size_t text_bytes_ = 0;
    bool hides_zeros_ = false;
};

}  // namespace

std::vector<SharedText> read_shared_strings(pugi::xml_node table) {
    std::vector<SharedText> strings;
    for (const auto item : table.children("si"))
        strings.push_back({.text = rich_text(item, false),
                           .in_struck_cell = item.child("r") ? rich_text(item, true) : std::string{}});
    return strings;
}

base::Result<SheetCells> read_sheet(pugi::xml_node sheet, const Workbook& workbook, const Limits& limits) {
    return SheetReader{sheet, workbook, limits}.read();
}

}  // namespace ogi::extract
