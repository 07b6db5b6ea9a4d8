#include "extract/text_line.h"

#include "base/utf8.h"

#include <algorithm>

namespace ogi::extract {
namespace {

bool is_invisible(char32_t c) {
    return (c >= 0x200B && c <= 0x200F) || c == 0x2060 || c == 0xFEFF || c == 0xAD;
}

bool is_wide(char32_t c) {
    return base::is_han(c) || (c >= 0x3000 && c <= 0x30FF) || (c >= 0xFF01 && c <= 0xFF60);
}

// How many bytes at the beginning are neither space nor invisible: printing ASCII and the Han characters of
// the base block, which most text is made of.
std::size_t bytes_of_plain_text(std::string_view text) {
    std::size_t at = 0;
    while (at < text.size()) {
        const auto byte = static_cast<unsigned char>(text[at]);
        if (byte > 0x20 && byte < 0x7F) {
            ++at;
        } else if (byte >= 0xE4 && byte <= 0xE9 && at + 3 <= text.size()) {
            at += 3;
        } else {
            break;
        }
    }
    return at;
}

}  // namespace

// Between characters of such a text nothing can stand but themselves.
void TextLine::put_plain(std::string_view text) {
    const auto [first, length] = base::decode_utf8(text);
    put(first);
    text.remove_prefix(length);
    if (text.empty()) return;
    text_ += text;
    for (const char c : text) characters_ += (static_cast<unsigned char>(c) & 0xC0U) != 0x80;
    const auto last = static_cast<unsigned char>(text.back()) < 0x80 ? text.size() - 1 : text.size() - 3;
    last_ = base::decode_utf8(text.substr(last)).code_point;
}

void TextLine::put(char32_t c) {
    if (!text_.empty()) {
        if (break_) {
            text_.push_back('\n');
        } else if (space_ && (hard_space_ || !line_end_ || !is_wide(last_) || !is_wide(c))) {
            text_.push_back(' ');
        }
    }
    space_ = hard_space_ = line_end_ = break_ = false;
    base::append_utf8(text_, c);
    last_ = c;
    ++characters_;
}

void TextLine::add(std::string_view text, std::optional<TextRange> place) {
    bool any = false;
    while (!text.empty()) {
        if (const auto plain = bytes_of_plain_text(text); plain > 0) {
            put_plain(text.substr(0, plain));
            text.remove_prefix(plain);
            any = true;
            continue;
        }
        const auto [c, length] = base::decode_utf8(text);
        text.remove_prefix(length);
        if (is_invisible(c)) continue;
        if (base::is_space(c)) {
            const bool from_source = c == '\n' || c == '\r' || c == '\t' || c == ' ';
            hard_space_ = hard_space_ || !from_source;
            line_end_ = line_end_ || c == '\n' || c == '\r';
            space_ = true;
            continue;
        }
        put(c);
        any = true;
    }
    if (!any || !place) return;
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
    *this = {};
    return text;
}

std::string collapse(std::string_view text) {
    TextLine line;
    line.add(text, {});
    return line.take();
}

}  // namespace ogi::extract
