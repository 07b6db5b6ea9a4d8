#pragma once

#include "base/result.h"
#include "daemon/answers/question.h"
#include "daemon/visit/reread.h"
#include "daemon/visit/visited.h"

#include <span>

namespace ogi::daemon {

// How far the other pages that show a report agree with the one that is followed.
struct CopyCounts {
    int copies = 0;             // All of them.
    int differ_in_figures = 0;  // That is the one with other figures …
    int differ_in_words = 0;  // … and with other words alone. Stores before format 5 tell those apart only
                              // once a copy was read again; until then it counts here.
};
CopyCounts count_copies(const model::ReportState& state, const model::Revision& current,
                        std::span<const model::Copy> copies);

// A line for each copy, the best first: what it is worth and why it stands where it does (evidence.h), and in
// what it differs from the current Revision. What differs is read from the stored bodies, now. Fails as the
// store does.
base::Result<void> tell_copies(const storage::Store& store, const RereadWith& with, const Standing& standing,
                               const LineSink& sink);

}  // namespace ogi::daemon
