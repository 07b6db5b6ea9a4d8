#include "extract/tree_builder.h"

#include "extract/tree_construction.h"

#include <algorithm>
#include <array>

namespace ogi::extract {
namespace {

constexpr std::size_t depth_max = 1'000;
constexpr std::size_t formatting_max = 200;

std::size_t count_leading_blanks(std::string_view text) {
    const auto is_blank = [](char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f'; };
    return static_cast<std::size_t>(std::ranges::find_if_not(text, is_blank) - text.begin());
}

// Of the line end that `text` begins with, if it does.
std::size_t bytes_of_line_end(std::string_view text) {
    if (text.starts_with("\r\n")) return 2;
    return text.starts_with('\n') || text.starts_with('\r') ? 1 : 0;
}

std::string lower(std::string_view text) {
    std::string out{text};
    for (char& c : out) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    return out;
}

// What stands between quotes next in `text`, which then begins behind it.
std::optional<std::string> take_quoted(std::string& text) {
    text.erase(0, count_leading_blanks(text));
    if (text.empty() || (text[0] != '"' && text[0] != '\'')) return {};
    const auto end = text.find(text[0], 1);
    if (end == std::string::npos) return {};
    auto quoted = text.substr(1, end - 1);
    text.erase(0, end + 1);
    return quoted;
}

}  // namespace

// Only the doctypes that pages have; of those it is known (WHATWG HTML §13.2.6.4.1).
void TreeConstruction::read_doctype(std::string_view doctype) {
    auto rest = lower(doctype);
    rest.erase(0, count_leading_blanks(rest));
    quirks_ = Quirks::unknown;
    if (!rest.starts_with("html")) return;
    rest.erase(0, 4);
    const auto blank = count_leading_blanks(rest);
    rest.erase(0, blank);
    if (rest.empty()) {
        quirks_ = Quirks::no;
        return;
    }
    if (blank == 0 || !rest.starts_with("public")) return;
    rest.erase(0, 6);
    const auto id = take_quoted(rest);
    const auto system = take_quoted(rest);
    if (!id || count_leading_blanks(rest) < rest.size()) return;
    const bool strange = system && system->find("www.w3.org/") == std::string::npos;
    if (strange) return;
    if (id->starts_with("-//w3c//dtd xhtml 1.") || *id == "-//w3c//dtd html 4.01//en") quirks_ = Quirks::no;
    if (id->starts_with("-//w3c//dtd html 4.01 transitional//"))
        quirks_ = system ? Quirks::no : Quirks::unknown;
}

BuiltTree TreeConstruction::build() {
    parts_.nodes.reserve(std::min(page_.size() / 24, nodes_max_) + 16);
    parts_.attributes.reserve(page_.size() / 64 + 16);
    while (left_ == LeftToGumbo::nothing) {
        const auto& markup = reader_.next();
        at_ = markup.source.begin;
        if (!reader_.sound()) leave(LeftToGumbo::unsound_markup);
        if (left_ != LeftToGumbo::nothing) break;
        if (markup.kind == MarkupKind::end_of_page) {
            take_end();
            break;
        }
        take(markup);
        if (open_.depth() > depth_max || formatting_.size() > formatting_max) leave(LeftToGumbo::deep);
    }
    if (left_ != LeftToGumbo::nothing) return {.parts = {}, .left = left_, .at = left_at_};
    close_nodes(parts_.nodes);
    return {.parts = std::move(parts_)};
}

void TreeConstruction::take(const Markup& markup) {
    switch (markup.kind) {
        case MarkupKind::text:
            take_text(markup);
            return;
        case MarkupKind::comment:
            flush_text();
            break;
        case MarkupKind::doctype:
            if (mode_ != InsertionMode::initial) break;
            read_doctype(markup.text);
            mode_ = InsertionMode::before_html;
            break;
        case MarkupKind::start_tag:
        case MarkupKind::end_tag:
            skip_line_feed_ = false;
            while (take_tag(markup) == Next::again && left_ == LeftToGumbo::nothing) {
            }
            return;
        case MarkupKind::end_of_page:
            return;
    }
    skip_line_feed_ = false;
}

Next TreeConstruction::take_tag(const Markup& markup) {
    switch (mode_) {
        case InsertionMode::initial:
            mode_ = InsertionMode::before_html;
            return Next::again;
        case InsertionMode::before_html:
            return open_html(markup);
        case InsertionMode::before_head:
            return open_head(markup);
        case InsertionMode::in_head:
            return in_head(markup);
        case InsertionMode::in_head_noscript:
            return in_head_noscript(markup);
        case InsertionMode::after_head:
            return after_head(markup);
        case InsertionMode::in_body:
            return in_body(markup);
        case InsertionMode::in_table:
            return in_table(markup);
        case InsertionMode::in_caption:
            return in_caption(markup);
        case InsertionMode::in_column_group:
            return in_column_group(markup);
        case InsertionMode::in_table_body:
            return in_table_body(markup);
        case InsertionMode::in_row:
            return in_row(markup);
        case InsertionMode::in_cell:
            return in_cell(markup);
        case InsertionMode::in_select:
            return in_select(markup);
        case InsertionMode::in_select_in_table:
            return in_select_in_table(markup);
        case InsertionMode::after_body:
        case InsertionMode::after_after_body:
            return after_body(markup);
    }
    return Next::done;
}

void TreeConstruction::take_text(const Markup& markup) {
    auto text = markup.text;
    if (skip_line_feed_) {
        skip_line_feed_ = false;
        if (page_[at_] == '&') return leave(LeftToGumbo::unsound_markup);
        text.remove_prefix(bytes_of_line_end(text));
        if (text.empty()) return;
    }
    const auto blank = count_leading_blanks(text);
    const auto spaces = text.substr(0, blank);
    const bool all_blank = blank == text.size();
    switch (mode_) {
        case InsertionMode::initial:
        case InsertionMode::before_html:
        case InsertionMode::before_head:
            break;
        case InsertionMode::in_head:
            if (blank > 0) append_text(markup, spaces);
            break;
        case InsertionMode::in_head_noscript:
            if (!all_blank) return leave(LeftToGumbo::rare_element);
            return append_text(markup, spaces);
        case InsertionMode::after_head:
            if (blank > 0) append_text(markup, spaces);
            break;
        case InsertionMode::after_body:
        case InsertionMode::after_after_body:
            if (!all_blank) mode_ = InsertionMode::in_body;
            [[fallthrough]];
        case InsertionMode::in_body:
        case InsertionMode::in_caption:
        case InsertionMode::in_cell:
            reconstruct_formatting();
            return append_text(markup, text);
        case InsertionMode::in_select:
        case InsertionMode::in_select_in_table:
            return append_text(markup, text);
        case InsertionMode::in_table:
        case InsertionMode::in_table_body:
        case InsertionMode::in_row:
            if (!all_blank) return leave(LeftToGumbo::foster_parenting);
            return append_spaces(text);
        case InsertionMode::in_column_group:
            if (!all_blank) return leave(LeftToGumbo::foster_parenting);
            return append_text(markup, text);
    }
    if (all_blank) return;
    go_to_body();
    // A reference may stand for the space; then it is not known where the rest begins.
    if (blank > 0 && page_.substr(at_, blank) != spaces) return leave(LeftToGumbo::unsound_markup);
    at_ += static_cast<std::uint32_t>(blank);
    append_text(markup, text.substr(blank));
}

void TreeConstruction::go_to_body() {
    Markup none;
    none.kind = MarkupKind::start_tag;
    none.tag = GUMBO_TAG_UNKNOWN;
    if (mode_ == InsertionMode::initial) mode_ = InsertionMode::before_html;
    if (mode_ == InsertionMode::before_html) open_html(none);
    if (mode_ == InsertionMode::before_head) open_head(none);
    if (mode_ == InsertionMode::in_head_noscript) pop(), mode_ = InsertionMode::in_head;
    if (mode_ == InsertionMode::in_head) in_head(none);
    if (mode_ == InsertionMode::after_head) after_head(none);
}

void TreeConstruction::take_end() {
    go_to_body();
    flush_text();
}

Next TreeConstruction::open_html(const Markup& markup) {
    const bool end = markup.kind == MarkupKind::end_tag;
    if (end && markup.tag != GUMBO_TAG_HEAD && markup.tag != GUMBO_TAG_BODY && markup.tag != GUMBO_TAG_HTML &&
        markup.tag != GUMBO_TAG_BR)
        return Next::done;
    const bool written = !end && markup.tag == GUMBO_TAG_HTML;
    if (written) {
        insert(markup);
    } else {
        insert_supplied(GUMBO_TAG_HTML);
    }
    mode_ = InsertionMode::before_head;
    return written ? Next::done : Next::again;
}

Next TreeConstruction::open_head(const Markup& markup) {
    const bool end = markup.kind == MarkupKind::end_tag;
    if (end && markup.tag != GUMBO_TAG_HEAD && markup.tag != GUMBO_TAG_BODY && markup.tag != GUMBO_TAG_HTML &&
        markup.tag != GUMBO_TAG_BR)
        return Next::done;
    const bool written = !end && markup.tag == GUMBO_TAG_HEAD;
    if (written) {
        insert(markup);
    } else {
        insert_supplied(GUMBO_TAG_HEAD);
    }
    head_ = open_.current().node;
    mode_ = InsertionMode::in_head;
    return written ? Next::done : Next::again;
}

Next TreeConstruction::in_head(const Markup& markup) {
    const auto tag = markup.tag;
    if (tag == GUMBO_TAG_TEMPLATE) return leave(LeftToGumbo::rare_element), Next::done;
    if (markup.kind == MarkupKind::end_tag) {
        if (tag != GUMBO_TAG_HEAD && tag != GUMBO_TAG_BODY && tag != GUMBO_TAG_HTML && tag != GUMBO_TAG_BR)
            return Next::done;
        pop();
        mode_ = InsertionMode::after_head;
        return tag == GUMBO_TAG_HEAD ? Next::done : Next::again;
    }
    if (tag == GUMBO_TAG_HTML) return merge_attributes(markup, html_node), Next::done;
    if (tag == GUMBO_TAG_HEAD) return Next::done;
    if (has(tag, trait::head_void)) return insert_void(markup), Next::done;
    if (has(tag, trait::of_head)) return insert_raw(markup), Next::done;
    if (tag == GUMBO_TAG_NOSCRIPT) {
        insert(markup);
        mode_ = InsertionMode::in_head_noscript;
        return Next::done;
    }
    pop();
    mode_ = InsertionMode::after_head;
    return Next::again;
}

Next TreeConstruction::in_head_noscript(const Markup& markup) {
    const auto tag = markup.tag;
    if (markup.kind == MarkupKind::end_tag) {
        if (tag == GUMBO_TAG_NOSCRIPT) {
            pop();
            mode_ = InsertionMode::in_head;
            return Next::done;
        }
        if (tag != GUMBO_TAG_BR) return Next::done;
    } else {
        if (tag == GUMBO_TAG_HTML) return merge_attributes(markup, html_node), Next::done;
        if (tag == GUMBO_TAG_HEAD || tag == GUMBO_TAG_NOSCRIPT) return Next::done;
        const bool kept = tag == GUMBO_TAG_BASEFONT || tag == GUMBO_TAG_BGSOUND || tag == GUMBO_TAG_LINK ||
                          tag == GUMBO_TAG_META || tag == GUMBO_TAG_NOFRAMES || tag == GUMBO_TAG_STYLE;
        if (kept) return in_head(markup);
    }
    pop();
    mode_ = InsertionMode::in_head;
    return Next::again;
}

Next TreeConstruction::after_head(const Markup& markup) {
    const auto tag = markup.tag;
    if (markup.kind == MarkupKind::end_tag) {
        if (tag == GUMBO_TAG_TEMPLATE) return leave(LeftToGumbo::rare_element), Next::done;
        if (tag != GUMBO_TAG_BODY && tag != GUMBO_TAG_HTML && tag != GUMBO_TAG_BR) return Next::done;
    } else {
        if (tag == GUMBO_TAG_HTML) return merge_attributes(markup, html_node), Next::done;
        if (tag == GUMBO_TAG_HEAD) return Next::done;
        if (tag == GUMBO_TAG_FRAMESET || tag == GUMBO_TAG_TEMPLATE)
            return leave(LeftToGumbo::rare_element), Next::done;
        if (has(tag, trait::of_head) && tag != GUMBO_TAG_MENUITEM) {
            flush_text();
            open_.push(GUMBO_TAG_HEAD, *head_);
            in_head(markup);
            open_.remove(*head_);
            return Next::done;
        }
    }
    flush_text();
    for (auto& node : spaces_behind_head_) parts_.nodes.push_back(std::move(node));
    spaces_behind_head_.clear();
    mode_ = InsertionMode::in_body;
    if (markup.kind == MarkupKind::start_tag && tag == GUMBO_TAG_BODY) return insert(markup), Next::done;
    insert_supplied(GUMBO_TAG_BODY);
    return Next::again;
}

Next TreeConstruction::after_body(const Markup& markup) {
    if (markup.tag == GUMBO_TAG_HTML && markup.kind == MarkupKind::start_tag)
        return merge_attributes(markup, html_node), Next::done;
    if (markup.tag == GUMBO_TAG_HTML && mode_ == InsertionMode::after_body) {
        mode_ = InsertionMode::after_after_body;
        return Next::done;
    }
    mode_ = InsertionMode::in_body;
    return Next::again;
}

BuiltTree build_tree(std::string_view page, std::size_t nodes_max) {
    return TreeConstruction{page, nodes_max}.build();
}

std::string_view name_of(LeftToGumbo left) {
    static constexpr std::array<std::string_view, 8> names = {"nothing",      "adoption",         "deep",
                                                              "doctype",      "foster_parenting", "large",
                                                              "rare_element", "unsound_markup"};
    return names[static_cast<std::size_t>(left)];
}

}  // namespace ogi::extract
