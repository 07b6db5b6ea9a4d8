#include "extract/office/xml_part.h"

#include "base/utf8.h"

#include <algorithm>
#include <charconv>
#include <vector>

namespace ogi::extract {
namespace {

using base::ErrorCode;
using namespace std::string_view_literals;

struct Namespace {
    std::string_view uri;
    std::string_view prefix;
};

// ECMA-376 part 1 (transitional and strict), and what Microsoft added. Without a prefix: the parts of sheets.
constexpr Namespace namespaces[] = {
    {"http://schemas.openxmlformats.org/wordprocessingml/2006/main", "w"},
    {"http://purl.oclc.org/ooxml/wordprocessingml/main", "w"},
    {"http://schemas.microsoft.com/office/word/2003/wordml", "w"},
    {"http://schemas.microsoft.com/office/word/2003/auxHint", "wx"},
    {"http://schemas.openxmlformats.org/officeDocument/2006/relationships", "r"},
    {"http://purl.oclc.org/ooxml/officeDocument/relationships", "r"},
    {"http://schemas.openxmlformats.org/markup-compatibility/2006", "mc"},
    {"http://schemas.openxmlformats.org/officeDocument/2006/math", "m"},
    {"http://purl.oclc.org/ooxml/officeDocument/math", "m"},
    {"http://schemas.microsoft.com/office/2006/xmlPackage", "pkg"},
    {"http://schemas.openxmlformats.org/spreadsheetml/2006/main", ""},
    {"http://purl.oclc.org/ooxml/spreadsheetml/main", ""},
    {"http://schemas.openxmlformats.org/package/2006/relationships", ""},
    {"http://schemas.openxmlformats.org/package/2006/metadata/core-properties", "cp"},
    {"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties", "ep"},
    {"http://purl.org/dc/elements/1.1/", "dc"},
    {"http://purl.org/dc/terms/", "dcterms"},
};
// In front of a prefix that is one of those above and means something else in a file.
constexpr std::string_view foreign = "other-";

struct Declared {
    std::string_view prefix;
    const Namespace* known;  // nullptr: none of those above.
    std::size_t depth;
};

// "it nests more than xml_depth_max (256)"
std::string over(std::string_view what, std::string_view limit, std::size_t value) {
    return std::string{what}.append(" more than ").append(limit).append(" (") + std::to_string(value) + ")";
}

std::string_view prefix_of(std::string_view name) {
    const auto colon = name.find(':');
    return colon == name.npos ? std::string_view{} : name.substr(0, colon);
}

std::string_view local_name(std::string_view name) {
    return name.substr(name.find(':') + 1);
}

// Gives the names of one tree their usual prefixes, and leaves one choice of every AlternateContent.
class Renaming {
  public:
    explicit Renaming(const Limits& limits) : limits_{limits} {}

    // What is wrong with the tree; empty if nothing is.
    std::string walk(pugi::xml_node root) {
        auto node = root;
        std::size_t depth = 1;
        while (node) {
            if (depth > limits_.xml_depth_max)
                return over("it nests", "xml_depth_max", limits_.xml_depth_max);
            if (node.type() == pugi::node_element) rename(node, depth);
            if (declared_.size() > limits_.xml_namespaces_max)
                return over("it declares namespaces,", "xml_namespaces_max", limits_.xml_namespaces_max);
            if (node.first_child()) {
                node = node.first_child(), ++depth;
                continue;
            }
            while (node != root && !node.next_sibling()) node = node.parent(), --depth;
            if (node == root) break;
            node = node.next_sibling();
        }
        return {};
    }

  private:
    void declare(std::string_view prefix, std::string_view uri, std::size_t depth) {
        const auto* const known = std::ranges::find(namespaces, uri, &Namespace::uri);
        declared_.push_back({prefix, known == std::end(namespaces) ? nullptr : known, depth});
    }

    void rename(pugi::xml_node node, std::size_t depth) {
        while (!declared_.empty() && declared_.back().depth >= depth) declared_.pop_back();
        for (const auto each : node.attributes()) {
            const std::string_view name = each.name();
            if (name == "xmlns"sv) {
                declare({}, each.value(), depth);
            } else if (name.starts_with("xmlns:"sv)) {
                declare(name.substr(6), each.value(), depth);
            }
        }
        if (const auto name = usual_name(node.name()); !name.empty()) node.set_name(name.c_str());
        for (auto each : node.attributes()) {
            const std::string_view written = each.name();
            if (prefix_of(written).empty() || written.starts_with("xml"sv)) continue;
            if (const auto name = usual_name(written); !name.empty()) each.set_name(name.c_str());
        }
        if (node.name() == "mc:AlternateContent"sv) choose(node);
    }

