#pragma once

#include "daemon/sinks/postgresql/connection.h"
#include "daemon/sinks/postgresql/rows.h"
#include "daemon/sinks/sink.h"
#include "model/revision.h"

#include <span>
#include <stop_token>
#include <vector>

namespace ogi::daemon {

// An entry with the revision that it tells of.
struct PgEntry {
    const SinkEvent* event = nullptr;
    model::Revision revision{};
    PgStanding standing{};
};

// Puts entries into the schema, within the transaction that is open. Entries that are there already from this
// epoch stay as they are.
PgTried<void> write_entries(PgConnection& connection, std::span<const PgEntry> entries, std::uint64_t epoch,
                            std::stop_token stop);

}  // namespace ogi::daemon
