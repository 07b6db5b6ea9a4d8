#pragma once

#include "extract/html_tree.h"

#include <cstdint>
#include <string_view>

namespace ogi::extract {

// Why the tree builder leaves a page to Gumbo.
enum class LeftToGumbo {
    nothing,           // It does not: there is a tree.
    adoption,          // A formatting element would have to be moved into a block.
    deep,              // Nests, or keeps formatting open, beyond any reason.
    doctype,           // It matters whether the page is in quirks mode, and its doctype is none of the usual.
    foster_parenting,  // Content of a table belongs before the table.
    large,             // More than nodes_max. Gumbo's tree is no smaller.
    rare_element,      // <svg>, <template>, <frameset> …
    unsound_markup,    // The page ends within a tag, a tag is none, or text holds control characters.
};

struct BuiltTree {
    HtmlTree::Parts parts;
    LeftToGumbo left = LeftToGumbo::nothing;
    std::uint32_t at = 0;  // Where in the page it was left.
};

// The tree of a page in one pass by the rules of WHATWG HTML §13.2.6, at about a thirtieth of Gumbo's price.
//
// It knows what pages do as a rule, well or badly nested, and gives up where a tree would have to be
// rearranged. What it gives is what Gumbo 0.10.1 would give, node by node, its departures from the standard
// included but one: behind an attribute that is written twice without a value (<td nowrap nowrap colspan=2>)
// it loses the next.
BuiltTree build_tree(std::string_view page, std::size_t nodes_max = Limits{}.nodes_max);

// "adoption" and so on.
std::string_view name_of(LeftToGumbo left);

}  // namespace ogi::extract
