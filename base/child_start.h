#pragma once

#include "base/child_process.h"
#include "base/file_descriptor.h"
#include "base/group_guard.h"

#include <sys/types.h>

namespace ogi::base {

// A program that runs, leader of a process group of its own. Who has it must end the group, then wait for
// `id` and for the guard.
struct StartedChild {
    pid_t id = 0;
    FileDescriptor process;  // Readable once it has ended.
    FileDescriptor output;
    FileDescriptor errors;
    GroupGuard guard;
};

// Starts a task's program with its limits in place. Fails as run_child does.
Result<StartedChild> start_child(const ChildTask& task, const std::filesystem::path& folder);

}  // namespace ogi::base
