#include "base/group_guard.h"

#include <fcntl.h>
#include <linux/close_range.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <system_error>

namespace ogi::base {
namespace {

// As between fork and exec only async-signal-safe calls are allowed, and nothing of what else is open may be
// kept open: other guards wait for the ends of their pipes.
[[noreturn]] void guard(int life, pid_t group) noexcept {
    sigset_t all;
    ::sigfillset(&all);
    ::sigprocmask(SIG_SETMASK, &all, nullptr);
    ::prctl(PR_SET_NAME, "ogi-guard");
    const bool ready = ::setpgid(0, group) == 0 && (life == 0 || ::dup2(life, 0) == 0);
    ::close_range(1, ~0u, 0);
    char byte;
    while (ready && ::read(0, &byte, 1) == -1 && errno == EINTR) {
    }
    ::kill(-group, SIGKILL);
    ::_exit(0);
}

Error no_guard() {
    return fail(ErrorCode::io, "no guard for a child: " + std::generic_category().message(errno));
}

}  // namespace

Result<GroupGuard> GroupGuard::start(pid_t group) {
    std::array<int, 2> ends{-1, -1};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) return no_guard();
    const FileDescriptor reader{ends[0]};
    FileDescriptor writer{ends[1]};
    const pid_t id = ::fork();
    if (id == -1) return no_guard();
    if (id == 0) guard(reader.get(), group);
    // By both of them: whoever ends the group next must find the guard in it.
    if (::setpgid(id, group) != 0) {
        auto failure = no_guard();
        ::kill(id, SIGKILL);
        GroupGuard{id, std::move(writer)}.await_end();
        return failure;
    }
    return GroupGuard{id, std::move(writer)};
}

void GroupGuard::await_end() {
    while (::waitpid(id_, nullptr, 0) == -1 && errno == EINTR) {
    }
}

}  // namespace ogi::base
