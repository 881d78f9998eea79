"""Runs ``quizgen`` or ``python -m quizgen``, and always ends with an exit code."""

from __future__ import annotations

import gc
import os
import signal
import sys
from contextlib import suppress
from types import FrameType
from typing import NoReturn

# Imports are inside functions, so that signals and missing packages are handled during them too.
# ruff: noqa: PLC0415

MACHINE, FAULT, INTERRUPTED = 3, 70, 130
# A run that a signal stops ends with this and the signal's number, as in a shell: Ctrl-C is 130.
_SIGNALLED = 128
_CODE, _TRACEBACK = "Q900", "QUIZGEN_TRACEBACK"
_stopped_by = 0


def run() -> NoReturn:
    """Run the command line in a process of its own, and exit with its code."""
    try:
        # Objects live until the end of a run and hardly ever form cycles: collecting garbage would
        # only take time.
        gc.disable()
        _heed_signals()
        _open_missing_streams()
        code = _command_line()
    except KeyboardInterrupt:
        code = INTERRUPTED
    except Exception as error:  # noqa: BLE001 - this is the outermost edge
        code = _report(error)
    _leave(_SIGNALLED + _stopped_by if _stopped_by else code)


# CPython keeps frames in pieces of 16 KiB, and asks the system for memory each time that a call
# crosses the end of a piece. What calls back and forth there takes many times as long, such as
# compiling a pattern. A function that claims so large a stack gets a piece with room for all calls.
run.__code__ = run.__code__.replace(co_stacksize=1 << 14)


def _heed_signals() -> None:
    # If a shell starts a program in the background, Ctrl-C may be ignored; that must stay so.
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, _stop)
    if signal.getsignal(signal.SIGTERM) is signal.SIG_DFL:
        signal.signal(signal.SIGTERM, _stop)
    sys.unraisablehook = _tell_unraisable


def _tell_unraisable(error: sys.UnraisableHookArgs) -> None:
    """Print what Python cannot raise, but no interruption: the exit code tells of it."""
    if not issubclass(error.exc_type, KeyboardInterrupt):
        sys.__unraisablehook__(error)


def _stop(number: int, _frame: FrameType | None) -> NoReturn:
    """Stop the run, and ignore further signals, so that nothing interrupts the cleaning up."""
    global _stopped_by  # noqa: PLW0603 - a signal handler has no other way to report
    _stopped_by = number
    _ignore_signals()
    raise KeyboardInterrupt


def _ignore_signals() -> None:
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)


def _open_missing_streams() -> None:
    """Replace closed standard streams, so that no other file gets their numbers."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115, PTH123


def _command_line() -> int:
    """Run the command and return its exit code; raises KeyboardInterrupt and unexpected errors."""
    import click

    from quizgen.cli import main
    from quizgen.visible import cut, visible

    stdout = sys.stdout
    try:
        code = main.main(standalone_mode=False)
    except SystemExit as error:
        # Click replaces the stream and exits if the reader of its help has gone.
        code = error.code if sys.stdout is stdout else 0
    except click.Abort as error:
        raise error.__cause__ or KeyboardInterrupt from None
    except click.ClickException as error:
        error.message = cut(visible(error.message))  # type: ignore[misc]  # nothing else uses it
        error.show()
        code = error.exit_code
    return code if isinstance(code, int) else 0


def _report(error: Exception) -> int:
    """Print the error in one line, with its traceback on request, and return the exit code."""
    _ignore_signals()
    from quizgen.diagnostics import QuizgenError
    from quizgen.visible import cut, visible_line

    if os.environ.get(_TRACEBACK):
        import traceback

        _print("".join(traceback.format_exception(error)))
    if isinstance(error, QuizgenError):
        from quizgen.cli.problems import show_problems

        show_problems(error.diagnostics)
        return error.exit_code
    if isinstance(error, (OSError, ImportError)):
        _print(f"error: {cut(visible_line(_reason(error)))}")
        return MACHINE
    _print(_fault(error))
    return FAULT


def _reason(error: OSError | ImportError) -> str:
    if isinstance(error, ModuleNotFoundError):
        return f"the Python package `{error.name}` is missing; install quizgen again"
    if isinstance(error, ImportError):
        return str(error)
    from quizgen.sandbox.inputs import reason_of

    reason = reason_of(error)
    return f"{error.filename}: {reason}" if error.filename else reason


def _fault(error: Exception) -> str:
    from quizgen.visible import cut, visible_line

    text = cut(visible_line(f"{type(error).__name__}: {error}".rstrip(": ")), 200)
    return (
        f"error[{_CODE}]: quizgen has a fault: {text} ({_place(error)}); please report this line, "
        "the command and, if you can, the deck in quizgen's issue tracker "
        f"({_TRACEBACK}=1 prints the details)"
    )


def _place(error: Exception) -> str:
    """Return the innermost line of quizgen in the traceback."""
    from pathlib import Path

    package = Path(__file__).parent
    place = "unknown place"
    step = error.__traceback__
    while step:
        path = Path(step.tb_frame.f_code.co_filename)
        if path.is_relative_to(package):
            place = f"{path.relative_to(package).as_posix()}:{step.tb_lineno}"
        step = step.tb_next
    return place


def _print(text: str) -> None:
    with suppress(OSError, ValueError):
        sys.stderr.write(f"{text}\n")
        sys.stderr.flush()


def _leave(code: int) -> NoReturn:
    """Remove temporary folders and exit at once; ignore signals from now on."""
    _ignore_signals()
    if "quizgen.sandbox.temporary" in sys.modules:
        sys.modules["quizgen.sandbox.temporary"].remove_folders()
    try:
        sys.stdout.flush()
    except (OSError, ValueError):
        from quizgen.cli.output import discard

        discard()
        code = code or MACHINE
    if _is_watched() and not (_stopped_by or code == INTERRUPTED):
        sys.exit(code)
    with suppress(OSError, ValueError):
        sys.stderr.flush()
    # An ordinary exit takes all objects apart one by one, and waits for threads: the typesetter may
    # be running in one.
    os._exit(code)


def _is_watched() -> bool:
    """Return whether a profiler or a debugger is at work, which ends at an ordinary exit."""
    return sys.getprofile() is not None or sys.gettrace() is not None


if __name__ == "__main__":
    run()
