#include "extract/links.h"

#include "base/utf8.h"
#include "extract/attachments.h"
#include "extract/paging_script.h"
#include "extract/query_encoder.h"
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

std::string text_of(const HtmlTree& tree, std::uint32_t element) {
    TextLine line;
    std::size_t bytes = 0;
    std::size_t nodes = 0;
    for (auto i = element; i < tree[element].end && nodes < link_nodes_max && bytes <= link_text_bytes_max;
         ++nodes) {
        const auto& node = tree[i];
        const bool unread =
            node.kind == HtmlKind::element && (node.tag == GUMBO_TAG_SCRIPT || node.tag == GUMBO_TAG_STYLE);
        if (node.kind == HtmlKind::text) bytes += node.text.size(), line.add(node.text);
        i = unread ? node.end : i + 1;
    }
    auto text = line.take();
    if (text.size() <= link_text_bytes_max) return text;
    auto end = link_text_bytes_max;
    while ((static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80) --end;
    return text.substr(0, end);
}

class HeadReader {
  public:
    HeadReader(const HtmlTree& tree, const base::Url& url, std::string_view charset, const Limits& limits)
        : tree_{tree}, base_{url}, queries_{charset}, links_max_{limits.links_max} {}

    PageHead read() {
        for (std::uint32_t i = 0; i < tree_.size();) i = visit(i) ? i + 1 : tree_[i].end;
        return std::move(head_);
    }

  private:
    // Whether to go into the node.
    bool visit(std::uint32_t node) {
        const auto& element = tree_[node];
        if (element.kind == HtmlKind::text) return false;
        if (element.kind == HtmlKind::foreign) return element.tag != GUMBO_TAG_TITLE;
        switch (element.tag) {
            case GUMBO_TAG_TITLE:
                if (head_.title.empty()) head_.title = text_of(tree_, node);
                return false;
            case GUMBO_TAG_META:
                add_meta(node);
                return false;
            case GUMBO_TAG_BASE:
                use_base(tree_.attribute(node, AttributeName::href));
                return false;
            case GUMBO_TAG_SCRIPT:
                add_script(node);
                return false;
            case GUMBO_TAG_LINK:
                if (lower(tree_.attribute(node, AttributeName::rel)) == "next") add_link(node);
                return false;
            case GUMBO_TAG_A:
            case GUMBO_TAG_AREA:
                add_link(node);
                return true;
            case GUMBO_TAG_IFRAME:
            case GUMBO_TAG_FRAME:
                add_shown(node, AttributeName::src, frame_rel);
                return false;
            case GUMBO_TAG_EMBED:
                add_shown(node, AttributeName::src, embed_rel);
                return false;
            case GUMBO_TAG_OBJECT:
                add_shown(node, AttributeName::data, embed_rel);
                return true;
            case GUMBO_TAG_STYLE:
                return false;
            default:
                return true;
        }
    }

    void add_meta(std::uint32_t node) {
        auto name = tree_.attribute(node, AttributeName::name);
        if (name.empty()) name = tree_.attribute(node, AttributeName::property);
        if (name.empty() || head_.metas.size() >= metas_max) return;
        head_.metas.emplace_back(lower(collapse(name)),
                                 collapse(tree_.attribute(node, AttributeName::content)));
    }

    // Only the first <base href> counts (WHATWG HTML §4.2.3).
    void use_base(std::string_view href) {
        if (has_base_ || href.empty()) return;
        if (auto resolved = resolve(href)) base_ = *std::move(resolved), has_base_ = true;
    }

    base::Result<base::Url> resolve(std::string_view href) const {
        const auto encoded = queries_.encode(href);
        if (encoded) href = *encoded;
        return base_.empty() ? base::Url::parse(href) : base_.resolve(href);
    }

    void add_link(std::uint32_t node) {
        if (head_.links_cut) return;
        const auto href = base::trim(tree_.attribute(node, AttributeName::href));
        if (href.empty() || href.starts_with('#')) return;
        const auto url = resolve(href);
        if (!url || !has_room()) return;
        auto text = text_of(tree_, node);
        // Most titles repeat the text; none is longer for being collapsed.
        if (const auto written = tree_.attribute(node, AttributeName::title); written.size() > text.size()) {
            auto title = collapse(written);
            if (title.size() > text.size()) text = std::move(title);
        }
        auto& link = head_.links.emplace_back();
        link.url = url->text();
        link.text = std::move(text);
        link.rel = lower(tree_.attribute(node, AttributeName::rel));
    }

    // What the page shows from elsewhere.
    void add_shown(std::uint32_t node, AttributeName source_name, std::string_view rel) {
        const auto source = base::trim(tree_.attribute(node, source_name));
        if (source.empty()) return;
        const auto url = resolve(source);
        if (!url || !has_room()) return;
        head_.links.push_back(
            {url->text(), collapse(tree_.attribute(node, AttributeName::title)), std::string{rel}});
    }

    void add_script(std::uint32_t node) {
        if (head_.links_cut) return;
        for (auto child = node + 1; child < tree_[node].end; child = tree_[child].end) {
            if (tree_[child].kind != HtmlKind::text) continue;
            for (const auto& page : pages_of_script(tree_[child].text)) {
                if (head_.links_cut) return;
                const auto url = resolve(page.reference);
                if (url && has_room()) head_.links.push_back({url->text(), std::to_string(page.number), ""});
            }
        }
    }

    bool has_room() {
        head_.links_cut = head_.links_cut || head_.links.size() >= links_max_;
        return !head_.links_cut;
    }

    const HtmlTree& tree_;
    base::Url base_;
    QueryEncoder queries_;
    bool has_base_ = false;
    std::size_t links_max_;
    PageHead head_;
};

}  // namespace

PageHead read_head_and_links(const HtmlTree& tree, const base::Url& url, std::string_view charset,
                             const Limits& limits) {
    return HeadReader{tree, url, charset, limits}.read();
}

}  // namespace ogi::extract
