#pragma once

#include "extract/text_line.h"
#include "model/document.h"

#include <string>
#include <string_view>
#include <vector>

namespace ogi::extract {

// The text of one paragraph, put together from its runs, with the links in it.
class WordText {
  public:
    // What a tab is: in a cell it parts lines, so that two figures never become one; elsewhere it stays.
    enum class Tabs { part_lines, stay };

    explicit WordText(Tabs tabs)
        : tabs_{tabs},
          line_{tabs == Tabs::part_lines ? TextLine::Blanks::typed : TextLine::Blanks::collapse} {}

    void add(std::string_view text_utf8);
    void add_tab();
    void add_break();

    // From here to end_link the text is that of a link.
    void begin_link(std::string url);
    void end_link();

    bool empty() const { return done_.empty() && line_.empty(); }
    std::string take();
    std::vector<model::Link> take_links() { return std::move(links_); }

  private:
    struct OpenLink {
        std::string url;
        TextLine text;
    };

    Tabs tabs_;
    std::string done_;
    TextLine line_;
    std::vector<OpenLink> open_links_;
    std::vector<model::Link> links_;
};

}  // namespace ogi::extract
