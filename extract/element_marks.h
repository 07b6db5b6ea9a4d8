#pragma once

#include "extract/html_tree.h"
#include "extract/page_marks.h"
#include "extract/style_words.h"

#include <cstdint>
#include <vector>

namespace ogi::extract {

// What an element's attributes say of it.
struct ElementMarks {
    StyleEffect effect;
    bool hidden = false;                   // By the attribute of that name.
    bool body_container = false;           // A content container by its id or class.
    ChromeKind chrome = ChromeKind::none;  // What its id and class say of it, the first word that says any.
};

// The marks of the elements of one page. Elements that share their attributes share them, too.
class MarkReader {
  public:
    explicit MarkReader(const HtmlTree& tree) : tree_{tree}, styles_{tree}, known_(tree.attribute_count()) {}

    // `node` is an element.
    ElementMarks of(std::uint32_t node) {
        if ((tree_[node].attribute_names & telling) == 0) return {};
        auto& known = known_[tree_[node].first_attribute];
        if (!known.is_read) known = {.is_read = true, .marks = read(node)};
        return known.marks;
    }

  private:
    struct Known {
        bool is_read = false;
        ElementMarks marks;
    };

    // The attributes that say anything.
    static constexpr AttributeNames telling = bit_of(AttributeName::style) |
                                              bit_of(AttributeName::css_class) | bit_of(AttributeName::id) |
                                              bit_of(AttributeName::hidden) | bit_of(AttributeName::href);

    ElementMarks read(std::uint32_t node) const;

    const HtmlTree& tree_;
    StyleReader styles_;
    std::vector<Known> known_;  // By first attribute.
};

}  // namespace ogi::extract
