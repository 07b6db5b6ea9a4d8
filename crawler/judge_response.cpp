#include "crawler/judge_response.h"

#include "base/digest.h"
#include "crawler/challenge.h"
#include "crawler/retry_after.h"

namespace ogi::crawler {

using model::FailureReason;
using model::VisitOutcome;

namespace {

Fetched judge_body(const model::Page& page, const base::Url& final_url, HttpResponse response,
                   base::UtcTime now) {
    if (response.body.empty()) {
        return failure(FailureReason::empty_body,
                       "empty body (HTTP " + std::to_string(response.status) + ")");
    }
    auto digest = base::sha256_hex(response.body);
    if (digest == page.snapshot) {
        auto same = without_snapshot(VisitOutcome::unchanged, {});
        same.etag = std::move(response.etag);
        same.last_modified = std::move(response.last_modified);
        return same;
    }
    Fetched fetched;
    fetched.outcome = VisitOutcome::changed;
    fetched.open_ended = response.open_ended;
    fetched.snapshot = model::Snapshot{.url = page.url,
                                       .final_url = final_url,
                                       .fetched_at = now,
                                       .http_status = response.status,
                                       .content_type = std::move(response.content_type),
                                       .etag = std::move(response.etag),
                                       .last_modified = std::move(response.last_modified),
                                       .body = std::move(response.body),
                                       .digest = std::move(digest),
                                       .head = std::move(response.head),
                                       .form = page.form};
    return fetched;
}

Fetched gone(model::GoneReason reason, std::string note, HttpResponse response) {
    Fetched fetched{.outcome = VisitOutcome::gone, .note = std::move(note), .gone_reason = reason};
    if (response.body.size() <= gone_body_bytes_max) {
        fetched.gone_body = std::move(response.body);
        fetched.gone_content_type = std::move(response.content_type);
    }
    return fetched;
}

}  // namespace

Fetched judge_response(const model::Page& page, const base::Url& final_url, HttpResponse response,
                       base::UtcTime now, const FetchSettings& settings) {
    const auto status = response.status;
    const auto says = "the server answers HTTP " + std::to_string(status);
    if (const auto wall = challenge_in(status, response.body); !wall.empty()) {
        return failure(FailureReason::challenged, says + ", an anti-bot page of " + std::string{wall});
    }
    // 203: the same page through a proxy of theirs (RFC 9110 §15.3.4).
    if (status == 200 || status == 203) return judge_body(page, final_url, std::move(response), now);
    if (status == 304 && !page.snapshot.empty()) return without_snapshot(VisitOutcome::unchanged, {});
    if (status == 304) return failure(FailureReason::http_status, says + ", but we hold no copy");
    if (status == 404) return gone(model::GoneReason::not_found, says, std::move(response));
    if (status == 410) return gone(model::GoneReason::removed, says, std::move(response));
    const auto not_before = parse_retry_after(response.retry_after, now, settings.retry_after_max);
    return failure(asks_for_pause(status) ? FailureReason::overloaded : FailureReason::http_status, says,
                   not_before);
}

bool asks_for_pause(std::uint16_t status) {
    return status == 429 || status == 503;
}

Fetched without_snapshot(VisitOutcome outcome, std::string note) {
    return {.outcome = outcome, .note = std::move(note)};
}

Fetched failure(FailureReason reason, std::string note, std::optional<base::UtcTime> not_before) {
    return {.outcome = model::outcome_of(reason),
            .note = std::move(note),
            .not_before = not_before,
            .reason = reason};
}

}  // namespace ogi::crawler
