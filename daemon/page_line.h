#pragma once

#include "model/page.h"

#include <string>

namespace ogi::daemon {

// A page for people and programs that ask: its record (model::to_json) with `asked_for`. `due_at` is null
// where a person asked for it, so that it goes first, and where it is not visited any more.
std::string page_line(const model::Page& page);

}  // namespace ogi::daemon
