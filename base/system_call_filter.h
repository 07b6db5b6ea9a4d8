#pragma once

namespace ogi::base {

// Takes from this process and all its children, for good: new sockets (of any family), io_uring, which has
// sockets of its own, tracing others, and leaving the process group. Such a call fails with EACCES. Also
// gives up gaining privileges by running a program. Async-signal-safe, for a child between fork and exec.
// False, with errno, where the kernel has no such filters.
bool enter_system_call_filter() noexcept;

}  // namespace ogi::base
