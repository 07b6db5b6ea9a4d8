#include "daemon/visit/standing.h"

#include "daemon/replay/tell_apart.h"
#include "parser/compare.h"
#include "parser/parse_report.h"

#include <string>
#include <utility>

namespace ogi::daemon {

using base::Result;

Result<std::optional<Standing>> find_standing(const storage::Store& store, const model::ReportKey& key) {
    if (key.empty()) return std::optional<Standing>{};
    TRY(state, store.state(key));
    if (!state) return std::optional<Standing>{};
    TRY(current, store.revision(key, state->revision));
    if (!current) {
        return base::fail(base::ErrorCode::malformed, "the store lacks revision " +
                                                          std::to_string(state->revision) + " of " +
                                                          key.agency + "/" + std::to_string(key.year));
    }
    // Digests are of other bytes from one version of the parser to the next.
    if (parser_of(current->parser_version) != parser::parser_version)
        current->content_digest = parser::content_digest(current->report);
    TRY(copies, store.copies(key));
    return std::optional{Standing{*std::move(state), *std::move(current), std::move(copies)}};
}

}  // namespace ogi::daemon
