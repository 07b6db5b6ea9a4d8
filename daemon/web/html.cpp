#include "daemon/web/html.h"

#include "base/utf8.h"
#include "extract/source_view.h"

namespace ogi::daemon {

namespace {

// Marks, embeddings, overrides and isolates of the bidirectional algorithm: with them a name could show
// something else than it says.
bool turns_direction(char32_t c) {
    return c == 0x061C || c == 0x200E || c == 0x200F || (c >= 0x202A && c <= 0x202E) ||
           (c >= 0x2066 && c <= 0x2069);
}

bool is_control(char32_t c) {
    return (c < 0x20 && c != '\n' && c != '\t') || (c >= 0x7F && c < 0xA0);
}

std::string_view entity_of(char32_t c) {
    switch (c) {
        case '&':
            return "&amp;";
        case '<':
            return "&lt;";
        case '>':
            return "&gt;";
        case '"':
            return "&quot;";
        case '\'':
            return "&#39;";
        default:
            return {};
    }
}

void escape(std::string& out, std::string_view text) {
    while (!text.empty()) {
        const auto [c, length] = base::decode_utf8(text);
        if (const auto entity = entity_of(c); !entity.empty()) {
            out += entity;
        } else if (is_control(c) || turns_direction(c)) {
            base::append_utf8(out, base::replacement_character);
        } else {
            base::append_utf8(out, c);
        }
        text.remove_prefix(length);
    }
}

}  // namespace

Html& Html::raw(Literal markup) {
    out_ += markup.text();
    return *this;
}

Html& Html::text(std::string_view utf8) {
    escape(out_, utf8);
    return *this;
}

Html& Html::open(Literal tag, Attributes attributes) {
    out_ += '<';
    out_ += tag.text();
    for (const auto& [name, value] : attributes) {
        out_ += ' ';
        out_ += name.text();
        out_ += "=\"";
        escape(out_, value);
        out_ += '"';
    }
    out_ += '>';
    return *this;
}

Html& Html::close(Literal tag) {
    out_ += "</";
    out_ += tag.text();
    out_ += '>';
    return *this;
}

Html& Html::element(Literal tag, std::string_view text, Attributes attributes) {
    return open(tag, attributes).text(text).close(tag);
}

Html& Html::link(std::string_view target, std::string_view text) {
    return element("a", text, {{"href", target}});
}

Html& Html::made_anew(const extract::SourceView& view) {
    out_ += view.html;
    return *this;
}

Html& Html::add(const Html& other) {
    out_ += other.out_;
    return *this;
}

}  // namespace ogi::daemon
