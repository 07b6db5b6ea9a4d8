#pragma once

#include "base/result.h"
#include "daemon/answers/question.h"
#include "daemon/config/source_scope.h"
#include "model/revision.h"
#include "storage/store.h"

#include <optional>

namespace ogi::daemon {

// What became of the sources of a configuration: a line for each of their entry pages, in its order, with
// what was found under the source. `store` may be null: nothing is known yet. Its cost grows with the number
// of known reports, not with that of pages. Fails as the store does.
base::Result<void> tell_sources(const storage::Store* store, const SourceScope& scope, const LineSink& sink);
// The same as one text.
base::Result<std::string> sources_text(const storage::Store* store, const SourceScope& scope);

// Under which source a report's page was found; empty: it is not online, or of none, or the page's record
// cannot be read. Fails as the disk does.
base::Result<std::string> found_under(const storage::Store& store, const model::ReportState& state);

}  // namespace ogi::daemon
