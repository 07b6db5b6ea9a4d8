#include "extract/body_images.h"

#include "base/utf8.h"
#include "extract/charset.h"
#include "extract/html_tree.h"
#include "extract/markup_reader.h"
#include "extract/query_encoder.h"
#include "extract/visible_tree.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <string>
#include <string_view>

namespace ogi::extract {
namespace {

using NodeIndex = std::uint32_t;
using Attributes = std::vector<std::pair<std::string, std::string_view>>;

// Where pages that load their images late keep the address, before `src`, which shows a placeholder then.
constexpr std::array<std::string_view, 3> late_sources{"data-original", "data-src", "data-echo"};

// Of a file's name, of an alternative text or a class: what is no sheet of a report.
constexpr std::array<std::string_view, 21> other_images{
    "icon",   "logo",  "qrcode", "qr_code", "ewm",   "erweima", "weixin",
    "wechat", "weibo", "share",  "banner",  "arrow", "print",   "loading",
    "avatar", "blank", "二维码", "图标",    "微信",  "扫一扫",  "分享"};

// Whose bytes are pictures of text, as far as an ending tells; none is as good.
constexpr std::array<std::string_view, 6> endings{"png", "jpg", "jpeg", "tif", "tiff", "bmp"};

std::string lower(std::string_view text) {
    std::string out{text};
    for (char& c : out) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    return out;
}

std::string_view value_of(const Attributes& attributes, std::string_view name) {
    const auto found = std::ranges::find(attributes, name, &Attributes::value_type::first);
    return found == attributes.end() ? std::string_view{} : base::trim(found->second);
}

// "300", "300px"; nothing for "100%", which tells no size.
std::optional<int> pixels(std::string_view text) {
    text = base::trim(text);
    int number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{}) return std::nullopt;
    const auto unit = base::trim(text.substr(static_cast<std::size_t>(end - text.data())));
    const bool whole =
        unit.empty() || unit.starts_with("px") || unit.starts_with('.') || unit.starts_with(';');
    return whole ? std::optional{number} : std::nullopt;
}

// "width" of "max-width: 100%; width: 90px" is 90.
std::optional<int> styled(std::string_view style, std::string_view side) {
    for (auto rest = style; !rest.empty();) {
        const auto rule = base::trim(rest.substr(0, rest.find(';')));
        rest.remove_prefix(std::min(rest.find(';'), rest.size() - 1) + 1);
        const auto colon = rule.find(':');
        if (colon != rule.npos && lower(base::trim(rule.substr(0, colon))) == side)
            return pixels(rule.substr(colon + 1));
    }
    return std::nullopt;
}

bool is_small(const Attributes& attributes) {
    const auto style = value_of(attributes, "style");
    return std::ranges::any_of(std::array{"width", "height"}, [&](std::string_view side) {
        const auto declared = pixels(value_of(attributes, side));
        const auto size = declared ? declared : styled(style, side);
        return size && *size < table_pixels_min;
    });
}

bool is_picture_path(std::string_view path) {
    const auto name = path.substr(path.rfind('/') + 1);
    const auto dot = name.rfind('.');
    if (dot == name.npos) return true;
    return std::ranges::find(endings, lower(name.substr(dot + 1))) != endings.end();
}

bool is_called_something_else(const Attributes& attributes, std::string_view path) {
    const auto names = lower(path.substr(path.rfind('/') + 1)) + ' ' + lower(value_of(attributes, "alt")) +
                       ' ' + lower(value_of(attributes, "class")) + ' ' + lower(value_of(attributes, "id"));
    return std::ranges::any_of(other_images, [&](auto word) { return names.find(word) != names.npos; });
}

class ImageFinder {
  public:
    ImageFinder(const HtmlTree& html, const base::Url& url, std::string_view charset)
        : html_{html}, tree_{html}, base_{url}, page_{url}, queries_{charset} {}

