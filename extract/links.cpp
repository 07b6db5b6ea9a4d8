#include "extract/links.h"

#include "base/utf8.h"
#include "extract/paging_script.h"
#include "extract/text_line.h"

#include <algorithm>

namespace ogi::extract {
namespace {

constexpr std::size_t link_text_bytes_max = 1'000;
constexpr std::size_t link_nodes_max = 500;  // Looked at for one link's text.
constexpr std::size_t metas_max = 200;

std::string lower(std::string_view text) {
    std::string out{text};
    for (char& c : out) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    return out;
}

// Visits all nodes under `root` in document order; `visit` says whether to go into the node.
template <class Visit>
void walk(const GumboNode& root, Visit&& visit) {
    std::vector<const GumboNode*> waiting{&root};
    while (!waiting.empty()) {
        const auto& node = *waiting.back();
        waiting.pop_back();
        const auto* const children = children_of(node);
        if (!visit(node) || children == nullptr) continue;
        for (unsigned i = children->length; i > 0; --i) {
            waiting.push_back(static_cast<const GumboNode*>(children->data[i - 1]));
        }
    }
}

bool is_text(const GumboNode& node) {
    return node.type == GUMBO_NODE_TEXT || node.type == GUMBO_NODE_WHITESPACE ||
           node.type == GUMBO_NODE_CDATA;
}

bool is_element(const GumboNode& node, GumboTag tag) {
    return node.type == GUMBO_NODE_ELEMENT && node.v.element.tag == tag;
}

std::string text_of(const GumboNode& element) {
    TextLine line;
    std::size_t bytes = 0;
    std::size_t nodes = 0;
    walk(element, [&](const GumboNode& node) {
        if (++nodes > link_nodes_max || bytes > link_text_bytes_max) return false;
        if (is_text(node)) bytes += std::string_view{node.v.text.text}.size(), line.add(node.v.text.text, {});
        return !is_element(node, GUMBO_TAG_SCRIPT) && !is_element(node, GUMBO_TAG_STYLE);
    });
    auto text = line.take();
    if (text.size() <= link_text_bytes_max) return text;
    auto end = link_text_bytes_max;
    while ((static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80) --end;
    return text.substr(0, end);
}

class HeadReader {
  public:
    HeadReader(const base::Url& url, const Limits& limits) : base_{url}, links_max_{limits.links_max} {}

    bool visit(const GumboNode& node) {
        if (node.type != GUMBO_NODE_ELEMENT) return false;
        const auto& element = node.v.element;
        if (element.tag_namespace != GUMBO_NAMESPACE_HTML) return element.tag != GUMBO_TAG_TITLE;
        switch (element.tag) {
            case GUMBO_TAG_TITLE:
                if (head_.title.empty()) head_.title = text_of(node);
                return false;
            case GUMBO_TAG_META:
                add_meta(node);
                return false;
            case GUMBO_TAG_BASE:
                use_base(attribute(node, "href"));
                return false;
            case GUMBO_TAG_SCRIPT:
                add_script(node);
                return false;
            case GUMBO_TAG_A:
            case GUMBO_TAG_AREA:
                add_link(node);
                return true;
            case GUMBO_TAG_STYLE:
                return false;
            default:
                return true;
        }
    }
    PageHead take() { return std::move(head_); }

  private:
    void add_meta(const GumboNode& node) {
        auto name = attribute(node, "name");
        if (name.empty()) name = attribute(node, "property");
        if (name.empty() || head_.metas.size() >= metas_max) return;
        head_.metas.emplace_back(lower(collapse(name)), collapse(attribute(node, "content")));
    }

    // Only the first <base href> counts (WHATWG HTML §4.2.3).
    void use_base(std::string_view href) {
        if (has_base_ || href.empty()) return;
        if (auto resolved = resolve(href)) base_ = *std::move(resolved), has_base_ = true;
    }

    base::Result<base::Url> resolve(std::string_view href) const {
        return base_.empty() ? base::Url::parse(href) : base_.resolve(href);
    }

    void add_link(const GumboNode& node) {
        const auto href = base::trim(attribute(node, "href"));
        if (href.empty() || href.starts_with('#')) return;
        const auto url = resolve(href);
        if (!url || !has_room()) return;
        auto text = text_of(node);
        auto title = collapse(attribute(node, "title"));
        if (title.size() > text.size()) text = std::move(title);
        head_.links.push_back({url->text(), std::move(text), lower(attribute(node, "rel"))});
    }

    void add_script(const GumboNode& node) {
        const auto& children = node.v.element.children;
        for (unsigned i = 0; i < children.length; ++i) {
            const auto& child = *static_cast<const GumboNode*>(children.data[i]);
            if (!is_text(child)) continue;
            for (const auto& page : pages_of_script(child.v.text.text)) {
                const auto url = resolve(page.reference);
                if (url && has_room()) head_.links.push_back({url->text(), std::to_string(page.number), ""});
            }
        }
    }

    bool has_room() {
        head_.links_cut = head_.links.size() >= links_max_;
        return !head_.links_cut;
    }

    base::Url base_;
    bool has_base_ = false;
    std::size_t links_max_;
    PageHead head_;
};

}  // namespace

PageHead read_head_and_links(const HtmlTree& tree, const base::Url& url, const Limits& limits) {
    HeadReader reader{url, limits};
    walk(*tree.root(), [&](const GumboNode& node) { return reader.visit(node); });
    return reader.take();
}

}  // namespace ogi::extract
