#include "extract/visible_tree.h"

#include "base/utf8.h"
#include "extract/element_marks.h"
#include "extract/superscript.h"

#include <algorithm>
#include <array>

namespace ogi::extract {
namespace {

struct TagFlow {
    GumboTag tag;
    Flow flow;
};

// Elements that are not plain inline text. Unknown ones (<o:p>, <font-face>) are.
constexpr TagFlow tag_flows[] = {
    {GUMBO_TAG_BR, Flow::line_break},    {GUMBO_TAG_H1, Flow::heading},
    {GUMBO_TAG_H2, Flow::heading},       {GUMBO_TAG_H3, Flow::heading},
    {GUMBO_TAG_H4, Flow::heading},       {GUMBO_TAG_H5, Flow::heading},
    {GUMBO_TAG_H6, Flow::heading},       {GUMBO_TAG_LI, Flow::list_item},
    {GUMBO_TAG_TABLE, Flow::table},      {GUMBO_TAG_THEAD, Flow::row_group},
    {GUMBO_TAG_TBODY, Flow::row_group},  {GUMBO_TAG_TFOOT, Flow::row_group},
    {GUMBO_TAG_TR, Flow::row},           {GUMBO_TAG_TD, Flow::cell},
    {GUMBO_TAG_TH, Flow::cell},          {GUMBO_TAG_HTML, Flow::block},
    {GUMBO_TAG_BODY, Flow::block},       {GUMBO_TAG_ADDRESS, Flow::block},
    {GUMBO_TAG_ARTICLE, Flow::block},    {GUMBO_TAG_ASIDE, Flow::block},
    {GUMBO_TAG_BLOCKQUOTE, Flow::block}, {GUMBO_TAG_CAPTION, Flow::block},
    {GUMBO_TAG_CENTER, Flow::block},     {GUMBO_TAG_DD, Flow::block},
    {GUMBO_TAG_DIR, Flow::block},        {GUMBO_TAG_DIV, Flow::block},
    {GUMBO_TAG_DL, Flow::block},         {GUMBO_TAG_DT, Flow::block},
    {GUMBO_TAG_FIELDSET, Flow::block},   {GUMBO_TAG_FIGCAPTION, Flow::block},
    {GUMBO_TAG_FIGURE, Flow::block},     {GUMBO_TAG_FOOTER, Flow::block},
    {GUMBO_TAG_FORM, Flow::block},       {GUMBO_TAG_HEADER, Flow::block},
    {GUMBO_TAG_HGROUP, Flow::block},     {GUMBO_TAG_HR, Flow::block},
    {GUMBO_TAG_LEGEND, Flow::block},     {GUMBO_TAG_MAIN, Flow::block},
    {GUMBO_TAG_MENU, Flow::block},       {GUMBO_TAG_NAV, Flow::block},
    {GUMBO_TAG_OL, Flow::block},         {GUMBO_TAG_P, Flow::block},
    {GUMBO_TAG_PRE, Flow::block},        {GUMBO_TAG_SECTION, Flow::block},
    {GUMBO_TAG_SUMMARY, Flow::block},    {GUMBO_TAG_DETAILS, Flow::block},
    {GUMBO_TAG_UL, Flow::block},         {GUMBO_TAG_LISTING, Flow::block},
    {GUMBO_TAG_XMP, Flow::block},        {GUMBO_TAG_PLAINTEXT, Flow::block},
};

// Elements whose content a reader does not see as text of the page.
constexpr GumboTag unseen_tags[] = {
    GUMBO_TAG_HEAD,   GUMBO_TAG_SCRIPT, GUMBO_TAG_STYLE,    GUMBO_TAG_NOSCRIPT, GUMBO_TAG_TEMPLATE,
    GUMBO_TAG_TITLE,  GUMBO_TAG_IFRAME, GUMBO_TAG_NOFRAMES, GUMBO_TAG_NOEMBED,  GUMBO_TAG_OBJECT,
    GUMBO_TAG_SELECT, GUMBO_TAG_BUTTON, GUMBO_TAG_TEXTAREA, GUMBO_TAG_INPUT,    GUMBO_TAG_VIDEO,
    GUMBO_TAG_AUDIO,  GUMBO_TAG_CANVAS, GUMBO_TAG_SVG,      GUMBO_TAG_RP,       GUMBO_TAG_RT,
    GUMBO_TAG_DEL,    GUMBO_TAG_S,      GUMBO_TAG_STRIKE,
};

constexpr std::size_t tag_count = GUMBO_TAG_LAST + 1;

constexpr auto flow_of_tag = [] {
    std::array<Flow, tag_count> table{};
    for (const auto& [tag, flow] : tag_flows) table[static_cast<std::size_t>(tag)] = flow;
    return table;
}();

constexpr auto is_unseen_tag = [] {
    std::array<bool, tag_count> table{};
    for (const auto tag : unseen_tags) table[static_cast<std::size_t>(tag)] = true;
    return table;
}();

bool is_raised_tag(GumboTag tag) {
    return tag == GUMBO_TAG_SUP || tag == GUMBO_TAG_SUB;
}

// What a form control shows a reader, "￼": something stands there, and the page does not say what.
constexpr std::string_view object_character = "\uFFFC";

// A control that holds a value: text fields, text areas, choices.
bool holds_value(const HtmlTree& tree, std::uint32_t index) {
    const auto tag = tree[index].tag;
    if (tag == GUMBO_TAG_TEXTAREA || tag == GUMBO_TAG_SELECT) return true;
    if (tag != GUMBO_TAG_INPUT) return false;
    const auto type = tree.attribute(index, AttributeName::type);
    return type.empty() || type == "text" || type == "number";
}

}  // namespace

VisibleTree::VisibleTree(const HtmlTree& tree) : html_{&tree} {
    nodes_.resize(tree.size());
    MarkReader marks_of{tree};
    struct Open {
        std::uint32_t node;
        std::uint32_t html_end;
        bool cell;
        bool raised;
    };
    std::vector<Open> open;
    std::uint32_t count = 0;
    std::size_t cells_open = 0;
    const auto close = [&] {
        nodes_[open.back().node].end = count;
        cells_open -= open.back().cell;
        open.pop_back();
    };
    const auto add_text = [&](std::uint32_t i, bool raised) {
        nodes_[count] = {.html = i,
                         .parent = open.back().node,
                         .end = count + 1,
                         .tag = GUMBO_TAG_UNKNOWN,
                         .flow = Flow::inline_text,
                         .text = true,
                         .raised = raised};
        return count++;
    };
    for (std::uint32_t i = 0, end = tree.size(); i < end;) {
        while (!open.empty() && open.back().html_end <= i) close();
        const auto& node = tree[i];
        const bool in_raised = !open.empty() && open.back().raised;
        if (node.kind == HtmlKind::text) {
            const auto index = add_text(i, in_raised);
            auto mark = in_raised ? superscript(node.text) : std::string{};
            if (!mark.empty()) footnote_marks_.emplace(index, std::move(mark));
            ++i;
            continue;
        }
        const auto marks = marks_of.of(i);
        const bool unseen = marks.effect.hidden || marks.hidden;
        if (unseen || is_unseen_tag[static_cast<std::size_t>(node.tag)]) {
            const bool shows_value = cells_open > 0 && !unseen && holds_value(tree, i);
            if (shows_value) footnote_marks_.emplace(add_text(i, true), object_character);
            i = node.end;
            continue;
        }
        const bool raised = marks.effect.raised || is_raised_tag(node.tag) || in_raised;
        auto flow = flow_of_tag[static_cast<std::size_t>(node.tag)];
        // What may not be seen stands on a line of its own, so that it makes no figure with its neighbours.
        if (marks.effect.doubtful && cells_open > 0 && flow == Flow::inline_text) flow = Flow::block;
        cells_open += flow == Flow::cell;
        nodes_[count] = {.html = i,
                         .parent = open.empty() ? 0 : open.back().node,
                         .end = count + 1,
                         .tag = node.tag,
                         .flow = flow,
                         .text = false,
                         .raised = raised,
                         .body_container = marks.body_container};
        if (marks.body_container) body_containers_.push_back(count);
        const bool chrome_tag = node.tag == GUMBO_TAG_NAV || node.tag == GUMBO_TAG_FOOTER;
        const auto chrome = chrome_tag ? ChromeKind::other : marks.chrome;
        if (chrome != ChromeKind::none) chrome_.push_back({count, chrome});
        open.push_back({count++, node.end, flow == Flow::cell, raised});
        ++i;
    }
    while (!open.empty()) close();
    nodes_.resize(count);
}

std::string_view VisibleTree::raised_text(std::uint32_t index) const {
    const auto mark = footnote_marks_.find(index);
    return mark == footnote_marks_.end() ? (*html_)[nodes_[index].html].text : mark->second;
}

std::optional<TextRange> VisibleTree::place(std::uint32_t index) const {
    const auto& node = nodes_[index];
    const auto source = (*html_)[node.html].source;
    if (source.begin == source.end) return {};
    if (!node.text) return source;
    const auto page = html_->text();
    const auto is_blank = [&](std::uint32_t at) {
        const char c = page[at];
        return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f';
    };
    auto [begin, end] = source;
    while (begin < end && is_blank(begin)) ++begin;
    while (begin < end && is_blank(end - 1)) --end;
    return begin < end ? std::optional{TextRange{begin, end}} : std::nullopt;
}

}  // namespace ogi::extract
