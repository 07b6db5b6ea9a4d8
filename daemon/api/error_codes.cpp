#include "daemon/api/error_codes.h"

#include "base/json_writer.h"

#include <boost/json/parse.hpp>

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

std::string error_line(const base::Error& error) {
    return error_line(name_of(error.code), error.context);
}

std::string error_line(std::string_view code, std::string_view message) {
    base::JsonWriter json;
    json.begin_object().key("error").begin_object();
    json.field("code", code).field("message", message).end_object().end_object();
    return json.take() + "\n";
}

std::optional<base::Error> read_error_line(std::string_view line) {
    boost::system::error_code not_json;
    const auto value = boost::json::parse(line, not_json);
    if (not_json || !value.is_object()) return std::nullopt;
    const auto* member = value.as_object().if_contains("error");
    if (member == nullptr || !member->is_object()) return std::nullopt;
    const auto word = [&](const char* name) {
        const auto* text = member->as_object().if_contains(name);
        return text != nullptr && text->is_string() ? std::string{text->as_string().c_str()} : std::string{};
    };
    // A cursor that another store gave, or that has been moved meanwhile, is the asker's mistake.
    const auto code = word("code");
    return base::fail(code == "cursor_gone" || code == "conflict" ? ErrorCode::usage : code_from_name(code),
                      word("message"));
}

}  // namespace ogi::daemon
