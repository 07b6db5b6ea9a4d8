#include "base/system_call_filter.h"

#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/prctl.h>
#include <sys/socket.h>
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

constexpr std::uint32_t socket_types = 0xf;  // SOCK_TYPE_MASK; SOCK_NONBLOCK and SOCK_CLOEXEC lie above.

constexpr std::array<std::uint32_t, 9> refused{
    SYS_connect,                      // The sockets of other programs on this machine.
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

constexpr sock_filter unless_equal(std::uint32_t value, std::size_t skipped) {
    return BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, value, 0, static_cast<std::uint8_t>(skipped));
}

// The half of an argument that an int is in; both architectures are little-endian.
constexpr std::size_t argument(std::size_t index) {
    return offsetof(seccomp_data, args) + index * sizeof(std::uint64_t);
}

constexpr sock_filter refuse = answer(SECCOMP_RET_ERRNO | EACCES);
constexpr sock_filter allow = answer(SECCOMP_RET_ALLOW);

constexpr auto build_filter(Sockets sockets) {
    constexpr std::size_t before = 6;
    constexpr std::size_t about_socket = 9;
    std::array<sock_filter, before + 2 * refused.size() + about_socket> filter{};
    auto next = filter.begin();
    *next++ = load(offsetof(seccomp_data, arch));
    *next++ = BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, this_architecture, 1, 0);
    *next++ = refuse;
    *next++ = load(offsetof(seccomp_data, nr));
    *next++ = BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, other_abi_begins, 0, 1);
    *next++ = refuse;
    for (const auto call : refused) {
        *next++ = unless_equal(call, 1);
        *next++ = refuse;
    }
    *next++ = unless_equal(SYS_socket, 7);
    *next++ = load(argument(0));  // Its family.
    *next++ = unless_equal(AF_UNIX, 4);
    *next++ = load(argument(1));  // Its type; datagrams could be sent without connecting.
    *next++ = BPF_STMT(BPF_ALU | BPF_AND | BPF_K, socket_types);
    *next++ = unless_equal(SOCK_STREAM, 1);
    *next++ = sockets == Sockets::none ? refuse : allow;
    *next++ = refuse;
    *next++ = allow;
    return filter;
}

}  // namespace

bool enter_system_call_filter(Sockets sockets) noexcept {
    static constexpr auto without = build_filter(Sockets::none);
    static constexpr auto listening = build_filter(Sockets::listening_within_this_machine);
    const auto& filter = sockets == Sockets::none ? without : listening;
    // The kernel only reads it; its type has no const.
    const sock_fprog program{static_cast<unsigned short>(filter.size()),
                             const_cast<sock_filter*>(filter.data())};
    return ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
           ::prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0;
}

}  // namespace ogi::base
