#pragma once

#include <pugixml.hpp>

#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace ogi::extract {

// What a style says of what is read here; a member without value: nothing.
struct WordStyle {
    std::string name;  // In lower case: "heading 1", "toc 2". A style's id is anybody's choice.
    std::optional<long> outline_level;  // From 0; 9: body text.
    std::optional<long> list;           // w:numId
    std::optional<long> list_level;
    std::optional<bool> hidden;
    std::optional<bool> struck;
    std::optional<bool> always_hidden;  // Of the mark of a paragraph; elsewhere it is anybody's guess.
    std::optional<bool> raised;         // Superscript or subscript.
    std::optional<bool> pale;           // In the colour of paper.
    std::optional<long> shift;          // How far above the line, in half points.
    std::optional<long> size;           // In half points.
};

// What run or paragraph properties (w:rPr, w:pPr) say themselves.
WordStyle word_properties(pugi::xml_node paragraph_properties, pugi::xml_node run_properties);

// Whether a shading (w:shd) has another colour than white.
bool is_filled(pugi::xml_node shading);

// The styles of a document, each with what it takes over from those it is based on.
class WordStyles {
  public:
    WordStyles() = default;
    // `styles`: the element w:styles.
    explicit WordStyles(pugi::xml_node styles);

    // The style of that id; for the empty id that of paragraphs which name none. An unknown one says nothing.
    const WordStyle& find(std::string_view id) const;
    // The same for runs: one that names no style has none.
    const WordStyle& find_character(std::string_view id) const;

  private:
    std::map<std::string, WordStyle, std::less<>> styles_;
    std::string usual_;
};

}  // namespace ogi::extract
