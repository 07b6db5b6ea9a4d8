#pragma once

#include "base/result.h"
#include "daemon/decisions/rulings.h"
#include "daemon/visit/ingest.h"
#include "storage/store.h"

#include <map>
#include <string>
#include <string_view>

namespace ogi::daemon {

// The name under which the store has an agency's reports: where it has none under `name` but some under
// another spelling of it (agency_names.h), that one. What came first stays, so no report is moved by it.
// Fails as the store does.
base::Result<std::string> known_spelling(const storage::Store& store, std::string name);

// Puts a report as the parser made it where it belongs: under the name that the decisions and the store give
// its agency, with what people corrected. `url`: of its page. Nothing of what the parser says is lost
// (AgencyName::read_as, Report::corrections). True if it was altered; the digest of its content may then be
// another one. Fails as the store does.
base::Result<bool> file_report(const storage::Store& store, const Rulings& rulings, std::string_view url,
                               model::Report& report);

// The inverse: the report as the parser made it.
void unfile_report(model::Report& report);

// The same for all that a page shows. Where two of its reports turn out to be one, the first stays.
base::Result<void> file_reports(const storage::Store& store, const Rulings& rulings, std::string_view url,
                                Ingested& ingested);

// What the parser calls the agencies of the reports that stand under another name (AgencyName::read_as).
std::map<model::ReportKey, std::string> names_read(const Ingested& ingested);
// Writes that into the copies at `url` that are committed.
void tell_names_read(const std::map<model::ReportKey, std::string>& names, std::string_view url,
                     storage::Commit& commit);

// Writes into what is committed which agencies its states and changes are about.
void tell_agencies(const Rulings& rulings, storage::Commit& commit);

}  // namespace ogi::daemon
