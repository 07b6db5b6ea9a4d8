#include "extract/office/word_story.h"

#include "base/utf8.h"
#include "extract/office/xml_part.h"
#include "extract/superscript.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

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

// Something stands there, and what is not certain.
constexpr std::string_view not_known = "\uFFFC";

// Around the runs of a formula that is set as a line; all others stack or shrink what is in them.
constexpr std::array linear_formulas{"m:oMath"sv, "m:oMathPara"sv};
constexpr std::array formula_properties{"m:oMathParaPr"sv, "m:ctrlPr"sv, "m:rPr"sv};

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

bool has_digit(std::string_view words) {
    while (!words.empty()) {
        const auto [c, length] = base::decode_utf8(words);
        if ((c >= U'0' && c <= U'9') || (c >= U'０' && c <= U'９')) return true;
        words.remove_prefix(length);
    }
    return false;
}

// Whether paper lies under a run as far as the run, its paragraph, cell and table say.
bool lies_on_paper(pugi::xml_node run) {
    if (run.child("w:rPr").child("w:highlight")) return false;
    constexpr std::array properties{"w:rPr", "w:pPr", "w:tcPr", "w:tblPr"};
    for (auto node = run; node; node = node.parent()) {
        for (const auto* name : properties) {
            if (is_filled(node.child(name).child("w:shd"))) return false;
        }
        if (node.name() == "w:tc"sv && node.child("w:tcPr").child("w:shd")) return true;
    }
    return true;
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
        } else if (name.starts_with("m:"sv) &&
                   std::ranges::find(linear_formulas, name) == linear_formulas.end()) {
            const bool stands = std::ranges::find(formula_properties, name) == formula_properties.end();
            if (stands) add_words(not_known, {}, paragraph);
        } else if (std::ranges::find(not_shown, name) == not_shown.end()) {
            read_inline(child, paragraph);
        }
    }
}

void WordStory::read_run(pugi::xml_node node, Paragraph& paragraph) {
    const auto properties = node.child("w:rPr");
    const auto own = word_properties({}, properties);
    const auto& character = styles_.find_character(attribute(properties.child("w:rStyle"), "w:val"));
    const auto of_run = [&](auto what) {
        return own.*what ? own.*what : character.*what ? character.*what : paragraph.style->*what;
    };
    const auto says = [&](std::optional<bool> WordStyle::*what) { return of_run(what).value_or(false); };
    const Run run{
        .hidden = says(&WordStyle::hidden) || says(&WordStyle::struck),
        .raised = says(&WordStyle::raised),
        .doubtful = says(&WordStyle::always_hidden) || (says(&WordStyle::pale) && lies_on_paper(node)),
        .shift = of_run(&WordStyle::shift).value_or(0),
        .size = of_run(&WordStyle::size)};
    for (const auto piece : node.children()) read_piece(piece, run, paragraph);
}

void WordStory::add_words(std::string_view words, Run run, Paragraph& paragraph) {
    if (words.empty()) return;
    const bool smaller = run.size && paragraph.last.size && *run.size < *paragraph.last.size;
    const bool beside_digit = paragraph.ends_in_digit && is_digit(words.front());
    run.raised = run.raised || std::exchange(paragraph.mark_follows, false) ||
                 (beside_digit && smaller && run.shift > paragraph.last.shift);
    const auto mark = run.raised ? superscript(words) : std::string{};
    if (run.doubtful && has_digit(words)) {
        words = not_known;
    } else if (mark.empty() && beside_digit && run.shift != paragraph.last.shift) {
        paragraph.text.add(not_known);  // A raised digit is none of the figure beside it.
    }
    paragraph.text.add(mark.empty() || run.doubtful ? words : mark);
    if (!mark.empty()) return;
    paragraph.ends_in_digit = is_digit(words.back());
    paragraph.last = run;
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
        add_words(text_of(piece), run, paragraph);
    } else if (name == "w:tab"sv || name == "w:ptab"sv) {
        text.add_tab();
    } else if (name == "w:br"sv || name == "w:cr"sv) {
        text.add_break();
    } else if (name == "w:noBreakHyphen"sv) {
        text.add("-");
    } else if (name == "w:footnoteReference"sv || name == "w:endnoteReference"sv) {
        const auto follows = attribute(piece, "w:customMarkFollows");
        paragraph.mark_follows = follows == "1"sv || follows == "true"sv || follows == "on"sv;
    } else if (name == "w:sym"sv) {
        paragraph.mark_follows = false;
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
