#pragma once

#include "base/result.h"
#include "daemon/decisions/rulings.h"
#include "daemon/visit/ingest.h"
#include "daemon/visit/revise.h"
#include "daemon/visit/visited.h"
#include "extract/programs.h"
#include "model/page.h"
#include "storage/store.h"

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace ogi::daemon {

// With what bodies are read again.
struct RereadWith {
    extract::Programs programs{};
    const Rulings* rulings = nullptr;  // Not set: people decided nothing.
};

// What today's parser makes of bodies that are in the store, with what people decided of it (file_reports.h).
struct Reread {
    std::optional<Ingested> ingested{};  // Not set: they cannot be read; `problem` says why.
    base::UtcTime fetched_at{};          // Of the page's body.
    std::string snapshot{};              // As asked for.
    std::vector<std::string> parts{};    // Digests of those that were found, in order.
    std::string problem{};               // "its body is not in the store"; empty if there is none.
};

// Reads a page from the body `snapshot` and those of its parts that are among `parts`; a further part that
// the page is known to lack (PagePart::snapshot empty, or `missing`) is missing as it was. Where today's
// parser wants a part that was never fetched nothing is read. Fails with `io` only: a damaged or lost body is
// a problem of this page. From any thread.
base::Result<Reread> reread(const storage::Store& store, const model::Page& page, std::string_view snapshot,
                            std::span<const std::string> parts, std::span<const std::string> missing,
                            const RereadWith& with);

// The bodies that a page's record names.
base::Result<Reread> reread_page(const storage::Store& store, const model::Page& page,
                                 const RereadWith& with);

// The bodies that a Revision stands on.
base::Result<Reread> reread_revision(const storage::Store& store, const model::Revision& revision,
                                     const RereadWith& with);

// What `read` says of one report; nullopt where it does not show it. `url`: of the page.
std::optional<Reading> reading_of(const Reread& read, const model::ReportKey& key, std::string_view url,
                                  std::string_view parser_version);

// The same of what reread_revision read; it was observed when the Revision was.
std::optional<Reading> reading_of_revision(const Reread& read, const model::Revision& revision,
                                           const model::ReportKey& key, std::string_view parser_version);

// Adds to a visit that found something new what it needs to tell the parser's differences from the agency's
// (Visited::held_again), where the current Revision of a report is no reading of `parser_version`
// and the programs of today. Does nothing where that is known already.
base::Result<void> read_held_again(const storage::Store& store, Visited& visited,
                                   std::string_view parser_version, const RereadWith& with);

}  // namespace ogi::daemon
