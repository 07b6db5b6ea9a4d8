#pragma once

#include "model/report.h"

namespace ogi::parser {

// What two readings of one report differ in, where one of them at least was recognised in an image. A page
// that is scanned or saved again gives other bytes, and what was hard to read may be read otherwise.
enum class RecognisedAnew {
    nothing_new,  // What both could read is the same. What only the first could is not taken back.
    reads_more,   // The same, and the second reads what the first could not.
    unproven,     // They differ, and it may be that one of them was misread.
    proven,       // A figure that identities confirm differs from one that they confirmed.
};

// The share of the words shown now that must have been there before, in percent of pairs of neighbouring
// letters. Pages recognised twice share 95 and more, two reports of one agency 70.
inline constexpr std::size_t same_words_percent = 85;

// Compares what `before` and `after` say; printed figures are certain. A figure is confirmed where identities
// that it stands in could be assessed and all of those hold, without a figure that was put right to make
// them. Where one shape taken for another explains all that differs (every 1 a 7) identities prove nothing:
// they hold of such figures, too. Of neither reading recognised it says `proven`: compare_reports tells the
// rest.
RecognisedAnew compare_recognised(const model::Report& before, const model::Report& after);

}  // namespace ogi::parser
