#pragma once

#include "daemon/sinks/kinds.h"

namespace ogi::daemon {

// kind = "postgresql": tables and views in the schema ogid of a database (docs/postgresql.md). The position
// is written in the transaction that writes the data.
SinkKind postgresql_sink_kind();

}  // namespace ogi::daemon
