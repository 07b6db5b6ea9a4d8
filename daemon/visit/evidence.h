#pragma once

#include "model/revision.h"

#include <compare>
#include <span>
#include <string>
#include <string_view>

// Which of the pages that show one report is followed, and why. All pure functions.
namespace ogi::daemon {

// What decides between two copies, the first rule first; each has a word for people.
enum class Preference {
    official,    // An official page before a mirror.
    figures,     // The one with more figures; any that are written before those recognised in an image.
    identities,  // The one whose identities hold better: verified, consistent, unverifiable, inconsistent.
    own_site,    // A site of its own before a portal: the host with more names in it.
    followed,    // The one that is followed already: nothing is followed to and fro.
    first_seen,  // The one that we have known for longer.
    address,     // The URL that sorts first, so that there is always an answer.
};

// "an official page before a mirror".
std::string_view words_of(Preference preference);

// What `shown` is worth as evidence.
model::CopyEvidence evidence_of(const model::Report& report);

struct Preferred {
    bool first;  // The first of the two.
    Preference by;
};

// Which of two copies of one report is the better one. `followed` is the URL of the one that the report is
// read from now. A copy of which nothing is known beyond its digest (stores before format 5) counts as
// official and without figures.
Preferred prefer(const model::Copy& one, const model::Copy& other, std::string_view followed);

// Whether `candidate` is to be followed in place of `followed`: by one of the rules that look at what they
// show and where, never by age or address alone.
bool is_better(const model::Copy& candidate, const model::Copy& followed);

// The best of those that are there, else of those that were missed once; nullptr where there are none.
// `without`: URL of one that does not count.
const model::Copy* best_copy(std::span<const model::Copy> copies, std::string_view without);

}  // namespace ogi::daemon
