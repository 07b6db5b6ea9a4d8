"""The seccomp filter that systemd 252 would make of a unit's restrictions, as a BPF program for x86-64.

A filter is a list of rules, tried in order: (number of a call, conditions on its arguments, errno). A condition is (index, mask, wanted,
values): whether the masked argument is one of the values is what is wanted."""

import ctypes
import errno
import os
import pathlib
import re
import struct
import subprocess

NUMBERS = pathlib.Path("/usr/include/x86_64-linux-gnu/asm/unistd_64.h")
AUDIT_ARCH_X86_64, X32_BIT = 0xC000003E, 0x40000000
RET_ALLOW, RET_ERRNO, RET_KILL = 0x7FFF0000, 0x00050000, 0x80000000
LOAD, AND, RETURN = 0x20, 0x54, 0x06
JUMP, JUMP_EQUAL, JUMP_ABOVE = 0x05, 0x15, 0x35
PR_SET_NO_NEW_PRIVS, PR_SET_SECCOMP, SECCOMP_MODE_FILTER = 38, 22, 2
NAMESPACES = 0x7E020080  # CLONE_NEWTIME to CLONE_NEWNS.
FAMILIES = {"AF_UNIX": 1, "AF_INET": 2, "AF_INET6": 10, "AF_NETLINK": 16, "AF_PACKET": 17}
WRITE_AND_EXECUTE, EXECUTE, SHM_EXEC = 6, 4, 0o100000
SET_ID, O_CREAT = 0o6000, 0o100


def numbers():
    return {name: int(number) for name, number in re.findall(r"#define __NR_(\w+) (\d+)", NUMBERS.read_text())}


def calls_of(group):
    """The names in a group of `systemd-analyze syscall-filter`, with those of the groups in it."""
    printed = subprocess.run(["systemd-analyze", "syscall-filter", group], capture_output=True, text=True, timeout=60, check=True).stdout
    found = set()
    for word in (line.strip() for line in printed.splitlines()[1:]):
        if word.startswith("@"):
            found |= calls_of(word)
        elif word and not word.startswith("#"):
            found.add(word)
    return found


def allowed_calls(lines):
    """What SystemCallFilter= allows; the first line must be one that allows. @default is in every such list."""
    allowed = calls_of("@default")
    for line in lines:
        taken_away, words = line.startswith("~"), line.removeprefix("~").split()
        named = set().union(*(calls_of(word) if word.startswith("@") else {word} for word in words))
        allowed = allowed - named if taken_away else allowed | named
    return allowed


def rules(service):
    """What the other restrictions of a unit refuse."""
    def on(name):
        return service.get(name) == ["yes"]

    refused = []
    if on("MemoryDenyWriteExecute"):
        refused += [("mmap", [(2, WRITE_AND_EXECUTE, True, [WRITE_AND_EXECUTE])], errno.EPERM), ("mprotect", [(2, EXECUTE, True, [EXECUTE])], errno.EPERM),
                    ("pkey_mprotect", [(2, EXECUTE, True, [EXECUTE])], errno.EPERM), ("shmat", [(2, SHM_EXEC, True, [SHM_EXEC])], errno.EPERM)]  # fmt: skip
    if on("RestrictNamespaces"):
        refused += [("clone", [(0, NAMESPACES, False, [0])], errno.EPERM), ("unshare", [], errno.EPERM), ("setns", [], errno.EPERM), ("clone3", [], errno.ENOSYS)]
    if on("LockPersonality"):
        refused.append(("personality", [(0, 0xFFFFFFFF, False, [0, 0xFFFFFFFF])], errno.EPERM))
    if on("RestrictRealtime"):
        refused.append(("sched_setscheduler", [(1, 0xFFFFFFFF, False, [0, 3, 5])], errno.EPERM))
    if on("RestrictSUIDSGID"):
        modes = {"chmod": 1, "fchmod": 1, "fchmodat": 2, "mkdir": 1, "mkdirat": 2, "mknod": 1, "mknodat": 2, "creat": 1}
        refused += [(call, [(index, SET_ID, False, [0])], errno.EPERM) for call, index in modes.items()]
        refused += [(call, [(index - 1, O_CREAT, True, [O_CREAT]), (index, SET_ID, False, [0])], errno.EPERM) for call, index in {"open": 2, "openat": 3}.items()]
    families = [FAMILIES[name] for line in service.get("RestrictAddressFamilies", []) for name in line.split()]
    if families:
        refused.append(("socket", [(0, 0xFFFFFFFF, False, families)], errno.EAFNOSUPPORT))
    return refused


def step(code, value, if_true=0, if_false=0):
    return struct.pack("<HBBI", code, if_true, if_false, value)


def refusal(conditions, error):
    """The errno where every condition holds; else the program goes on behind it."""
    body = [step(RETURN, RET_ERRNO | error)]
    for index, mask, wanted, values in reversed(conditions):
        leave, go_on = step(JUMP, len(body)), step(JUMP, 1)
        # Where a value fits, the rest of them and one step are passed over.
        tests = [step(JUMP_EQUAL, value, len(values) - at, 0) for at, value in enumerate(values)]
        body = [step(LOAD, 16 + 8 * index), step(AND, mask), *tests, *([leave] if wanted else [go_on, leave]), *body]
    return body


def program(service):
    """The whole filter: the rules, then the list of what is allowed."""
    number = numbers()
    steps = [step(LOAD, 4), step(JUMP_EQUAL, AUDIT_ARCH_X86_64, 1, 0), step(RETURN, RET_KILL),
             step(LOAD, 0), step(JUMP_ABOVE, X32_BIT, 0, 1), step(RETURN, RET_ERRNO | errno.ENOSYS)]  # fmt: skip
    for call, conditions, error in rules(service):
        body = refusal(conditions, error)
        steps += [step(LOAD, 0), step(JUMP_EQUAL, number[call], 0, len(body)), *body]
    steps.append(step(LOAD, 0))
    for call in sorted(number[name] for name in allowed_calls(service["SystemCallFilter"]) if name in number):
        steps += [step(JUMP_EQUAL, call, 0, 1), step(RETURN, RET_ALLOW)]
    refused = getattr(errno, service["SystemCallErrorNumber"][0])
    return b"".join([*steps, step(RETURN, RET_ERRNO | refused)])


def install(instructions):
    """From here on, for this process and all that it starts."""
    libc = ctypes.CDLL(None, use_errno=True)
    steps = ctypes.create_string_buffer(instructions, len(instructions))
    whole = ctypes.create_string_buffer(struct.pack("@HxxxxxxP", len(instructions) // 8, ctypes.addressof(steps)))
    for words in ((PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0), (PR_SET_SECCOMP, SECCOMP_MODE_FILTER, whole, 0, 0)):
        if libc.prctl(*words) != 0:
            raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
