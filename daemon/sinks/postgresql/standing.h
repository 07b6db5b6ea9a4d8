#pragma once

#include "base/result.h"
#include "daemon/sinks/sink.h"
#include "model/page.h"
#include "storage/store.h"

#include <optional>
#include <string>

namespace ogi::daemon {

// Whether a report is online behind an entry. Not every entry says so: what is withdrawn can be
// reinterpreted.
struct PgStanding {
    bool withdrawn = false;
    std::optional<model::GoneReason> reason{};
    std::string filed_as{};
};

// What the entries up to this one leave.
base::Result<PgStanding> standing_behind(const storage::Store& store, const SinkEvent& event);

}  // namespace ogi::daemon
