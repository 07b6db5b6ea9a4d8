#pragma once

#include "base/result.h"

namespace ogi::daemon {

// What ogid and ogi leave with. Scripts rely on them (docs/cli.md).
inline constexpr int exit_failed = 1;
inline constexpr int exit_usage = 2;
inline constexpr int exit_not_found = 3;
inline constexpr int exit_network = 4;
inline constexpr int exit_not_a_report = 5;
inline constexpr int exit_findings = 6;
inline constexpr int exit_damaged = 7;
inline constexpr int exit_try_again = 75;  // EX_TEMPFAIL of sysexits(3).

int exit_code_of(base::ErrorCode code);

}  // namespace ogi::daemon
