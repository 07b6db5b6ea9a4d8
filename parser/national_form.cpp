#include "parser/national_form.h"

#include "base/utf8.h"
#include "parser/fold.h"
#include "parser/words.h"

#include <algorithm>
#include <map>

namespace ogi::parser {

namespace {

using Parts = NationalRow::Parts;

constexpr NationalRow rows[] = {
#include "parser/tables/national_form.inc"
};

constexpr std::u32string_view han_numerals = U"一二三四五六七八九十";
constexpr std::u32string_view among_them = U"其中";
constexpr std::u32string_view counted[] = {U"次数", U"数量", U"数"};

// Takes "三、", "三." off the start. What stands in brackets and the digits of "1." go with the other signs.
void drop_numbering(std::u32string_view& label) {
    const auto end = label.find_first_not_of(han_numerals);
    if (end == 0 || end >= label.size()) return;
    if (label[end] == U'、' || label[end] == U'.' || label[end] == U',') label.remove_prefix(end + 1);
}

std::u32string han_outside_brackets(std::u32string_view label) {
    std::u32string kept;
    int depth = 0;
    for (const char32_t c : label) {
        depth += c == U'(' ? 1 : c == U')' && depth > 0 ? -1 : 0;
        if (depth == 0 && base::is_han(c)) kept.push_back(c);
    }
    return kept;
}

using RowsByKey = std::map<std::string, std::vector<const NationalRow*>, std::less<>>;

RowsByKey rows_by_key() {
    RowsByKey by_key;
    for (const auto& row : rows) {
        by_key[national_key(row.label)].push_back(&row);
        any_word(row.variants, [&](std::string_view variant) {
            by_key[std::string{variant}].push_back(&row);
            return false;
        });
    }
    return by_key;
}

}  // namespace

std::span<const NationalRow> national_rows() {
    return rows;
}

const NationalRow* find_national_row(std::string_view id) {
    const auto found = std::ranges::find(rows, id, &NationalRow::id);
    return id.empty() || found == std::end(rows) ? nullptr : found;
}

std::string national_key(std::string_view label) {
    const auto text = folded(label);
    std::u32string_view rest = text;
    drop_numbering(rest);
    auto key = han_outside_brackets(rest);
    if (key.starts_with(among_them)) key.erase(0, among_them.size());
    for (const auto word : counted) {
        if (!key.ends_with(word)) continue;
        key.erase(key.size() - word.size());
        break;
    }
    std::string utf8;
    for (const char32_t c : key) base::append_utf8(utf8, c);
    return utf8;
}

std::span<const NationalRow* const> national_rows_of(std::string_view label) {
    static const RowsByKey by_key = rows_by_key();
    const auto found = by_key.find(national_key(label));
    return found == by_key.end() ? std::span<const NationalRow* const>{} : found->second;
}

int ordinal_of(const NationalRow& row) {
    return row.label.size() > 1 && row.label[1] == '.' ? row.label[0] - '0' : 0;
}

}  // namespace ogi::parser
