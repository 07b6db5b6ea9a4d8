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

}  // namespace

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
