#pragma once

#include "base/result.h"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ogi::daemon {

using Parameters = std::vector<std::pair<std::string, std::string>>;  // Name, value, in order.

// What a request asks for, decoded.
struct RequestTarget {
    std::vector<std::string> path{};  // Segments.
    Parameters query{};

    // The value of the first of that name; empty where there is none.
    std::string_view parameter(std::string_view name) const;
};

// "/v1/reports/%E7%94%B2/2020?as_of=7". Fails with `usage` for what is no such thing, and for what nobody
// who means well sends: an empty, "." or ".." segment, a control character, a backslash or bytes that are not
// UTF-8 once decoded.
base::Result<RequestTarget> read_request_target(std::string_view target);

// Fails with `usage` for a parameter that stands there twice: two readers could take different ones.
base::Result<void> refuse_repeats(const Parameters& parameters);

}  // namespace ogi::daemon
