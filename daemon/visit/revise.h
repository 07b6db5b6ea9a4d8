#pragma once

#include "base/time.h"
#include "model/change.h"
#include "model/revision.h"
#include "storage/store.h"

#include <optional>
#include <string>
#include <vector>

namespace ogi::daemon {

// What is held of a report, the part of it that a new Revision leans on.
struct Held {
    model::ReportState state;
    const model::Revision* current;  // Never null.
};

// A report as it was read just now, from one copy.
struct Reading {
    std::string source_url;  // Of the copy.
    base::UtcTime fetched_at{};
    std::string snapshot;
    std::vector<std::string> parts{};  // As in Revision.
    std::string parser_version;
    std::string content_digest;
    model::Report report;
    std::string packed{};  // storage::pack_report of it; may be empty.
    bool ruled = false;    // A person ruled that it is what the agency says.
};

// What follows for one report: its state, the feed's entry, and a Revision where it reads otherwise than the
// current one.
struct Revised {
    model::ReportState state;
    model::Change change;
    std::optional<model::Revision> revision{};
    std::string packed{};
};

// Makes what was read the current Revision of its report. `held`: not set for `added`. A pure function.
Revised revise(const std::optional<Held>& held, Reading reading, model::ChangeType type, base::UtcTime now,
               model::Cause cause = model::Cause::source);

// Nothing shows the report any more. A pure function.
Revised withdraw(model::ReportState state, model::GoneReason reason, base::UtcTime now,
                 model::Cause cause = model::Cause::source);

void add_to(storage::Commit& commit, Revised revised);

}  // namespace ogi::daemon
