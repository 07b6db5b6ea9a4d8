#pragma once

#include "parser/named_years.h"
#include "parser/statement_rules.h"
#include "parser/words.h"

#include <cstddef>
#include <string_view>
#include <vector>

namespace ogi::parser {

// Running text, looked through once for all that is asked of its parts: the words of statements, the years it
// names, what leaves open what a figure counts. A part is a view into the text, which must outlive this.
class ProseIndex {
  public:
    explicit ProseIndex(std::string_view text);

    std::string_view text() const { return text_; }
    std::size_t offset_of(std::string_view part) const {
        return static_cast<std::size_t>(part.data() - text_.data());
    }

    // The lists of StatementRules that have a word in `part`.
    WordLists::Set lists_in(std::string_view part) const;

    // The same of three parts that end in one place, each of which is the end of the one before; what is
    // behind is left to the caller.
    WordsAround words_around(std::string_view sentence, std::string_view lead, std::string_view clause) const;

    // Does a word of a list stand anywhere?
    bool has(std::size_t list) const { return everywhere_[list]; }
    // Where the words of a list stand.
    std::vector<std::size_t> places_of(std::size_t list) const;

    // The year that the text names most; 0 for none.
    int main_year() const { return main_year_; }
    // The last year that `part` names: "较2021年", "2022年(31起)"; 0 for none.
    int named_year(std::string_view part) const;

    // What find_several_agencies(), find_lasting_doubt() and find_doubt() (prose_doubts.h) give for `part`.
    std::size_t several_agencies(std::string_view part) const;
    std::size_t lasting_doubt(std::string_view part) const;
    std::size_t doubt(std::string_view part) const;

  private:
    struct Acting {
        std::size_t begin = 0;
        std::size_t end = 0;
    };

    const StatementRules& rules_ = StatementRules::all();
    std::string_view text_;
    std::vector<NamedYear> years_;
    int main_year_ = 0;
    std::vector<WordLists::Occurrence> found_;
    WordLists::Set everywhere_;
    std::vector<Acting> acting_;  // Agencies with figures of their own, and what they do.
};

}  // namespace ogi::parser
