"""Small manifests for tests of the printed quiz and its key."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import yaml

from quizgen.diagnostics import QuizgenError
from quizgen.paper.quiz_pdf import render_quiz
from quizgen.quiz.manifest import ItemOrder as Placed
from quizgen.quiz.manifest import Manifest, QuizItem, QuizSection, Version
from quizgen.resources import shipped

LABELS = yaml.safe_load((shipped("templates") / "labels" / "en.yaml").read_text("utf-8"))
Render = Callable[..., bytes]


def item(number: int, stem: str = "", options: tuple[str, ...] = (), **fields: object) -> QuizItem:
    stem, options = stem or f"Stem {number}?", options or ("alpha", "beta", "gamma", "delta")
    given = {"key": (0,), "form": "choice", "field": "x", "facts": (f"facts/f{number}",), **fields}
    return QuizItem(f"i{number}", stem=stem, options=options, **given)


def placed(items: tuple[QuizItem, ...], entry: QuizItem) -> Placed:
    return Placed(items.index(entry), tuple(range(len(entry.options))))


def version(letter: str, items: tuple[QuizItem, ...], of: tuple[QuizItem, ...]) -> Version:
    return Version(letter, (tuple(placed(of, entry) for entry in items),))


def manifest(
    *items: QuizItem, versions: dict[str, tuple[QuizItem, ...]] | None = None, **fields: object
) -> Manifest:
    """Return a manifest whose options keep their order.

    All versions print these items, or each version its own.
    """
    versions = versions or {"A": items}
    every = tuple(dict.fromkeys(entry for listed in versions.values() for entry in listed))
    made = tuple(version(letter, listed, every) for letter, listed in versions.items())
    given = {
        "deck": "deck",
        "title": "A title",
        "language": "en",
        "seed": 1,
        "paper": "a4",
        **fields,
    }
    return Manifest(items=every, sections=(QuizSection(),), versions=made, **given)


def refused(made: Manifest, render: Render = render_quiz, **options: object) -> QuizgenError:
    with pytest.raises(QuizgenError) as caught:
        render(made, LABELS, **options)
    return caught.value


def token_items(lengths: list[tuple[int, int, int]]) -> tuple[QuizItem, ...]:
    """Return items with these numbers of words, each text marked at both ends.

    The numbers are words in the stem, options, and words in an option.
    """
    made = []
    for n, (words, count, option_words) in enumerate(lengths, start=1):
        options = tuple(
            f"o{n}x{o}b " + "words " * option_words + f"o{n}x{o}e" for o in range(count)
        )
        made.append(item(n, f"s{n}b " + "several words " * words + f"s{n}e", options))
    return tuple(made)
