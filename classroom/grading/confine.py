"""Keep this process from files, processes and the network, before it runs an answer.

Four fences, each where the system has it: limits of the process (Linux, macOS), Landlock (Linux 5.13 and later: files),
a seccomp filter (Linux on x86-64 and arm64: sockets, new processes, signals to others, file modes), and an audit hook
(everywhere: it names what was tried; code in C, or code that finds the hook in memory, gets past it).
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import platform
import resource
import signal
import struct
import sys
import sysconfig
from collections.abc import Sequence

SECONDS = 300  # of processor time, for all answers of a notebook
FILE = 16 * 2**20  # bytes of the largest file that an answer can write
DEVICES = ("/dev/null", "/dev/zero", "/dev/urandom", "/dev/random")
SETTINGS = tuple(f"/etc/{name}" for name in ("ld.so.cache", "localtime", "fonts", "passwd", "nsswitch.conf"))
FACTS = ("/proc/cpuinfo", "/proc/meminfo", "/proc/stat", "/sys/devices/system")

tried: list[str] = []  # what an answer was kept from, in words

_DENIED = {  # system calls, by machine; an answer needs none of them
    "x86_64": {
        "new processes": [57, 58, 59, 322],  # fork, vfork, execve, execveat
        "sockets": [41],
        "other processes": [101, 310, 311, 424, 434, 438, 129, 297, 109, 112],  # ptrace, process_vm_*, pidfd_*, queued signals
        "modes and owners": [90, 91, 268, 452, 92, 93, 94, 260, 188, 189, 190, 132, 235, 280, 261, 76],
        "the system": [272, 308, 165, 166, 155, 161, 321, 425, 250, 248, 249, 323, 298, 29, 30, 68, 64, 304],
    },
    "aarch64": {
        "new processes": [221, 281],
        "sockets": [198],
        "other processes": [117, 270, 271, 424, 434, 438, 138, 240, 154, 157],
        "modes and owners": [52, 53, 452, 54, 55, 5, 6, 7, 88, 45],
        "the system": [97, 268, 40, 39, 41, 51, 280, 425, 219, 217, 218, 282, 241, 194, 196, 186, 190, 265],
    },
}
_CALLS = {  # the architecture's number, then clone, kill, tkill, tgkill, prlimit64, seccomp
    "x86_64": (0xC000003E, 56, 62, 200, 234, 302, 317),
    "aarch64": (0xC00000B7, 220, 129, 130, 131, 261, 277),
}
_CLONE3 = 435
_ALLOW, _REFUSE, _UNKNOWN, _KILL = 0x7FFF0000, 0x00050001, 0x00050026, 0x80000000  # EPERM, ENOSYS


class _Program(ctypes.Structure):
    _fields_ = [("length", ctypes.c_ushort), ("filter", ctypes.c_void_p)]


def _libc():
    return ctypes.CDLL(None, use_errno=True)


def limit(memory: int) -> None:
    """Limit memory (bytes of address space), processor time and file size, and leave no core file."""
    for what, most in [
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, FILE),
        (resource.RLIMIT_CPU, SECONDS),
        (resource.RLIMIT_NOFILE, 256),
        (resource.RLIMIT_AS, memory),
    ]:
        with contextlib.suppress(ValueError, OSError):  # macOS has no limit of address space
            resource.setrlimit(what, (most, most))


def _filter() -> bytes:
    """The seccomp filter of this machine."""
    machine = platform.machine()
    architecture, clone, kill, tkill, tgkill, prlimit, _ = _CALLS[machine]

    def step(code, value, yes=0, no=0):
        return struct.pack("=HBBI", code, yes, no, value)

    def load(offset):
        return step(0x20, offset)

    def back(value):
        return step(0x06, value)

    def equal(value, yes, no):
        return step(0x15, value, yes, no)

    steps = [load(4), equal(architecture, 1, 0), back(_KILL), load(0)]
    steps += [step(0x35, 0x40000000, 0, 1), back(_REFUSE)]  # the x32 interface
    for number in sorted(set().union(*_DENIED[machine].values())):
        steps += [equal(number, 0, 1), back(_REFUSE)]
    steps += [equal(_CLONE3, 0, 1), back(_UNKNOWN)]
    steps += [equal(clone, 0, 4), load(16), step(0x45, 0x10000, 1, 0), back(_REFUSE), back(_ALLOW)]  # CLONE_THREAD
    for number, own in ((kill, os.getpid()), (tgkill, os.getpid()), (prlimit, 0)):
        steps += [equal(number, 0, 4), load(16), equal(own, 1, 0), back(_REFUSE), back(_ALLOW)]
    steps += [equal(tkill, 0, 1), back(_REFUSE), back(_ALLOW)]
    return b"".join(steps)


def forbid_calls() -> bool:
    """Install the seccomp filter in all threads of this process; return whether this system has one."""
    if sys.platform != "linux" or platform.machine() not in _CALLS:
        return False
    libc, steps = _libc(), _filter()
    buffer = ctypes.create_string_buffer(steps, len(steps))
    program = _Program(len(steps) // 8, ctypes.addressof(buffer))
    libc.prctl(38, 1, 0, 0, 0)  # no new privileges
    return libc.syscall(_CALLS[platform.machine()][6], 1, 1, ctypes.byref(program)) == 0  # in all threads


def forbid_files(readable: Sequence[str], writable: Sequence[str]) -> bool:
    """Let this process open files below these folders only, by Landlock; return whether this system has it."""
    if sys.platform != "linux":
        return False
    libc = _libc()
    version = libc.syscall(444, None, 0, 1)
    if version < 1:
        return False
    rights = {1: 0x1FFF, 2: 0x3FFF}.get(version, 0x7FFF)  # all of files: with the second `refer`, with the third `truncate`
    scope = 3 if version >= 6 else 0  # sockets without a file, signals
    attributes = struct.pack("=QQQ", rights, 3 if version >= 4 else 0, scope)
    size = 24 if version >= 6 else 16 if version >= 4 else 8
    ruleset = libc.syscall(444, attributes, size, 0)
    if ruleset < 0:
        return False
    of_a_file = 0x1 | 0x2 | 0x4 | (0x4000 & rights)
    for paths, allowed in ((readable, 0x4 | 0x8), (DEVICES, 0x2 | 0x4), (writable, rights & ~0x1)):
        for path in paths:
            with contextlib.suppress(FileNotFoundError, PermissionError):
                place = os.open(path, os.O_PATH | os.O_CLOEXEC)
                mine = allowed if os.path.isdir(path) else allowed & of_a_file
                libc.syscall(445, ruleset, 1, struct.pack("=Qi", mine, place), 0)
                os.close(place)
    libc.prctl(38, 1, 0, 0, 0)
    done = libc.syscall(446, ruleset, 0) == 0
    os.close(ruleset)
    return done


def libraries() -> list[str]:
    """Where Python, its packages and the system's libraries lie."""
    paths = {*sysconfig.get_paths().values(), *FACTS, *SETTINGS, f"/proc/{os.getpid()}", "/lib", "/lib64"}
    paths |= {path for path in sys.path if path.endswith(("site-packages", "dist-packages"))}
    for prefix in {sys.prefix, sys.base_prefix, sys.exec_prefix, "/usr", "/usr/local"}:
        paths |= {os.path.join(prefix, name) for name in ("lib", "lib64", "share", "pyvenv.cfg")}
    return sorted(path for path in paths if os.path.exists(path))


