#include "base/memory.h"

#include <malloc.h>

namespace ogi::base {
namespace {

constexpr int largest_kept_block = 8 << 20;  // Larger ones are mapped, and given back at once.
constexpr int kept_at_the_end = 32 << 20;

}  // namespace

void keep_freed_memory() {
    mallopt(M_MMAP_THRESHOLD, largest_kept_block);
    mallopt(M_TRIM_THRESHOLD, kept_at_the_end);
}

}  // namespace ogi::base
