#include "parser/row_values.h"

#include "base/utf8.h"
#include "parser/below_header.h"
#include "parser/fold.h"
#include "parser/plain_row.h"
#include "parser/row_doubts.h"

#include <algorithm>
#include <optional>

namespace ogi::parser {

namespace {

using model::CellKind;

std::vector<std::string_view> words_of(std::string_view text) {
    std::vector<std::string_view> words;
    while (!(text = base::trim(text)).empty()) {
        std::size_t at = 0;
        while (at < text.size()) {
            const auto [c, length] = base::decode_utf8(text.substr(at));
            if (base::is_space(c)) break;
            at += length;
        }
        words.push_back(text.substr(0, at));
        text.remove_prefix(at);
    }
    return words;
}

Slot part_of(const Slot& slot, std::string_view text) {
    Slot part = slot;
    part.text = text;
    if (slot.at.grid < 0 && slot.at.bytes.end - slot.at.bytes.begin == slot.text.size()) {
        part.at.bytes.begin += static_cast<std::uint32_t>(text.data() - slot.text.data());
        part.at.bytes.end = part.at.bytes.begin + static_cast<std::uint32_t>(text.size());
    }
    return part;
}

bool is_value(const Slot& slot) {
    const auto kind = read_figure(slot.text, FigureKind::amount).kind;
    if (kind == CellKind::text) return says_nothing(fold(slot.text).text);
    return kind == CellKind::number || kind == CellKind::slash || kind == CellKind::dash;
}

// One slot of text that holds a whole row without separators, taken apart where that is certain.
std::optional<std::vector<Slot>> unglue(const Slot& slot, const RowShape& shape) {
    const auto columns = shape.columns;
    const auto words = words_of(slot.text);
    std::vector<Slot> parts;
    const auto take = [&](std::string_view text) { parts.push_back(part_of(slot, text)); };
    if (words.size() == columns.size()) {
        std::ranges::for_each(words, take);
        // "12 258" may be two cells or one.
        const bool one_number = read_figure(slot.text, FigureKind::count).kind == CellKind::number;
        const bool certain = !one_number || (shape.total_every > 0 && totals_agree(parts, shape.total_every));
        return certain && std::ranges::all_of(parts, is_value) ? std::optional{parts} : std::nullopt;
    }
    // "35-15": a sign can only start the second of two.
    if (columns.size() == 2 && columns[1] == FigureKind::signed_count && words.size() == 1) {
        const auto sign = words[0].find_first_of("+-", 1);
        if (sign != std::string_view::npos) {
            take(words[0].substr(0, sign)), take(words[0].substr(sign));
            return parts;
        }
    }
    // Several runs are one a total, or digits of different cells. No number is written "00": those are two
    // cells.
    const auto is_group = [&](std::string_view word) {
        return word.size() == shape.total_every || word.find_first_not_of('0') == word.npos;
    };
    if (words.size() > 1 && !std::ranges::all_of(words, is_group)) return std::nullopt;
    for (const auto word : words) {
        if (!std::ranges::all_of(word, [](char c) { return c >= '0' && c <= '9'; })) return std::nullopt;
        for (std::size_t i = 0; i < word.size(); ++i) take(word.substr(i, 1));
    }
    if (parts.size() == columns.size() && is_certain(parts, shape.total_every)) return parts;
    return std::nullopt;
}

std::size_t last_value(std::span<const Slot> slots) {
    std::size_t count = slots.size();
    while (count > 0 && slots[count - 1].empty()) --count;
    return count;
}

bool all_empty(std::span<const Slot> slots) {
    return std::ranges::all_of(slots, &Slot::empty);
}

using Row = std::optional<std::vector<Slot>>;

Row slice(std::span<const Slot> slots) {
    return std::vector<Slot>(slots.begin(), slots.end());
}

// Slots that stand in one line with their label. Misplaced ones are believed only where the total agrees.
Row fit_line(std::span<const Slot> slots, const RowShape& shape) {
    const std::size_t columns = shape.columns.size();
    const bool ends_in_total = shape.total_every == columns;
    if (slots.size() == columns) return slice(slots);
    if (slots.size() < columns) return std::nullopt;
    const std::size_t used = std::max(last_value(slots), columns);
    slots = slots.first(used);
    if (used == columns) {
        // Too many by trailing slots alone: sure only if the row does not start with an empty slot or ends in
        // its total.
        const bool shows_total = ends_in_total && !slots.back().empty();
        if (slots.front().empty() && !shows_total) return std::nullopt;
        if (shows_total && !totals_agree(slots, columns)) return std::nullopt;
        return slice(slots);
    }
    const auto row = slots.last(columns);
    if (!all_empty(slots.first(used - columns))) return std::nullopt;
    if (ends_in_total && !totals_agree(row, columns)) return std::nullopt;
    return slice(row);
}

// Slots in lines of their own, one a line.
Row fit_column(std::span<const Slot> slots, const RowShape& shape) {
    const std::size_t columns = shape.columns.size();
    const bool too_many = slots.size() > columns && shape.total_every > 0;
    if (shape.range.header_before) {
        while (slots.size() > columns && slots.front().empty()) slots = slots.subspan(1);
    }
    if (auto row = without_page(slots, shape)) return row;
    if (slots.size() < columns || !all_empty(slots.subspan(columns))) return std::nullopt;
    const auto row = slots.first(columns);
    const bool has_page = std::ranges::any_of(row, is_likely_page);
    if (too_many && (has_page || !totals_agree(row, shape.total_every))) return std::nullopt;
    return is_doubtful(row, shape) ? Row{} : slice(row);
}

std::vector<Slot> without_spacers(std::span<const Slot> slots) {
    std::vector<Slot> kept;
    kept.reserve(slots.size());
    std::ranges::copy_if(slots, std::back_inserter(kept), [](const Slot& s) { return !s.spacer; });
    return kept;
}

std::vector<Slot> in_line(std::span<const Slot> slots, std::uint32_t line) {
    std::vector<Slot> kept;
    kept.reserve(slots.size());
    std::ranges::copy_if(slots, std::back_inserter(kept), [&](const Slot& s) { return s.line == line; });
    return kept;
}

// The slots of a line, without those of spacer columns: where there are more than there should be, and where
// the header says that the form's columns are others.
std::vector<Slot> row_of(std::span<const Slot> slots, std::uint32_t line, const RowShape& shape) {
    auto row = in_line(slots, line);
    const auto& header = shape.header.expected;
    const bool other_column = !header.empty() && std::ranges::any_of(row, [&](const Slot& s) {
        return s.spacer && std::ranges::find(header, s.at.column) == header.end();
    });
    return row.size() == shape.columns.size() && !other_column ? row : without_spacers(row);
}

// The line that holds every value, if one does.
std::optional<std::uint32_t> line_of_values(std::span<const Slot> slots) {
    std::optional<std::uint32_t> line;
    for (const auto& slot : slots) {
        if (slot.empty()) continue;
        if (line && *line != slot.line) return std::nullopt;
        line = slot.line;
    }
    return line;
}

std::vector<Slot> values_of(std::span<const Slot> slots) {
    std::vector<Slot> kept;
    kept.reserve(slots.size());
    std::ranges::copy_if(slots, std::back_inserter(kept), [](const Slot& s) { return !s.empty(); });
    return kept;
}

// A cell of a grid merged over all columns says the same of each, unless it is a number.
Row spread(const Slot& slot, std::size_t columns) {
    if (read_figure(slot.text, FigureKind::count).kind == CellKind::number) return std::nullopt;
    return std::vector<Slot>(columns, slot);
}

// Do values in other lines belong to the row too? A figure may have been broken.
bool goes_on(std::span<const Slot> slots, std::span<const Slot> row, const RowShape& shape) {
    const auto is_other = [&](const Slot& s) {
        return !s.empty() && s.line != row.front().line && s.page == PageNumber::no &&
               read_figure(s.text, FigureKind::amount).kind == CellKind::number;
    };
    return row.front().at.grid < 0 && std::ranges::any_of(slots, is_other) &&
           !(shape.total_every > 0 && totals_agree(row, shape.total_every));
}

struct Fitted {
    Row row{};
    RowRule rule = RowRule::none;
};

// The slots that stand in one line, which is the label's or the only one with values.
Fitted fit_beside(const TokenStream& stream, std::span<const Slot> slots, const std::vector<Slot>& beside,
                  const RowShape& shape) {
    const std::size_t columns = shape.columns.size();
    const bool of_grid = stream.is_grid(beside[0].token);
    if (columns > 1 && beside.size() == 1 && of_grid) return {spread(beside[0], columns), RowRule::spread};
    const bool below_header = shape.header.expected.size() == columns && of_grid;
    if (below_header && (beside.size() > columns || !shape.header.others.empty())) {
        auto row = fit_header(in_line(slots, beside[0].line), shape);
        if (row || !shape.header.others.empty()) return {std::move(row), RowRule::below_header};
    }
    const bool as_expected = shape.header.others.empty() && shape.header.blanks.empty();
    if (below_header && as_expected && beside.size() < columns) {
        if (auto row = fit_merged(beside, shape)) return {std::move(row), RowRule::merged};
    }
    if (below_header && ends_early(in_line(slots, beside[0].line), beside, shape)) return {};
    if (shape.exact) return {beside.size() == columns ? Row{beside} : Row{}, RowRule::in_line};
    if (auto row = fit_line(beside, shape))
        return goes_on(slots, *row, shape) ? Fitted{} : Fitted{std::move(row), RowRule::in_line};
    auto values = values_of(slots);
    // A row broken over lines in which nothing is empty; what was lost may be made up for by a stray
    // number.
    const bool proven =
        shape.total_every > 0 ? totals_agree(values, shape.total_every) : !is_doubtful(values, shape);
    const bool nothing_empty = values.size() == without_spacers(slots).size();
    const bool certain =
        nothing_empty && values.size() == columns && proven && std::ranges::all_of(values, is_value);
    return certain ? Fitted{std::move(values), RowRule::over_lines} : Fitted{};
}

Fitted fit(const TokenStream& stream, std::span<const Slot> slots, const RowShape& shape) {
    const std::size_t columns = shape.columns.size();
    if (slots.size() == 1 && columns > 1 && !stream.is_grid(slots[0].token)) {
        if (auto parts = unglue(slots[0], shape)) return {std::move(parts), RowRule::taken_apart};
    }
    const std::uint32_t label_line = stream.tokens[stream.token_of[shape.range.begin - 1]].line;
    auto beside = row_of(slots, label_line, shape);
    if (all_empty(beside)) {
        // Another row of the grid is not this one's, though it may have lost its label.
        if (beside.size() == columns && stream.is_grid(beside[0].token))
            return {slice(beside), RowRule::in_line};
        const auto line = line_of_values(slots);
        beside = line && in_line(slots, *line).size() > 1 ? row_of(slots, *line, shape) : std::vector<Slot>{};
    }
    if (!beside.empty()) return fit_beside(stream, slots, beside, shape);
    return {shape.exact ? Row{} : fit_column(slots, shape), RowRule::in_column};
}

model::Cell cell_of(const Slot& slot, FigureKind kind) {
    Figure figure = read_figure(slot.text, kind);
    if (is_foreign_unit(figure.unit, kind)) figure = {CellKind::unreadable, {}, {}};
    // A figure merged over several rows or columns is the figure of none of them.
    if (slot.shared && figure.kind == CellKind::number) figure = {CellKind::unreadable, {}, {}};
    return {figure.kind, figure.value, std::string{slot.text}, figure.unit, slot.at};
}

// Flat text with a value a line.
bool stands_in_lines(std::span<const Slot> row) {
    const bool same = std::ranges::adjacent_find(row, {}, &Slot::line) != row.end();
    return row.size() > 1 && !same && row.front().at.grid < 0;
}

std::string joined(std::span<const Slot> slots) {
    std::string text;
    for (const auto& slot : slots) {
        if (!text.empty() && !slot.empty()) text += ' ';
        text += slot.text;
    }
    return text;
}

// The row with nothing but what stood there.
RowReading unread(std::span<const Slot> values, std::size_t columns) {
    RowReading reading;
    reading.raw = joined(values);
    reading.in_lines = stands_in_lines(values);
    reading.trouble = values.size() == 1 ? RowReading::Trouble::glued : RowReading::Trouble::misaligned;
    reading.cells.assign(columns, {CellKind::unreadable, std::nullopt, reading.raw, {}, values.front().at});
    return reading;
}

}  // namespace

std::string_view name_of(RowRule rule) {
    switch (rule) {
        case RowRule::none:
            return "none";
        case RowRule::empty:
            return "empty";
        case RowRule::plain:
            return "plain";
        case RowRule::in_line:
            return "in_line";
        case RowRule::in_column:
            return "in_column";
        case RowRule::over_lines:
            return "over_lines";
        case RowRule::below_header:
            return "below_header";
        case RowRule::merged:
            return "merged";
        case RowRule::spread:
            return "spread";
        case RowRule::taken_apart:
            return "taken_apart";
    }
    return "none";
}

RowReading read_row(const TokenStream& stream, const RowShape& shape) {
    if (auto plain = read_plain_row(stream, shape)) return *std::move(plain);
    const std::size_t columns = shape.columns.size();
    if (shape.range.begin > 0 && !shape.range.header_before) {
        const std::size_t label = stream.token_of[shape.range.begin - 1];
        if (const auto numbers = numbers_before(stream, label); !numbers.empty()) {
            auto reading = unread(numbers, columns);
            reading.end_token = label + 1;
            return reading;
        }
    }
    const auto slots = within_table(collect_slots(stream, shape.range), columns);
    RowReading reading;
    reading.cells.reserve(columns);
    reading.end_token = shape.range.begin == 0 ? 0 : stream.token_of[shape.range.begin - 1] + 1;
    if (all_empty(slots)) {
        reading.rule = RowRule::empty;
        std::optional<model::Place> at;
        for (std::size_t i = 0; i < columns; ++i) {
            if (i < slots.size()) at = slots[i].at;
            reading.cells.push_back({CellKind::blank, std::nullopt, {}, {}, at});
        }
        return reading;
    }
    const auto take = [&](const Slot& slot) {
        if (!slot.empty()) reading.end_token = std::max(reading.end_token, slot.token + 1);
    };
    if (const auto [row, rule] = fit(stream, slots, shape); row) {
        reading.rule = rule;
        std::ranges::for_each(*row, take);
        for (std::size_t i = 0; i < columns; ++i)
            reading.cells.push_back(cell_of((*row)[i], shape.columns[i]));
        reading.in_lines = stands_in_lines(*row);
        reading.adds_up =
            !reading.in_lines || shape.total_every == 0 || totals_agree(*row, shape.total_every);
        reading.ends_in_page = row->back().page != PageNumber::no;
        return reading;
    }
    const auto values = values_of(slots);
    std::ranges::for_each(values, take);
    const std::size_t end_token = reading.end_token;
    reading = unread(values, columns);
    reading.end_token = end_token;
    reading.falls_short = slots.size() < columns;
    return reading;
}

bool shows_nothing(const RowReading& row) {
    return std::ranges::all_of(row.cells, [](const auto& cell) { return cell.kind == CellKind::blank; });
}

RowReading doubted(RowReading row) {
    if (shows_nothing(row)) return row;
    for (auto& cell : row.cells) cell.kind = CellKind::unreadable, cell.value.reset();
    return row;
}

RowReading misaligned(RowReading row) {
    row.trouble = RowReading::Trouble::misaligned;
    for (const auto& cell : row.cells) row.raw.append(row.raw.empty() ? "" : " ").append(cell.raw);
    return doubted(std::move(row));
}

}  // namespace ogi::parser
