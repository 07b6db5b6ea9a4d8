#pragma once

#include "base/result.h"
#include "extract/read_document.h"

#include <gumbo.h>

#include <memory>
#include <string_view>

namespace ogi::extract {

// The tree Gumbo makes of a page, bounded in memory and time.
//
// Gumbo 0.10.1 is quadratic or worse on some nestings, crashes when memory ends and frees its trees
// recursively. So it allocates from an arena that is dropped as a whole, and parsing is left from inside the
// allocator when a limit is reached. Nodes are valid while this object and the text live.
class HtmlTree {
  public:
    // `text`: UTF-8 without NUL characters; must outlive the tree, which points into it.
    // Fails with `too_large`; the context names parse_memory_max or parse_time_max.
    static base::Result<HtmlTree> parse(std::string_view text, const Limits& limits);

    HtmlTree(HtmlTree&&) noexcept;
    HtmlTree& operator=(HtmlTree&&) noexcept;
    ~HtmlTree();

    const GumboNode* root() const { return root_; }  // The <html> element.
    std::string_view text() const { return text_; }

  private:
    class Arena;
    HtmlTree(std::unique_ptr<Arena> arena, const GumboNode* root, std::string_view text);

    std::unique_ptr<Arena> arena_;
    const GumboNode* root_;
    std::string_view text_;
};

}  // namespace ogi::extract
