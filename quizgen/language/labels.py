"""Labels: the words that quizgen prints in the deck's language."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path

from msgspec import Struct

from quizgen.diagnostics import Problems, QuizgenError
from quizgen.resources import shipped
from quizgen.yaml.nodes import Scalar, Sequence
from quizgen.yaml.reader import DeckReader
from quizgen.yaml.text import read_text

FALLBACK = "en"
FORMAL, INFORMAL = "formal", "informal"


class Labels(Struct, frozen=True):
    """The labels of one language: its texts by name, and its lists of words.

    `locale` formats dates and numbers. `articles` may begin a name, `question_words` a question.
    `last_options` are options that refer to the others ("none of the above") and are printed last.
    `pointers` stand in a stem that asks for one of its options ("of these").
    `bounds` are the words before a number that bound it, each with its bound, the longest first.
    `true_words` and `false_words` answer a question of true or false.
    `months_in` are the months after the preposition of `in_month`, if they have another form there.

    A language may add texts that other languages build by rule:

    - forms for one precision: ``in_span_day``, ``about_year``, and ``in_bce`` for years BCE;
    - ``ce``: a date in a year before 100 of the common era;
    - qualified dates after a preposition: ``in_early``, ``in_mid``, ``in_late``, ``in_about``;
    - dates that depend on another word, as after "until": ``year_of``, ``early_of`` and so on;
    - patterns of dates in CLDR notation: ``day``, ``day_first`` (the first of a month), ``month``
      and ``month_of`` (a month that depends on another word);
    - ``spaced_signs``: the signs that may have a space before them.
    """

    language: str
    locale: str
    articles: tuple[str, ...]
    question_words: tuple[str, ...]
    texts: Mapping[str, str]
    months_in: tuple[str, ...] = ()
    last_options: tuple[str, ...] = ()
    bounds: tuple[tuple[str, str], ...] = ()
    true_words: tuple[str, ...] = ()
    false_words: tuple[str, ...] = ()
    pointers: tuple[str, ...] = ()

    @property
    def adds_articles(self) -> bool:
        """Tell whether the language adds its article to names without one, as English does."""
        return self.texts["the"] != "{name}"

    def fill(self, name: str, /, **slots: object) -> str:
        """Return the text `name` with its ``{slots}`` filled once; slots in the values stay."""
        first, parts = _parted(self.texts[name])
        return first + "".join([f"{slots[slot]}{rest}" for slot, rest in parts])


@lru_cache(maxsize=1024)
def _parted(text: str) -> tuple[str, tuple[tuple[str, str], ...]]:
    """Return what stands before the slots of a text, and each slot with what follows it."""
    first, *others = text.split("{")
    slots = (each.partition("}") for each in others)
    return first, tuple((slot, rest) for slot, _, rest in slots)


def load_labels(language: str, address: str = FORMAL) -> Labels:
    """Return the labels of a language; without a file, English words in the language's locale.

    `address` is how they address the reader: ``formal``, or ``informal`` in languages whose words
    differ.
    """
    return _load_labels(language, address)


def language_of_words(language: str) -> str:
    """Return the language of the words that a language gets: its own, or else English."""
    primary = _primary(language)
    path = shipped("templates") / "labels" / f"{primary}.yaml"
    # A manifest from a stranger may name anything, so only names of shipped files pass.
    return primary if primary.isalnum() and path.is_file() else FALLBACK


def _primary(language: str) -> str:
    return language.replace("_", "-").partition("-")[0].lower()


@cache
def _load_labels(language: str, address: str) -> Labels:
    folder = shipped("templates") / "labels"
    primary = _primary(language)
    path = folder / f"{primary}.yaml"
    found = language_of_words(language) == primary
    lists, texts = _read(folder / f"{FALLBACK}.yaml")
    if found and primary != FALLBACK:
        own_lists, own = _read(path)
        lists = lists | {"articles": (), "question_words": ()} | own_lists
        # English dates and numbers belong to English words, not to a file without a locale.
        texts = texts | {"locale": primary} | own
    texts = _addressed(texts, address)
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
        _bounds(lists),
        lists["true_words"],
        lists["false_words"],
        lists["pointers"],
    )


def _addressed(texts: Mapping[str, str], address: str) -> dict[str, str]:
    """Return the texts for readers who are addressed in a certain way."""
    beginning = f"{INFORMAL} "
    usual = {name: text for name, text in texts.items() if not name.startswith(beginning)}
    if address != INFORMAL:
        return usual
    own = {
        name.removeprefix(beginning): text
        for name, text in texts.items()
        if name.startswith(beginning)
    }
    return usual | own


def _bounds(lists: Mapping[str, tuple[str, ...]]) -> tuple[tuple[str, str], ...]:
    """Return the words for bounds, each with its bound, the longest first."""
    beginning = "words "
    found = (
        (word.casefold(), name.removeprefix(beginning))
        for name, words in lists.items()
        if name.startswith(beginning)
        for word in words
    )
    return tuple(sorted(found, key=lambda pair: -len(pair[0])))


@cache
def column_names(language: str = "*") -> dict[str, frozenset[str]]:
    """Return the possible headings of a roster's columns: name, number, group, first and last.

    `language` limits them to one of the shipped languages.
    """
    folder = shipped("templates") / "labels"
    languages = [_read(path)[0] for path in sorted(folder.glob(f"{language}.yaml"))]
    keys = ("name", "number", "group", "first", "last")
    return {
        key: frozenset(name for lists in languages for name in lists.get(f"roster_{key}", ()))
        for key in keys
    }


@cache
def shipped_languages() -> tuple[str, ...]:
    """Return the codes of the languages that quizgen has words in."""
    folder = shipped("templates") / "labels"
    return tuple(path.stem for path in sorted(folder.glob("*.yaml")))


@cache
def truth_words() -> tuple[frozenset[str], frozenset[str]]:
    """Return the words for true and those for false of all shipped languages, in small letters."""
    folder = shipped("templates") / "labels"
    languages = [_read(path)[0] for path in sorted(folder.glob("*.yaml"))]
    yes, no = (
        frozenset(word.casefold() for lists in languages for word in lists.get(key, ()))
        for key in ("true_words", "false_words")
    )
    return yes, no


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
