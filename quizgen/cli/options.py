"""Arguments and options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from quizgen.cli.parameters import FormList, FormsOption, Points, refuse_nan, suggest_forms
from quizgen.cli.streams import DeckPath, TextTarget

F = TypeVar("F", bound=Callable[..., Any])

deck_path = DeckPath()
text_target = TextTarget()
deck_argument = click.argument("deck", type=deck_path)
decks_argument = click.argument("decks", nargs=-1, type=deck_path)
open_option = click.option(
    "--open",
    "is_opened",
    is_flag=True,
    help="Open what was made in the program that your machine has for it.",
)
# Of a deck that a command writes.
new_id_option = click.option(
    "--id", "deck_id", help="The deck's permanent id.  [default: the name of the file]"
)
new_language_option = click.option(
    "--language", default="en", show_default=True, help="The code of its language."
)
# Of commands that take all questions of a deck, if no number is given.
some_seed_option = click.option(
    "--seed",
    type=click.IntRange(0, 2**31),
    help="A different number selects and orders questions differently.  "
    "[default: the deck's, or 1]",
)
quiet_option = click.option("-q", "--quiet", is_flag=True, help="Print problems only.")
format_option = click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "github"]),
    default="text",
    show_default=True,
    help="How to show problems.",
)
against_option = click.option(
    "--against",
    type=click.Path(path_type=Path, readable=False),
    metavar="FILE",
    help="The article that the facts come from: .txt, .md, .html, .pdf or .docx.  "
    "[default: the `text` of the deck's source]",
)
font_option = click.option(
    "--font",
    default="",
    metavar="FAMILY",
    help="The font to print in, such as OpenDyslexic: a built-in font, or one from --font-path.",
)
font_path_option = click.option(
    "--font-path",
    "folders",
    multiple=True,
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="A folder with more fonts, used also for characters that the built-in fonts lack. "
    "You can give several.",
)
template_option = click.option(
    "--template",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="A folder with your own user.typ; `quizgen template eject` writes one to start from.  "
    "[default: the deck's]",
)
paper_size_option = click.option(
    "--paper",
    type=click.Choice(["a4", "letter"], case_sensitive=False),
    help="The paper size.  [default: the deck's, or a4]",
)
language_option = click.option(
    "--language",
    default="",
    metavar="CODE",
    help="Of a deck in several languages, take this one.  [default: its first]",
)
one_language_option = click.option(
    "--language",
    metavar="CODE",
    help="Of decks in several languages, take only this one.  [default: all of them]",
)
lock_option = click.option(
    "--no-lock",
    is_flag=True,
    help="Don't update the lock beside the deck: for a test build that you don't give to anyone.",
)


def _all_of(*options: Callable[[F], F]) -> Callable[[F], F]:
    """Return a decorator that adds the options to a command in this order."""

    def add(command: F) -> F:
        for option in reversed(options):
            command = option(command)
        return command

    return add


quiz_options = _all_of(
    click.option(
        "--items",
        type=click.IntRange(1, 2000),
        help="How many items the quiz has.  [default: the deck's, or 20]",
    ),
    click.option(
        "--options",
        type=click.IntRange(3, 8),
        help="How many options each item has.  [default: the deck's, or 4]",
    ),
    click.option(
        "--seed",
        type=click.IntRange(0, 2**31),
        help="A different number selects different items.  [default: the deck's, or 1]",
    ),
    click.option(
        "--forms",
        cls=FormsOption,
        type=FormList(),
        metavar="FORM,FORM…",
        help="The forms of items to use: {forms}.  [default: the deck's, or choice]",
    ),
    click.option("--kinds", hidden=True, expose_value=False, callback=suggest_forms),
    paper_size_option,
)
paper_options = _all_of(
    click.option(
        "--versions",
        type=click.IntRange(1, 26),
        help="How many versions to print, A to Z, each in its own order.  "
        "[default: the deck's, or 1]",
    ),
    click.option(
        "--wrong",
        type=Points(0, 999),
        callback=refuse_nan,
        metavar="POINTS",
        help="The points that a wrong answer loses; the paper says so.  "
        "[default: the deck's, or 0]",
    ),
    click.option(
        "--partial/--no-partial",
        default=None,
        help="Give part of the points for a partly right answer; the paper says so.  "
        "[default: the deck's]",
    ),
    click.option("--force", is_flag=True, help="Replace a different quiz in the output folder."),
)
layout_options = _all_of(
    click.option(
        "--columns",
        type=click.IntRange(1, 3),
        help="How many columns each page has.  [default: the deck's, or 2, or 1 in large print]",
    ),
    click.option(
        "--density",
        type=click.Choice(["normal", "compact"]),
        help="How close items stand: compact has smaller type and less space.  "
        "[default: the deck's, or normal]",
    ),
    click.option(
        "--large-print/--no-large-print",
        default=None,
        help="Print in 18-point type in one column, for readers with low vision.  "
        "[default: the deck's]",
    ),
    font_option,
    font_path_option,
    template_option,
    click.option(
        "--duplex/--no-duplex",
        default=None,
        help="Add a blank page after a paper with an odd number of pages, so that in two-sided "
        "printing the next paper starts on a new sheet.  [default: the deck's, or duplex]",
    ),
)
anki_options = _all_of(
    click.option(
        "--url",
        envvar="QUIZGEN_ANKI_URL",
        default="http://127.0.0.1:8765",
        show_default=True,
        show_envvar=True,
        help="The address of AnkiConnect.",
    ),
    click.option("--allow-remote", is_flag=True, help="Allow the address of another machine."),
    click.option(
        "--key",
        envvar="QUIZGEN_ANKI_KEY",
        show_envvar=True,
        help="The API key, if AnkiConnect requires one.",
    ),
)
from_option = click.option(
    "--from",
    "package",
    type=click.Path(path_type=Path, readable=False),
    metavar="FILE",
    help="A package or a collection that Anki exported (.apkg, .colpkg), in place of a running "
    "Anki.",
)
card_options = _all_of(
    click.option(
        "--choice/--no-choice",
        default=None,
        help="Add multiple-choice cards.  [default: the deck's]",
    ),
    click.option(
        "--typed/--no-typed",
        default=None,
        help="Add cards whose answer you type in.  [default: the deck's]",
    ),
    click.option(
        "--subdecks/--no-subdecks",
        default=None,
        help="Put each kind of fact into a subdeck.  [default: the deck's]",
    ),
)


def cards_of(given: dict[str, Any]) -> dict[str, bool | None]:
    """Take the options about cards out of the given ones, and return them."""
    return {name: given.pop(name) for name in ("choice", "typed", "subdecks")}


def some_items_option(what: str, default: str) -> Callable[[F], F]:
    """Return the option for the number of questions that `what` has; there is a default."""
    return click.option(
        "--items",
        type=click.IntRange(1, 2000),
        help=f"How many questions {what} has, chosen as for a paper.  [default: {default}]",
    )
