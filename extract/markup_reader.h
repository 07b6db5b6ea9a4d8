#pragma once

#include "extract/character_references.h"
#include "extract/html_tree.h"
#include "extract/known_tags.h"

#include <cstdint>
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
    // Of a start tag, among HtmlTree::Parts::attributes; of two that are named alike the first.
    std::uint32_t first_attribute = 0;
    std::uint16_t attribute_count = 0;
    AttributeNames attribute_names = 0;
};

// How text is written in which references count and tags do not, or neither does.
enum class RawText { with_references, without_references };

// Cuts a page into markup, from its beginning to its end.
class MarkupReader {
  public:
    // `parts`: takes the attributes, and strings for what must be rewritten; must outlive what is read.
    // `known_tags`: those of the same page and parts.
    MarkupReader(std::string_view page, HtmlTree::Parts& parts, KnownTags& known_tags)
        : page_{page},
          parts_{parts},
          known_tags_{known_tags},
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
        bool special = false;  // As TextScan::special.
    };

    const Markup& read_text();
    const Markup& read_tag(MarkupKind kind);
    const Markup& read_new_tag(MarkupKind kind);
    const Markup& repeat(const KnownTag& known, MarkupKind kind);
    const Markup& read_declaration();
    const Markup& finish(MarkupKind kind, std::size_t end);
    // Looks for the next attribute of a tag from `at` on, which is moved behind it; at the tag's end behind
    // the '>'.
    enum class Scanned : std::uint8_t { attribute, end_of_tag, end_of_page };
    static Scanned scan_attribute(std::string_view page, std::size_t& at, Attribute& attribute);
    void keep(const Attribute& attribute);
    // Of what is special, or holds a carriage return.
    std::string_view resolved(std::string_view written, ReferenceContext context);
    bool begins_markup(std::size_t at) const;
    const Markup& fail() {
        sound_ = false;
        return finish(MarkupKind::end_of_page, page_.size());
    }

    std::string_view page_;
    HtmlTree::Parts& parts_;
    KnownTags& known_tags_;
    CharacterReferences references_;
    Markup markup_;
    std::size_t at_ = 0;
    bool has_carriage_return_;
    bool sound_ = true;
};

}  // namespace ogi::extract
