#include "parser/row_doubts.h"

#include "parser/number.h"

#include <algorithm>
#include <utility>

namespace ogi::parser {

namespace {

using model::CellKind;

constexpr std::size_t word_bytes_max = 15;  // "无此类情况".

// Words among figures, more than "无": a line that goes through the table, such as a title at the head of a
// page.
bool is_line_of_words(const Slot& slot) {
    return slot.text.size() > word_bytes_max &&
           read_figure(slot.text, FigureKind::count).kind != CellKind::number;
}

// Is the last no less than the others together, so that it may be their total and another part missing?
bool may_lack_part(std::span<const Slot> group) {
    std::optional sum = model::Decimal::whole(0);
    for (const auto& slot : group.first(group.size() - 1)) {
        const auto value = read_figure(slot.text, FigureKind::count).value;
        if (sum && value) sum = model::add(*sum, *value);
    }
    const auto total = read_figure(group.back().text, FigureKind::count).value;
    return sum && total && model::compare(*sum, *total) <= 0;
}

// May a value have been lost from the row? Then the totals before it agree, those behind agree one place
// further left, and its own is no less than its parts.
bool lost_one(std::span<const Slot> row, std::size_t total_every) {
    const std::size_t groups = (row.size() + 1) / total_every;
    for (std::size_t lost = 0; lost < groups; ++lost) {
        const auto before = row.first(lost * total_every);
        const auto own = row.subspan(before.size(), total_every - 1);
        const auto behind = row.subspan(before.size() + own.size());
        if (totals_agree(before, total_every) && totals_agree(behind, total_every) && may_lack_part(own))
            return true;
    }
    return false;
}

}  // namespace

bool totals_agree(std::span<const Slot> row, std::size_t total_every) {
    for (std::size_t begin = 0; begin + total_every <= row.size(); begin += total_every) {
        const auto group = row.subspan(begin, total_every);
        std::optional sum = model::Decimal::whole(0);
        bool any = false;
        for (const auto& slot : group.first(group.size() - 1)) {
            const auto value = read_figure(slot.text, FigureKind::count).value;
            if (!value || !sum) continue;
            any = true;
            sum = model::add(*sum, *value);
        }
        if (any && sum != read_figure(group.back().text, FigureKind::count).value) return false;
    }
    return true;
}

bool is_likely_page(const Slot& slot) {
    return slot.page == PageNumber::likely;
}

bool is_doubtful(std::span<const Slot> row, const RowShape& shape) {
    const bool agrees = shape.total_every > 0 && totals_agree(row, shape.total_every);
    if (shape.total_every > 0 && std::ranges::any_of(row, is_line_of_words)) return true;
    if (!agrees && std::ranges::any_of(row, is_likely_page)) return true;
    // Several values in one line, and others in lines of their own.
    const bool uneven = std::ranges::adjacent_find(row, {}, &Slot::line) != row.end();
    if (shape.total_every > 0 && !agrees && uneven) return true;
    const bool several_totals = shape.total_every > 0 && shape.total_every < row.size();
    const bool may_end_in_page =
        agrees ? is_likely_page(row.back()) : several_totals && row.back().page == PageNumber::possible;
    return may_end_in_page && lost_one(row.first(row.size() - 1), shape.total_every);
}

std::optional<std::vector<Slot>> without_page(std::span<const Slot> slots, const RowShape& shape) {
    if (shape.total_every == 0 || slots.size() != shape.columns.size() + 1) return std::nullopt;
    std::optional<std::vector<Slot>> found;
    for (std::size_t i = 0; i < slots.size(); ++i) {
        if (slots[i].page == PageNumber::no) continue;
        std::vector<Slot> row{slots.begin(), slots.end()};
        row.erase(row.begin() + static_cast<std::ptrdiff_t>(i));
        if (!totals_agree(row, shape.total_every)) continue;
        if (found) return std::nullopt;
        found = std::move(row);
    }
    return found;
}

bool is_certain(std::span<const Slot> digits, std::size_t total_every) {
    if (total_every > 0) return totals_agree(digits, total_every);
    return std::ranges::all_of(digits.first(digits.size() - 1), [](const Slot& s) { return s.text == "0"; });
}

std::vector<Slot> numbers_before(const TokenStream& stream, std::size_t label) {
    const auto in_row = [&](std::size_t i) {
        return i < stream.tokens.size() && stream.is_grid(i) &&
               stream.tokens[i].line == stream.tokens[label].line;
    };
    std::vector<Slot> numbers;
    if (!in_row(label) || in_row(label + 1)) return numbers;
    for (std::size_t i = label; i > 0 && in_row(i - 1); --i) {
        const Token& token = stream.tokens[i - 1];
        if (read_figure(token.text, FigureKind::amount).kind == CellKind::number)
            numbers.insert(numbers.begin(),
                           {.text = token.text, .line = token.line, .token = i - 1, .at = token.at});
    }
    return numbers;
}

}  // namespace ogi::parser
