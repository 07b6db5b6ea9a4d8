#pragma once

#include "base/result.h"
#include "extract/read_document.h"

#include <gumbo.h>

#include <bit>
#include <cstdint>
#include <cstring>
#include <deque>
#include <memory>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace ogi::extract {

// Text range in the decoded page.
struct TextRange {
    std::uint32_t begin = 0;
    std::uint32_t end = 0;

    bool operator==(const TextRange&) const = default;
};

// The attributes that anything reads. Others are not kept.
enum class AttributeName : std::uint8_t {
    column_span,
    content,
    css_class,
    data,
    hidden,
    href,
    id,
    name,
    property,
    rel,
    role,
    row_span,
    src,
    style,
    title,
    type,
};

// A bit for each of them.
using AttributeNames = std::uint16_t;
constexpr AttributeNames bit_of(AttributeName name) {
    return static_cast<AttributeNames>(1U << static_cast<unsigned>(name));
}

struct HtmlAttribute {
    AttributeName name;
    std::string_view value;  // Character references resolved.
};

enum class HtmlKind : std::uint8_t {
    element,
    foreign,  // An element of SVG or MathML.
    text,
};

// An element or a piece of text. Comments, doctypes and templates are left out.
struct HtmlNode {
    std::string_view text;  // Of HtmlKind::text, character references resolved.
    TextRange source;       // The text or the start tag; empty where the parser supplied the element.
    std::uint32_t parent = 0;
    std::uint32_t end = 0;
    // Which attributes are its own. Elements whose tags are written alike share them: the first one's number,
    // where there are any, tells elements apart that have other attributes or another name.
    std::uint32_t first_attribute = 0;
    std::uint16_t attribute_count = 0;
    AttributeNames attribute_names = 0;
    HtmlKind kind = HtmlKind::element;
    GumboTag tag = GUMBO_TAG_UNKNOWN;  // Of elements; all that Gumbo does not know are GUMBO_TAG_UNKNOWN.
};

// The tree that HTML's rules make of a page.
//
// Nodes lie in document order, the <html> element first: the descendants of node n are n+1 … end-1, so
// nothing that reads a tree needs recursion, however deep a page nests. Valid while the text of the page
// lives.
class HtmlTree {
  public:
    // What a tree is made of. Whoever fills it sees to the order of the nodes.
    struct Parts {
        std::vector<HtmlNode> nodes;
        std::vector<HtmlAttribute> attributes;  // The attributes of a node lie side by side.
        std::deque<std::string> strings;        // What text and values point into if not into the page.
        std::shared_ptr<const void> storage;    // The same, of another kind.
    };

    // `text`: UTF-8 without NUL characters; must outlive the tree, which points into it.
    // Fails with `too_large`; the context names nodes_max, parse_memory_max or parse_time_max.
    static base::Result<HtmlTree> parse(std::string_view text, const Limits& limits, HtmlParser parser);

    HtmlTree(std::string_view text, Parts parts) : text_{text}, parts_{std::move(parts)} {}

    std::string_view text() const { return text_; }  // Of the page.
    std::uint32_t size() const { return static_cast<std::uint32_t>(parts_.nodes.size()); }
    const HtmlNode& operator[](std::size_t index) const { return parts_.nodes[index]; }
    std::size_t attribute_count() const { return parts_.attributes.size(); }  // Shared ones once.

    // The attribute's value; nullptr if the element has none.
    const std::string_view* find_attribute(std::uint32_t node, AttributeName name) const {
        const auto& of = parts_.nodes[node];
        if ((of.attribute_names & bit_of(name)) == 0) return nullptr;
        for (std::uint32_t i = 0; i < of.attribute_count; ++i) {
            const auto& attribute = parts_.attributes[of.first_attribute + i];
            if (attribute.name == name) return &attribute.value;
        }
        return nullptr;
    }
    // The same, empty if it has none.
    std::string_view attribute(std::uint32_t node, AttributeName name) const {
        const auto* const found = find_attribute(node, name);
        return found == nullptr ? std::string_view{} : *found;
    }

  private:
    std::string_view text_;
    Parts parts_;
};

// A short name of letters, whatever its case, as a number.
struct PackedName {
    static constexpr std::size_t bytes_max = 8;
    static constexpr std::uint64_t of(std::string_view name) {
        const auto bytes =
            std::is_constant_evaluated() || name.size() < 4 ? one_by_one(name) : by_halves(name);
        // Makes capitals small; no other character becomes a letter or a digit by it.
        return bytes | (bytes & 0x4040404040404040U) >> 1;
    }

  private:
    static constexpr std::uint64_t one_by_one(std::string_view name) {
        std::uint64_t bytes = 0;
        for (const char c : name) bytes = bytes << 8 | static_cast<unsigned char>(c);
        return bytes;
    }
    // The first four and the last four bytes, which may be the same in part.
    static std::uint64_t by_halves(std::string_view name) {
        const auto four_bytes = [](const char* from) {
            std::uint32_t bytes = 0;
            std::memcpy(&bytes, from, sizeof(bytes));
            return std::endian::native == std::endian::little ? __builtin_bswap32(bytes) : bytes;
        };
        const std::uint64_t first = four_bytes(name.data());
        return first << 8 * (name.size() - 4) | four_bytes(name.data() + name.size() - 4);
    }
};

// The AttributeName of an attribute as written, whatever its case; false if it is none of them.
bool find_attribute_name(std::string_view written, AttributeName& name);

// Works out every node's `end` from the parents.
void close_nodes(std::vector<HtmlNode>& nodes);

}  // namespace ogi::extract
