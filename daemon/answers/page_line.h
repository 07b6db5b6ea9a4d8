#pragma once

#include "base/time.h"
#include "model/page.h"

#include <string>

namespace ogi::daemon {

// A page for people and programs that ask: its record (model::to_json) with `asked_for`. `due_at` is `now`
// where a person asked for it, so that it goes first.
std::string page_line(const model::Page& page, base::UtcTime now);

}  // namespace ogi::daemon
