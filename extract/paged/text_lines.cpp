#include "extract/paged/text_lines.h"

#include "base/utf8.h"
#include "extract/paged/upright.h"

#include <algorithm>
#include <cmath>

namespace ogi::extract::paged {
namespace {

// All in parts of the font's size.
constexpr float same_line_max = 0.45F;  // How far apart the middles of two glyphs of one line are.
constexpr float blank_gap = 0.22F;      // A gap that reads as a blank between letters and digits,
constexpr float wide_blank_gap = 0.9F;  // and beside a Chinese character.
constexpr float digits_gap_max = 1.0F;  // Digits of one number stand no further apart,
constexpr float uneven_max = 0.15F;     // and all as far as each other,
constexpr float pair_gap_max = 0.4F;    // where there are but two, no further than this.
constexpr float thin_gap_max = 0.3F;    // What parts groups of thousands.
constexpr std::size_t group = 3;
constexpr float letter_spacing_max = 0.3F;
constexpr std::size_t spaced_gaps_min = 3;  // Fewer gaps do not show a spacing.
constexpr float usual_padding = 11.5F;      // Points: what a cell keeps free at both sides together, at most.
constexpr std::size_t full_digits_min = 3;  // Digits of a number that fill a line of a cell.
constexpr std::string_view unreadable_character = "\uFFFC";

float middle(const Glyph& glyph) {
    return (glyph.box.top + glyph.box.bottom) / 2;
}

char32_t first_character(const Glyph& glyph) {
    return glyph.text.empty() ? U' ' : base::decode_utf8(glyph.text).code_point;
}

bool is_wide(const Glyph& glyph) {
    return first_character(glyph) >=
           0x2E80;  // From the radicals on: Chinese characters and their punctuation.
}

bool is_figure(const Glyph& glyph) {
    return !glyph.text.empty() && glyph.text.find_first_not_of("0123456789.,-") == std::string::npos;
}

TextLine measured(Glyphs glyphs) {
    while (!glyphs.empty() && is_blank(*glyphs.back())) glyphs.pop_back();
    const auto first = std::ranges::find_if_not(glyphs, [](const Glyph* glyph) { return is_blank(*glyph); });
    glyphs.erase(glyphs.begin(), first);
    TextLine line{.glyphs = std::move(glyphs)};
    if (line.glyphs.empty()) return line;
    line.box = line.glyphs.front()->box;
    for (const auto* glyph : line.glyphs) {
        if (is_blank(*glyph)) continue;
        line.box.right = std::max(line.box.right, glyph->box.right);
        line.box.top = std::min(line.box.top, glyph->box.top);
        line.box.bottom = std::max(line.box.bottom, glyph->box.bottom);
        line.size = std::max(line.size, glyph->size);
    }
    return line;
}

// What stands together without a blank.
struct Token {
    std::string text{};
    float left = 0;
    float right = 0;
    const Glyph* first = nullptr;
    const Glyph* last = nullptr;
    std::size_t glyphs = 0;
    bool figure = true;
    bool blank_before = false;  // One that was written, not only a gap.
};

// How far all letters of a line are set apart.
float letter_spacing(const TextLine& line) {
    std::vector<float> gaps;
    const Glyph* before = nullptr;
    for (const auto* glyph : line.glyphs) {
        if (is_blank(*glyph)) continue;
        if (before) gaps.push_back(glyph->box.left - before->box.right);
        before = glyph;
    }
    if (gaps.size() < spaced_gaps_min) return 0;
    const auto quarter = gaps.begin() + static_cast<std::ptrdiff_t>(gaps.size() / 4);
    std::ranges::nth_element(gaps, quarter);
    return std::clamp(*quarter, 0.0F, letter_spacing_max * line.size);
}

bool parts(const Glyph& before, const Glyph& after, bool blank_between, float size, float spacing) {
    const auto gap = after.box.left - before.box.right - spacing;
    const bool digits = is_digit(before) && is_digit(after);
    const bool wide = !digits && (is_wide(before) || is_wide(after));
    return blank_between || gap > size * (wide ? wide_blank_gap : blank_gap);
}

std::vector<Token> tokens_of(const TextLine& line) {
    std::vector<Token> tokens;
    const Glyph* before = nullptr;
    bool blank = false;
    const auto spacing = letter_spacing(line);
    for (const auto* glyph : line.glyphs) {
        if (is_blank(*glyph)) {
            blank = true;
            continue;
        }
        if (!before || parts(*before, *glyph, blank, line.size, spacing))
            tokens.push_back({.left = glyph->box.left, .first = glyph, .blank_before = blank});
        auto& token = tokens.back();
        token.text += glyph->text;
        token.right = std::max(token.right, glyph->box.right);
        token.figure = token.figure && is_figure(*glyph);
        token.last = glyph;
        ++token.glyphs;
        before = glyph, blank = false;
    }
    return tokens;
}

// Whether these are the digits of one number, set apart: by letter spacing, not by blanks.
bool is_spaced_number(const std::vector<Token>& tokens, float size) {
    if (tokens.size() < 2) return false;
    if (std::ranges::any_of(tokens, &Token::blank_before)) return false;
    if (!std::ranges::all_of(tokens, [](const Token& token) { return token.figure && token.glyphs == 1; }))
        return false;
    auto least = tokens[1].left - tokens[0].right;
    auto most = least;
    for (std::size_t i = 2; i < tokens.size(); ++i) {
        const auto gap = tokens[i].left - tokens[i - 1].right;
        least = std::min(least, gap), most = std::max(most, gap);
    }
    return most <= size * (tokens.size() == 2 ? pair_gap_max : digits_gap_max) &&
           most - least <= size * uneven_max;
}

std::string joined(const std::vector<Token>& tokens, std::string_view between) {
    std::string text;
    for (const auto& token : tokens) {
        if (!text.empty()) text += between;
        text += token.text;
    }
    return text;
}

// Whether a gap between two figures parts thousands of one.
bool parts_thousands(const Token& before, const Token& after, float size) {
    return before.glyphs <= group && after.glyphs == group && before.figure && after.figure &&
           after.left - before.right <= thin_gap_max * size;
}

// One line of a cell. Figures beside each other stay two, as if the line ended between them.
std::string line_text(const TextLine& line) {
    const auto tokens = tokens_of(line);
    if (is_spaced_number(tokens, line.size)) return joined(tokens, "");
    std::string text;
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        if (i > 0) {
            const auto& before = tokens[i - 1];
            const bool figures =
                (is_digit(*before.last) || before.figure) && (is_digit(*tokens[i].first) || tokens[i].figure);
            text += figures && !parts_thousands(before, tokens[i], line.size) ? '\n' : ' ';
        }
        text += tokens[i].text;
    }
    return text;
}

bool all_digits(const std::string& text) {
    return !text.empty() && text.find_first_not_of("0123456789") == std::string::npos;
}

// Whether what follows did not fit into the line any more.
bool is_full(const TextLine& line, const TextLine& next, const Box& cell) {
    const auto free = cell.width() - line.box.width();
    float wanted = 0;
    for (const auto* glyph : next.glyphs) {
        if (is_blank(*glyph)) break;
        wanted = glyph->box.right - next.box.left;
        if (is_wide(*glyph) || is_figure(*glyph)) break;  // A line may end between two of these.
    }
    return free - usual_padding < wanted;
}

std::string lines_text(const std::vector<TextLine>& lines, const Box& cell) {
    std::string text;
    std::string before;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const auto here = line_text(lines[i]);
        if (i > 0) {
            const auto& last = *lines[i - 1].glyphs.back();
            const auto& first = *lines[i].glyphs.front();
            const bool digits = all_digits(before) && all_digits(here);
            const bool full = is_full(lines[i - 1], lines[i], cell);
            if (digits)
                text += full && before.size() >= std::max(here.size(), full_digits_min) ? "" : "\n";
            else if (!full || (is_digit(last) && is_digit(first)))
                text += '\n';
            else if (!is_wide(last) && !is_wide(first))
                text += ' ';
        }
        text += here;
        before = here;
    }
    return text;
}

