#pragma once

namespace ogi::base {

// Which new sockets a child may have.
enum class Sockets {
    none,
    // Of AF_UNIX, to listen on; it can connect to none. Programs that make sure to be the only one of their
    // kind do so (LibreOffice).
    listening_within_this_machine,
};

// Takes from this process and all its children, for good: new sockets but those, io_uring, which has sockets
// of its own, ways into other processes, and leaving the process group. Such a call fails with EACCES. Also
// gives up gaining privileges by running a program. Async-signal-safe, for a child between fork and exec.
// False, with errno, where the kernel has no such filters.
bool enter_system_call_filter(Sockets sockets) noexcept;

}  // namespace ogi::base
