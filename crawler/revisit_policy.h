#pragma once

#include "base/time.h"
#include "model/page.h"

#include <chrono>
#include <optional>

namespace ogi::crawler {

// Pauses between two looks hold for the peak of the season (season.h): they are twice as long from 11
// February to 15 April, and four times as long in the rest of the year.
struct RevisitSettings {
    // Entry and list pages: at first, and at most.
    std::chrono::seconds list_period{std::chrono::hours{24}};
    std::chrono::seconds list_period_max{std::chrono::hours{24 * 2}};
    // Pages with a report on the last year, at first; older ones are looked at less often, and none less
    // often than the second.
    std::chrono::seconds report_period{std::chrono::hours{24 * 7}};
    std::chrono::seconds report_period_max{std::chrono::hours{24 * 42}};
    std::chrono::seconds period_min{std::chrono::hours{6}};  // No page more often, however much it changes.

    std::chrono::seconds retry_first{300};  // After the first failure; doubles with each more.
    std::chrono::seconds retry_max{std::chrono::hours{24 * 7}};
    std::chrono::seconds challenge_period{std::chrono::hours{72}};
    // The second look at a page that is gone.
    std::chrono::seconds withdrawal_confirm{std::chrono::hours{24}};
    // A page whose host sends most of its pages home at once is believed when that has lasted so long.
    std::chrono::seconds mass_absence_hold{std::chrono::hours{24 * 30}};
};

// When to visit a page next. `page` carries the outcome of the visit that just ended (outcome, failures,
// unchanged, history are already counted); `now` is when it ended. A pure function.
// `awaiting_confirmation`: the page is gone and a report on it waits for the second look.
//
// A page is looked at again when half a change is expected on it (change_rate.h). Until it has taught us
// more, and then within bounds: lists between period_min and list_period_max; a page with a report on the
// last year at most after two report_periods, on the year before that after three, and so on up to
// report_period_max. Where a bound is below period_min, the bound holds. A part of the pause, up to a fifth,
// is left out by the hash of the URL, so that a site's pages, found together, do not fall due together for
// ever.
base::UtcTime next_visit(const model::Page& page, bool awaiting_confirmation,
                         std::optional<base::UtcTime> not_before, base::UtcTime now,
                         const RevisitSettings& settings);

}  // namespace ogi::crawler
