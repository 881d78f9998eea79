"""A process that is killed at one of the system calls with which it writes."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable

# Calls that change files, folders or names, or bring them to the disk.
CALLS = (
    "open",
    "write",
    "fsync",
    "close",
    "chmod",
    "chown",
    "link",
    "replace",
    "rename",
    "unlink",
    "mkdir",
    "rmdir",
)
_KILLED = -signal.SIGKILL


def killed_at(call: int, run: Callable[[], object]) -> bool:
    """Run in a child process that is killed before this call, counted from 0.

    Returns whether it was killed. A child that ends before that must succeed.
    """
    child = os.fork()
    if child == 0:
        _run_and_die(call, run)
    _, status = os.waitpid(child, 0)
    ended = os.waitstatus_to_exitcode(status)
    assert ended in {0, _KILLED}
    return ended == _KILLED


def _run_and_die(call: int, run: Callable[[], object]) -> None:
    try:
        _kill_at(call)
        run()
    except BaseException:  # noqa: BLE001 - whatever it is, the parent hears of it
        os._exit(1)
    os._exit(0)


def _kill_at(call: int) -> None:
    left = call

    def counted(function: Callable[..., object]) -> Callable[..., object]:
        def counting(*arguments: object, **named: object) -> object:
            nonlocal left
            if left == 0:
                os.kill(os.getpid(), signal.SIGKILL)
            left -= 1
            return function(*arguments, **named)

        return counting

    for name in CALLS:
        setattr(os, name, counted(getattr(os, name)))
