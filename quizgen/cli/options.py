"""Arguments and options that several commands share."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

F = TypeVar("F", bound=Callable[..., Any])
# What stands for bytes of the command line that are no text.
_UNDECODED = re.compile("[\ud800-\udfff]")
# Whether a deck can be read is asked, and told, where it is read.
deck_path = click.Path(path_type=Path, readable=False)
deck_argument = click.argument("deck", type=deck_path)
decks_argument = click.argument("decks", nargs=-1, type=deck_path)
quiet_option = click.option("-q", "--quiet", is_flag=True, help="Print nothing but problems.")


format_option = click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "github"]),
    default="text",
    show_default=True,
    help="How problems are shown.",
)
font_option = click.option(
    "--font",
    default="",
    metavar="FAMILY",
    help="The font to print in, built in or from --font-path, such as OpenDyslexic.",
)
font_path_option = click.option(
    "--font-path",
    "folders",
    multiple=True,
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="A folder with fonts, also for characters that the built-in ones lack; may be repeated.",
)
template_option = click.option(
    "--template",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="A folder with a user.typ of your own; `quizgen template eject` writes one.  [default: the deck's]",
)
lock_option = click.option(
    "--no-lock",
    is_flag=True,
    help="Leave the lock beside the deck as it is: a build to look at, not to give away.",
)


class FormList(click.ParamType):  # type: ignore[type-arg]  # generic in its stubs alone
    """Forms of items with commas between them."""

    name = "forms"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, ...]:
        """Return the names of the forms, each once."""
        from quizgen.diagnostics import did_you_mean
        from quizgen.forms.registry import FORMS

        if isinstance(value, tuple):
            return value
        found = list(filter(None, (name.strip() for name in str(value).split(","))))
        for name in found:
            if name not in FORMS:
                self.fail(f"there is no form `{name}`; {did_you_mean(name, FORMS)}", param, ctx)
        return tuple(dict.fromkeys(found)) or self.fail("name at least one form", param, ctx)


class FormsOption(click.Option):
    """An option whose help lists the forms there are, once somebody asks for it."""

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """Return the option with its help."""
        from quizgen.forms.registry import FORMS

        record = super().get_help_record(ctx)
        return record and (record[0], record[1].replace("{forms}", ", ".join(FORMS)))


def _not_kinds(context: click.Context, _parameter: click.Parameter, given: str | None) -> None:
    """Refuse `--kinds`, which means kinds of fact, and point to `--forms`."""
    if given is not None:
        raise click.UsageError("No such option '--kinds'. Did you mean '--forms'?", context)


def quiz_options(command: F) -> F:
    """Add the options that say what a quiz is like; what is left out is up to the deck."""
    options = (
        click.option(
            "--items",
            type=click.IntRange(1, 2000),
            help="How many items the quiz has.  [default: the deck's, or 20]",
        ),
        click.option(
            "--options",
            type=click.IntRange(3, 8),
            help="How many options an item has.  [default: the deck's, or 4]",
        ),
        click.option(
            "--seed",
            type=click.IntRange(0, 2**31),
            help="Another number chooses other items.  [default: the deck's, or 1]",
        ),
        click.option(
            "--forms",
            cls=FormsOption,
            type=FormList(),
            metavar="FORM,FORM…",
            help="The forms of the items: {forms}.  [default: the deck's, or choice]",
        ),
        click.option("--kinds", hidden=True, expose_value=False, callback=_not_kinds),
        click.option(
            "--paper",
            type=click.Choice(["a4", "letter"], case_sensitive=False),
            help="The paper size.  [default: the deck's, or a4]",
        ),
    )
    for option in reversed(options):
        command = option(command)
    return command


def layout_options(command: F) -> F:
    """Add the options that say what the sheets look like."""
    options = (
        click.option(
            "--columns",
            type=click.IntRange(1, 3),
            help="How many columns a page has.  [default: the deck's, or 2, or 1 in large print]",
        ),
        click.option(
            "--large-print/--no-large-print",
            default=None,
            help="Type of 18 points in one column, for readers who see little.  [default: the deck's]",
        ),
        font_option,
        font_path_option,
        template_option,
        click.option(
            "--duplex/--no-duplex",
            default=None,
            help="Whether a blank page follows a paper with an odd number of pages, so that the next one begins on "
            "a sheet of its own when both sides are printed.  [default: the deck's, or duplex]",
        ),
    )
    for option in reversed(options):
        command = option(command)
    return command


def words(_context: click.Context, _parameter: click.Parameter, given: str | None) -> str | None:
    """Return a text that is given as an option, without space around it; it must be one that can be seen."""
    if given is None:
        return None
    from quizgen.deck.read import clean_text, is_blank

    if is_blank(given):
        raise click.BadParameter("there is nothing to print in it")
    if _UNDECODED.search(given):
        raise click.BadParameter("it is not in the encoding of the terminal; write it as UTF-8")
    return clean_text(given)


class Points(click.FloatRange):
    """A number of points; half of the world writes 0,25."""

    name = "points"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the number."""
        given: Any = value.replace(",", ".") if isinstance(value, str) else value
        return super().convert(given, param, ctx)


def _number(
    _context: click.Context, _parameter: click.Parameter, given: float | None
) -> float | None:
    # Nothing is less than `nan`, which any range lets through.
    if given is not None and math.isnan(given):
        raise click.BadParameter("`nan` is no number of points, such as 0.25")
    return given


def paper_options(command: F) -> F:
    """Add the options that say how a quiz is printed and marked; what is left out is up to the deck."""
    options = (
        click.option(
            "--versions",
            type=click.IntRange(1, 26),
            help="How many versions, A to Z, each in an order of its own.  [default: the deck's, or 1]",
        ),
        click.option(
            "--wrong",
            type=Points(0, 999),
            callback=_number,
            metavar="POINTS",
            help="What a wrong answer costs; the paper says so.  [default: the deck's, or nothing]",
        ),
        click.option(
            "--partial/--no-partial",
            default=None,
            help="Whether a partly right answer earns a part of its points; the paper says so.  [default: the deck's]",
        ),
        click.option("--force", is_flag=True, help="Replace the manifest of another quiz."),
    )
    for option in reversed(options):
        command = option(command)
    return command


def card_options(command: F) -> F:
    """Add the options that say which cards the Anki deck has; what is left out is up to the deck."""
    own = "  [default: the deck's]"
    options = (
        click.option(
            "--choice/--no-choice",
            default=None,
            help=f"Multiple-choice cards besides the others.{own}",
        ),
        click.option(
            "--typed/--no-typed",
            default=None,
            help=f"Cards besides the others whose answer is typed in.{own}",
        ),
        click.option(
            "--subdecks/--no-subdecks",
            default=None,
            help=f"A deck within the deck for each kind of fact.{own}",
        ),
    )
    for option in reversed(options):
        command = option(command)
    return command
