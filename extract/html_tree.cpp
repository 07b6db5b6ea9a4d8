#include "extract/html_tree.h"

#include "extract/gumbo_tree.h"
#include "extract/tree_builder.h"

#include <algorithm>

namespace ogi::extract {
bool find_attribute_name(std::string_view written, AttributeName& name) {
    if (written.size() > PackedName::bytes_max) return false;
    switch (PackedName::of(written)) {
        case PackedName::of("class"):
            return name = AttributeName::css_class, true;
        case PackedName::of("colspan"):
            return name = AttributeName::column_span, true;
        case PackedName::of("content"):
            return name = AttributeName::content, true;
        case PackedName::of("data"):
            return name = AttributeName::data, true;
        case PackedName::of("hidden"):
            return name = AttributeName::hidden, true;
        case PackedName::of("href"):
            return name = AttributeName::href, true;
        case PackedName::of("id"):
            return name = AttributeName::id, true;
        case PackedName::of("name"):
            return name = AttributeName::name, true;
        case PackedName::of("property"):
            return name = AttributeName::property, true;
        case PackedName::of("rel"):
            return name = AttributeName::rel, true;
        case PackedName::of("role"):
            return name = AttributeName::role, true;
        case PackedName::of("rowspan"):
            return name = AttributeName::row_span, true;
        case PackedName::of("src"):
            return name = AttributeName::src, true;
        case PackedName::of("style"):
            return name = AttributeName::style, true;
        case PackedName::of("title"):
            return name = AttributeName::title, true;
        case PackedName::of("type"):
            return name = AttributeName::type, true;
        default:
            return false;
    }
}

void close_nodes(std::vector<HtmlNode>& nodes) {
    for (auto i = static_cast<std::uint32_t>(nodes.size()); i-- > 0;) {
        auto& node = nodes[i];
        node.end = std::max(node.end, i + 1);
        auto& parent = nodes[node.parent];
        parent.end = std::max(parent.end, node.end);
    }
}

base::Result<HtmlTree> HtmlTree::parse(std::string_view text, const Limits& limits, HtmlParser parser) {
    const auto too_many = [&] {
        return base::fail(
            base::ErrorCode::too_large,
            "the page has more elements and texts than nodes_max (" + std::to_string(limits.nodes_max) + ")");
    };
    if (parser == HtmlParser::quickest) {
        auto built = build_tree(text, limits.nodes_max);
        if (built.left == LeftToGumbo::nothing) return HtmlTree{text, std::move(built.parts)};
        if (built.left == LeftToGumbo::large) return too_many();
    }
    TRY(gumbos, GumboTree::parse(text, limits));
    HtmlTree tree{text, gumbos.flatten()};
    if (tree.size() > limits.nodes_max) return too_many();
    return tree;
}

}  // namespace ogi::extract
