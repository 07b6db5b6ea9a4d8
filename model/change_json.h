#pragma once

#include "base/result.h"
#include "model/change.h"

#include <string>
#include <string_view>

namespace ogi::model {

// One line of the feed: a CloudEvents 1.0 object (docs/formats.md). `source` is the store's URI
// ("urn:ogid:…").
std::string to_json(const Change& change, std::string_view source);
// Fails with `malformed`.
base::Result<Change> parse_change_json(std::string_view line);

}  // namespace ogi::model
