#pragma once

#include "parser/figures.h"
#include "parser/words.h"

#include <cstddef>
#include <string_view>
#include <vector>

// What names a figure of the prose: the words around it, as tables of facts.
namespace ogi::parser {

// The words that stand around a figure, by the lists they are in.
struct WordsAround {
    WordLists::Set clause;         // The last part of the lead.
    WordLists::Set lead;           // From the figure before, in the same sentence.
    WordLists::Set sentence;       // From its beginning to the figure.
    std::string_view behind = {};  // The text behind the measure word.
};

// The lists of words that the reader of statements asks about, beside those of the rules.
struct StatementWords {
    std::size_t difference = 0;    // A figure that tells a change or another year's.
    std::size_t part = 0;          // A figure of a part of the agency: the form counts the whole.
    std::size_t own_part = 0;      // The part that may be the agency itself: the form counts it or the whole.
    std::size_t part_opening = 0;  // Opens the parts of a figure.
    std::size_t disclosure = 0;    // What an application must be about; agencies have other applicants too.
    std::size_t breakdown = 0;     // Parts of a whole are no second whole.
    std::size_t dispute = 0;       // Names a dispute.
    std::size_t dispute_part = 0;  // Counts some of the disputes only.
    std::size_t about_disclosure = 0;                   // A dispute about disclosure: its paragraph
    std::size_t disclosure_heading = 0;                 // or the heading above says so.
    std::size_t request_heading = 0;                    // A heading above applications about disclosure.
    std::size_t template_text = 0;                      // The form's own instructions (template_phrases.h).
    std::size_t negation = 0;                           // Nothing happened.
    std::size_t agency = 0;                             // What several agencies in a sentence end in.
    std::size_t lasting_doubt = 0, counting_doubt = 0;  // Without these the prose leaves nothing open.
    std::size_t upheld = 0, corrected = 0, pending = 0, other = 0;  // How a dispute ended.
};

class StatementRules {
  public:
    static const StatementRules& all();

    const WordLists& lists() const { return lists_; }
    const StatementWords& words() const { return words_; }

    // The name of a figure with this measure word; empty if no rule fits.
    std::string_view name_of(std::string_view unit, const WordsAround& around) const;

  private:
    StatementRules();

    static constexpr std::size_t no_list = static_cast<std::size_t>(-1);
    struct Rule {
        std::string_view name;
        std::size_t clause = no_list;
        std::size_t sentence = no_list;
        std::size_t not_in = no_list;
        std::string_view behind;
        std::string_view units;
    };
    bool fits(const Rule& rule, std::string_view unit, const WordsAround& around) const;

    WordLists lists_;
    StatementWords words_;
    std::vector<Rule> rules_;
};

// Is `unit` one of "件|宗|条"?
bool is_one_of(std::string_view unit, std::string_view units);

inline constexpr std::string_view negation_words = "未收到|没有收到|未接到|没有发生|未发生|无因";
inline constexpr std::string_view request_units = "件|宗|条|项|起|份|次|个|件次";

}  // namespace ogi::parser
