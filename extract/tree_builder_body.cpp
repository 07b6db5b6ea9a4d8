#include "extract/tree_construction.h"

namespace ogi::extract {

// WHATWG HTML §13.2.6.4.7, as Gumbo 0.10.1 has it.
Next TreeConstruction::in_body(const Markup& markup) {
    if (is_ordinary(markup.tag)) {
        if (markup.kind == MarkupKind::end_tag) return end_other(markup.tag), Next::done;
        reconstruct_formatting();
        return insert(markup), Next::done;
    }
    if (has(markup.tag, trait::left)) return leave(LeftToGumbo::rare_element), Next::done;
    return markup.kind == MarkupKind::start_tag ? start_in_body(markup) : end_in_body(markup);
}

Next TreeConstruction::start_in_body(const Markup& markup) {
    const auto tag = markup.tag;
    if (tag == GUMBO_TAG_P || has(tag, trait::block)) {
        close_paragraph();
        insert(markup);
    } else if (has(tag, trait::formatting)) {
        if (tag == GUMBO_TAG_NOBR) reconstruct_formatting();
        // Gumbo closes the first of two links or <nobr>s, one in the other, by moving elements.
        const bool twice = (tag == GUMBO_TAG_A && formatting_.find(tag) != nullptr) ||
                           (tag == GUMBO_TAG_NOBR && open_.in_scope(tag, trait::scope));
        if (twice) return leave(LeftToGumbo::adoption), Next::done;
        insert_formatting(markup);
    } else if (tag == GUMBO_TAG_LI || tag == GUMBO_TAG_DD || tag == GUMBO_TAG_DT) {
        start_list_item(markup);
    } else if (has(tag, trait::void_inline)) {
        reconstruct_formatting();
        insert_void(markup);
    } else if (has(tag, trait::of_head)) {
        return in_head(markup);
    } else if (has(tag, trait::heading)) {
        close_paragraph();
        if (has(open_.current().tag, trait::heading)) pop();
        insert(markup);
    } else if (tag == GUMBO_TAG_TABLE) {
        start_table(markup);
    } else if (has(tag, trait::table_part)) {
        return Next::done;
    } else if (tag == GUMBO_TAG_HTML) {
        merge_attributes(markup, html_node);
    } else if (tag == GUMBO_TAG_BODY) {
        const auto& second = open_.below_current(open_.depth() - 2);
        if (second.tag == GUMBO_TAG_BODY) merge_attributes(markup, second.node);
    } else {
        return start_control(markup);
    }
    return Next::done;
}

// What is left: forms, preformatted text, embedded things, and all other elements.
Next TreeConstruction::start_control(const Markup& markup) {
    const auto tag = markup.tag;
    if (tag == GUMBO_TAG_FORM) {
        if (form_) return Next::done;
        close_paragraph();
        insert(markup);
        form_ = open_.current().node;
    } else if (tag == GUMBO_TAG_PRE || tag == GUMBO_TAG_LISTING) {
        close_paragraph();
        insert(markup);
        skip_line_feed_ = true;
    } else if (tag == GUMBO_TAG_HR) {
        close_paragraph();
        insert_void(markup);
    } else if (has(tag, trait::void_plain)) {
        insert_void(markup);
    } else if (tag == GUMBO_TAG_BUTTON && open_.in_scope(tag, trait::scope)) {
        close_implied_to(tag);
        return Next::again;
    } else if (tag == GUMBO_TAG_XMP) {
        close_paragraph();
        reconstruct_formatting();
        insert_raw(markup);
    } else if (has(tag, trait::raw_text)) {
        insert_raw(markup);
    } else if (has(tag, trait::marker)) {
        reconstruct_formatting();
        insert(markup);
        formatting_.add_marker();
    } else if (tag == GUMBO_TAG_SELECT) {
        reconstruct_formatting();
        insert(markup);
        const bool in_table = mode_ != InsertionMode::in_body;
        mode_ = in_table ? InsertionMode::in_select_in_table : InsertionMode::in_select;
    } else {
        const bool option = tag == GUMBO_TAG_OPTION || tag == GUMBO_TAG_OPTGROUP;
        if (option && open_.current().tag == GUMBO_TAG_OPTION) pop();
        reconstruct_formatting();
        insert(markup);
    }
    return Next::done;
}

void TreeConstruction::start_list_item(const Markup& markup) {
    const bool is_li = markup.tag == GUMBO_TAG_LI;
    for (std::size_t distance = 0; distance < open_.depth(); ++distance) {
        const auto tag = open_.below_current(distance).tag;
        const bool item = is_li ? tag == GUMBO_TAG_LI : tag == GUMBO_TAG_DD || tag == GUMBO_TAG_DT;
        if (item) {
            close_implied_to(tag);
            break;
        }
        if (has(tag, trait::special) && !has(tag, trait::list_stop)) break;
    }
    close_paragraph();
    insert(markup);
}

void TreeConstruction::start_table(const Markup& markup) {
    const bool in_paragraph = open_.in_scope(GUMBO_TAG_P, trait::scope | trait::button_scope);
    if (in_paragraph && quirks_ == Quirks::unknown) return leave(LeftToGumbo::doctype);
    if (in_paragraph && quirks_ == Quirks::no) close_implied_to(GUMBO_TAG_P);
    insert(markup);
    mode_ = InsertionMode::in_table;
}

Next TreeConstruction::end_in_body(const Markup& markup) {
    const auto tag = markup.tag;
    if (tag == GUMBO_TAG_P) {
        if (!open_.in_scope(tag, trait::scope | trait::button_scope)) insert_supplied(tag);
        close_implied_to(tag);
    } else if (has(tag, trait::formatting)) {
        end_formatting(tag);
    } else if (has(tag, trait::block) || tag == GUMBO_TAG_BUTTON || tag == GUMBO_TAG_LISTING ||
               tag == GUMBO_TAG_PRE || tag == GUMBO_TAG_DD || tag == GUMBO_TAG_DT) {
        if (open_.in_scope(tag, trait::scope)) close_implied_to(tag);
    } else if (tag == GUMBO_TAG_LI) {
        if (open_.in_scope(tag, trait::scope | trait::list_scope)) close_implied_to(tag);
    } else if (has(tag, trait::heading)) {
        if (!open_.any_in_scope(trait::heading, trait::scope)) return Next::done;
        close_implied();
        while (!has(open_.current().tag, trait::heading)) pop();
        pop();
    } else if (tag == GUMBO_TAG_FORM) {
        end_form();
    } else if (tag == GUMBO_TAG_BODY || tag == GUMBO_TAG_HTML) {
        if (!open_.in_scope(GUMBO_TAG_BODY, trait::scope)) return Next::done;
        mode_ = InsertionMode::after_body;
        return tag == GUMBO_TAG_HTML ? Next::again : Next::done;
    } else if (has(tag, trait::marker)) {
        if (!open_.in_scope(tag, trait::table_scope)) return Next::done;
        close_implied_to(tag);
        formatting_.clear_to_marker();
    } else if (tag == GUMBO_TAG_BR) {
        reconstruct_formatting();
        insert_supplied(tag);
        pop();
    } else {
        end_other(tag);
    }
    return Next::done;
}

// The adoption agency as far as nothing has to be adopted.
void TreeConstruction::end_formatting(GumboTag tag) {
    if (open_.current().tag == tag && !formatting_.holds(open_.current().node)) return pop();
    const auto* const found = formatting_.find(tag);
    if (found == nullptr) return;
    const auto node = found->node;
    if (!open_.holds(node)) return formatting_.remove(node);
    if (!open_.in_scope(tag, trait::scope)) return;
    for (std::size_t distance = 0; open_.below_current(distance).node != node; ++distance) {
        if (has(open_.below_current(distance).tag, trait::special)) return leave(LeftToGumbo::adoption);
    }
    while (open_.current().node != node) pop();
    pop();
    formatting_.remove(node);
}

void TreeConstruction::end_form() {
    const auto form = form_;
    form_.reset();
    if (!form || !open_.holds(*form)) return;
    for (std::size_t distance = 0; open_.below_current(distance).node != *form; ++distance) {
        if (has(open_.below_current(distance).tag, trait::scope)) return;
    }
    close_implied();
    open_.remove(*form);
}

void TreeConstruction::end_other(GumboTag tag) {
    for (std::size_t distance = 0; distance < open_.depth(); ++distance) {
        const auto& open = open_.below_current(distance);
        if (open.tag == tag) {
            const auto node = open.node;
            close_implied(tag);
            while (open_.current().node != node) pop();
            return pop();
        }
        if (has(open.tag, trait::special)) return;
    }
}

Next TreeConstruction::in_select(const Markup& markup) {
    const auto tag = markup.tag;
    if (has(tag, trait::left)) return leave(LeftToGumbo::rare_element), Next::done;
    const auto close_if = [&](GumboTag current) {
        if (open_.current().tag == current) pop();
    };
    if (markup.kind == MarkupKind::end_tag) {
        if (tag == GUMBO_TAG_SELECT) close_select();
        if (tag == GUMBO_TAG_OPTION) close_if(tag);
        if (tag == GUMBO_TAG_OPTGROUP) {
            if (open_.below_current(1).tag == tag) close_if(GUMBO_TAG_OPTION);
            close_if(tag);
        }
        return Next::done;
    }
    if (tag == GUMBO_TAG_OPTION || tag == GUMBO_TAG_OPTGROUP) {
        close_if(GUMBO_TAG_OPTION);
        if (tag == GUMBO_TAG_OPTGROUP) close_if(tag);
        insert(markup);
    } else if (tag == GUMBO_TAG_SELECT) {
        close_select();
    } else if (tag == GUMBO_TAG_INPUT || tag == GUMBO_TAG_KEYGEN || tag == GUMBO_TAG_TEXTAREA) {
        close_select();
        return Next::again;
    } else if (tag == GUMBO_TAG_SCRIPT) {
        insert_raw(markup);
    } else if (tag == GUMBO_TAG_HTML) {
        merge_attributes(markup, html_node);
    }
    return Next::done;
}

Next TreeConstruction::in_select_in_table(const Markup& markup) {
    const bool of_table = markup.tag == GUMBO_TAG_CAPTION || markup.tag == GUMBO_TAG_TABLE ||
                          markup.tag == GUMBO_TAG_TR || has(markup.tag, trait::group | trait::cell);
    if (!of_table) return in_select(markup);
    // What Gumbo does with them depends on tables further out.
    leave(LeftToGumbo::rare_element);
    return Next::done;
}

void TreeConstruction::close_select() {
    pop_to(GUMBO_TAG_SELECT);
    reset_mode();
}

}  // namespace ogi::extract
