#pragma once

#include "daemon/sinks/index_fields.h"
#include "daemon/sinks/sink.h"
#include "model/report.h"

#include <cstdint>
#include <string>

namespace ogi::daemon {

// The document of a report as an entry of the feed leaves it: one line of JSON with the fields of
// index_fields. Figures keep their digits in `decimal`; `value` is the same figure for comparing. Cells that
// the document does not show are left out; a blank one is there, with its kind and no value. `report`: of the
// revision that the entry names; nullptr where the store has it no more.
std::string report_document(const SinkEvent& event, std::uint64_t epoch, const model::Report* report,
                            CellsForm form);

// Of any length, as an id of at most 512 bytes must be made of it.
std::string document_id(std::string_view subject);

}  // namespace ogi::daemon
