#pragma once

#include "base/result.h"
#include "daemon/api/resources.h"

#include <initializer_list>
#include <string>
#include <string_view>

namespace ogi::daemon {

// What stands for a name of the path pattern; empty where it has none of that name.
std::string_view path_part(const ResourceCall& call, std::string_view name);

// A whole number that is not negative, from the query or else the path; `otherwise` where there is none.
// Fails with `usage`.
base::Result<int> number_of(const ResourceCall& call, std::string_view name, int otherwise);

// Fails with `usage` for a parameter that is not one of these, or stands there twice.
base::Result<void> allow_parameters(const ResourceCall& call, std::initializer_list<std::string_view> names);

}  // namespace ogi::daemon
