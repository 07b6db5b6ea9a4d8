#pragma once

#include "base/result.h"
#include "extract/html_tree.h"
#include "extract/read_document.h"

#include <gumbo.h>

#include <memory>
#include <string_view>

namespace ogi::extract {

// The tree Gumbo makes of a page, however broken that is, bounded in memory and time.
//
// Gumbo 0.10.1 is quadratic or worse on some nestings, crashes when memory ends and frees its trees
// recursively. So it allocates from an arena that is dropped as a whole, and parsing is left from inside the
// allocator when a limit is reached. Nodes are valid while this object and the text live.
class GumboTree {
  public:
    // `text`: UTF-8 without NUL characters. Fails as HtmlTree::parse.
    static base::Result<GumboTree> parse(std::string_view text, const Limits& limits);

    const GumboNode* root() const { return root_; }  // The <html> element.

    // The tree as it is read; it keeps what it needs of this one.
    HtmlTree::Parts flatten() const;

  private:
    class Arena;
    GumboTree(std::shared_ptr<const Arena> arena, const GumboNode* root, std::string_view text)
        : arena_{std::move(arena)}, root_{root}, text_{text} {}

    std::shared_ptr<const Arena> arena_;
    const GumboNode* root_;
    std::string_view text_;
};

}  // namespace ogi::extract
