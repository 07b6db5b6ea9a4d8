#pragma once

#include "base/result.h"
#include "daemon/api/resources.h"

#include <initializer_list>
#include <limits>
#include <string>
#include <string_view>

namespace ogi::daemon {

// What stands for a name of the path pattern; empty where it has none of that name.
std::string_view path_part(const ResourceCall& call, std::string_view name);

struct NumberRange {
    int least = 1;
    int most = std::numeric_limits<int>::max();
};
inline constexpr NumberRange years{1, 9999};

// A whole number of that range, from the query or else the path; `otherwise` where there is none. Fails with
// `usage`.
base::Result<int> number_of(const ResourceCall& call, std::string_view name, int otherwise,
                            const NumberRange& range = {});

// Fails with `usage` for a parameter that is not one of these, is empty, or stands there twice: empty would
// choose everything.
base::Result<void> allow_parameters(const ResourceCall& call, std::initializer_list<std::string_view> names);

}  // namespace ogi::daemon
