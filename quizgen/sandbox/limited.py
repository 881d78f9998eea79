"""The limited side of `limits.py`: a process that ends where it takes too much, and its answer.

Every such process loads this module first, so it imports little.
"""

from __future__ import annotations

import ctypes
import os
import sys
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path

# The exit code of a process that needed too much memory.
TOO_LARGE = 77
_MEGABYTE = 1024 * 1024
# Threads and allocators reserve more addresses than memory; allow this many times the limit.
_ADDRESSES = 3
_PAUSE = 0.05


def answer(work: Callable[[Sequence[str], bytes], bytes]) -> None:
    """Answer the order of `run_limited`: call `work` with the arguments and the order's bytes."""
    megabytes, arguments = int(sys.argv[1]), sys.argv[2:]
    limit_memory(megabytes, TOO_LARGE)
    try:
        sys.stdout.buffer.write(work(arguments, sys.stdin.buffer.read()))
    except MemoryError:
        os._exit(TOO_LARGE)


def limit_memory(megabytes: int, exit_code: int) -> None:
    """End this process with the exit code if it takes more memory, or if its parent is gone.

    A thread checks every 50 ms. On Linux, the system also refuses requests far beyond the limit.
    """
    if sys.platform == "linux":
        import resource  # noqa: PLC0415 - on other systems it is missing or has no effect

        resource.setrlimit(resource.RLIMIT_AS, (_ADDRESSES * megabytes * _MEGABYTE,) * 2)
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    watched = megabytes * _MEGABYTE, exit_code
    threading.Thread(target=_watch, args=watched, daemon=True).start()


def _watch(most: int, exit_code: int) -> None:
    parent = os.getppid()
    # A parent that was killed had no time to end its children.
    while _taken() <= most and os.getppid() == parent:
        time.sleep(_PAUSE)
    # An exception in this thread would not reach the others.
    os._exit(exit_code)


def _taken() -> int:
    """Return the memory of this process in bytes; on some systems, the most that it ever had."""
    if sys.platform == "linux":
        pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE")
    if sys.platform == "win32":
        return _taken_on_windows()
    import resource  # noqa: PLC0415 - Windows has no such module

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
