#pragma once

#include "daemon/sinks/postgresql/connection.h"

#include <string>
#include <string_view>

// What a failure of libpq or the server means, and who has to do something.
namespace ogi::daemon {

// Of connecting. `message` is verbose: it holds the SQLSTATE where the server said no.
PgFailure connect_failure(std::string_view message, bool wants_password);
// The connection broke.
PgFailure connection_failure(std::string_view message);
PgFailure statement_failure(const pg_result* result);

// By SQLSTATE (appendix A of the manual).
PgFailure failure_of(std::string_view sqlstate, std::string message);

}  // namespace ogi::daemon
