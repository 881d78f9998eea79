"""Print a random sample of the multiple-choice items of decks, as examiners judge them.

Run `python tests/scripts/item_sheet.py DECK... [--count N]`. The key is marked with `*`.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from random import Random

from quizgen.deck.load import load_deck
from quizgen.forms.registry import form_names
from quizgen.project import Project, QuizOptions


def main() -> None:
    """Print the items of each deck named on the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("decks", nargs="+", type=Path)
    parser.add_argument("--count", type=int, default=60)
    given = parser.parse_args()
    for deck in given.decks:
        print(sheet(deck, given.count))  # noqa: T201


def sheet(deck: Path, count: int) -> str:
    """Return up to `count` items of a deck as text, the same ones in every run."""
    project = Project(load_deck(deck, form_names()).deck)
    items = project.items(QuizOptions())
    drawn = Random(deck.stem)  # noqa: S311 - no secret
    sample = drawn.sample(items, min(count, len(items)))
    parts = [f"{deck.stem}: {len(sample)} of {len(items)} items\n"]
    for number, item in enumerate(sample, 1):
        options = list(item.options)
        drawn.shuffle(options)
        lines = [
            f"  {'*' if option == item.options[0] else ' '} {letter}) {option}"
            for letter, option in zip("ABCDEFGH", options, strict=False)
        ]
        parts.append("\n".join([f"{number}. {item.prompt.stem}", *lines, ""]))
    return "\n".join(parts)


main()
