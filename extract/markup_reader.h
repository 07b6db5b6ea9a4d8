#pragma once

#include "extract/character_references.h"
#include "extract/html_tree.h"

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

namespace ogi::extract {

enum class MarkupKind : std::uint8_t { text, start_tag, end_tag, comment, doctype, end_of_page };

// A piece of markup as WHATWG HTML §13.2.5 cuts it, text in runs.
struct Markup {
    MarkupKind kind = MarkupKind::end_of_page;
    GumboTag tag = GUMBO_TAG_UNKNOWN;
    TextRange source;
    std::string_view text;  // Of MarkupKind::text, references resolved; of a doctype as written.
    std::vector<HtmlAttribute> attributes;  // Of a start tag; of two that are named alike the first.
};

// How text is written in which references count and tags do not, or neither does.
enum class RawText { with_references, without_references };

// Cuts a page into markup, from its beginning to its end.
class MarkupReader {
  public:
    // `strings`: where what must be rewritten is kept; must outlive what is read.
    MarkupReader(std::string_view page, std::deque<std::string>& strings)
        : page_{page},
          strings_{strings},
          has_carriage_return_{page.find('\r') != std::string_view::npos} {}

    // Valid until the next call. The reader is not `sound` afterwards if the page ends within markup or holds
    // what this reader does not know; there is no going on then.
    const Markup& next();
    bool sound() const { return sound_; }

    // The text from here to the end tag of `tag`, which next() gives then. Not `sound` if there is none.
    Markup raw_text(GumboTag tag, RawText kind);

    // A tag's attributes by name in lower case, as written, the first of those named alike.
    static std::vector<std::pair<std::string, std::string_view>> all_attributes(std::string_view tag);

  private:
    struct Attribute {
        std::string_view name;
        std::string_view value;
    };

    const Markup& read_text();
    const Markup& read_tag(MarkupKind kind, std::size_t name_begin);
    const Markup& read_declaration();
    const Markup& finish(MarkupKind kind, std::size_t end);
    // The next attribute of the tag being read; false at its end, where `at_` is behind the '>'.
    bool read_attribute(Attribute& attribute);
    void keep(const Attribute& attribute);
    // `written` is a part of the page that does not begin before those asked about so far.
    std::string_view resolved(std::string_view written, ReferenceContext context);
    bool begins_markup(std::size_t at) const;
    const Markup& fail() {
        sound_ = false;
        return finish(MarkupKind::end_of_page, page_.size());
    }

    std::string_view page_;
    std::deque<std::string>& strings_;
    CharacterReferences references_;
    Markup markup_;
    std::size_t at_ = 0;
    std::size_t special_ = 0;  // Nothing needs to be resolved from the last text asked about up to here.
    bool has_carriage_return_;
    bool sound_ = true;
};

}  // namespace ogi::extract