    BodyImages find() {
        use_base();
        std::vector<NodeIndex> images;
        for (NodeIndex node = 0; node < tree_.size(); ++node) {
            if (tree_[node].tag == GUMBO_TAG_IMG && !is_chrome(node)) images.push_back(node);
        }
        const auto in_container = [&](NodeIndex image) {
            return std::ranges::any_of(tree_.body_containers(),
                                       [&](NodeIndex container) { return holds(container, image); });
        };
        const bool has_container = std::ranges::any_of(images, in_container);
        for (const auto image : images) {
            if (!has_container || in_container(image)) add(image);
        }
        return std::move(found_);
    }

  private:
    bool holds(NodeIndex element, NodeIndex node) const {
        return node >= element && node < tree_[element].end;
    }

    bool is_chrome(NodeIndex image) const {
        return std::ranges::any_of(tree_.chrome(), [&](const ChromeElement& chrome) {
            return holds(chrome.node, image) && !holds_container(chrome.node);
        });
    }
    // What holds the content is none, whatever its name.
    bool holds_container(NodeIndex element) const {
        return std::ranges::any_of(tree_.body_containers(),
                                   [&](NodeIndex container) { return holds(element, container); });
    }

    // A thumbnail's link may lead to the image itself.
    bool is_picture_of_link(NodeIndex image) const {
        for (auto node = tree_[image].parent; node != 0; node = tree_[node].parent) {
            if (tree_[node].tag != GUMBO_TAG_A) continue;
            const auto href = base::trim(tree_.attribute(node, AttributeName::href));
            if (href.empty() || href.starts_with('#')) return false;
            const auto target = resolve(href);
            const bool has_ending = target && target->path().rfind('.') != std::string_view::npos;
            return !(has_ending && is_picture_path(target->path()));
        }
        return false;
    }

    void add(NodeIndex image) {
        const auto place = tree_.source(image);
        const auto attributes =
            MarkupReader::all_attributes(html_.text().substr(place.begin, place.end - place.begin));
        std::string_view source;
        for (const auto name : late_sources) {
            if (source.empty()) source = value_of(attributes, name);
        }
        if (source.empty()) source = base::trim(tree_.attribute(image, AttributeName::src));
        if (source.empty() || is_small(attributes) || is_picture_of_link(image)) return;
        const auto url = resolve(source);
        if (!url || !url->same_site(page_) || !is_picture_path(url->path())) return;
        if (is_called_something_else(attributes, url->path())) return;
        if (std::ranges::find(found_.urls, *url) != found_.urls.end()) return;
        found_.cut = found_.cut || found_.urls.size() >= body_images_max;
        if (!found_.cut) found_.urls.push_back(*url);
    }

    void use_base() {
        for (NodeIndex i = 0; i < html_.size(); ++i) {
            if (html_[i].tag != GUMBO_TAG_BASE) continue;
            const auto href = html_.attribute(i, AttributeName::href);
            if (href.empty()) continue;
            if (auto resolved = resolve(href)) base_ = *std::move(resolved);
            return;
        }
    }

    base::Result<base::Url> resolve(std::string_view reference) const {
        const auto encoded = queries_.encode(reference);
        return base_.resolve(encoded ? std::string_view{*encoded} : reference);
    }

    const HtmlTree& html_;
    VisibleTree tree_;
    base::Url base_;
    const base::Url& page_;
    QueryEncoder queries_;
    BodyImages found_;
};

}  // namespace

BodyImages find_body_images(const model::Snapshot& page) {
    const auto& url = page.final_url.empty() ? page.url : page.final_url;
    if (url.empty()) return {};
    const auto decoded = decode_body(page.body, page.content_type);
    const auto html = HtmlTree::parse(decoded.text, Limits{}, HtmlParser::quickest);
    return html ? ImageFinder{*html, url, decoded.charset}.find() : BodyImages{};
}

}  // namespace ogi::extract
