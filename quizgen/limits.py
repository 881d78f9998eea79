"""Processes with limits of memory and time, for work on files that a stranger may have made."""

from __future__ import annotations

import ctypes
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from quizgen.children import Children

# The exit code of a process that took more memory than it may.
TOO_LARGE = 77
_MEGABYTE = 1024 * 1024
# Addresses are taken far ahead of memory: for threads, and by allocators.
_ADDRESSES = 3
_PAUSE = 0.05
_PROXIES = [
    name for each in ("http_proxy", "https_proxy", "all_proxy") for name in (each, each.upper())
]


class StoppedError(Exception):
    """A limited process came to no end of its own; `reason` is "time", "memory" or "crash"."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


def run_limited(  # noqa: PLR0913 - what runs, on what, and its limits
    module: str,
    arguments: Sequence[str],
    order: bytes,
    *,
    seconds: float,
    megabytes: int,
    children: Children | None = None,
) -> bytes:
    """Run a module in a process of its own and return what it answers to the order.

    The module calls `answer`. A thread gives the `children` that its process belongs to. Raises
    StoppedError if it takes longer than `seconds` or more than `megabytes`, or crashes.
    """
    try:
        ended = (children or Children()).run(
            [sys.executable, "-P", "-m", module, str(megabytes), *arguments],
            order,
            seconds=seconds,
            environment=_environment(),
        )
    except subprocess.TimeoutExpired:
        raise StoppedError("time") from None
    if ended.returncode:
        # Compiled code ends in its own way where it gets no more memory.
        short = ended.returncode == TOO_LARGE or b"memory allocation" in ended.stderr
        raise StoppedError("memory" if short else "crash")
    return ended.stdout


def answer(work: Callable[[Sequence[str], bytes], bytes]) -> None:
    """Answer the order of `run_limited`: `work` gets the arguments and the order's bytes."""
    megabytes, arguments = int(sys.argv[1]), sys.argv[2:]
    limit_memory(megabytes, TOO_LARGE)
    try:
        sys.stdout.buffer.write(work(arguments, sys.stdin.buffer.read()))
    except MemoryError:
        os._exit(TOO_LARGE)


def limit_memory(megabytes: int, exit_code: int) -> None:
    """End this process with the exit code once it takes more memory, or once its parent is gone.

    Linux refuses memory far beyond the limit at once. Everywhere, a thread looks every 50 ms.
    """
    if sys.platform == "linux":
        import resource  # noqa: PLC0415  # elsewhere it is missing, or sets limits that nothing heeds

        resource.setrlimit(resource.RLIMIT_AS, (_ADDRESSES * megabytes * _MEGABYTE,) * 2)
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    watched = megabytes * _MEGABYTE, exit_code
    threading.Thread(target=_watch, args=watched, daemon=True).start()


def _environment() -> dict[str, str]:
    # Not the folder that this program runs in: it may be a stranger's, with a module in it.
    path = os.pathsep.join(filter(os.path.isabs, sys.path))
    # A file may ask for something on the network; such a request meets a proxy that is not there.
    return {**os.environ, **dict.fromkeys(_PROXIES, "http://127.0.0.1:9"), "PYTHONPATH": path}


def _watch(most: int, exit_code: int) -> None:
    parent = os.getppid()
    # A parent that was killed had no time to end its children.
    while _taken() <= most and os.getppid() == parent:
        time.sleep(_PAUSE)
    # The other threads are at work and would not hear of an exception.
    os._exit(exit_code)


def _taken() -> int:
    """Return how much memory the process has, in bytes, or once had."""
    if sys.platform == "linux":
        pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE")
    if sys.platform == "win32":
        return _taken_on_windows()
    import resource  # noqa: PLC0415  # Windows has none

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


class _Counters(ctypes.Structure):
    """PROCESS_MEMORY_COUNTERS of the Windows API."""

    _fields_ = (
        ("cb", ctypes.c_ulong),
        ("PageFaultCount", ctypes.c_ulong),
        *(
            (name, ctypes.c_size_t)
            for name in ("PeakWorkingSetSize", "WorkingSetSize", *"abcd", "PagefileUsage", "e")
        ),
    )


def _taken_on_windows() -> int:
    counters = _Counters()
    kernel = ctypes.CDLL("kernel32")
    kernel.GetCurrentProcess.restype = ctypes.c_void_p
    kernel.K32GetProcessMemoryInfo.argtypes = (ctypes.c_void_p, ctypes.c_void_p, ctypes.c_ulong)
    kernel.K32GetProcessMemoryInfo(
        kernel.GetCurrentProcess(), ctypes.byref(counters), ctypes.sizeof(counters)
    )
    return int(counters.PagefileUsage)
