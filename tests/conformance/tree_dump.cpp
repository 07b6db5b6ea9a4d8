#include "tests/conformance/tree_dump.h"

#include <algorithm>
#include <map>
#include <span>

namespace ogi::conformance {
namespace {

std::span<const GumboNode* const> nodes_of(const GumboVector& vector) {
    return {reinterpret_cast<const GumboNode* const*>(vector.data), vector.length};
}

class Dump {
  public:
    std::string take() {
        end_text();
        return std::move(out_);
    }

    void children(const GumboVector& vector, std::size_t depth) {
        for (const auto* child : nodes_of(vector)) node(*child, depth);
        end_text();
    }
    void doctype(const GumboDocument& document) {
        if (!document.has_doctype) return;
        std::string text = "<!DOCTYPE " + std::string{document.name};
        const std::string public_id = document.public_identifier;
        const std::string system_id = document.system_identifier;
        if (!public_id.empty() || !system_id.empty()) {
            text.append(" \"").append(public_id).append("\" \"").append(system_id).append("\"");
        }
        line(0, text + ">");
    }

  private:
    // Text nodes side by side are one to the suite; Gumbo keeps white space and references apart.
    void node(const GumboNode& node, std::size_t depth) {
        switch (node.type) {
            case GUMBO_NODE_TEXT:
            case GUMBO_NODE_CDATA:
            case GUMBO_NODE_WHITESPACE:
                text_ += node.v.text.text;
                text_depth_ = depth;
                return;
            case GUMBO_NODE_COMMENT:
                end_text();
                return line(depth, "<!-- " + std::string{node.v.text.text} + " -->");
            case GUMBO_NODE_ELEMENT:
            case GUMBO_NODE_TEMPLATE:
                end_text();
                return element(node, depth);
            case GUMBO_NODE_DOCUMENT:
                return;
        }
    }

    void element(const GumboNode& node, std::size_t depth) {
        line(depth, "<" + name_of(node.v.element) + ">");
        std::map<std::string, std::string> attributes;
        const auto& list = node.v.element.attributes;
        for (unsigned i = 0; i < list.length; ++i) {
            const auto& attribute = *static_cast<const GumboAttribute*>(list.data[i]);
            attributes[prefix_of(attribute) + attribute.name] = attribute.value;
        }
        for (const auto& [name, value] : attributes) {
            line(depth + 1, std::string{name}.append("=\"").append(value).append("\""));
        }
        if (node.type == GUMBO_NODE_TEMPLATE) {
            line(depth + 1, "content");
            ++depth;
        }
        children(node.v.element.children, depth + 1);
    }

    static std::string prefix_of(const GumboAttribute& attribute) {
        switch (attribute.attr_namespace) {
            case GUMBO_ATTR_NAMESPACE_NONE:
                return "";
            case GUMBO_ATTR_NAMESPACE_XLINK:
                return "xlink ";
            case GUMBO_ATTR_NAMESPACE_XML:
                return "xml ";
            case GUMBO_ATTR_NAMESPACE_XMLNS:
                return "xmlns ";
        }
        return "";
    }

    static std::string name_of(const GumboElement& element) {
        auto original = element.original_tag;
        gumbo_tag_from_original_text(&original);
        std::string name{original.data == nullptr ? "" : original.data, original.length};
        std::ranges::transform(name, name.begin(),
                               [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
        if (element.tag != GUMBO_TAG_UNKNOWN) name = gumbo_normalized_tagname(element.tag);
        if (element.tag_namespace == GUMBO_NAMESPACE_MATHML) return "math " + name;
        if (element.tag_namespace != GUMBO_NAMESPACE_SVG) return name;
        const char* const svg = gumbo_normalize_svg_tagname(&original);
        return "svg " + (svg == nullptr ? name : std::string{svg});
    }

    void end_text() {
        if (!text_.empty()) line(text_depth_, "\"" + text_ + "\"");
        text_.clear();
    }
    void line(std::size_t depth, const std::string& text) {
        out_.append("| ").append(2 * depth, ' ').append(text).append("\n");
    }

    std::string out_;
    std::string text_;
    std::size_t text_depth_ = 0;
};

}  // namespace

std::string tree_dump(const GumboNode& document) {
    Dump dump;
    dump.doctype(document.v.document);
    dump.children(document.v.document.children, 0);
    return dump.take();
}

}  // namespace ogi::conformance
