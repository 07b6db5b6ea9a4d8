#pragma once

#include "daemon/answers/question.h"
#include "daemon/api/resources.h"
#include "daemon/feed/feed_reader.h"

namespace ogi::daemon {

// What is asked of a snapshot.
struct SnapshotRequest {
    FeedRequest lines{};  // Which, and in what shape.
    std::optional<model::GivenCursor> at{};
    model::ReportKey after{};
};
// Fails with `usage`.
base::Result<SnapshotRequest> parse_snapshot_request(const RequestTarget& target);

// The lines of a snapshot as the log stood at `at`.
base::Result<void> write_snapshot(FeedReader& reader, const SnapshotRequest& request, model::Cursor at,
                                  const LineSink& sink);

// /v1/snapshot: of each report the newest line as the log stood at one entry, in order of agency, then year,
// and at the end the checkpoint of that entry. The log is never cut, so the answer to one `at` is always the
// same, and an answer that was broken off goes on `after` a subject.
boost::asio::awaitable<void> give_snapshot(FeedReader& reader, const ResourceCall& asked, HttpReply& reply);

}  // namespace ogi::daemon