    // Empty where the name stands as it is.
    std::string usual_name(std::string_view written) const {
        const auto prefix = prefix_of(written);
        const auto declared = std::find_if(declared_.rbegin(), declared_.rend(),
                                           [&](const Declared& one) { return one.prefix == prefix; });
        if (declared == declared_.rend()) return {};
        const auto* const known = declared->known;
        if (known == nullptr) {
            const bool misleads =
                prefix.empty() ||
                std::ranges::find(namespaces, prefix, &Namespace::prefix) != std::end(namespaces);
            return misleads ? std::string{foreign}.append(prefix).append(":").append(local_name(written))
                            : std::string{};
        }
        if (known->prefix == prefix) return {};
        if (known->prefix.empty()) return std::string{local_name(written)};
        return std::string{known->prefix}.append(":").append(local_name(written));
    }

    // The first choice is what the newest program shows; the fallback says the same to older ones.
    static void choose(pugi::xml_node alternatives) {
        bool chosen = false;
        for (auto child = alternatives.first_child(); child;) {
            const auto next = child.next_sibling();
            const bool element = child.type() == pugi::node_element;
            if (element && chosen) alternatives.remove_child(child);
            chosen = chosen || element;
            child = next;
        }
    }

    const Limits& limits_;
    std::vector<Declared> declared_;  // The innermost last.
};

}  // namespace

base::Result<XmlPart> XmlPart::parse(std::string bytes, std::string_view name, const Limits& limits) {
    const auto refuse = [&](ErrorCode code, const std::string& why) {
        return base::fail(code, std::string{name} + ": " + why);
    };
    if (bytes.size() > limits.xml_bytes_max)
        return refuse(ErrorCode::too_large, over("it has", "xml_bytes_max", limits.xml_bytes_max));
    // Every element takes some sixty bytes in the tree, every attribute forty, however short it is written.
    const auto marks =
        static_cast<std::size_t>(std::ranges::count_if(bytes, [](char c) { return c == '<' || c == '='; }));
    if (marks > limits.xml_nodes_max) {
        return refuse(ErrorCode::too_large,
                      over("it has elements and attributes,", "xml_nodes_max", limits.xml_nodes_max));
    }
    XmlPart part;
    part.bytes_ = std::make_unique<std::string>(std::move(bytes));
    part.tree_ = std::make_unique<pugi::xml_document>();
    constexpr auto options = pugi::parse_default | pugi::parse_ws_pcdata_single | pugi::parse_doctype;
    const auto parsed = part.tree_->load_buffer_inplace(part.bytes_->data(), part.bytes_->size(), options);
    if (!parsed) return refuse(ErrorCode::malformed, std::string{"not XML: "} + parsed.description());
    const auto has_type = std::ranges::any_of(
        part.tree_->children(), [](pugi::xml_node child) { return child.type() == pugi::node_doctype; });
    if (has_type) return refuse(ErrorCode::malformed, "it declares a document type");
    if (const auto why = Renaming{limits}.walk(part.root()); !why.empty())
        return refuse(ErrorCode::too_large, why);
    return part;
}

std::string_view attribute(pugi::xml_node node, const char* name) {
    return node.attribute(name).value();
}

long number_attribute(pugi::xml_node node, const char* name, long otherwise) {
    const auto text = base::trim(attribute(node, name));
    long number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc{} && end == text.data() + text.size() ? number : otherwise;
}

bool is_on(pugi::xml_node properties, const char* name) {
    const auto property = properties.child(name);
    if (!property) return false;
    const auto value = attribute(property, "w:val");
    return value != "0"sv && value != "false"sv && value != "off"sv;
}

std::string text_of(pugi::xml_node node) {
    std::string text;
    for (auto inner = node; inner;) {
        if (inner.type() == pugi::node_pcdata || inner.type() == pugi::node_cdata) text += inner.value();
        if (inner.first_child()) {
            inner = inner.first_child();
            continue;
        }
        while (inner != node && !inner.next_sibling()) inner = inner.parent();
        if (inner == node) break;
        inner = inner.next_sibling();
    }
    return base::is_valid_utf8(text) ? text : base::scrub_utf8(text);
}

}  // namespace ogi::extract
