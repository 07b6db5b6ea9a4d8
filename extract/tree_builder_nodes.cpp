#include "extract/tree_construction.h"

#include <algorithm>

namespace ogi::extract {

std::uint32_t TreeConstruction::append(const HtmlNode& node) {
    if (foster_ && has(open_.current().tag, trait::foster)) leave(LeftToGumbo::foster_parenting);
    const auto index = static_cast<std::uint32_t>(parts_.nodes.size());
    if (index >= nodes_max_) leave(LeftToGumbo::large);
    const auto parent = open_.empty() ? 0 : open_.current().node;
    parts_.nodes.emplace_back(node).parent = parent;
    return index;
}

void TreeConstruction::insert(const Markup& markup) {
    flush_text();
    const auto node = append({.text = {},
                              .source = markup.source,
                              .first_attribute = markup.first_attribute,
                              .attribute_count = markup.attribute_count,
                              .attribute_names = markup.attribute_names,
                              .kind = HtmlKind::element,
                              .tag = markup.tag});
    open_.push(markup.tag, node);
}

void TreeConstruction::merge_attributes(const Markup& markup, std::uint32_t node) {
    auto& merged = parts_.nodes[node];
    auto& all = parts_.attributes;
    const auto old_first = merged.first_attribute;
    const auto old_count = merged.attribute_count;
    merged.first_attribute = static_cast<std::uint32_t>(all.size());
    for (std::uint32_t i = 0; i < old_count; ++i) all.push_back(HtmlAttribute{all[old_first + i]});
    for (std::uint32_t i = 0; i < markup.attribute_count; ++i) {
        const HtmlAttribute attribute = all[markup.first_attribute + i];
        if ((merged.attribute_names & bit_of(attribute.name)) == 0) all.push_back(attribute);
    }
    merged.attribute_names |= markup.attribute_names;
    merged.attribute_count = static_cast<std::uint16_t>(all.size() - merged.first_attribute);
}

void TreeConstruction::insert_supplied(GumboTag tag) {
    flush_text();
    open_.push(tag, append({.text = {}, .source = {}, .kind = HtmlKind::element, .tag = tag}));
}

void TreeConstruction::insert_void(const Markup& markup) {
    insert(markup);
    pop();
}

void TreeConstruction::insert_formatting(const Markup& markup) {
    reconstruct_formatting();
    insert(markup);
    formatting_.add(
        {.tag = markup.tag, .node = open_.current().node, .source = markup.source, .attributes = 0});
}

void TreeConstruction::insert_raw(const Markup& markup) {
    insert(markup);
    const auto tag = markup.tag;
    const bool references = tag == GUMBO_TAG_TITLE || tag == GUMBO_TAG_TEXTAREA;
    auto content = reader_.raw_text(tag, references ? RawText::with_references : RawText::without_references);
    if (!reader_.sound()) return leave(LeftToGumbo::unsound_markup);
    if (tag == GUMBO_TAG_TEXTAREA && content.text.starts_with('\n')) content.text.remove_prefix(1);
    if (tag == GUMBO_TAG_TEXTAREA && content.text.starts_with("\r\n")) content.text.remove_prefix(2);
    if (!content.text.empty()) {
        append({.text = content.text, .source = content.source, .kind = HtmlKind::text});
    }
    reader_.next();
    if (!reader_.sound()) leave(LeftToGumbo::unsound_markup);
    pop();
}

void TreeConstruction::append_text(const Markup& markup, std::string_view text) {
    if (!has_text_) {
        has_text_ = true;
        text_is_joined_ = false;
        text_begin_ = std::max(at_, markup.source.begin);
        text_ = text;
        return;
    }
    if (!text_is_joined_) joined_text_ = text_;
    text_is_joined_ = true;
    // Else it could become one line end with what follows.
    if (joined_text_.ends_with('\r')) joined_text_.back() = '\n';
    joined_text_ += text;
}

void TreeConstruction::flush_text() {
    if (!has_text_) return;
    has_text_ = false;
    const auto text = text_is_joined_ ? std::string_view{parts_.strings.emplace_back(joined_text_)} : text_;
    HtmlNode node{.text = text, .source = {text_begin_, at_}, .kind = HtmlKind::text};
    if (mode_ == InsertionMode::after_head) {
        // Behind the head, into which more may come yet.
        spaces_behind_head_.push_back(node);
    } else {
        append(node);
    }
}

void TreeConstruction::append_spaces(std::string_view text) {
    append({.text = text,
            .source = {at_, at_ + static_cast<std::uint32_t>(text.size())},
            .kind = HtmlKind::text});
}

void TreeConstruction::pop() {
    flush_text();
    open_.pop();
}

void TreeConstruction::pop_to(GumboTag tag) {
    while (open_.current().tag != tag) pop();
    pop();
}

void TreeConstruction::close_implied(GumboTag except) {
    while (has(open_.current().tag, trait::implied_end) && open_.current().tag != except) pop();
}

void TreeConstruction::close_implied_to(GumboTag tag) {
    close_implied(tag);
    pop_to(tag);
}

void TreeConstruction::close_paragraph() {
    if (open_.in_scope(GUMBO_TAG_P, trait::scope | trait::button_scope)) close_implied_to(GUMBO_TAG_P);
}

void TreeConstruction::clear_to(Traits context) {
    while (!has(open_.current().tag, context) && open_.current().tag != GUMBO_TAG_HTML) pop();
}

void TreeConstruction::reconstruct_formatting() {
    if (formatting_.size() == 0) return;
    for (auto i = formatting_.first_closed(open_); i < formatting_.size(); ++i) {
        auto clone = parts_.nodes[formatting_[i].node];
        clone.end = 0;
        formatting_[i].node = append(clone);
        open_.push(formatting_[i].tag, formatting_[i].node);
    }
}

void TreeConstruction::reset_mode() {
    for (auto distance = std::size_t{0}; distance < open_.depth(); ++distance) {
        const auto tag = open_.below_current(distance).tag;
        if (has(tag, trait::cell)) {
            mode_ = InsertionMode::in_cell;
        } else if (tag == GUMBO_TAG_TR) {
            mode_ = InsertionMode::in_row;
        } else if (has(tag, trait::group)) {
            mode_ = InsertionMode::in_table_body;
        } else if (tag == GUMBO_TAG_CAPTION) {
            mode_ = InsertionMode::in_caption;
        } else if (tag == GUMBO_TAG_COLGROUP) {
            mode_ = InsertionMode::in_column_group;
        } else if (tag == GUMBO_TAG_TABLE) {
            mode_ = InsertionMode::in_table;
        } else if (tag == GUMBO_TAG_BODY) {
            mode_ = InsertionMode::in_body;
        } else {
            continue;
        }
        return;
    }
    leave(LeftToGumbo::rare_element);
}

}  // namespace ogi::extract
