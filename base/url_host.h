#pragma once

#include "base/result.h"

#include <string>
#include <string_view>

namespace ogi::base {

// The host of an http URL as the WHATWG URL standard (§3.5) normalises it: escapes decoded, names in other
// scripts by IDNA (UTS #46, non-transitional), in lower case; IPv4 and IPv6 addresses in their one form.
// Fails with `malformed`.
Result<std::string> normal_host(std::string_view written);

}  // namespace ogi::base
