#pragma once

#include "base/time.h"
#include "daemon/visit/revise.h"
#include "daemon/visit/visited.h"
#include "model/change.h"
#include "model/revision.h"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ogi::daemon {

// By what a report was read, as Revision::parser_version says it: the version of the parser and the program
// that read its document, if one did: "4", "4, poppler 22.12.0".
std::string read_by(std::string_view parser_version, std::string_view reader);

// The version of the parser in that.
std::string_view parser_of(std::string_view read_by);

// Whether what the current Revision says is what today's parser and programs read in its Snapshot; `now`:
// read_by() of what was read just now. Of a program that did not read what is there now nothing is known.
bool is_reading_of(const model::ReportState& state, const model::Revision& current, std::string_view now);

// Marks a report whose current Revision, read by others, is what `now` reads, too.
void note_reader(storage::Commit& commit, model::ReportState state, const model::Revision& current,
                 std::string_view now);

// What follows where a report now reads otherwise than its current Revision, which an older parser may have
// read: first what the parser reads otherwise in the Revision's own body, `again`; then what differs from
// that, which alone happened at the agency. `type`: what it is then, `revised` or `restored`; the latter also
// where nothing differs. Without `again` (the body is lost, or shows the report no more) nobody can tell, and
// nothing is said of the agency but that the report is back. A pure function.
std::vector<Revised> tell_apart(const Held& held, std::optional<Reading> again, Reading now_shown,
                                model::ChangeType type, base::UtcTime now);

// What follows where a page shows otherwise what its report's current Revision says: as tell_apart does with
// what is known in `held_again` where an older parser wrote that, else as revise_as_recognised. `now_shown`:
// by today's parser. A pure function.
std::vector<Revised> tell_of_agency(const Held& held, const std::map<model::ReportKey, HeldAgain>& held_again,
                                    Reading now_shown, model::ChangeType type, base::UtcTime now);

// The Revision's own body is read otherwise: nothing else about the report is touched. A pure function.
Revised reinterpret(const Held& held, Reading again, base::UtcTime now);

}  // namespace ogi::daemon
