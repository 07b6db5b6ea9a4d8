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

// {"error":{"code":…,"message":…}} and a line end, and back; nullopt for anything else.
std::string error_line(const base::Error& error);
std::string error_line(std::string_view code, std::string_view message);
std::optional<base::Error> read_error_line(std::string_view line);

}  // namespace ogi::daemon
