#pragma once

#include "model/document.h"
#include "parser/parse_report.h"

#include <string>
#include <vector>

// What copies of government pages add to them, and what pages show beside the report (page_noise.h). Mirrors
// that live on search traffic convert the text to Traditional script and sprinkle it with readings; what they
// copy can still be read once that is undone.
namespace ogi::parser {

struct Cleaned {
    // Simplified, without glosses and page noise, and without its links. Byte ranges still point into the
    // source.
    model::Document document;
    std::vector<std::string> noise;  // Codes, in alphabetical order; empty for a clean page.
    bool official = true;            // False for a copy that is not the agency's own.
    std::vector<bool> noiseless;     // One a block: what remove_page_noise() knows of it.
};

// Codes: "pinyin_glosses" 報(bào), at least gloss_hits_min of them; "traditional_script"; "word_residue"
// comments of a word processor; "brand_words" advertising put in the place of names; "foreign_host" a host
// that no authority would have; "unusual_host" one that it may have (host.h), which is no proof of a mirror,
// as an address without a name is none: some agencies publish under one. Nor is Traditional script: sites of
// agencies offer it.
Cleaned clean(const model::Document& document, const Hints& hints);

// Fewer readings in brackets than this may well be the author's own, but not readings of Traditional
// characters.
inline constexpr std::size_t gloss_hits_min = 5;
inline constexpr std::size_t sure_gloss_hits_min = 2;

}  // namespace ogi::parser
