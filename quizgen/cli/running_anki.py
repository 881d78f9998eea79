"""The running Anki that a command works with."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from quizgen.cli.output import echo
from quizgen.cli.problems import MACHINE, reporting

if TYPE_CHECKING:
    # Loaded late, so that `quizgen --help` starts quickly.
    from quizgen.anki.connect.client import Client


def client_of(url: str, key: str | None, *, allow_remote: bool) -> Client:
    """Return the Anki at an address; refuse another machine without `allow_remote`."""
    from quizgen.anki.connect.client import Client, parse_address

    try:
        address = parse_address(url)
    except ValueError as error:
        raise click.UsageError(f"--url: {error}") from None
    if not address.is_local and not allow_remote:
        raise click.UsageError(
            f"{address.host} is another machine; to use the Anki there, give --allow-remote"
        )
    return Client(address, key)


@contextmanager
def reporting_anki() -> Iterator[None]:
    """Report what `reporting` reports, and an Anki that cannot be used, and exit."""
    from quizgen.anki.connect.client import AnkiConnectError

    try:
        with reporting():
            yield
    except AnkiConnectError as error:
        echo(f"error: {error}", err=True)
        sys.exit(MACHINE)
