#pragma once

#include "base/time.h"
#include "daemon/visit/revise.h"
#include "model/change.h"
#include "model/revision.h"

#include <optional>
#include <string_view>
#include <vector>

namespace ogi::daemon {

// Whether what the current Revision says is what that version of the parser reads in its Snapshot.
bool is_reading_of(const model::ReportState& state, const model::Revision& current,
                   std::string_view parser_version);

// Marks a report whose current Revision, of another parser, is what that version reads, too.
void note_reader(storage::Commit& commit, model::ReportState state, const model::Revision& current,
                 std::string_view parser_version);

// What follows where a report now reads otherwise than its current Revision, which an older parser may have
// read: first what the parser reads otherwise in the Revision's own body, `again`; then what differs from
// that, which alone happened at the agency. `type`: what it is then, `revised` or `restored`; the latter also
// where nothing differs. Without `again` (the body is lost, or shows the report no more) nobody can tell, and
// nothing is said of the agency but that the report is back. A pure function.
std::vector<Revised> tell_apart(const Held& held, std::optional<Reading> again, Reading now_shown,
                                model::ChangeType type, base::UtcTime now);

// The Revision's own body is read otherwise: nothing else about the report is touched. A pure function.
Revised reinterpret(const Held& held, Reading again, base::UtcTime now);

}  // namespace ogi::daemon
