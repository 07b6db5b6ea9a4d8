#pragma once

#include "extract/html_tree.h"
#include "extract/tag_traits.h"

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace ogi::extract {

struct OpenElement {
    GumboTag tag;
    std::uint32_t node;
};

// WHATWG HTML §13.2.4.2, "the stack of open elements". Holds <html> as soon as there is a tree.
class OpenElements {
  public:
    bool empty() const { return stack_.empty(); }
    std::size_t depth() const { return stack_.size(); }
    const OpenElement& current() const { return stack_.back(); }
    const OpenElement& below_current(std::size_t distance) const {
        return stack_[stack_.size() - 1 - distance];
    }

    void push(GumboTag tag, std::uint32_t node) { stack_.push_back({tag, node}); }
    void pop() { stack_.pop_back(); }
    // Takes an element out from between the others; it need not be there.
    void remove(std::uint32_t node);

    bool holds(std::uint32_t node) const;
    // Whether `tag` is open, looking from the current node down to an element with a trait of `ends`.
    bool in_scope(GumboTag tag, Traits ends) const;
    bool any_in_scope(Traits of, Traits ends) const;

  private:
    std::vector<OpenElement> stack_;
};

struct FormattingElement {
    GumboTag tag = GUMBO_TAG_UNKNOWN;  // Unknown for a marker.
    std::uint32_t node = 0;
    TextRange source;
    std::uint64_t attributes = 0;  // A hash of them, as soon as it has been asked for.

    bool is_marker() const { return tag == GUMBO_TAG_UNKNOWN; }
};

// §13.2.4.3, "the list of active formatting elements".
class ActiveFormatting {
  public:
    explicit ActiveFormatting(std::string_view page) : page_{page} {}

    std::size_t size() const { return list_.size(); }
    FormattingElement& operator[](std::size_t index) { return list_[index]; }

    // Adds it, and drops the earliest of three equal ones ("Noah's Ark clause").
    void add(FormattingElement element);
    void add_marker() { list_.push_back({}); }
    // Drops all behind the last marker, and that.
    void clear_to_marker();
    void remove(std::uint32_t node);
    bool holds(std::uint32_t node) const;
    // The last one of that tag behind the last marker.
    const FormattingElement* find(GumboTag tag) const;
    // The first of those at the end that are not open: where reconstruction begins; size() if there are none.
    std::size_t first_closed(const OpenElements& open) const;

  private:
    std::string_view written(const FormattingElement& element) const {
        return page_.substr(element.source.begin, element.source.end - element.source.begin);
    }
    std::uint64_t hash_of_attributes(const FormattingElement& element) const;
    bool are_equal(const FormattingElement& a, const FormattingElement& b) const;

    std::string_view page_;
    std::vector<FormattingElement> list_;
};

}  // namespace ogi::extract
