#include "parser/page_numbers.h"

#include "parser/fold.h"

#include <algorithm>
#include <limits>
#include <vector>

namespace ogi::parser {

namespace {

constexpr std::size_t digits_max = 3;
constexpr std::size_t title_characters_max = 50;
constexpr long pages_max = 60;
constexpr long pages_between_max = 6;  // Tables take up some pages on which no sentence stands.

// A number in a line of its own.
struct Page {
    std::size_t token = 0;
    long number = 0;
    bool certain = false;  // No value: it stands beside a sentence.
};

std::u32string_view text_of(const TokenStream& stream, std::size_t token) {
    const Token& of = stream.tokens[token];
    return std::u32string_view{stream.text}.substr(of.begin, of.end - of.begin);
}

// The number of a text that is nothing else; 0 for none. There is no page 0.
long number_of(std::u32string_view text) {
    if (text.empty() || text.size() > digits_max || text.front() == U'0' ||
        !std::ranges::all_of(text, is_ascii_digit))
        return 0;
    long number = 0;
    for (const char32_t c : text) number = number * 10 + static_cast<long>(c - U'0');
    return number;
}

bool is_alone(const TokenStream& stream, std::size_t token) {
    const auto line = stream.tokens[token].line;
    const bool before = token > 0 && stream.tokens[token - 1].line == line;
    const bool behind = token + 1 < stream.tokens.size() && stream.tokens[token + 1].line == line;
    return !stream.is_grid(token) && !before && !behind;
}

bool is_sentence(const TokenStream& stream, std::size_t token) {
    return token < stream.tokens.size() && !stream.is_grid(token) &&
           text_of(stream, token).find(U'。') != std::u32string_view::npos;
}

bool is_running_title(std::u32string_view text) {
    return text.size() <= title_characters_max && text.find(U"年度报告") != text.npos;
}

// "四、政府信息公开…", or the report's title at the head of a page.
bool starts_section(const TokenStream& stream, std::size_t token) {
    constexpr std::u32string_view numerals = U"一二三四五六七八九十";
    const auto text = token < stream.tokens.size() ? text_of(stream, token) : std::u32string_view{};
    if (is_running_title(text)) return true;
    return text.size() > 2 && numerals.find(text[0]) != numerals.npos && text[1] == U'、' &&
           text.find(U"情况") != text.npos;
}

// `text` without the digits that it begins with, if it begins with some.
bool take_digits(std::u32string_view& text) {
    const auto begin = text;
    while (!text.empty() && is_ascii_digit(text.front())) text.remove_prefix(1);
    return text.size() < begin.size();
}

bool take(std::u32string_view& text, std::u32string_view word) {
    if (!text.starts_with(word)) return false;
    text.remove_prefix(word.size());
    return true;
}

// The numbers of pages grow.
void judge_by_neighbours(TokenStream& stream, const std::vector<Page>& alone) {
    std::vector<long> most(alone.size());
    long next = std::numeric_limits<long>::max();
    for (std::size_t i = alone.size(); i-- > 0;) {
        if (alone[i].certain) next = alone[i].number;
        most[i] = next - 1;
    }
    long least = 0;
    for (std::size_t i = 0; i < alone.size(); ++i) {
        if (alone[i].certain) least = alone[i].number;
        const bool fits =
            least < alone[i].number && alone[i].number <= std::min(most[i], least + pages_between_max);
        if (alone[i].certain || fits) stream.tokens[alone[i].token].page = PageNumber::likely;
    }
}

}  // namespace

bool is_page_mark(std::u32string_view text) {
    if (is_running_title(text)) return true;
    constexpr std::u32string_view dashes = U"-—–";
    if (text.size() >= 3 && dashes.find(text.front()) != dashes.npos &&
        dashes.find(text.back()) != dashes.npos)
        return std::ranges::all_of(text.substr(1, text.size() - 2), is_ascii_digit);
    const bool named = take(text, U"第");
    if (!take_digits(text)) return false;
    if (!named) return take(text, U"/") && take_digits(text) && text == U"页";
    if (!take(text, U"页")) return false;
    take(text, U",") || take(text, U"/") || take(text, U".");
    return text.empty() || (take(text, U"共") && take_digits(text) && text == U"页");
}

void mark_page_numbers(TokenStream& stream) {
    std::vector<Page> alone;
    for (std::size_t i = 0; i < stream.tokens.size(); ++i) {
        const long number = number_of(text_of(stream, i));
        if (number == 0 || !is_alone(stream, i)) continue;
        const bool certain = (i > 0 && is_sentence(stream, i - 1)) || is_sentence(stream, i + 1);
        alone.push_back({i, number, certain});
    }
    if (std::ranges::any_of(alone, &Page::certain)) judge_by_neighbours(stream, alone);
    for (const auto& page : alone) {
        auto& judged = stream.tokens[page.token].page;
        const bool at_end = page.number <= pages_max && starts_section(stream, page.token + 1);
        if (judged == PageNumber::no && at_end) judged = PageNumber::possible;
    }
}

}  // namespace ogi::parser
