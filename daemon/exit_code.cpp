#include "daemon/exit_code.h"

namespace ogi::daemon {

using base::ErrorCode;

std::span<const ExitCode> exit_codes() {
    static constexpr ExitCode codes[] = {
        {0, "Done.", true},
        {exit_failed,
         "It failed: the disk, a damaged store, a file that cannot be read, too little memory, too few files "
         "or "
         "threads; the message says which.",
         true},
        {exit_usage,
         "Wrong usage or configuration; the message names what, of a configuration file and line.", true},
        {exit_not_found,
         "Not found: no store, no such report, page, source or revision, no daemon where one is needed.",
         false},
        {exit_network, "The network.", false},
        {exit_not_a_report, "`parse`, `check`: a file is not a report.", false},
        {exit_findings, "`check`: there is an error or a doubt.", false},
        {exit_damaged,
         "`store verify`, `sinks verify`: the store, or what a target holds, is not as it should be.", false},
        {exit_try_again, "Busy or interrupted: try again later.", true},
        {exit_interrupted, "Ended by SIGINT (Ctrl-C), as the shell tells it.", false},
        {exit_pipe_closed,
         "Whoever read the output has gone, as in `ogi reports | head -1`; nothing is said.", false},
        {exit_terminated, "Ended by SIGTERM, as the shell tells it.", false},
    };
    return codes;
}

int exit_code_of(ErrorCode code) {
    switch (code) {
        case ErrorCode::usage:
            return exit_usage;
        case ErrorCode::not_found:
            return exit_not_found;
        case ErrorCode::timeout:
        case ErrorCode::unreachable:
            return exit_network;
        case ErrorCode::busy:
            return exit_try_again;
        case ErrorCode::disallowed:
        case ErrorCode::too_large:
        case ErrorCode::malformed:
        case ErrorCode::io:
            return exit_failed;
    }
    return exit_failed;
}

}  // namespace ogi::daemon
