#include "extract/line_reader.h"

#include "extract/table_shape.h"
#include "extract/text_line.h"

namespace ogi::extract {
namespace {

using model::BlockKind;

class LineReader {
  public:
    LineReader(const VisibleTree& tree, const Limits& limits)
        : tree_{tree}, text_bytes_max_{limits.text_bytes_max}, is_data_table_{find_data_tables(tree)} {}

    PageLines read() {
        for (std::uint32_t i = 0; i < tree_.size() && !out_.cut;) {
            while (!open_.empty() && tree_[open_.back().node].end <= i) leave();
            i = enter(i);
        }
        flush();
        return std::move(out_);
    }

  private:
    struct Open {
        std::uint32_t node;
        BlockKind outer_kind;
        bool block;
        bool link;
    };

    // Returns the node to go on with.
    std::uint32_t enter(std::uint32_t i) {
        const auto& node = tree_[i];
        if (node.text) {
            add_text(i);
            return i + 1;
        }
        if (node.flow == Flow::line_break) {
            line_.add_break();
            return i + 1;
        }
        if (node.flow == Flow::table && is_data_table_[i]) {
            add_table(i);
            return node.end;
        }
        const bool block = node.flow != Flow::inline_text || node.body_container;
        const bool link = node.tag == GUMBO_TAG_A;
        if (block) flush();
        if (block || link) open_.push_back({i, kind_, block, link});
        links_ += link;
        switch (node.flow) {
            case Flow::heading:
                kind_ = BlockKind::heading;
                break;
            case Flow::list_item:
                kind_ = BlockKind::list_item;
                break;
            case Flow::cell:
                kind_ = BlockKind::paragraph;
                break;
            case Flow::inline_text:
            case Flow::line_break:
            case Flow::block:
            case Flow::table:
            case Flow::row_group:
            case Flow::row:
                break;
        }
        return i + 1;
    }

    void leave() {
        const auto& left = open_.back();
        if (left.block) flush();
        kind_ = left.outer_kind;
        links_ -= left.link;
        open_.pop_back();
    }

    void add_text(std::uint32_t i) {
        const bool first = line_.empty();
        const auto before = line_.characters();
        if (line_.add(tree_.text(i))) line_.add_place(tree_.place(i));
        if (first && !line_.empty()) first_node_ = i;
        if (links_ > 0) link_characters_ += line_.characters() - before;
    }

    void flush() {
        const auto characters = line_.characters();
        const auto place = line_.place();
        auto text = line_.take();
        if (!text.empty() && has_room(text.size())) {
            out_.lines.push_back({kind_, std::move(text), first_node_, place, characters, link_characters_});
        }
        link_characters_ = 0;
    }

    void add_table(std::uint32_t i) {
        flush();
        Line line{
            .kind = BlockKind::grid, .text = {}, .node = i, .place = tree_.place(i).value_or(TextRange{})};
        std::size_t bytes = 0;
        std::uint32_t link_end = 0;
        std::uint32_t furthest = i;  // The text that stands last in the page.
        for (auto inner = i + 1; inner < tree_[i].end;) {
            const auto& node = tree_[inner];
            if (!node.text && node.tag == GUMBO_TAG_CAPTION) {
                inner = add_caption(inner);
                continue;
            }
            if (!node.text && node.tag == GUMBO_TAG_A) link_end = node.end;
            if (node.text) {
                const auto size = size_without_space(tree_.text(inner));
                line.characters += size.characters;
                if (inner < link_end) line.link_characters += size.characters;
                bytes += size.bytes;
                if (size.characters > 0 && tree_.source(inner).end > tree_.source(furthest).end)
                    furthest = inner;
            }
            ++inner;
        }
        if (const auto last = tree_.place(furthest)) line.place.end = std::max(line.place.end, last->end);
        if (has_room(bytes)) out_.lines.push_back(std::move(line));
    }

    // A caption is read before its table. Returns the node after it.
    std::uint32_t add_caption(std::uint32_t caption) {
        for (auto i = caption + 1; i < tree_[caption].end; ++i) {
            if (tree_[i].text) add_text(i);
        }
        flush();
        return tree_[caption].end;
    }

    bool has_room(std::size_t bytes) {
        if (bytes > text_bytes_max_ - bytes_used_) out_.cut = true;
        if (!out_.cut) bytes_used_ += bytes;
        return !out_.cut;
    }

    const VisibleTree& tree_;
    std::size_t text_bytes_max_;
    std::vector<bool> is_data_table_;
    std::vector<Open> open_;
    PageLines out_;
    TextLine line_;
    BlockKind kind_ = BlockKind::paragraph;
    std::uint32_t first_node_ = 0;
    std::size_t link_characters_ = 0;
    int links_ = 0;
    std::size_t bytes_used_ = 0;
};

}  // namespace

PageLines read_lines(const VisibleTree& tree, const Limits& limits) {
    return LineReader{tree, limits}.read();
}

}  // namespace ogi::extract
