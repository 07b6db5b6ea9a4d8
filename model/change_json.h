#pragma once

#include "base/json_writer.h"
#include "base/result.h"
#include "model/change.h"

#include <string>
#include <string_view>

namespace ogi::model {

// One line of the feed: a CloudEvents 1.0 object (docs/formats.md). `source` is the store's URI
// ("urn:ogid:…"). Without a cursor it is of no log.
std::string to_json(const Change& change, std::string_view source, std::string_view cursor = {});
// {"id":…,"old":…,"new":…} with kind, raw, unit and place of either side, exact digits where a value is not
// whole, "op" (set, or appear and vanish where a side is absent), and what is known of checks and severity.
void write_cell_change(base::JsonWriter& json, const CellChange& change);
// Its members "old", "new" and what goes with them.
void write_sides(base::JsonWriter& json, const Cell& old_cell, const Cell& new_cell);

// Fails with `malformed`.
base::Result<Change> parse_change_json(std::string_view line);

}  // namespace ogi::model
