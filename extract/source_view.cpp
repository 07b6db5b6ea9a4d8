#include "extract/source_view.h"

#include "base/utf8.h"
#include "extract/charset.h"
#include "extract/html_tree.h"
#include "extract/office/docx_reader.h"
#include "extract/sniff.h"
#include "extract/visible_tree.h"

#include <algorithm>
#include <optional>
#include <vector>

namespace ogi::extract {
namespace {

using model::ByteRange;

// What an element becomes. `nothing`: its content alone.
enum class Shape { nothing, block, heading, item, preserved, table, caption, row_group, row, cell };

struct ShapeTags {
    std::string_view open;
    std::string_view close;
};

ShapeTags tags_of(Shape shape) {
    switch (shape) {
        case Shape::nothing:
        case Shape::cell:  // Written with its spans.
            return {};
        case Shape::block:
            return {"<div>", "</div>"};
        case Shape::heading:
            return {R"(<div class="heading">)", "</div>"};
        case Shape::item:
            return {R"(<div class="item">)", "</div>"};
        case Shape::preserved:
            return {R"(<div class="preserved">)", "</div>"};
        case Shape::table:
            return {"<table>", "</table>"};
        case Shape::caption:
            return {"<caption>", "</caption>"};
        case Shape::row_group:
            return {"<tbody>", "</tbody>"};
        case Shape::row:
            return {"<tr>", "</tr>"};
    }
    return {};
}

bool overlap(ByteRange a, ByteRange b) {
    return std::max(a.begin, b.begin) < std::min(a.end, b.end);
}

// Writes what it is told, and remembers whether there is room for more.
class ViewWriter {
  public:
    void markup(std::string_view text) { view_.html += text; }

    void text(std::string_view text) {
        while (!text.empty()) {
            const auto decoded = base::decode_utf8(text);
            add(decoded.code_point, text.substr(0, decoded.length));
            text.remove_prefix(decoded.length);
        }
    }

    void mark(std::string_view text) {
        markup(view_.found ? "<mark>" : R"(<mark id="cell">)");
        this->text(text);
        markup("</mark>");
        view_.found = true;
        view_.marked += text;
    }

    bool full() const { return view_.html.size() >= view_bytes_max; }
    SourceView& view() { return view_; }

  private:
    // Control characters and those that turn the direction of what follows would show another text than the
    // bytes say.
    static bool misleads(char32_t c) {
        const bool control = (c < U' ' && c != U'\n' && c != U'\t') || (c >= 0x7F && c < 0xA0);
        const bool turns = c == 0x061C || c == 0x200E || c == 0x200F || (c >= 0x202A && c <= 0x202E) ||
                           (c >= 0x2066 && c <= 0x2069);
        return control || turns;
    }

    void add(char32_t c, std::string_view bytes) {
        if (c == U'<')
            markup("&lt;");
        else if (c == U'>')
            markup("&gt;");
        else if (c == U'&')
            markup("&amp;");
        else if (c == U'\r')
            return;
        else if (misleads(c))
            markup("\uFFFD");
        else
            markup(bytes);
    }

    SourceView view_;
};

// Makes a page anew from what a reader can see of it.
class PageView {
  public:
    PageView(const VisibleTree& tree, const OffsetMap& offsets, ByteRange marked)
        : tree_{tree}, offsets_{offsets}, marked_{marked} {}

    SourceView write() {
        for (std::uint32_t i = 0; i < tree_.size(); ++i) {
            while (!open_.empty() && open_.back().end <= i) close();
            if (out_.full()) {
                out_.view().cut = true;
                break;
            }
            if (tree_[i].text) {
                write_text(i);
            } else {
                begin(i);
            }
        }
        while (!open_.empty()) close();
        return std::move(out_.view());
    }

  private:
    struct Open {
        std::uint32_t node;
        std::uint32_t end;
        Shape shape;
        bool written;
    };

    // Rows and cells are such only where they stand in a table: elsewhere a browser would drop their tags.
    Shape shape_of(std::uint32_t i) const {
        const auto around = enclosing();
        switch (tree_[i].flow) {
            case Flow::inline_text:
            case Flow::line_break:
                return Shape::nothing;
            case Flow::block:
                if (tree_[i].tag == GUMBO_TAG_CAPTION)
                    return around == Shape::table ? Shape::caption : Shape::block;
                return keeps_lines(tree_[i].tag) ? Shape::preserved : Shape::block;
            case Flow::heading:
                return Shape::heading;
            case Flow::list_item:
                return Shape::item;
            case Flow::table:
                return Shape::table;
            case Flow::row_group:
                return around == Shape::table ? Shape::row_group : Shape::nothing;
            case Flow::row:
                return around == Shape::table || around == Shape::row_group ? Shape::row : Shape::block;
            case Flow::cell:
                return around == Shape::row ? Shape::cell : Shape::block;
        }
        return Shape::nothing;
    }

    static bool keeps_lines(GumboTag tag) {
        return tag == GUMBO_TAG_PRE || tag == GUMBO_TAG_LISTING || tag == GUMBO_TAG_XMP ||
               tag == GUMBO_TAG_PLAINTEXT;
    }

    Shape enclosing() const { return open_.empty() ? Shape::nothing : open_.back().shape; }

    // Content of a table that stands in none of its cells would be shown before the table.
    bool between_cells() const {
        const auto shape = enclosing();
        return shape == Shape::table || shape == Shape::row_group || shape == Shape::row;
    }

