#pragma once

#include "base/result.h"
#include "daemon/decisions/rulings.h"
#include "model/revision.h"
#include "storage/store.h"

#include <functional>
#include <string>
#include <string_view>

namespace ogi::daemon {

// What became of a decision.
enum class DecisionStanding {
    in_force,
    revoked,
    stale,         // The page prints something else now, or nothing is violated any more: it rests.
    overruled,     // A later correction of the same cell applies.
    no_report,     // The report it is about is not known here, or withdrawn.
    unknown_kind,  // It is of a newer version of this program.
};
std::string_view name_of(DecisionStanding standing);

// The file's line of every decision, in order, with `standing`, and for a stale one `prints`, what its cell
// says now, until `visit` returns false. Fails as the store does.
base::Result<void> tell_decisions(const storage::Store& store, const Rulings& rulings,
                                  const std::function<bool(std::string_view line)>& visit);

// A report's line (model::to_json) with `confirmed`: what people found to be as printed, doubtful though it
// looks. As it is where there is nothing of that kind.
std::string with_confirmations(std::string line, const model::Revision& revision,
                               const model::ReportState& state, const Rulings& rulings);

}  // namespace ogi::daemon
