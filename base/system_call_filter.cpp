#include "base/system_call_filter.h"

#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/prctl.h>
#include <sys/syscall.h>

#include <array>
#include <cerrno>
#include <cstddef>
#include <cstdint>

namespace ogi::base {
namespace {

#if defined(__x86_64__)
constexpr std::uint32_t this_architecture = AUDIT_ARCH_X86_64;
// The same calls have a second number in the x32 ABI.
constexpr std::uint32_t other_abi_begins = 0x40000000;
#elif defined(__aarch64__)
constexpr std::uint32_t this_architecture = AUDIT_ARCH_AARCH64;
constexpr std::uint32_t other_abi_begins = 0x80000000;
#else
#error "name this architecture's AUDIT_ARCH, and where the numbers of another ABI begin"
#endif

constexpr std::array<std::uint32_t, 9> refused{
    SYS_socket,                       // A network, and the sockets of other programs on this machine.
    SYS_io_uring_setup,               // IORING_OP_SOCKET.
    SYS_setsid,         SYS_setpgid,  // The group is how all of them are ended.
    SYS_ptrace,         SYS_process_vm_readv, SYS_process_vm_writev,
    SYS_pidfd_getfd,  // Ways into other processes.
    SYS_unshare,      // A user namespace has privileges of its own.
};

constexpr sock_filter load(std::size_t offset) {
    return BPF_STMT(BPF_LD | BPF_W | BPF_ABS, static_cast<std::uint32_t>(offset));
}

constexpr sock_filter answer(std::uint32_t what) {
    return BPF_STMT(BPF_RET | BPF_K, what);
}

// load architecture; another one: refuse; load number; of another ABI: refuse; one of `refused`: refuse;
// allow.
constexpr auto build_filter() {
    constexpr std::size_t calls_at = 4;
    constexpr std::size_t allow_at = calls_at + refused.size();
    constexpr std::size_t refuse_at = allow_at + 1;
    const auto to = [](std::size_t target, std::size_t from) {
        return static_cast<std::uint8_t>(target - from - 1);
    };
    std::array<sock_filter, refuse_at + 1> filter{};
    filter[0] = load(offsetof(seccomp_data, arch));
    filter[1] = BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, this_architecture, 0, to(refuse_at, 1));
    filter[2] = load(offsetof(seccomp_data, nr));
    filter[3] = BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, other_abi_begins, to(refuse_at, 3), 0);
    for (std::size_t i = 0; i < refused.size(); ++i) {
        filter[calls_at + i] =
            BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, refused[i], to(refuse_at, calls_at + i), 0);
    }
    filter[allow_at] = answer(SECCOMP_RET_ALLOW);
    filter[refuse_at] = answer(SECCOMP_RET_ERRNO | EACCES);
    return filter;
}

}  // namespace

bool enter_system_call_filter() noexcept {
    static constexpr auto filter = build_filter();
    // The kernel only reads it; its type has no const.
    const sock_fprog program{static_cast<unsigned short>(filter.size()),
                             const_cast<sock_filter*>(filter.data())};
    return ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
           ::prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0;
}

}  // namespace ogi::base
