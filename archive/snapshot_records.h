#pragma once

#include "archive/record.h"
#include "model/snapshot.h"

#include <optional>
#include <string>
#include <string_view>

namespace ogi::archive {

// Fields of our own, beside those of the standard.
inline constexpr std::string_view requested_field = "Ogid-Requested-URI";  // Where a redirect led on from.
inline constexpr std::string_view took_field = "Ogid-Fetch-Time-Ms";

// A capture: "response" with the head as it was received, or "resource" where none was kept. Headers that
// tell of codings which the body does not have any more, or of another length, go on under names with
// `X-Crawler-` before them, as Common Crawl writes them.
Record record_of(const model::Snapshot& snapshot);

// The same where `earlier`, a "response" with the same body, is in the file already: "revisit". `snapshot`
// has a head.
Record revisit_of(const model::Snapshot& snapshot, const Record& earlier);

// With which fields `answer` was asked for; nothing where it was by GET. Of the request's other headers
// nothing was kept.
std::optional<Record> request_of(const model::Snapshot& snapshot, const Record& answer);

// A head as it was received, of one that record_of wrote.
std::string original_head(std::string_view head);

}  // namespace ogi::archive
