#include "base/memory.h"

#include <malloc.h>
#include <unistd.h>

#include <cstring>
#include <new>

namespace ogi::base {
namespace {

constexpr int largest_kept_block = 8 << 20;  // Larger ones are mapped, and given back at once.
constexpr int kept_at_the_end = 32 << 20;
constexpr int arenas_max = 4;  // What one thread has freed serves another.

const char* last_words = "";
int last_status = 1;

}  // namespace

void keep_freed_memory() {
    mallopt(M_MMAP_THRESHOLD, largest_kept_block);
    mallopt(M_TRIM_THRESHOLD, kept_at_the_end);
    mallopt(M_ARENA_MAX, arenas_max);
}

void leave_when_out_of_memory(const char* message, int status) {
    last_words = message;
    last_status = status;
    std::set_new_handler([] {
        // Nothing here may ask for memory.
        static_cast<void>(!write(STDERR_FILENO, last_words, std::strlen(last_words)));
        _exit(last_status);
    });
}

}  // namespace ogi::base
