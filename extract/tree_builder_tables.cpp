#include "extract/tree_construction.h"

#include <algorithm>
#include <span>

namespace ogi::extract {
namespace {

constexpr Traits table_itself = trait::table_scope;  // <table>, and <html>, at which everything ends.

bool is_hidden_input(const Markup& markup, const std::vector<HtmlAttribute>& all) {
    constexpr std::string_view hidden = "hidden";
    const auto attributes = std::span{all}.subspan(markup.first_attribute, markup.attribute_count);
    return markup.tag == GUMBO_TAG_INPUT && std::ranges::any_of(attributes, [&](const auto& attribute) {
               return attribute.name == AttributeName::type && attribute.value.size() == hidden.size() &&
                      std::ranges::equal(attribute.value, hidden, {}, [](char c) { return c | ' '; });
           });
}

// Start tags that close a caption, a row or a cell.
bool begins_part(GumboTag tag) {
    return has(tag, trait::table_part) && tag != GUMBO_TAG_FRAME && tag != GUMBO_TAG_HEAD;
}

// The same without rows and cells.
bool begins_group(GumboTag tag) {
    return begins_part(tag) && tag != GUMBO_TAG_TR && !has(tag, trait::cell);
}

}  // namespace

bool TreeConstruction::close_table() {
    if (!open_.in_scope(GUMBO_TAG_TABLE, trait::table_scope)) return false;
    pop_to(GUMBO_TAG_TABLE);
    reset_mode();
    return true;
}

Next TreeConstruction::in_table(const Markup& markup) {
    const auto tag = markup.tag;
    if (tag == GUMBO_TAG_TEMPLATE) return leave(LeftToGumbo::rare_element), Next::done;
    if (markup.kind == MarkupKind::start_tag) return start_in_table(markup);
    if (tag == GUMBO_TAG_TABLE) return close_table(), Next::done;
    const bool ignored = tag == GUMBO_TAG_BODY || tag == GUMBO_TAG_HTML || begins_part(tag);
    return ignored ? Next::done : misplaced_in_table(markup);
}

Next TreeConstruction::start_in_table(const Markup& markup) {
    const auto tag = markup.tag;
    if (has(tag, trait::group)) {
        clear_to(table_itself);
        insert(markup);
        mode_ = InsertionMode::in_table_body;
    } else if (tag == GUMBO_TAG_TR || has(tag, trait::cell)) {
        clear_to(table_itself);
        insert_supplied(GUMBO_TAG_TBODY);
        mode_ = InsertionMode::in_table_body;
        return Next::again;
    } else if (tag == GUMBO_TAG_COLGROUP) {
        clear_to(table_itself);
        insert(markup);
        mode_ = InsertionMode::in_column_group;
    } else if (tag == GUMBO_TAG_COL) {
        clear_to(table_itself);
        insert_supplied(GUMBO_TAG_COLGROUP);
        mode_ = InsertionMode::in_column_group;
        return Next::again;
    } else if (tag == GUMBO_TAG_CAPTION) {
        clear_to(table_itself);
        formatting_.add_marker();
        insert(markup);
        mode_ = InsertionMode::in_caption;
    } else if (tag == GUMBO_TAG_TABLE) {
        if (close_table()) return Next::again;
    } else if (tag == GUMBO_TAG_STYLE || tag == GUMBO_TAG_SCRIPT) {
        insert_raw(markup);
    } else if (is_hidden_input(markup, parts_.attributes)) {
        insert_void(markup);
    } else if (tag == GUMBO_TAG_FORM) {
        if (form_) return Next::done;
        insert_void(markup);
        form_ = static_cast<std::uint32_t>(parts_.nodes.size() - 1);
    } else {
        return misplaced_in_table(markup);
    }
    return Next::done;
}

// By the rules of the body; whatever they insert would belong before the table.
Next TreeConstruction::misplaced_in_table(const Markup& markup) {
    foster_ = true;
    const auto next = in_body(markup);
    foster_ = false;
    return next;
}

Next TreeConstruction::in_caption(const Markup& markup) {
    const auto tag = markup.tag;
    const bool start = markup.kind == MarkupKind::start_tag;
    const bool ends = (start && begins_part(tag)) || (!start && tag == GUMBO_TAG_TABLE);
    if (ends || (!start && tag == GUMBO_TAG_CAPTION)) {
        if (!open_.in_scope(GUMBO_TAG_CAPTION, trait::table_scope)) return Next::done;
        if (!ends) close_implied();
        pop_to(GUMBO_TAG_CAPTION);
        formatting_.clear_to_marker();
        mode_ = InsertionMode::in_table;
        return ends ? Next::again : Next::done;
    }
    const bool ignored = !start && (tag == GUMBO_TAG_BODY || tag == GUMBO_TAG_HTML || begins_part(tag));
    return ignored ? Next::done : in_body(markup);
}

Next TreeConstruction::in_column_group(const Markup& markup) {
    const auto tag = markup.tag;
    const bool start = markup.kind == MarkupKind::start_tag;
    const bool in_group = open_.current().tag == GUMBO_TAG_COLGROUP;
    if (tag == GUMBO_TAG_TEMPLATE) return leave(LeftToGumbo::rare_element), Next::done;
    if (start && tag == GUMBO_TAG_HTML) return merge_attributes(markup, html_node), Next::done;
    if (tag == GUMBO_TAG_COL) {
        if (start) insert_void(markup);
        return Next::done;
    }
    if (!in_group) return Next::done;
    pop();
    mode_ = InsertionMode::in_table;
    return !start && tag == GUMBO_TAG_COLGROUP ? Next::done : Next::again;
}

Next TreeConstruction::in_table_body(const Markup& markup) {
    const auto tag = markup.tag;
    const bool start = markup.kind == MarkupKind::start_tag;
    if (start && tag == GUMBO_TAG_TR) {
        clear_to(trait::group);
        insert(markup);
        mode_ = InsertionMode::in_row;
        return Next::done;
    }
    if (start && has(tag, trait::cell)) {
        clear_to(trait::group);
        insert_supplied(GUMBO_TAG_TR);
        mode_ = InsertionMode::in_row;
        return Next::again;
    }
    const bool ends = start ? begins_group(tag) : tag == GUMBO_TAG_TABLE;
    if (ends || (!start && has(tag, trait::group))) {
        const bool open = ends ? open_.any_in_scope(trait::group, trait::table_scope)
                               : open_.in_scope(tag, trait::table_scope);
        if (!open) return Next::done;
        clear_to(trait::group);
        pop();
        mode_ = InsertionMode::in_table;
        return ends ? Next::again : Next::done;
    }
    const bool ignored = !start && (tag == GUMBO_TAG_BODY || tag == GUMBO_TAG_HTML || begins_part(tag));
    return ignored ? Next::done : in_table(markup);
}

Next TreeConstruction::in_row(const Markup& markup) {
    const auto tag = markup.tag;
    const bool start = markup.kind == MarkupKind::start_tag;
    const auto clear_to_row = [&] {
        while (open_.current().tag != GUMBO_TAG_TR && open_.current().tag != GUMBO_TAG_HTML) pop();
    };
    if (start && has(tag, trait::cell)) {
        clear_to_row();
        insert(markup);
        mode_ = InsertionMode::in_cell;
        formatting_.add_marker();
        return Next::done;
    }
    const bool own_end = !start && tag == GUMBO_TAG_TR;
    const bool group_end = !start && has(tag, trait::group);
    const bool ends = start ? begins_group(tag) || tag == GUMBO_TAG_TR : tag == GUMBO_TAG_TABLE || group_end;
    if (own_end || ends) {
        if (!open_.in_scope(GUMBO_TAG_TR, trait::table_scope)) return Next::done;
        if (group_end && !open_.in_scope(tag, trait::table_scope)) return Next::done;
        clear_to_row();
        pop();
        mode_ = InsertionMode::in_table_body;
        return ends ? Next::again : Next::done;
    }
    const bool ignored = !start && (tag == GUMBO_TAG_BODY || tag == GUMBO_TAG_HTML || begins_part(tag));
    return ignored ? Next::done : in_table(markup);
}

void TreeConstruction::close_cell(GumboTag tag) {
    close_implied();
    pop_to(tag);
    formatting_.clear_to_marker();
    mode_ = InsertionMode::in_row;
}

Next TreeConstruction::in_cell(const Markup& markup) {
    const auto tag = markup.tag;
    const bool start = markup.kind == MarkupKind::start_tag;
    if (!start && has(tag, trait::cell)) {
        if (open_.in_scope(tag, trait::table_scope)) close_cell(tag);
        return Next::done;
    }
    const bool outer_end =
        !start && (tag == GUMBO_TAG_TABLE || tag == GUMBO_TAG_TR || has(tag, trait::group));
    if (start && begins_part(tag)) {
        if (!open_.any_in_scope(trait::cell, trait::table_scope)) return Next::done;
    } else if (outer_end) {
        if (!open_.in_scope(tag, trait::table_scope)) return Next::done;
    } else {
        const bool ignored = !start && (tag == GUMBO_TAG_BODY || tag == GUMBO_TAG_HTML || begins_part(tag));
        return ignored ? Next::done : in_body(markup);
    }
    close_cell(open_.in_scope(GUMBO_TAG_TD, trait::table_scope) ? GUMBO_TAG_TD : GUMBO_TAG_TH);
    return Next::again;
}

}  // namespace ogi::extract
