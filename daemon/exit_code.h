#pragma once

#include "base/result.h"

#include <span>
#include <string_view>

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

// What a shell tells of who was ended by a signal.
inline constexpr int exit_interrupted = 130;  // SIGINT
inline constexpr int exit_pipe_closed = 141;  // SIGPIPE: whoever read the output has gone.
inline constexpr int exit_terminated = 143;   // SIGTERM

int exit_code_of(base::ErrorCode code);

struct ExitCode {
    int code;
    std::string_view words;
    bool ogid;  // Also of ogid.
};

// All of them, with what they mean.
std::span<const ExitCode> exit_codes();

}  // namespace ogi::daemon
