#pragma once

#include "base/result.h"

#include <string>
#include <string_view>

// How a command ends: what is told on standard error, and the exit status (exit_code.h).
namespace ogi::daemon {

// Tells an error. Returns the exit status for it.
int give_up(const base::Error& error);

// What could not be written is not done: a full disk. Where nobody reads any more (a closed pipe) there is
// nothing to tell. Returns `code` where all was written. `program`: who tells.
int finish_output(int code = 0, std::string_view program = "ogi");

// As finish_output, or where it failed as give_up.
int end_with(const base::Result<void>& done, int code = 0);

// An error for standard error: "ogi: " before every line, and a line end behind the last.
std::string told_error(const base::Error& error);

// Messages that are neither the answer nor an error go to std::clog, which --quiet silences.
void be_quiet();
bool is_quiet();

// Log lines on standard error, from `level` on (as in the configuration); what is merely news is left out.
void set_up_messages(const std::string& level);

}  // namespace ogi::daemon
