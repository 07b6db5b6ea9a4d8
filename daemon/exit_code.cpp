#include "daemon/exit_code.h"

namespace ogi::daemon {

using base::ErrorCode;

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
