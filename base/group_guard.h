#pragma once

#include "base/file_descriptor.h"
#include "base/result.h"

#include <sys/types.h>

#include <utility>

namespace ogi::base {

// A small process that outlives this one by a moment, even where this one is killed by SIGKILL, and takes a
// process group with it: what a child has started dies with no thread of ours. The guard belongs to the
// group, so what ends the group ends it, too.
class GroupGuard {
  public:
    // Begins to guard a group whose leader this process has not waited for. Fails with `io` where there is no
    // process or pipe to be had.
    static Result<GroupGuard> start(pid_t group);

    // Takes the guard from the table of processes, once its group was ended.
    void await_end();

  private:
    GroupGuard(pid_t id, FileDescriptor life) : id_{id}, life_{std::move(life)} {}

    pid_t id_;
    FileDescriptor life_;  // Nobody else has this end of the pipe: it closes when this process is gone.
};

}  // namespace ogi::base
