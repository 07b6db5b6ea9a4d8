#pragma once

#include "base/time.h"
#include "crawler/fetcher.h"
#include "crawler/transport.h"
#include "model/page.h"

namespace ogi::crawler {

// What a response that is no redirect says of the page that was asked for. `final_url` is where it came from,
// `now` when it ended. A pure function.
Fetched judge_response(const model::Page& page, const base::Url& final_url, HttpResponse response,
                       base::UtcTime now, const FetchSettings& settings);

// 429 and 503: not the page but the whole host asks for a pause.
bool asks_for_pause(std::uint16_t status);

// Fetched without a Snapshot: of a page that is unchanged.
Fetched without_snapshot(model::VisitOutcome outcome, std::string note);

// Of a visit that brought nothing; `reason` decides the outcome.
Fetched failure(model::FailureReason reason, std::string note,
                std::optional<base::UtcTime> not_before = std::nullopt);

}  // namespace ogi::crawler
