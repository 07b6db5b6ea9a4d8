#!/usr/bin/env python3
"""Runs a command as systemd 252 would by the unit's restrictions, where no systemd runs: as root

    sandbox.py BINARIES STATE COMMAND…

BINARIES is seen as /mnt/bin and alone can be run beside the machine's own programs; STATE is seen as /mnt/state and alone can be
written, by the account UID to which it must belong; its folder `run` is seen as /run/ogid. What is made: namespaces of mounts, users
and host name; a root without writing; an own /tmp and /dev; the calls' filter (call_filter.py); no capability. What is not: what cgroups limit (MemoryMax, TasksMax)."""

import ctypes
import os
import pathlib
import resource
import subprocess
import sys

import call_filter
import unit

UID = 64123  # Nobody's on the machine.
CLONE_NEWNS, CLONE_NEWUTS, CLONE_NEWUSER = 0x00020000, 0x04000000, 0x10000000
PR_CAPBSET_DROP, LAST_CAPABILITY = 24, 40

# What each directive becomes here. A test holds the unit against these names.
MADE_BY = {
    "mounts": {"ProtectSystem", "ProtectHome", "PrivateTmp", "PrivateDevices", "ProtectControlGroups", "ProtectKernelLogs", "ProtectKernelModules",
               "ProtectKernelTunables", "ProtectProc", "StateDirectory", "StateDirectoryMode", "RuntimeDirectory", "WorkingDirectory"},
    "users": {"PrivateUsers", "User", "Group", "CapabilityBoundingSet", "AmbientCapabilities", "UMask", "LimitNOFILE", "Nice", "Environment"},
    "names": {"ProtectHostname"},
    "filter": {"NoNewPrivileges", "RestrictAddressFamilies", "RestrictNamespaces", "RestrictRealtime", "RestrictSUIDSGID", "LockPersonality",
               "MemoryDenyWriteExecute", "SystemCallArchitectures", "SystemCallFilter", "SystemCallErrorNumber", "ProtectClock"},
    "nothing": {"MemoryHigh", "MemoryMax", "TasksMax", "IOSchedulingClass", "IOSchedulingPriority", "RemoveIPC"},
    # tests/package/booted_image_test.py has the folder of the socket made by systemd.
    "the manager": {"RuntimeDirectoryMode", "RuntimeDirectoryPreserve", "Type", "NotifyAccess", "ExecStart", "ExecReload", "TimeoutStartSec",
                    "WatchdogSec", "KillSignal", "TimeoutStopSec", "Restart", "RestartSec", "RestartPreventExitStatus"},
}  # fmt: skip

# In order; with the machine's mounts private to this namespace.
MOUNTS = """set -e
mount -t tmpfs tmpfs /mnt
mkdir /mnt/bin /mnt/state /mnt/dev
mount --bind "$1" /mnt/bin
mount --bind "$2" /mnt/state
mount -t tmpfs -o nosuid,noexec,mode=755 tmpfs /mnt/dev
for node in null zero full random urandom tty; do touch /mnt/dev/$node && mount --bind /dev/$node /mnt/dev/$node; done
mkdir -m 1777 /mnt/dev/shm
mount -t tmpfs -o nosuid,nodev,noexec tmpfs /mnt/dev/shm
ln -s /proc/self/fd /mnt/dev/fd
mount -t tmpfs -o mode=755 tmpfs /run
mkdir /run/user /run/ogid
mount --bind "$2/run" /run/ogid
for folder in /home /root /run/user; do [ ! -d $folder ] || mount -t tmpfs -o mode=000,ro tmpfs $folder; done
[ ! -d /usr/lib/modules ] || mount -t tmpfs -o mode=000,ro tmpfs /usr/lib/modules
for folder in /tmp /var/tmp; do mount -t tmpfs -o nosuid,nodev,mode=1777 tmpfs $folder; done
mount --move /mnt/dev /dev
mount -t proc -o nosuid,nodev,noexec,hidepid=invisible proc /proc
for file in /proc/kmsg /proc/kcore /proc/kallsyms; do [ ! -e $file ] || mount --bind -o ro /dev/null $file; done
for part in /proc/sys /proc/sysrq-trigger /proc/irq /proc/bus; do [ ! -e $part ] || { mount --bind $part $part && mount -o remount,bind,ro $part; }; done
findmnt --raw --noheadings --output TARGET | tac | while read -r target; do
    case $target in /mnt/state | /run/ogid | /tmp | /var/tmp | /dev/* | /proc*) continue ;; esac
    mount -o remount,bind,ro "$target" 2>/dev/null || true  # Its table of mounts lies on what is no longer written to.
done
"""


def unshare(flags):
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.unshare(flags) != 0:
        raise OSError(ctypes.get_errno(), "unshare: " + os.strerror(ctypes.get_errno()))


def enter_user_namespace():
    """One that knows root and the account alone. Its maps are written by a process that stays outside."""
    ready, done, waiting = os.pipe(), os.pipe(), os.getpid()
    if (outside := os.fork()) == 0:
        os.read(ready[0], 1)
        for kind in ("uid", "gid"):
            pathlib.Path(f"/proc/{waiting}/{kind}_map").write_text(f"0 0 1\n{UID} {UID} 1\n")
        os.write(done[1], b".")
        os._exit(0)
    unshare(CLONE_NEWUSER)
    os.write(ready[1], b".")
    os.read(done[0], 1)
    os.waitpid(outside, 0)
    for end in (*ready, *done):
        os.close(end)


def drop_everything(service):
    libc = ctypes.CDLL(None, use_errno=True)
    for capability in range(LAST_CAPABILITY + 1):
        libc.prctl(PR_CAPBSET_DROP, capability, 0, 0, 0)
    os.umask(int(service["UMask"][0], 8))
    os.setgroups([])
    os.setresgid(UID, UID, UID)
    os.setresuid(UID, UID, UID)  # The effective capabilities go with it.


def main():
    binaries, state, *command = sys.argv[1:]
    service = unit.service(unit.text("/mnt/bin", "/mnt/state"))
    instructions = call_filter.program(service)
    unshare(CLONE_NEWNS | CLONE_NEWUTS)
    subprocess.run(["mount", "--make-rprivate", "/"], check=True)
    subprocess.run(["sh", "-c", MOUNTS, "sh", binaries, state], check=True)
    files = min(int(service["LimitNOFILE"][0]), resource.getrlimit(resource.RLIMIT_NOFILE)[1])
    resource.setrlimit(resource.RLIMIT_NOFILE, (files, files))
    os.nice(int(service["Nice"][0]))
    enter_user_namespace()
    drop_everything(service)
    os.chdir("/mnt/state")
    environment = {"PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin", "LANG": "C.UTF-8"}
    environment |= dict(value.split("=", 1) for value in service["Environment"])
    environment |= {name: os.environ[name] for name in ("NOTIFY_SOCKET", "WATCHDOG_USEC") if name in os.environ}
    call_filter.install(instructions)
    os.execve(command[0], command, environment)


if __name__ == "__main__":
    main()
