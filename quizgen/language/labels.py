"""The words that quizgen itself prints, in the deck's language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from quizgen.diagnostics import Problems, QuizgenError
from quizgen.resources import shipped
from quizgen.yaml.nodes import Scalar, Sequence
from quizgen.yaml.reader import DeckReader
from quizgen.yaml.text import read_text

FALLBACK = "en"


@dataclass(frozen=True, slots=True)
class Labels:
    """The labels of one language: texts by name, and what its sentences are made with.

    `locale` is for dates and numbers, `articles` may begin a name, `question_words` a question;
    `last_options` are options that speak of the others ("none of the above") and stand behind them;
    `months_in` are the months as they stand after the preposition of `in_month`, where that differs.

    A language may have texts of its own for what others build by rule. A label may have a form for
    one precision (``in_span_day``, ``about_year``, and ``in_bce`` for years before the common era);
    ``in_early``, ``in_mid``, ``in_late`` and ``in_about`` are qualified dates after their preposition;
    ``year_of``, ``early_of`` and so on are dates that depend on another word, as after "until";
    ``day``, ``day_first`` (the first of a month), ``month`` and ``month_of`` (a month that depends on
    another word) are patterns of dates in the notation of the CLDR; ``spaced_signs`` are the signs that
    may have a space before them.
    """

    language: str
    locale: str
    articles: tuple[str, ...]
    question_words: tuple[str, ...]
    texts: Mapping[str, str]
    months_in: tuple[str, ...] = ()
    last_options: tuple[str, ...] = ()

    @property
    def adds_articles(self) -> bool:
        """Tell whether the language puts its article before names that are written without one, as English does."""
        return self.texts["the"] != "{name}"

    def fill(self, name: str, /, **slots: object) -> str:
        """Return the text of that name with its ``{slots}`` filled; nothing in a filled text is filled again."""
        parts = self.texts[name].split("{")
        filled = [parts[0]]
        for part in parts[1:]:
            slot, _, rest = part.partition("}")
            filled += [str(slots[slot]), rest]
        return "".join(filled)


@cache
def load_labels(language: str) -> Labels:
    """Return the labels of a language; one without a file of its own gets English words and its own locale."""
    folder = shipped("templates") / "labels"
    primary = language.replace("_", "-").partition("-")[0].lower()
    path = folder / f"{primary}.yaml"
    # A manifest from elsewhere may name anything, and gets no file but ours.
    found = primary.isalnum() and path.is_file()
    lists, texts = _read(folder / f"{FALLBACK}.yaml")
    if found and primary != FALLBACK:
        own_lists, own = _read(path)
        lists, texts = lists | {"articles": (), "question_words": ()} | own_lists, texts | own
    locale = texts.pop("locale")
    exact = language.replace("-", "_")
    return Labels(
        language,
        locale if found and exact == primary else exact,
        lists["articles"],
        lists["question_words"],
        texts,
        lists.get("months_in", ()),
        lists["last_options"],
    )


@cache
def column_names(language: str = "*") -> dict[str, frozenset[str]]:
    """Return what the columns of a roster may be called: name, number, group, first and last.

    In all languages, or in the one whose labels are shipped under the name given.
    """
    folder = shipped("templates") / "labels"
    languages = [_read(path)[0] for path in sorted(folder.glob(f"{language}.yaml"))]
    keys = ("name", "number", "group", "first", "last")
    return {
        key: frozenset(name for lists in languages for name in lists.get(f"roster_{key}", ()))
        for key in keys
    }


def _read(path: Path) -> tuple[dict[str, tuple[str, ...]], dict[str, str]]:
    problems = Problems()
    entries = list(DeckReader(path.name, read_text(path), problems).entries())
    if problems.found:
        raise QuizgenError(problems.found, exit_code=3)
    texts = {
        entry.section.text: entry.node.text for entry in entries if isinstance(entry.node, Scalar)
    }
    lists = {
        entry.section.text: tuple(item.text for item in entry.node if isinstance(item, Scalar))
        for entry in entries
        if isinstance(entry.node, Sequence)
    }
    return lists, texts
