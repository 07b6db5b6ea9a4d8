#pragma once

#include "base/result.h"
#include "model/revision.h"

#include <string>
#include <string_view>

namespace ogi::model {

// A Revision as it is stored: numbers and texts one behind the other, those of a kind together, so that what
// all reports have in common lies in a row (docs/formats.md). A third of its JSON, and made in a tenth of the
// time.
std::string to_record(const Revision& revision);
// Fails with `malformed`.
base::Result<Revision> parse_revision_record(std::string_view record);

}  // namespace ogi::model