    void begin(std::uint32_t i) {
        const auto& node = tree_[i];
        if (node.flow == Flow::line_break) {
            if (!between_cells()) write_open(), out_.markup("<br>");
            return;
        }
        const auto shape = shape_of(i);
        if (shape == Shape::nothing || open_.size() >= view_depth_max) return;
        if (between_cells() && (shape == Shape::block || shape == Shape::heading || shape == Shape::item))
            return;
        open_.push_back({i, node.end, shape, false});
        if (shape != Shape::cell) return;
        write_open();
        // A cell that shows nothing is known by its tag.
        const auto place = tree_.place(i);
        if (!place || marked_.begin == marked_.end) return;
        const auto tag = offsets_.bytes(place->begin, place->end);
        if (tag.begin <= marked_.begin && marked_.end <= tag.end) out_.mark("");
    }

    void close() {
        const auto last = open_.back();
        open_.pop_back();
        if (!last.written) return;
        if (last.shape == Shape::cell) {
            out_.markup(tree_[last.node].tag == GUMBO_TAG_TH ? "</th>" : "</td>");
        } else {
            out_.markup(tags_of(last.shape).close);
        }
    }

    // What holds no text shows nothing and is left out.
    void write_open() {
        for (auto& one : open_) {
            if (one.written) continue;
            one.written = true;
            if (one.shape == Shape::cell) {
                out_.markup(tree_[one.node].tag == GUMBO_TAG_TH ? "<th" : "<td");
                write_span(one.node, AttributeName::column_span, "colspan");
                write_span(one.node, AttributeName::row_span, "rowspan");
                out_.markup(">");
            } else {
                out_.markup(tags_of(one.shape).open);
            }
        }
    }

    void write_span(std::uint32_t i, AttributeName name, std::string_view written) {
        constexpr int span_max = 100;
        const auto value = tree_.attribute(i, name);
        int span = 0;
        for (const char c : value.substr(0, 3)) {
            if (c < '0' || c > '9') break;
            span = span * 10 + (c - '0');
        }
        if (span < 2) return;
        out_.markup(" " + std::string{written} + "=\"" + std::to_string(std::min(span, span_max)) + "\"");
    }

    bool is_marked(TextRange range) const { return overlap(offsets_.bytes(range.begin, range.end), marked_); }

    void write_text(std::uint32_t i) {
        const auto text = tree_.text(i);
        const auto place = tree_.place(i);
        if (between_cells() || (!place && open_.empty())) return;
        if (!place && !open_.back().written) return;  // White space before anything.
        write_open();
        if (!place || !is_marked(*place)) return out_.text(text);
        write_marked(text, *place);
    }

    // Of a text of which only a part is meant that part, where each character stands there as it is written.
    void write_marked(std::string_view text, TextRange place) {
        const auto bytes = offsets_.bytes(place.begin, place.end);
        const auto inner = base::trim(text);
        const auto before = static_cast<std::size_t>(inner.data() - text.data());
        std::size_t from = 0, size = inner.size();
        const bool as_written = bytes.end - bytes.begin == inner.size() && place.end - place.begin == size;
        if (as_written) {
            from = std::max(bytes.begin, marked_.begin) - bytes.begin;
            size = std::min(bytes.end, marked_.end) - bytes.begin - from;
        }
        out_.text(text.substr(0, before + from));
        out_.mark(inner.substr(from, size));
        out_.text(text.substr(before + from + size));
    }

    const VisibleTree& tree_;
    const OffsetMap& offsets_;
    ByteRange marked_;
    std::vector<Open> open_;
    ViewWriter out_;
};

// Where a byte of the body is in the text: the first character that begins there or behind.
std::size_t text_at(const DecodedText& decoded, std::uint32_t byte) {
    std::size_t low = 0, high = decoded.text.size();
    while (low < high) {
        const auto middle = (low + high) / 2;
        if (decoded.offsets.byte_at(static_cast<std::uint32_t>(middle)) < byte) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    while (low < decoded.text.size() && (static_cast<unsigned char>(decoded.text[low]) & 0xC0U) == 0x80)
        ++low;
    return low;
}

SourceView view_text(const DecodedText& decoded, ByteRange marked) {
    ViewWriter out;
    const auto text = decoded.text.substr(0, view_bytes_max);
    out.view().cut = text.size() < decoded.text.size();
    const auto begin = marked.begin < marked.end ? std::min(text_at(decoded, marked.begin), text.size()) : 0;
    const auto end = marked.begin < marked.end ? std::min(text_at(decoded, marked.end), text.size()) : 0;
    out.markup(R"(<div class="preserved">)");
    out.text(text.substr(0, begin));
    if (begin < end) out.mark(text.substr(begin, end - begin));
    out.text(text.substr(end));
    out.markup("</div>");
    return std::move(out.view());
}

}  // namespace

base::Result<SourceView> view_source(std::string_view body, std::string_view content_type, ByteRange marked,
                                     const Limits& limits) {
    if (sniff(body).kind != BodyKind::text)
        return base::fail(base::ErrorCode::malformed, "it is neither a page nor a text");
    if (body.size() > limits.body_bytes_max)
        return base::fail(base::ErrorCode::too_large, "it has more than body_bytes_max bytes");
    const auto decoded = decode_body(body, content_type);
    if (is_word_xml(decoded.text)) return base::fail(base::ErrorCode::malformed, "it is a Word document");
    if (!looks_like_html(decoded.text)) return view_text(decoded, marked);
    TRY(html, HtmlTree::parse(decoded.text, limits, HtmlParser::quickest));
    const VisibleTree tree{html};
    return PageView{tree, decoded.offsets, marked}.write();
}

}  // namespace ogi::extract
