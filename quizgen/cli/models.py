"""Options of commands that ask a language model, and the question whether to send the text."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

import click

from quizgen.cli.output import echo
from quizgen.cli.summary import counted

if TYPE_CHECKING:
    # Loaded late, so that `quizgen --help` starts quickly.
    from quizgen.language_models.cost import Cost
    from quizgen.language_models.models import Model

F = TypeVar("F", bound=Callable[..., Any])
Prices = tuple[float, float] | None


def model_options(what: str) -> Callable[[F], F]:
    """Return a decorator that adds the options; `what` says what a model does."""

    def add(command: F) -> F:
        for option in reversed(_options(what)):
            command = option(command)
        return command

    return add


def _options(what: str) -> list[Callable[[Any], Any]]:
    return [
        click.option("--model", "model_name", metavar="NAME", help=what),
        click.option(
            "--price-in",
            type=click.FloatRange(min=0),
            help="The price of a million tokens that go out.",
        ),
        click.option(
            "--price-out",
            type=click.FloatRange(min=0),
            help="The price of a million tokens of answers.",
        ),
        click.option(
            "-y", "--yes", is_flag=True, help="With --model: send the text without asking."
        ),
    ]


def prices_of(
    model_name: str | None, price_in: float | None, price_out: float | None, *, yes: bool
) -> Prices:
    """Return the prices, None without any; raises UsageError for options without a model."""
    prices = None if price_in is None and price_out is None else (price_in or 0, price_out or 0)
    if not model_name and (yes or prices):
        raise click.UsageError("--yes, --price-in and --price-out go with --model")
    return prices


def asking(model: Model, prices: Prices, *, yes: bool) -> Callable[[Cost], None]:
    """Return what tells the cost and asks whether to go on; exits if nobody can or does agree."""
    return partial(_agree, model, prices, yes=yes)


def _agree(model: Model, prices: Prices, cost: Cost, *, yes: bool) -> None:
    echo(_told(model, prices, cost), err=True)
    if yes:
        return
    if not sys.stdin.isatty():
        raise click.UsageError("nobody can agree here; to send the text without asking, add --yes")
    if not click.confirm("Send the text?", err=True):
        raise click.Abort


def _told(model: Model, prices: Prices, cost: Cost) -> str:
    requests = counted(cost.requests, "request")
    tokens = f"about {cost.sent:,} tokens out and {cost.received:,} back"
    if prices is None:
        price = "the provider's price applies, if it has one"
    else:
        price = f"about {cost.price(*prices):.4f} in the currency of your prices"
    return f"{model.name}: {requests}, {tokens}; {price}; {model.where}"
