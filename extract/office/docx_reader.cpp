#include "extract/office/docx_reader.h"

#include "base/utf8.h"
#include "extract/attachments.h"
#include "extract/office/office_writer.h"
#include "extract/office/word_grid.h"
#include "extract/office/word_story.h"

#include <set>

namespace ogi::extract {
namespace {

using base::ErrorCode;
using namespace std::string_view_literals;

constexpr std::string_view usual_main_part = "word/document.xml";

// The element of a part that may be missing.
pugi::xml_node root_of(const std::optional<XmlPart>& part) {
    return part ? part->root() : pugi::xml_node{};
}

void add_items(std::vector<WordItem> items, const Limits& limits, OfficeWriter& writer) {
    for (auto& item : items) {
        if (!item.table) {
            writer.add(item.paragraph.kind, std::move(item.paragraph.text));
        } else if (is_data_table(*item.table)) {
            auto [grid, cut] = word_grid(*item.table, limits);
            writer.add_grid(std::move(grid), cut);
        } else {
            for (auto& row : item.table->rows) {
                for (auto& cell : row.cells) add_items(std::move(cell.items), limits, writer);
            }
        }
    }
}

void add_outside(const std::vector<WordItem>& items, OfficeWriter& writer) {
    for (const auto& item : items) {
        if (!item.table) {
            if (!item.paragraph.text.empty()) writer.add_outside(item.paragraph.text);
            continue;
        }
        for (const auto& row : item.table->rows) {
            for (const auto& cell : row.cells) add_outside(cell.items, writer);
        }
    }
}

// What the main part refers to, by the type of the relationship.
base::Result<std::optional<XmlPart>> related(Package& package, const Relationships& relationships,
                                             std::string_view type) {
    const auto* const found = find_type(relationships, type);
    return package.xml_if_there(found == nullptr ? std::string_view{} : found->target);
}

// Takes over the body, its links and what was left out of it.
void add_body(std::vector<WordItem> items, WordStory& story, const Limits& limits,
              model::Document& document) {
    OfficeWriter writer{document, limits};
    add_items(std::move(items), limits, writer);
    for (const auto& name : story.limits_reached()) writer.name_limit(name);
    document.links = story.take_links();
    document.attachments = find_attachments(document.links);
    if (document.blocks.empty() && story.has_pictures()) {
        document = {};
        document.format = model::Format::unsupported;
        document.unsupported = "Word document of pictures without text";
    }
}

}  // namespace

base::Result<model::Document> read_word(Package& package, const Limits& limits) {
    const auto main_part = package.main_part(usual_main_part);
    TRY(main, package.xml(main_part));
    const auto body = main.root().child("w:body");
    if (!body) return base::fail(ErrorCode::malformed, main_part + ": not the body of a Word document");
    const auto relationships = package.relationships(main_part);
    TRY(style_part, related(package, relationships, "styles"));
    TRY(numbering_part, related(package, relationships, "numbering"));
    const WordStyles styles{root_of(style_part)};
    WordNumbering numbering{root_of(numbering_part), styles};

    model::Document document;
    document.format = model::Format::word;
    document.charset = "utf-8";
    WordStory story{styles, numbering, relationships, limits};
    add_body(story.read(body), story, limits, document);
    if (document.format == model::Format::unsupported) return document;
    document.metas = package.metas();

    OfficeWriter writer{document, limits};
    std::set<std::string> parts;
    for (const auto& id : story.margins()) {
        const auto margin = relationships.find(id);
        if (margin == relationships.end() || !parts.insert(margin->second.target).second) continue;
        if (const auto part = package.xml(margin->second.target))
            add_outside(story.read(part->root()), writer);
    }
    for (const auto type : {"footnotes"sv, "endnotes"sv}) {
        const auto notes = related(package, relationships, type);
        if (!notes) continue;
        for (const auto note : root_of(*notes).children()) add_outside(story.read(note), writer);
    }
    return document;
}

base::Result<model::Document> read_docx(std::string_view body, const Limits& limits) {
    TRY(package, Package::open_archive(body, limits));
    return read_word(package, limits);
}

bool is_word_xml(std::string_view text) {
    constexpr std::size_t window = 2'048;
    const auto head = text.substr(0, window);
    return base::trim(head).starts_with("<?xml"sv) &&
           (head.find("progid=\"Word.Document\""sv) != head.npos ||
            head.find("http://schemas.microsoft.com/office/2006/xmlPackage"sv) != head.npos);
}

base::Result<model::Document> read_word_xml(std::string_view body, const Limits& limits) {
    TRY(part, XmlPart::parse(std::string{body}, "the document", limits));
    if (part.root().name() == "pkg:package"sv) {
        TRY(package, Package::open_flat(std::string{body}, limits));
        return read_word(package, limits);
    }
    const auto story_root = part.root().child("w:body");
    if (!story_root) return base::fail(ErrorCode::malformed, "XML, but not the body of a Word document");
    const WordStyles styles{part.root().child("w:styles")};
    WordNumbering numbering;
    const Relationships relationships;
    model::Document document;
    document.format = model::Format::word;
    document.charset = "utf-8";
    WordStory story{styles, numbering, relationships, limits};
    add_body(story.read(story_root), story, limits, document);
    return document;
}

}  // namespace ogi::extract
