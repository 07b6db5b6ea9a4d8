#pragma once

#include "base/result.h"

#include <functional>
#include <string>

namespace ogi::daemon {

// Takes an answer, lines of JSON each with its line end; called once, on any thread.
using Told = std::function<void(base::Result<std::string>)>;

}  // namespace ogi::daemon
