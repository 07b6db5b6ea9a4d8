#include "extract/discovery/listed_links.h"

#include "base/utf8.h"
#include "extract/html_tree.h"
#include "extract/links.h"

namespace ogi::extract {

void ListedLinks::add(std::string_view reference, std::string_view text, std::string_view rel,
                      std::string_view form) {
    reference = base::trim(reference);
    if (reference.empty() || reference.starts_with('#')) return;
    auto url = page_.resolve(reference);
    if (!url) return;
    cut_ = cut_ || links_.size() >= links_max;
    if (cut_) return;
    links_.push_back({*std::move(url), std::string{base::trim(text)}, rel, std::string{form}});
}

void ListedLinks::add_html(std::string_view fragment) {
    if (fragment.empty()) return;
    const Limits limits;
    const auto tree = HtmlTree::parse(fragment, limits, HtmlParser::quickest);
    if (!tree) return;
    for (const auto& link : read_head_and_links(*tree, page_, "utf-8", limits).links) add(link.url, link.text);
}

}  // namespace ogi::extract
