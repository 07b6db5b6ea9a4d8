#include "daemon/api/error_codes.h"

#include <array>

namespace ogi::daemon {

using base::ErrorCode;
using boost::beast::http::status;

namespace {

struct Row {
    ErrorCode code;
    std::string_view name;
    status http;
};

constexpr std::array rows = {
    Row{ErrorCode::timeout, "timeout", status::gateway_timeout},
    Row{ErrorCode::unreachable, "unreachable", status::bad_gateway},
    Row{ErrorCode::disallowed, "disallowed", status::forbidden},
    Row{ErrorCode::too_large, "too_large", status::payload_too_large},
    Row{ErrorCode::malformed, "malformed", status::internal_server_error},
    Row{ErrorCode::not_found, "not_found", status::not_found},
    Row{ErrorCode::busy, "busy", status::service_unavailable},
    Row{ErrorCode::io, "io", status::internal_server_error},
    Row{ErrorCode::usage, "usage", status::bad_request},
};

}  // namespace

std::string_view name_of(ErrorCode code) {
    for (const auto& row : rows) {
        if (row.code == code) return row.name;
    }
    return "io";
}

status status_of(ErrorCode code) {
    for (const auto& row : rows) {
        if (row.code == code) return row.http;
    }
    return status::internal_server_error;
}

ErrorCode code_from_name(std::string_view name) {
    for (const auto& row : rows) {
        if (row.name == name) return row.code;
    }
    return ErrorCode::io;
}

}  // namespace ogi::daemon
