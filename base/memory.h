#pragma once

namespace ogi::base {

// Lets the process keep the memory it frees for the next page instead of giving it back to the system and
// asking for it anew: pages of one size come one after the other. For programs that read many pages; call it
// first in main.
void keep_freed_memory();

// Has the process leave with a message and `status` where there is no memory left, instead of by an exception
// that nobody expects. For daemons, which lose nothing by that.
void leave_when_out_of_memory(const char* message, int status);

}  // namespace ogi::base
