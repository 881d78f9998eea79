"""A process that typesets: work comes by standard input, what became of it goes to standard output."""

from __future__ import annotations

import ctypes
import os
import sys
import threading
import time
from pathlib import Path

from quizgen.typeset.running import TOO_LARGE, ordered, run, sent

_MEGABYTE = 1024 * 1024
# Addresses are taken far ahead of memory: for threads, and by allocators.
_ADDRESSES = 3
_PAUSE = 0.05


def main() -> None:
    """Do the work, within as many megabytes as the argument says; 0 for no limit."""
    megabytes = int(sys.argv[1])
    if megabytes:
        _limit(megabytes)
    work = ordered(sys.stdin.buffer.read())
    sys.stdout.buffer.write(sent(run(work)))


def _limit(megabytes: int) -> None:
    """Let the process end where it takes more memory: by the system where it can, and by a watch."""
    if sys.platform == "linux":
        import resource  # noqa: PLC0415  # elsewhere it is missing, or sets limits that nothing heeds

        resource.setrlimit(resource.RLIMIT_AS, (_ADDRESSES * megabytes * _MEGABYTE,) * 2)
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    threading.Thread(target=_watch, args=(megabytes * _MEGABYTE,), daemon=True).start()


def _watch(most: int) -> None:
    while _taken() <= most:
        time.sleep(_PAUSE)
    # The other threads are at work and would not hear of an exception.
    os._exit(TOO_LARGE)


def _taken() -> int:
    """Return how much memory the process has, in bytes, or once had."""
    if sys.platform == "linux":
        return int(Path("/proc/self/statm").read_text("ascii").split()[1]) * os.sysconf(
            "SC_PAGE_SIZE"
        )
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


if __name__ == "__main__":
    main()
