#pragma once

#include "base/result.h"
#include "model/snapshot.h"

#include <string>
#include <string_view>

namespace ogi::storage {

// The value of a capture: a Snapshot without its body, as JSON (docs/formats.md). Bytes of a header that are
// not UTF-8 become U+FFFD.
std::string encode_capture(const model::Snapshot& snapshot);

// The Snapshot with an empty body; url and fetched_at are the key's and left as they are.
// Fails with `malformed`.
base::Result<model::Snapshot> decode_capture(std::string_view record);

}  // namespace ogi::storage
