#pragma once

#include "extract/markup_reader.h"
#include "extract/open_elements.h"
#include "extract/tree_builder.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace ogi::extract {

// WHATWG HTML §13.2.4.1; "text" is missing, as raw text is taken as one.
enum class InsertionMode {
    initial,
    before_html,
    before_head,
    in_head,
    in_head_noscript,
    after_head,
    in_body,
    in_table,
    in_caption,
    in_column_group,
    in_table_body,
    in_row,
    in_cell,
    in_select,
    in_select_in_table,
    after_body,
    after_after_body,
};

// What a rule says of the markup it was given.
enum class Next { done, again };  // again: treat it once more, in the mode that is now set.

// The work behind build_tree. Its functions stand in three files, as the standard's sections do: before the
// body (tree_builder.cpp), in the body and in tables.
class TreeConstruction {
  public:
    TreeConstruction(std::string_view page, std::size_t nodes_max)
        : page_{page}, nodes_max_{nodes_max}, reader_{page, parts_, known_tags_}, formatting_{page} {}

    BuiltTree build();

  private:
    enum class Quirks { no, yes, unknown };
    static constexpr std::uint32_t html_node = 0;

    // tree_builder.cpp
    void take(const Markup& markup);
    void take_text(const Markup& markup);
    Next take_tag(const Markup& markup);
    void take_end();
    Next open_html(const Markup& markup);
    Next open_head(const Markup& markup);
    Next in_head(const Markup& markup);
    Next in_head_noscript(const Markup& markup);
    Next after_head(const Markup& markup);
    Next after_body(const Markup& markup);
    void read_doctype(std::string_view doctype);
    // Supplies what is missing of <html>, <head> and <body>.
    void go_to_body();

    // tree_builder_nodes.cpp
    void insert(const Markup& markup);  // And makes it the current node.
    void insert_void(const Markup& markup);
    void insert_raw(const Markup& markup);  // With its text up to the end tag.
    void insert_supplied(GumboTag tag);     // An element that is not written.
    void insert_formatting(const Markup& markup);
    // Gives a node the attributes it does not have yet: what becomes of a second <html> or <body>.
    void merge_attributes(const Markup& markup, std::uint32_t node);
    std::uint32_t append(const HtmlNode& node);
    void append_text(const Markup& markup, std::string_view text);
    void append_spaces(std::string_view text);  // A text node by itself.
    void flush_text();
    void pop();
    void pop_to(GumboTag tag);  // That one too.
    void close_implied(GumboTag except = GUMBO_TAG_LAST);
    void close_implied_to(GumboTag tag);  // "Generate implied end tags", then pop_to.
    void close_paragraph();
    void clear_to(Traits context);
    void reconstruct_formatting();
    void reset_mode();
    void leave(LeftToGumbo why) {
        if (left_ == LeftToGumbo::nothing) left_ = why, left_at_ = at_;
    }

    // tree_builder_body.cpp
    Next in_body(const Markup& markup);
    Next start_in_body(const Markup& markup);
    Next start_control(const Markup& markup);
    Next end_in_body(const Markup& markup);
    void start_list_item(const Markup& markup);
    void start_table(const Markup& markup);
    void end_formatting(GumboTag tag);
    void end_form();
    void end_other(GumboTag tag);
    Next in_select(const Markup& markup);
    Next in_select_in_table(const Markup& markup);
    void close_select();

    // tree_builder_tables.cpp
    Next in_table(const Markup& markup);
    Next start_in_table(const Markup& markup);
    Next misplaced_in_table(const Markup& markup);
    Next in_caption(const Markup& markup);
    Next in_column_group(const Markup& markup);
    Next in_table_body(const Markup& markup);
    Next in_row(const Markup& markup);
    Next in_cell(const Markup& markup);
    bool close_table();
    void close_cell(GumboTag tag);

    std::string_view page_;
    std::size_t nodes_max_;
    HtmlTree::Parts parts_;
    KnownTags known_tags_;
    MarkupReader reader_;
    OpenElements open_;
    ActiveFormatting formatting_;
    InsertionMode mode_ = InsertionMode::initial;
    Quirks quirks_ = Quirks::yes;
    std::optional<std::uint32_t> head_;
    std::optional<std::uint32_t> form_;
    bool foster_ = false;          // What is inserted into a table itself belongs before it.
    bool skip_line_feed_ = false;  // The line feed behind <pre>.

    // Text not yet in the tree: its node is made when something else comes (and by Gumbo's habit in the node
    // that is current then).
    std::string_view text_;
    std::string joined_text_;
    bool text_is_joined_ = false;
    bool has_text_ = false;
    std::uint32_t text_begin_ = 0;
    std::vector<HtmlNode> spaces_behind_head_;

    std::uint32_t at_ = 0;  // Where the markup being treated begins.
    LeftToGumbo left_ = LeftToGumbo::nothing;
    std::uint32_t left_at_ = 0;
};

}  // namespace ogi::extract
