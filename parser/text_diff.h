#pragma once

#include "model/report.h"

#include <string>
#include <vector>

namespace ogi::parser {

// Sentences that have no counterpart on the other side, between two that have: so many times so many are
// tried for likeness; beyond that they count as taken out and put in.
inline constexpr std::size_t likeness_pairs_max = 2'500;
// Words of one sentence that are compared one by one.
inline constexpr std::size_t sentence_words_max = 4'000;
// Sections that are searched for sentences of a section whose heading is new.
inline constexpr std::size_t sections_searched_max = 64;

// A stretch of a changed sentence: `same`, or what stood there before and after (one may be empty).
struct TextPart {
    std::string same{};
    std::string before{};
    std::string after{};

    bool operator==(const TextPart&) const = default;
};

// A figure in a changed sentence; empty where there was or is none.
struct FigureChange {
    std::string before{};
    std::string after{};

    bool operator==(const FigureChange&) const = default;
};

struct TextChange {
    enum class Kind {
        changed,  // A sentence reads otherwise.
        added,
        removed,
        moved,    // It stands in another section.
        heading,  // Number, title or place of a section.
        whole,    // Of a section: it differs in more than is compared sentence by sentence.
    };
    static constexpr int no_section = -1;

    Kind kind = Kind::changed;
    int old_section = no_section;  // Index into Report::sections.
    int new_section = no_section;
    std::string before{};  // The sentence, or the heading with its number.
    std::string after{};
    std::vector<TextPart> parts{};        // Of `changed`; empty for a sentence beyond sentence_words_max.
    std::vector<FigureChange> figures{};  // Among `parts`.

    bool operator==(const TextChange&) const = default;
};

// What differs in the prose, sentence by sentence, in the order of `after`; what was removed stands where it
// was. Sections are the same ones by their text, title or number, so one that is renumbered or moved is not
// new. White space never counts. Time and memory are bounded by the limits above and those of
// match_sequences.
std::vector<TextChange> diff_texts(const std::vector<model::Section>& before,
                                   const std::vector<model::Section>& after);

}  // namespace ogi::parser