std::string seen_text(const Glyphs& glyphs, const Box& cell) {
    const auto runs_on = [](const Glyph* glyph) { return glyph->turn == Turn::none; };
    Glyphs upright;
    std::ranges::copy_if(glyphs, std::back_inserter(upright), runs_on);
    if (!upright.empty() || glyphs.empty()) return lines_text(text_lines(std::move(upright)), cell);
    const auto turn = glyphs.front()->turn;
    std::vector<Glyph> turned;
    for (const auto* glyph : glyphs) {
        if (glyph->turn == turn) turned.push_back(turned_glyph(*glyph, turn));
    }
    Glyphs pointers;
    for (const auto& glyph : turned) pointers.push_back(&glyph);
    const auto around = turned_glyph({.box = cell}, turn).box;
    return lines_text(text_lines(std::move(pointers)), around);
}

}  // namespace

bool is_digit(const Glyph& glyph) {
    const auto character = first_character(glyph);
    return (character >= U'0' && character <= U'9') || (character >= U'０' && character <= U'９');
}

bool is_blank(const Glyph& glyph) {
    for (std::string_view rest = glyph.text; !rest.empty();) {
        const auto [character, length] = base::decode_utf8(rest);
        if (!base::is_space(character)) return false;
        rest.remove_prefix(length);
    }
    return true;
}

