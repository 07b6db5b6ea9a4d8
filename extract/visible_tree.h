#pragma once

#include "extract/html_tree.h"
#include "extract/page_marks.h"
#include "model/document.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ogi::extract {

// How an element shapes the text in it.
enum class Flow : std::uint8_t {
    inline_text,
    line_break,
    block,
    heading,
    list_item,
    table,
    row_group,
    row,
    cell
};

// A node of a page. Nodes lie in document order, so the descendants of node n are n+1 … end-1 and nothing
// that reads a tree needs recursion, however deep a page nests.
struct VisibleNode {
    std::uint32_t html = 0;  // Which node of the HtmlTree.
    std::uint32_t parent = 0;
    std::uint32_t end = 0;
    GumboTag tag = GUMBO_TAG_UNKNOWN;
    Flow flow = Flow::inline_text;
    bool text = false;            // A text node; otherwise an element.
    bool raised = false;          // In a <sup> or the like: set as the mark of a footnote is.
    bool body_container = false;  // A content container by its id or class.
};

// An element that is no content by its name, id or class.
struct ChromeElement {
    std::uint32_t node;
    ChromeKind kind;
};

// What a reader of a page can take as said: without scripts, styles, comments, form controls, hidden elements
// and text that is struck out.
class VisibleTree {
  public:
    // `tree` must outlive this.
    explicit VisibleTree(const HtmlTree& tree);

    const std::vector<VisibleNode>& nodes() const { return nodes_; }
    const VisibleNode& operator[](std::size_t index) const { return nodes_[index]; }
    std::uint32_t size() const { return static_cast<std::uint32_t>(nodes_.size()); }

    // In document order.
    const std::vector<std::uint32_t>& body_containers() const { return body_containers_; }
    const std::vector<ChromeElement>& chrome() const { return chrome_; }

    std::string_view attribute(std::uint32_t index, AttributeName name) const {
        return html_->attribute(nodes_[index].html, name);
    }

    // A text node's text. The mark of a footnote, digits in a <sup>, stays apart from the figure it is set
    // to: 1052<sup>1</sup> is "1052" and "¹".
    std::string_view text(std::uint32_t index) const {
        return nodes_[index].raised ? raised_text(index) : (*html_)[nodes_[index].html].text;
    }

    // Where a node's text or start tag lies in the page; empty for elements that the parser supplied.
    TextRange source(std::uint32_t index) const { return (*html_)[nodes_[index].html].source; }
    // Where a text node's text, without white space at its ends, or an element's start tag lies in the page.
    // Elements that the parser supplied have none.
    std::optional<TextRange> place(std::uint32_t index) const;

  private:
    std::string_view raised_text(std::uint32_t index) const;

    const HtmlTree* html_;
    std::vector<VisibleNode> nodes_;
    std::vector<std::uint32_t> body_containers_;
    std::vector<ChromeElement> chrome_;
    std::map<std::uint32_t, std::string> footnote_marks_;  // And what stands for form controls; by node.
};

}  // namespace ogi::extract
