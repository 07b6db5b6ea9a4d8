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

std::string problem_json(status http, std::string_view code, std::string_view detail,
                         std::string_view members) {
    base::JsonWriter json;
    json.begin_object().field("type", "urn:ogid:problem:" + std::string{code});
    json.field("title", std::string{boost::beast::http::obsolete_reason(http)});
    json.field("status", static_cast<int>(http)).field("detail", detail).field("code", code).end_object();
    auto text = json.take();
    text.insert(text.size() - 1, members);
    return text + "\n";
}

std::string members_of(std::string object) {
    object.pop_back();
    object.front() = ',';
    return object;
}

std::string error_line(const base::Error& error) {
    base::JsonWriter json;
    json.begin_object().key("error").begin_object();
    json.field("code", name_of(error.code)).field("message", error.context).end_object().end_object();
    return json.take() + "\n";
}

std::optional<base::Error> read_error_line(std::string_view line) {
    boost::system::error_code not_json;
    const auto value = boost::json::parse(line, not_json);
    if (not_json || !value.is_object()) return std::nullopt;
    const auto* inner = value.as_object().if_contains("error");
    const bool is_problem = inner == nullptr && value.as_object().contains("code");
    if (!is_problem && (inner == nullptr || !inner->is_object())) return std::nullopt;
    const auto& told = is_problem ? value.as_object() : inner->as_object();
    const auto word = [&](const char* name) {
        const auto* text = told.if_contains(name);
        return text != nullptr && text->is_string() ? std::string{text->as_string().c_str()} : std::string{};
    };
    const auto code = word("code");
    auto message = word(is_problem ? "detail" : "message");
    // A cursor that another store gave or that has been moved meanwhile, and a method that nothing has, are
    // the asker's mistakes.
    const bool is_usage = code == "cursor_gone" || code == "conflict" || code == "method_not_allowed";
    return base::fail(is_usage ? ErrorCode::usage : code_from_name(code), message);
}

}  // namespace ogi::daemon