std::vector<TextLine> text_lines(Glyphs glyphs) {
    std::ranges::stable_sort(glyphs, {}, [](const Glyph* glyph) { return middle(*glyph); });
    std::vector<TextLine> lines;
    Glyphs line;
    float middles = 0;
    float size = 0;
    const auto finish = [&] {
        std::ranges::stable_sort(line, {}, [](const Glyph* glyph) { return glyph->box.left; });
        if (auto made = measured(std::move(line)); !made.glyphs.empty()) lines.push_back(std::move(made));
        line.clear(), middles = 0, size = 0;
    };
    for (const auto* glyph : glyphs) {
        if (!line.empty()) {
            const auto line_middle = middles / static_cast<float>(line.size());
            if (middle(*glyph) - line_middle > same_line_max * std::min(glyph->size, size)) finish();
        }
        line.push_back(glyph);
        middles += middle(*glyph);
        size = std::max(size, glyph->size);
    }
    finish();
    return lines;
}

std::vector<TextLine> cut_at_gaps(const TextLine& line, float gap) {
    std::vector<TextLine> pieces;
    Glyphs piece;
    const Glyph* before = nullptr;
    for (const auto* glyph : line.glyphs) {
        if (!is_blank(*glyph)) {
            if (before && glyph->box.left - before->box.right > gap * line.size) {
                pieces.push_back(measured(std::move(piece)));
                piece.clear();
            }
            before = glyph;
        }
        piece.push_back(glyph);
    }
    if (auto last = measured(std::move(piece)); !last.glyphs.empty()) pieces.push_back(std::move(last));
    return pieces;
}

std::vector<TextLine> cut_at_places(const TextLine& line, std::span<const float> places) {
    std::vector<TextLine> pieces;
    Glyphs piece;
    std::size_t place = 0;
    const auto finish = [&] {
        if (auto made = measured(std::move(piece)); !made.glyphs.empty()) pieces.push_back(std::move(made));
        piece.clear();
    };
    for (const auto* glyph : line.glyphs) {
        if (place < places.size() && glyph->box.left >= places[place]) finish(), ++place;
        piece.push_back(glyph);
    }
    finish();
    return pieces;
}

std::string text_of(const TextLine& line) {
    return joined(tokens_of(line), " ");
}

std::uint8_t confidence_of(const Glyphs& glyphs) {
    std::uint8_t least = 100;
    for (const auto* glyph : glyphs) {
        if (!is_blank(*glyph)) least = std::min(least, glyph->confidence);
    }
    return least;
}

std::string cell_text(const Glyphs& glyphs, const Box& cell) {
    auto text = seen_text(glyphs, cell);
    const bool doubt = std::ranges::any_of(glyphs, [](const Glyph* glyph) {
        return glyph->doubtful && (is_digit(*glyph) || is_figure(*glyph));
    });
    if (doubt) text += unreadable_character;
    return text;
}

}  // namespace ogi::extract::paged
