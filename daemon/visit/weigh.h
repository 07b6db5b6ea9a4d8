#pragma once

#include "base/time.h"
#include "crawler/revisit_policy.h"
#include "daemon/visit/visited.h"
#include "model/suspect_capture.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ogi::daemon {

// Whether a page that brought back a content within this time is going to and fro.
inline constexpr std::chrono::days flapping_memory{90};

// What speaks against what a visit found, empty if nothing. The visit has been judged (judge_body); one that
// brought no page is not doubted, it says nothing. A pure function.
std::vector<model::Doubt> doubts_about(const Visited& visited, base::UtcTime now);

// What is doubted, as it is kept.
struct Doubted {
    std::vector<model::Doubt> doubts;
    std::string content;
    std::string snapshot;
};

enum class Verdict {
    accept,  // It is as the page shows it.
    hold,    // What is held stays; a later look decides.
};

struct Weighed {
    Verdict verdict = Verdict::accept;
    model::SuspectCapture suspect{};               // What is held back. Set where it is.
    base::UtcTime look_at{};                       // When to look again. Set where it is held back.
    std::optional<base::UtcTime> believed_from{};  // Since when it has been so, where a doubt is over.
};

// Whether anything of a report is at stake, or the page is one that we learn of.
enum class Stake { nothing_held, a_report };

// The one decision on captures that deserve doubt. A capture without doubts is accepted, and what was held
// before it is dropped. One with doubts is held until it has said the same at so many looks and for so long
// as its doubts want (the table in weigh.cpp), where nothing is held soon. A pure function.
Weighed weigh(Doubted capture, const std::optional<model::SuspectCapture>& before, Stake stake,
              base::UtcTime now, const crawler::RevisitSettings& settings);

// The same doubts kept one look longer, or begun: `before` is what was held until now.
model::SuspectCapture keep_doubt(Doubted capture, const std::optional<model::SuspectCapture>& before,
                                 base::UtcTime now);

// "held back (cut_off): the body breaks off before its end; look 1 of 2".
std::string describe(const model::SuspectCapture& suspect);

}  // namespace ogi::daemon
