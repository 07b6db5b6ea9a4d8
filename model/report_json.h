#pragma once

#include "base/json_writer.h"
#include "base/result.h"
#include "model/report.h"

#include <string>
#include <string_view>

namespace ogi::model {

// Adds the members of a report, as `ogi parse` prints them (docs/formats.md), to the object being written.
void write_report_members(base::JsonWriter& json, const Report& report);

// {"kind":…,"value":…,"raw":…,"unit":…,"at":…}; a value that is not whole also has "decimal", its exact
// digits.
void write_cell(base::JsonWriter& json, const Cell& cell);

// The member "corrected" of an open cell, where a person put that cell of the report right: what is printed,
// who decided and why.
void write_correction_of(base::JsonWriter& json, const Report& report, std::string_view cell);

// {"bytes":[begin,end]}, for a cell of a grid with "grid", "row" and "column".
void write_place(base::JsonWriter& json, const Place& place);

// Reads what write_report_members wrote inside an object; other members are ignored.
// Fails with `malformed`.
base::Result<Report> parse_report_json(std::string_view object);

}  // namespace ogi::model
