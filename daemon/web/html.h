#pragma once

#include <initializer_list>
#include <string>
#include <string_view>

namespace ogi::extract {
struct SourceView;
}

namespace ogi::daemon {

// Markup, or the name of a tag, that stands in the program's text: nothing that is made at run time becomes
// one.
class Literal {
  public:
    consteval Literal(const char* text) : text_{text} {}
    constexpr std::string_view text() const { return text_; }

  private:
    std::string_view text_;
};

struct Attribute {
    Literal name;
    std::string_view value;
};
using Attributes = std::initializer_list<Attribute>;

// HTML being written. Whatever is not a Literal is escaped, so that texts of strangers stay texts.
class Html {
  public:
    // As it stands.
    Html& raw(Literal markup);
    // What a reader is to see. What is no UTF-8, control characters and those that turn the direction of
    // what follows (U+202E) become U+FFFD.
    Html& text(std::string_view utf8);
    Html& open(Literal tag, Attributes attributes = {});
    Html& close(Literal tag);
    // <tag …>text</tag>
    Html& element(Literal tag, std::string_view text, Attributes attributes = {});
    Html& link(std::string_view target, std::string_view text);
    // A page of strangers, made anew from its words alone (extract/source_view.h).
    Html& made_anew(const extract::SourceView& view);
    // What else was written.
    Html& add(const Html& other);

    std::size_t size() const { return out_.size(); }
    bool empty() const { return out_.empty(); }
    const std::string& markup() const { return out_; }
    std::string take() { return std::move(out_); }

  private:
    std::string out_;
};

}  // namespace ogi::daemon
