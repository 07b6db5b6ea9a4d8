#include "extract/text_line.h"

#include "base/utf8.h"

#include <algorithm>
#include <array>
#include <cstdint>

namespace ogi::extract {
namespace {

bool is_invisible(char32_t c) {
    return (c >= 0x200B && c <= 0x200F) || c == 0x2060 || c == 0xFEFF || c == 0xAD;
}

bool is_wide(char32_t c) {
    return base::is_han(c) || (c >= 0x3000 && c <= 0x30FF) || (c >= 0xFF01 && c <= 0xFF60);
}

bool is_em_wide(char32_t c) {
    return c == 0x3000 || c == 0x2001 || c == 0x2003;
}

bool is_digit(char32_t c) {
    return (c >= U'0' && c <= U'9') || (c >= U'０' && c <= U'９');
}

struct PlainText {
    std::size_t bytes = 0;
    std::size_t characters = 0;
    std::size_t last = 0;  // Where the last character begins.
};

// How many bytes a character has that begins so and is neither space nor invisible: printing ASCII, and
// U+4000 to U+9FFF with the Han characters that most text is made of. 0: it may be any.
constexpr auto plain_bytes = [] {
    std::array<std::uint8_t, 256> table{};
    for (std::size_t byte = 0x21; byte <= 0x7E; ++byte) table[byte] = 1;
    for (std::size_t byte = 0xE4; byte <= 0xE9; ++byte) table[byte] = 3;
    return table;
}();

// Marks of three bytes between Chinese words: "、", "。", "“", "…", "，", "（".
bool begins_with_mark(std::string_view text) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    if (text.size() < 3) return false;
    const bool cjk = byte(0) == 0xE3 && (byte(1) != 0x80 || byte(2) != 0x80);  // Not U+3000.
    const bool general =
        byte(0) == 0xE2 && byte(1) == 0x80 && byte(2) >= 0x90 && byte(2) <= 0xA7;  // U+2010 …
    const bool full_width = byte(0) == 0xEF && byte(1) >= 0xBC;                    // U+FF00 …
    return cjk || general || full_width;
}

// What `text` begins with of such characters.
inline PlainText leading_plain_text(std::string_view text) {
    PlainText plain;
    while (plain.bytes < text.size()) {
        std::size_t bytes = plain_bytes[static_cast<unsigned char>(text[plain.bytes])];
        if (bytes == 0 && begins_with_mark(text.substr(plain.bytes))) bytes = 3;
        if (bytes == 0 || plain.bytes + bytes > text.size()) break;
        plain.last = plain.bytes;
        plain.bytes += bytes;
        ++plain.characters;
    }
    return plain;
}

bool is_source_blank(char c) {
    return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

}  // namespace

// What stands between the last character and one that begins so.
void TextLine::put_space_before(char32_t c) {
    if (!space_ && !break_) return;
    if (!text_.empty()) {
        if (break_) {
            text_.push_back('\n');
        } else if (blanks_ == Blanks::typed && width_ > 1 && is_digit(last_) && is_digit(c)) {
            text_.push_back('\n');
        } else if (space_ && (hard_space_ || !line_end_ || !is_wide(last_) || !is_wide(c))) {
            text_.push_back(' ');
        }
    }
    space_ = hard_space_ = line_end_ = break_ = false;
    width_ = 0;
}

bool TextLine::add(std::string_view text) {
    bool any = false;
    while (!text.empty()) {
        if (const auto plain = leading_plain_text(text); plain.bytes > 0) {
            put_space_before(base::decode_utf8(text).code_point);
            text_ += text.substr(0, plain.bytes);
            last_ = base::decode_utf8(text.substr(plain.last)).code_point;
            characters_ += plain.characters;
            text.remove_prefix(plain.bytes);
            any = true;
            continue;
        }
        if (is_source_blank(text.front())) {
            line_end_ = line_end_ || text.front() == '\n' || text.front() == '\r';
            space_ = true;
            ++width_;
            text.remove_prefix(1);
            continue;
        }
        const auto [c, length] = base::decode_utf8(text);
        text.remove_prefix(length);
        if (is_invisible(c)) continue;
        if (base::is_space(c)) {
            hard_space_ = true;
            space_ = true;
            width_ += is_em_wide(c) ? 2 : 1;
            continue;
        }
        put_space_before(c);
        base::append_utf8(text_, c);
        last_ = c;
        ++characters_;
        any = true;
    }
    return any;
}

void TextLine::add_place(const std::optional<TextRange>& place) {
    if (!place) return;
    if (!place_) {
        place_ = place;
    } else {
        place_->begin = std::min(place_->begin, place->begin);
        place_->end = std::max(place_->end, place->end);
    }
}

void TextLine::add_break() {
    break_ = true;
}

std::string TextLine::take() {
    auto text = std::move(text_);
    *this = TextLine{blanks_};
    return text;
}

TextSize size_without_space(std::string_view text) {
    TextSize size;
    while (!text.empty()) {
        if (const auto plain = leading_plain_text(text); plain.bytes > 0) {
            size.characters += plain.characters;
            size.bytes += plain.bytes;
            text.remove_prefix(plain.bytes);
            continue;
        }
        const auto [c, length] = base::decode_utf8(text);
        text.remove_prefix(length);
        if (is_invisible(c) || base::is_space(c)) continue;
        ++size.characters;
        size.bytes += length;
    }
    return size;
}

std::string collapse(std::string_view text) {
    if (text.empty()) return {};
    TextLine line;
    line.add(text);
    return line.take();
}

}  // namespace ogi::extract
