#pragma once

namespace ogi::base {

// Lets the process keep the memory it frees for the next page instead of giving it back to the system and
// asking for it anew: pages of one size come one after the other. For programs that read many pages; call it
// first in main.
void keep_freed_memory();

}  // namespace ogi::base
