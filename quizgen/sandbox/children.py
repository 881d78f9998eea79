"""Child processes that end when the work is abandoned."""

from __future__ import annotations

import os
import subprocess
import threading
from collections.abc import Mapping, Sequence
from concurrent.futures import CancelledError
from types import TracebackType
from typing import Self

from quizgen.sandbox.temporary import temporary_folder


class Children:
    """Processes that threads start with `run`; an exception in the context kills them all."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._running: set[subprocess.Popen[bytes]] = set()
        self._given_up = False

    def __enter__(self) -> Self:
        """Return the collection, still empty."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, _: BaseException | None, __: TracebackType | None
    ) -> None:
        """Kill the processes if an exception leaves the context."""
        if kind is None:
            return
        with self._lock:
            self._given_up = True
            for process in self._running:
                process.kill()

    def run(
        self,
        command: Sequence[str],
        order: bytes,
        *,
        seconds: float | None,
        environment: Mapping[str, str],
    ) -> subprocess.CompletedProcess[bytes]:
        """Start a process, send it `order`, and return its exit code and its output.

        It keeps its temporary files in a folder that is removed afterwards, even if it is killed.
        Raises subprocess.TimeoutExpired after `seconds`, OSError if it cannot be started, and
        CancelledError if the work has been abandoned.
        """
        with temporary_folder() as folder:
            own = dict.fromkeys(("TMPDIR", "TEMP", "TMP"), os.fspath(folder))
            with self._start(command, {**environment, **own}) as process:
                try:
                    output, errors = process.communicate(order, timeout=seconds)
                finally:
                    process.kill()
                    self._forget(process)
        return subprocess.CompletedProcess(command, process.returncode, output, errors)

    def _start(
        self, command: Sequence[str], environment: Mapping[str, str]
    ) -> subprocess.Popen[bytes]:
        with self._lock:
            if self._given_up:
                raise CancelledError
            pipe = subprocess.PIPE
            process = subprocess.Popen(  # noqa: S603 - our own command
                command, env=environment, stdin=pipe, stdout=pipe, stderr=pipe
            )
            self._running.add(process)
            return process

    def _forget(self, process: subprocess.Popen[bytes]) -> None:
        with self._lock:
            self._running.discard(process)
