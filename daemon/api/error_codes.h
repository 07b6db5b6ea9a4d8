#pragma once

#include "base/result.h"

#include <boost/beast/http/status.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace ogi::daemon {

// The word and the HTTP status that stand for an error on the wire, and back.
std::string_view name_of(base::ErrorCode code);
boost::beast::http::status status_of(base::ErrorCode code);
// Any other word is `io`.
base::ErrorCode code_from_name(std::string_view name);

inline constexpr std::string_view problem_type = "application/problem+json";

// The body of a response that is an error: problem details (RFC 9457) with `code`, the word that programs
// branch on. `members`: further ones (members_of).
std::string problem_json(boost::beast::http::status status, std::string_view code, std::string_view detail,
                         std::string_view members = {});

// {"a":1} → ,"a":1
std::string members_of(std::string object);

// The last line of a body that had begun: {"error":{"code":…,"message":…}} and a line end.
std::string error_line(const base::Error& error);

// The error that either of them tells; nullopt for anything else.
std::optional<base::Error> read_error_line(std::string_view line);

}  // namespace ogi::daemon
