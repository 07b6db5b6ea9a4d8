#pragma once

#include "base/time.h"
#include "model/page.h"

#include <chrono>
#include <optional>

namespace ogi::crawler {

struct RevisitSettings {
    // Entry and list pages.
    std::chrono::seconds list_period{std::chrono::hours{24}};
    // Report pages in season, four times that otherwise.
    std::chrono::seconds report_period{std::chrono::hours{24 * 7}};
    std::chrono::seconds retry_first{300};  // After the first failure; doubles with each more.
    std::chrono::seconds retry_max{std::chrono::hours{24 * 7}};
    std::chrono::seconds challenge_period{std::chrono::hours{72}};
    // The second look at a page that is gone.
    std::chrono::seconds withdrawal_confirm{std::chrono::hours{24}};
};

// When to visit a page next. `page` carries the outcome of the visit that just ended (outcome, failures,
// unchanged are already counted); `now` is when it ended. A pure function.
// `awaiting_confirmation`: the page is gone and a report on it waits for the second look.
base::UtcTime next_visit(const model::Page& page, bool awaiting_confirmation,
                         std::optional<base::UtcTime> not_before, base::UtcTime now,
                         const RevisitSettings& settings);

}  // namespace ogi::crawler
