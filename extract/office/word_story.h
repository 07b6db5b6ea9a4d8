#pragma once

#include "extract/office/package.h"
#include "extract/office/word_numbering.h"
#include "extract/office/word_styles.h"
#include "extract/office/word_text.h"
#include "extract/office/word_tree.h"
#include "extract/read_document.h"

#include <pugixml.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ogi::extract {

// Reads stories of a Word document (its body, a header, a footnote): tracked changes as accepted, fields by
// their results, what is hidden or struck out left out, automatic numbers printed.
class WordStory {
  public:
    // All must outlive this. `relationships`: those of the part that is read.
    WordStory(const WordStyles& styles, WordNumbering& numbering, const Relationships& relationships,
              const Limits& limits)
        : styles_{styles}, numbering_{numbering}, relationships_{relationships}, limits_{limits} {}

    // What is in `parent` (w:body, w:hdr, w:footnote).
    std::vector<WordItem> read(pugi::xml_node parent);

    std::vector<model::Link> take_links() { return std::move(links_); }
    // Names of limits, as Document::limits.
    const std::vector<std::string>& limits_reached() const { return limits_reached_; }
    bool has_pictures() const { return has_pictures_; }
    // Headers and footers of the sections that were read: ids of relationships.
    const std::vector<std::string>& margins() const { return margins_; }

  private:
    enum class Place { text, cell };
    struct Field {
        std::string instruction;
        bool result = false;  // Its instruction is over, what follows is shown.
        bool link = false;
    };
    struct Run {
        bool hidden = false;
        bool raised = false;
        bool doubtful = false;  // Whether a reader sees it is not certain.
        long shift = 0;
        std::optional<long> size;
    };
    struct Paragraph {
        WordText text;
        const WordStyle* style = nullptr;
        std::vector<WordItem> boxes;  // Text boxes that hang on it.
        Run last{};                   // The last run with text.
        bool ends_in_digit = false;
        bool mark_follows = false;  // The next text is the mark of a footnote.
    };

    void read_blocks(pugi::xml_node parent, Place place, std::vector<WordItem>& into);
    void read_paragraph(pugi::xml_node node, Place place, std::vector<WordItem>& into);
    void add_paragraph(WordParagraph paragraph, std::vector<WordItem>& into);
    void add_label(pugi::xml_node properties, const WordStyle& own, Paragraph& paragraph, WordParagraph& out);

    void read_inline(pugi::xml_node parent, Paragraph& paragraph);
    void read_run(pugi::xml_node run, Paragraph& paragraph);
    void add_words(std::string_view words, Run run, Paragraph& paragraph);
    void read_piece(pugi::xml_node piece, const Run& run, Paragraph& paragraph);
    void read_field_mark(pugi::xml_node mark, Paragraph& paragraph);
    void read_drawing(pugi::xml_node drawing, Paragraph& paragraph);
    void read_hyperlink(pugi::xml_node node, Paragraph& paragraph);
    bool in_instruction() const;
    void close_instructions();

    void read_table(pugi::xml_node table, std::vector<WordItem>& into);
    void read_rows(pugi::xml_node parent, WordTable& table);
    void read_cells(pugi::xml_node parent, WordRow& row);

    void note_margins(pugi::xml_node section);
    void name_limit(std::string_view name);

    const WordStyles& styles_;
    WordNumbering& numbering_;
    const Relationships& relationships_;
    const Limits& limits_;
    std::vector<Field> fields_;  // Those that are open, the innermost last.
    std::vector<model::Link> links_;
    std::vector<std::string> limits_reached_;
    std::vector<std::string> margins_;
    bool has_pictures_ = false;
};

}  // namespace ogi::extract
