#include "extract/html_tree.h"

#include "extract/gumbo_tree.h"
#include "extract/tree_builder.h"

#include <algorithm>

namespace ogi::extract {
namespace {

constexpr std::size_t attribute_name_bytes_max = 8;

// Up to eight bytes as a number, in lower case.
constexpr std::uint64_t packed(std::string_view name) {
    std::uint64_t bytes = 0;
    for (const char c : name) {
        const auto lower = c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c;
        bytes = bytes << 8 | static_cast<unsigned char>(lower);
    }
    return bytes;
}

}  // namespace

bool find_attribute_name(std::string_view written, AttributeName& name) {
    if (written.size() > attribute_name_bytes_max) return false;
    switch (packed(written)) {
        case packed("class"):
            return name = AttributeName::css_class, true;
        case packed("colspan"):
            return name = AttributeName::column_span, true;
        case packed("content"):
            return name = AttributeName::content, true;
        case packed("data"):
            return name = AttributeName::data, true;
        case packed("hidden"):
            return name = AttributeName::hidden, true;
        case packed("href"):
            return name = AttributeName::href, true;
        case packed("id"):
            return name = AttributeName::id, true;
        case packed("name"):
            return name = AttributeName::name, true;
        case packed("property"):
            return name = AttributeName::property, true;
        case packed("rel"):
            return name = AttributeName::rel, true;
        case packed("role"):
            return name = AttributeName::role, true;
        case packed("rowspan"):
            return name = AttributeName::row_span, true;
        case packed("src"):
            return name = AttributeName::src, true;
        case packed("style"):
            return name = AttributeName::style, true;
        case packed("title"):
            return name = AttributeName::title, true;
        case packed("type"):
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
