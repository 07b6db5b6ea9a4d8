#pragma once

#include "extract/html_tree.h"

#include <cstdint>
#include <string_view>
#include <vector>

namespace ogi::extract {

// What an element's styles do to the text in it.
struct StyleEffect {
    bool hidden = false;    // A reader does not see it, or it no longer holds.
    bool raised = false;    // Set above or below the line, as the mark of a footnote is.
    bool doubtful = false;  // Perhaps not seen: white on what may be white, or hidden by a rule of the page
                            // that a script may have taken back.

    bool operator==(const StyleEffect&) const = default;
};

// Of the declarations of a style attribute.
StyleEffect effect_of_style(std::string_view style);

// The effects of the elements of one page.
class StyleReader {
  public:
    // Reads the rules in the page's <style> elements that hide a class: ".hide { display: none }".
    explicit StyleReader(const HtmlTree& tree);

    // `node` is an element.
    StyleEffect effect(std::uint32_t node) const;

  private:
    bool has_hidden_class(std::string_view classes) const;

    const HtmlTree& tree_;
    std::vector<std::string_view> hidden_classes_;
};

}  // namespace ogi::extract
