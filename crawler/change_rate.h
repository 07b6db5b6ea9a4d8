#pragma once

#include "model/page.h"

#include <chrono>
#include <optional>

// How often a page changes, learnt from the looks at it. Looks come at irregular times, and one that finds a
// change does not tell how many there were since the look before.
namespace ogi::crawler {

// What a look found, compared with the look before.
enum class Sight {
    same,          // 304, the same bytes, or still gone.
    new_template,  // Other bytes that say the same: a counter, a new frame. Also what had been there before.
    new_content,   // It says something else, is gone, or is back.
};

// A new template is this part of a change, in thousandths: it may be a sign of work on the site.
inline constexpr int template_change_milli = 250;

// Beyond so much season time the past counts half, and half again.
inline constexpr std::chrono::hours history_span{24 * 1'000};

// The history after a look. `passed`: season time since the look before; nullopt for the first one.
model::ChangeHistory after_look(model::ChangeHistory history, Sight sight,
                                std::optional<std::chrono::seconds> passed);

// Changes a second of season time, for a Poisson process: the bias-reduced estimator of Cho and Garcia-Molina
// ("Estimating frequency of change", ACM TOIT 3(3), 2003), -log((n - X + 0.5) / (n + 0.5)) / pause for X
// changes in n looks at equal pauses. For irregular looks it is written with times in place of counts:
//
//     X / lively * log(1 + lively / (quiet + lively / 2X))
//
// which is the same where the pauses are equal, and the maximum likelihood for pauses of any length, those
// that ended with a change standing in by their mean. Without a change it is half a change in the time
// watched. 0 where nothing was watched.
double change_rate(const model::ChangeHistory& history);

}  // namespace ogi::crawler
