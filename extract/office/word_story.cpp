#include "extract/office/word_story.h"

#include "extract/office/xml_part.h"

#include <algorithm>
#include <array>

namespace ogi::extract {
namespace {

using namespace std::string_view_literals;

template <std::size_t N>
bool is_one_of(std::string_view name, const std::array<std::string_view, N>& names) {
    return std::ranges::find(names, name) != names.end();
}

// Around paragraphs, rows, cells or runs, without a meaning of their own here.
constexpr std::array wrappers{"w:customXml"sv,  "w:smartTag"sv,     "w:ins"sv,        "w:moveTo"sv,
                              "w:sdtContent"sv, "mc:Choice"sv,      "mc:Fallback"sv,  "mc:AlternateContent"sv,
                              "wx:sect"sv,      "wx:sub-section"sv, "wx:pBdrGroup"sv, "w:dir"sv,
                              "w:bdo"sv};

constexpr long outline_levels = 9;  // w:outlineLvl 9 is body text.

// A control that still shows what to type, or the table of contents: nothing that the author says.
bool is_no_content(pugi::xml_node control) {
    const auto properties = control.child("w:sdtPr");
    return is_on(properties, "w:showingPlcHdr") ||
           attribute(properties.child("w:docPartObj").child("w:docPartGallery"), "w:val") ==
               "Table of Contents"sv;
}

bool is_deleted(pugi::xml_node properties) {
    return properties.child("w:del") || properties.child("w:moveFrom");
}

WordMerge merge_of(pugi::xml_node properties, const char* name, const char* old_name) {
    const auto node = properties.child(name) ? properties.child(name) : properties.child(old_name);
    if (!node) return WordMerge::none;
    return attribute(node, "w:val") == "restart"sv ? WordMerge::begins : WordMerge::goes_on;
}

bool is_heading(const WordStyle& own, const WordStyle& style) {
    const auto level = own.outline_level ? own.outline_level : style.outline_level;
    if (level) return *level >= 0 && *level < outline_levels;
    return style.name == "title"sv || style.name.starts_with("heading "sv);
}

}  // namespace

std::vector<WordItem> WordStory::read(pugi::xml_node parent) {
    std::vector<WordItem> items;
    read_blocks(parent, Place::text, items);
    fields_.clear();
    return items;
}

void WordStory::read_blocks(pugi::xml_node parent, Place place, std::vector<WordItem>& into) {
    for (const auto child : parent.children()) {
        const std::string_view name = child.name();
        if (name == "w:p"sv) {
            read_paragraph(child, place, into);
        } else if (name == "w:tbl"sv) {
            read_table(child, into);
        } else if (name == "w:sdt"sv) {
            if (!is_no_content(child)) read_blocks(child.child("w:sdtContent"), place, into);
        } else if (name == "w:altChunk"sv || name == "w:subDoc"sv) {
            name_limit("embedded_documents");
        } else if (name == "w:sectPr"sv) {
            note_margins(child);
        } else if (is_one_of(name, wrappers)) {
            read_blocks(child, place, into);
        }
    }
}

void WordStory::read_paragraph(pugi::xml_node node, Place place, std::vector<WordItem>& into) {
    const auto properties = node.child("w:pPr");
    const auto own = word_properties(properties, {});
    const auto& style = styles_.find(attribute(properties.child("w:pStyle"), "w:val"));
    note_margins(properties.child("w:sectPr"));
    Paragraph paragraph{
        .text = WordText{place == Place::cell ? WordText::Tabs::part_lines : WordText::Tabs::stay},
        .style = &style,
        .boxes = {}};
    WordParagraph out{
        .kind = is_heading(own, style) ? model::BlockKind::heading : model::BlockKind::paragraph,
        .text = {},
        .runs_on = is_deleted(properties.child("w:rPr"))};
    add_label(properties, own, paragraph, out);
    read_inline(node, paragraph);
    close_instructions();
    out.text = paragraph.text.take();
    for (auto& link : paragraph.text.take_links()) {
        if (links_.size() == limits_.links_max) {
            name_limit("links_max");
            break;
        }
        links_.push_back(std::move(link));
    }
    // "toc 1": a line of the table of contents, which says a heading once more.
    const bool contents = style.name.starts_with("toc "sv);
    if (!contents) add_paragraph(std::move(out), into);
    std::ranges::move(paragraph.boxes, std::back_inserter(into));
}

void WordStory::add_paragraph(WordParagraph paragraph, std::vector<WordItem>& into) {
    if (!into.empty() && !into.back().table && into.back().paragraph.runs_on) {
        auto& before = into.back().paragraph;
        paragraph.text.insert(0, before.text);
        before = std::move(paragraph);
        return;
    }
    if (!paragraph.text.empty() || paragraph.runs_on)
        into.push_back({.paragraph = std::move(paragraph), .table = {}});
}

void WordStory::add_label(pugi::xml_node properties, const WordStyle& own, Paragraph& paragraph,
                          WordParagraph& out) {
    // Word 2003 writes the label down.
    if (const auto printed = properties.child("w:listPr").child("wx:t")) {
        paragraph.text.add(attribute(printed, "wx:val"));
        return;
    }
    const auto& style = *paragraph.style;
    const auto list = own.list ? own.list : style.list;
    if (!list || out.runs_on) return;
    auto level = own.list_level ? own.list_level : style.list_level;
    if (!level) level = numbering_.level_of_style(*list, attribute(properties.child("w:pStyle"), "w:val"));
    const auto label = numbering_.next(*list, *level);
    if (!label) return;
    if (label->bullet && out.kind == model::BlockKind::paragraph) out.kind = model::BlockKind::list_item;
    paragraph.text.add(label->text);
}

void WordStory::read_table(pugi::xml_node node, std::vector<WordItem>& into) {
    auto table = std::make_unique<WordTable>();
    const auto fields_outside = fields_.size();
    read_rows(node, *table);
    fields_.resize(std::min(fields_.size(), fields_outside));
    into.push_back({.paragraph = {}, .table = std::move(table)});
}

void WordStory::read_rows(pugi::xml_node parent, WordTable& table) {
    for (const auto child : parent.children()) {
        const std::string_view name = child.name();
        if (name == "w:tr"sv) {
            const auto properties = child.child("w:trPr");
            if (is_deleted(properties) || is_on(properties, "w:hidden")) continue;
            WordRow row{.columns_before = number_attribute(properties.child("w:gridBefore"), "w:val", 0),
                        .header = is_on(properties, "w:tblHeader"),
                        .cells = {}};
            read_cells(child, row);
            table.rows.push_back(std::move(row));
        } else if (name == "w:sdt"sv) {
            read_rows(child.child("w:sdtContent"), table);
        } else if (is_one_of(name, wrappers)) {
            read_rows(child, table);
        }
    }
}

void WordStory::read_cells(pugi::xml_node parent, WordRow& row) {
    for (const auto child : parent.children()) {
        const std::string_view name = child.name();
        if (name == "w:tc"sv) {
            const auto properties = child.child("w:tcPr");
            if (properties.child("w:cellDel")) continue;
            WordCell cell{.columns = number_attribute(properties.child("w:gridSpan"), "w:val", 1),
                          .down = merge_of(properties, "w:vMerge", "w:vmerge"),
                          .across = merge_of(properties, "w:hMerge", "w:hmerge"),
                          .items = {}};
            read_blocks(child, Place::cell, cell.items);
            row.cells.push_back(std::move(cell));
        } else if (name == "w:sdt"sv) {
            read_cells(child.child("w:sdtContent"), row);
        } else if (is_one_of(name, wrappers)) {
            read_cells(child, row);
        }
    }
}

void WordStory::note_margins(pugi::xml_node section) {
    constexpr std::size_t margins_max = 60;
    for (const auto child : section.children()) {
        const std::string_view name = child.name();
        if ((name == "w:headerReference"sv || name == "w:footerReference"sv) && margins_.size() < margins_max)
            margins_.emplace_back(attribute(child, "r:id"));
    }
}

void WordStory::name_limit(std::string_view name) {
    if (std::ranges::find(limits_reached_, name) == limits_reached_.end()) limits_reached_.emplace_back(name);
}

bool WordStory::in_instruction() const {
    return std::ranges::any_of(fields_, [](const Field& field) { return !field.result; });
}

// An instruction ends with its paragraph at the latest; else one mark that is missing would hide all that
// follows.
void WordStory::close_instructions() {
    std::erase_if(fields_, [](const Field& field) { return !field.result; });
}

}  // namespace ogi::extract
