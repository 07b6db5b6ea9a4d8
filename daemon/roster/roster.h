#pragma once

#include "base/result.h"
#include "daemon/roster/overdue.h"
#include "model/agency.h"
#include "model/revision.h"
#include "model/source.h"
#include "storage/store.h"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace ogi::daemon {

// Who owes reports, and which are known.
struct Roster {
    std::vector<model::Agency> agencies;  // In order of name.
    KnownReports reports;
    base::Result<void>
        health{};  // Fails with `malformed` where records could not be read; the rest is there.
};

// The agencies that a person or the configuration named, and those whose reports were found. Fails as the
// store does.
base::Result<Roster> read_roster(const storage::Store& store);

// The same for who walks all reports anyway: the agencies that were named first, then each report.
class RosterBuilder {
  public:
    // Fails as the store does; what could be read is there.
    base::Result<void> read_named(const storage::Store& store);
    // In any order; quickest in that of the agencies.
    void add(const model::ReportState& state);
    Roster take();

  private:
    std::map<std::string, model::Agency> agencies_;
    KnownReports reports_;
    KnownReports::value_type* last_ = nullptr;  // The agency of the last report.
    bool last_is_known_ = false;                // It stands in agencies_.
};

// Puts the agencies that the configuration names on the roster, unless they stand there. Fails as the store
// does.
base::Result<void> enrol_sources(storage::Store& store, const std::vector<model::Source>& sources);

// Puts the agencies of a table (roster_csv.h) on the roster, over what stood there. Returns how many. Fails
// with `malformed` where a line is wrong, naming every such line; then nothing was put. Else as the store
// does.
base::Result<std::size_t> import_roster(storage::Store& store, std::string_view csv);

// What is said of a table beyond roster_bytes_max.
base::Error too_large_roster();

// {"imported":N}, and back. Fails with `malformed`.
std::string imported_line(std::size_t agencies);
base::Result<std::size_t> read_imported(std::string_view line);

// {"agency":…,"year":…,"deadline":…,"days_overdue":…,"state":…} with what the roster says of the agency.
std::string to_json(const Overdue& overdue);

}  // namespace ogi::daemon
