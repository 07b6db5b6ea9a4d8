#pragma once

#include "base/json_writer.h"
#include "base/result.h"
#include "model/change.h"

#include <string>
#include <string_view>

namespace ogi::model {

// One line of the feed: a CloudEvents 1.0 object (docs/formats.md). `source` is the store's URI
// ("urn:ogid:…").
std::string to_json(const Change& change, std::string_view source);
// {"op":"set","id":…,"old":…,"new":…} with kind, raw, unit and place of either side, exact digits where a value
// is not whole, and what is known of checks and severity. `op` is appear or vanish where a side is absent.
void write_cell_change(base::JsonWriter& json, const CellChange& change);

// Fails with `malformed`.
base::Result<Change> parse_change_json(std::string_view line);

}  // namespace ogi::model
