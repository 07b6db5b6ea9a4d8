#include "extract/office/word_story.h"

#include "base/utf8.h"
#include "extract/office/xml_part.h"
#include "extract/superscript.h"

#include <algorithm>
#include <array>
#include <charconv>

// The inside of a paragraph: runs, fields, links, drawings.
namespace ogi::extract {
namespace {

using namespace std::string_view_literals;

constexpr std::size_t fields_open_max = 32;
constexpr std::size_t instruction_bytes_max = 4'096;

// What of a paragraph is no text of it.
constexpr std::array not_shown{"w:pPr"sv, "w:rPr"sv,   "w:del"sv,      "w:moveFrom"sv,
                               "w:rt"sv,  "w:sdtPr"sv, "w:sdtEndPr"sv, "w:fldData"sv};

constexpr std::array fonts_of_letters{"Symbol"sv};

// A sign by its number in a font. In a font of pictures that number says nothing to anybody else, so the sign
// stays what it is, a character without meaning, and a figure beside it is no figure.
std::string symbol(pugi::xml_node node) {
    const auto written = attribute(node, "w:char");
    std::uint32_t code = 0;
    std::from_chars(written.data(), written.data() + written.size(), code, 16);
    const auto font = attribute(node, "w:font");
    constexpr std::uint32_t private_use = 0xF000;
    const bool letters = std::ranges::find(fonts_of_letters, font) != fonts_of_letters.end();
    if (letters && code >= private_use + 0x20 && code <= private_use + 0x39) code -= private_use;
    const bool character = code > 0x1F && code < 0x110000 && (code < 0xD800 || code > 0xDFFF);
    std::string out;
    base::append_utf8(out, character ? static_cast<char32_t>(code) : base::replacement_character);
    return out;
}

// The address in `HYPERLINK "http://…" \o "…"`; empty for another field.
std::string link_of(std::string_view instruction) {
    instruction = base::trim(instruction);
    constexpr auto word = "HYPERLINK"sv;
    if (!instruction.starts_with(word)) return {};
    const auto quote = instruction.find('"');
    const auto end = quote == instruction.npos ? quote : instruction.find('"', quote + 1);
    return end == instruction.npos ? std::string{}
                                   : std::string{instruction.substr(quote + 1, end - quote - 1)};
}

}  // namespace

void WordStory::read_inline(pugi::xml_node parent, Paragraph& paragraph) {
    for (const auto child : parent.children()) {
        const std::string_view name = child.name();
        if (name == "w:r"sv || name == "m:r"sv) {
            read_run(child, paragraph);
        } else if (name == "w:hyperlink"sv || name == "w:hlink"sv) {
            read_hyperlink(child, paragraph);
        } else if (name == "w:sdt"sv) {
            const auto properties = child.child("w:sdtPr");
            if (!is_on(properties, "w:showingPlcHdr")) read_inline(child.child("w:sdtContent"), paragraph);
        } else if (name == "w:txbxContent"sv) {
            read_drawing(child, paragraph);
        } else if (std::ranges::find(not_shown, name) == not_shown.end()) {
            read_inline(child, paragraph);
        }
    }
}

void WordStory::read_run(pugi::xml_node node, Paragraph& paragraph) {
    const auto properties = node.child("w:rPr");
    const auto own = word_properties({}, properties);
    const auto& character = styles_.find_character(attribute(properties.child("w:rStyle"), "w:val"));
    const auto says = [&](std::optional<bool> WordStyle::*what) {
        if (own.*what) return *(own.*what);
        if (character.*what) return *(character.*what);
        return (paragraph.style->*what).value_or(false);
    };
    const Run run{.hidden = says(&WordStyle::hidden) || says(&WordStyle::struck),
                  .raised = says(&WordStyle::raised)};
    for (const auto piece : node.children()) read_piece(piece, run, paragraph);
}

void WordStory::read_piece(pugi::xml_node piece, const Run& run, Paragraph& paragraph) {
    const std::string_view name = piece.name();
    if (name == "w:fldChar"sv) return read_field_mark(piece, paragraph);
    if (name == "w:instrText"sv) {
        if (!fields_.empty() && fields_.back().instruction.size() < instruction_bytes_max)
            fields_.back().instruction += text_of(piece);
        return;
    }
    if (run.hidden || in_instruction()) return;
    auto& text = paragraph.text;
    if (name == "w:t"sv || name == "m:t"sv) {
        const auto words = text_of(piece);
        const auto mark = run.raised ? superscript(words) : std::string{};
        text.add(mark.empty() ? words : mark);
    } else if (name == "w:tab"sv || name == "w:ptab"sv) {
        text.add_tab();
    } else if (name == "w:br"sv || name == "w:cr"sv) {
        text.add_break();
    } else if (name == "w:noBreakHyphen"sv) {
        text.add("-");
    } else if (name == "w:sym"sv) {
        text.add(symbol(piece));
    } else if (name == "w:ruby"sv) {
        read_inline(piece.child("w:rubyBase"), paragraph);
    } else if (name == "w:drawing"sv || name == "w:pict"sv || name == "w:object"sv ||
               name == "mc:AlternateContent"sv) {
        read_drawing(piece, paragraph);
    }
}

void WordStory::read_field_mark(pugi::xml_node mark, Paragraph& paragraph) {
    const auto kind = attribute(mark, "w:fldCharType");
    if (kind == "begin"sv) {
        if (fields_.size() < fields_open_max) fields_.emplace_back();
        return;
    }
    if (fields_.empty()) return;
    auto& field = fields_.back();
    if (kind == "separate"sv) {
        field.result = true;
        if (auto url = link_of(field.instruction); !url.empty()) {
            field.link = true;
            paragraph.text.begin_link(std::move(url));
        }
    } else if (kind == "end"sv) {
        if (field.link) paragraph.text.end_link();
        fields_.pop_back();
    }
}

// The text boxes in a drawing, and whether it is a picture.
void WordStory::read_drawing(pugi::xml_node drawing, Paragraph& paragraph) {
    for (auto node = drawing; node;) {
        const std::string_view name = node.name();
        const auto local = name.substr(name.find(':') + 1);
        const bool box = name == "w:txbxContent"sv;
        if (box) read_blocks(node, Place::text, paragraph.boxes);
        if (local == "blip"sv || local == "imagedata"sv) has_pictures_ = true;
        if (!box && node.first_child()) {
            node = node.first_child();
            continue;
        }
        while (node != drawing && !node.next_sibling()) node = node.parent();
        if (node == drawing) break;
        node = node.next_sibling();
    }
}

void WordStory::read_hyperlink(pugi::xml_node node, Paragraph& paragraph) {
    const auto target = relationships_.find(attribute(node, "r:id"));
    const bool external = target != relationships_.end() && target->second.external;
    paragraph.text.begin_link(external ? target->second.target : std::string{attribute(node, "w:dest")});
    read_inline(node, paragraph);
    paragraph.text.end_link();
}

}  // namespace ogi::extract
