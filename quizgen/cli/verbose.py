"""`-v`: says what is read and written, what is skipped and why, and how long stages take."""

from __future__ import annotations

import logging

import click

from quizgen.cli.output import echo

_LOGGER = logging.getLogger("quizgen")


class _Teller(logging.Handler):
    """Prints each message once to standard error, without files that come with quizgen."""

    def __init__(self) -> None:
        super().__init__()
        from quizgen.resources import shipped

        self._told: set[str] = set()
        self._own = str(shipped("templates"))

    def emit(self, record: logging.LogRecord) -> None:
        """Print a message."""
        message = record.getMessage()
        is_own = any(str(each).startswith(self._own) for each in record.args or ())
        if message not in self._told and not is_own:
            self._told.add(message)
            echo(message, err=True)


def add_verbose(command: click.Command) -> None:
    """Let a command, and the commands in a group, take `-v`."""
    command.params.append(
        click.Option(
            ["-v", "--verbose"],
            is_flag=True,
            expose_value=False,
            is_eager=True,
            callback=_listen,
            help="Say on standard error what is read and written, what is skipped and why, and "
            "how long each stage takes.",
        )
    )
    if isinstance(command, click.Group):
        for each in command.commands.values():
            add_verbose(each)


def _listen(context: click.Context, _parameter: click.Parameter, given: bool) -> None:
    """Print the messages of the log until the command ends."""
    if not given or context.resilient_parsing or _LOGGER.handlers:
        return
    teller = _Teller()
    before = _LOGGER.level
    _LOGGER.addHandler(teller)
    _LOGGER.setLevel(logging.INFO)

    def stop() -> None:
        _LOGGER.removeHandler(teller)
        _LOGGER.setLevel(before)

    context.call_on_close(stop)
