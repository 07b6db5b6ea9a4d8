#pragma once

#include "base/result.h"

#include <memory>

// What an answer could not read while it goes on with the rest.
namespace ogi::daemon {

using Trouble = std::shared_ptr<const base::Error>;

// Lines of trouble that are told.
inline constexpr int trouble_lines_max = 20;

// The trouble so far with one more, a line each.
Trouble with_trouble(const Trouble& before, const base::Error& error);

// The outcome of a walk for which damaged records do not count: who reads them tells of them. A disk that
// cannot be read does.
base::Result<void> past_damage(base::Result<void> walked);

}  // namespace ogi::daemon