_WRITES = {"os.remove", "os.rename", "os.mkdir", "os.rmdir", "os.truncate", "os.link", "os.symlink", "os.chmod", "os.chown"}
_NEVER = {
    "os.fork": "start a process",
    "os.forkpty": "start a process",
    "os.posix_spawn": "start a process",
    "os.exec": "start a program",
    "os.system": "start a program",
    "subprocess.Popen": "start a program",
    "os.kill": "send a signal",
    "os.killpg": "send a signal",
    "socket.__new__": "use the network",
    "socket.getaddrinfo": "use the network",
    "sys.addaudithook": "add an audit hook",
}


def watch(readable: Sequence[str], writable: Sequence[str]) -> None:
    """Add the audit hook: it notes what an answer tries that it must not, and raises PermissionError."""
    from_here = tuple(os.path.realpath(path) for path in [*readable, *writable, *DEVICES])
    to_here = tuple(os.path.realpath(path) for path in [*writable, *DEVICES])
    real, join, fspath = os.path.realpath, os.path.join, os.fspath

    def below(path, roots):
        place = real(os.fsdecode(fspath(path)))
        return any(place == root or place.startswith(join(root, "")) for root in roots)

    def refuse(what):
        if len(tried) < 20 and what not in tried:
            tried.append(what)
        raise PermissionError(f"an answer may not {what}")

    def hook(event, args):
        if event in _NEVER:
            refuse(_NEVER[event])
        if event == "open" and isinstance(args[0], str | bytes | os.PathLike):
            writes = isinstance(args[2], int) and args[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC)
            if not below(args[0], to_here if writes else from_here):
                refuse(f"{'write' if writes else 'read'} {os.fsdecode(args[0])}")
        elif event in _WRITES:
            for path in args[:2]:
                if isinstance(path, str | bytes | os.PathLike) and not below(path, to_here):
                    refuse(f"change {os.fsdecode(path)}")
        elif event in ("os.listdir", "os.scandir"):
            if not below(args[0] or ".", from_here):
                refuse(f"list {os.fsdecode(args[0] or '.')}")

    sys.addaudithook(hook)


def confine(room: str, desk: str, memory: int) -> dict[str, bool]:
    """Put up all fences: only `room` and the libraries can be read, only `desk` can be written to.

    Returns
    -------
    dict
        Which of the system's own fences stand: ``"files"`` (Landlock) and ``"processes and network"`` (seccomp).
    """
    readable = [room, *libraries()]
    if sys.platform == "linux":
        _libc().prctl(1, signal.SIGKILL, 0, 0, 0)  # end with the judge
    limit(memory)
    files = forbid_files(readable, [desk])
    calls = forbid_calls()
    watch(readable, [desk])
    return {"files": files, "processes and network": calls}
