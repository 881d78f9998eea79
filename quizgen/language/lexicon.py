"""What English nouns and names stand for, by WordNet: a painter, a city, a process."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from itertools import product
from pathlib import Path

from msgspec import Struct

from quizgen.language.sorted_lines import SortedLines, SplitLines

_FOLDER = Path(__file__).parent / "wordnet"
# One name in each line, with others after it: sorts, birth, death, country, places around.
NAMES = _FOLDER / "names.tsv"
# The names by which a line of the names is found, with the number of the line; sorted.
KEYS = _FOLDER / "keys.tsv"
# One noun in each line, with the letters of its sorts, the usual ones first, and the numbers of its
# usual senses, each with that of the last of its kinds, which have the numbers between; sorted.
NOUNS = _FOLDER / "nouns.tsv"
# The letters of sorts.
SORTS = _FOLDER / "sorts.tsv"
LANGUAGE = "en"
# What people are known for, as sorts.
_ARTS = ("art", "building", "music", "stage", "writing")
PROFESSIONS = frozenset(
    (*_ARTS, "crime", "faith", "learning", "medicine", "power", "sport", "travel")
)
# The sort of words that are no nouns.
NO_NOUN = "no noun"
# Sorts that say nothing of what a person or a thing is.
VAGUE = frozenset(["person", "relation", "thing"])
PLACES = frozenset(["city", "country", "land", "place", "water"])


class Named(Struct, frozen=True):
    """A person or a place that has a name: its sorts, and a person's years or a place's country.

    `wholes` are the names of the places that it is a part of, `aliases` its other names.
    """

    name: str
    sorts: frozenset[str]
    born: int | None
    died: int | None
    country: str
    wholes: tuple[str, ...]
    aliases: tuple[str, ...] = ()


def fold(text: str) -> str:
    """Return a name in small letters, without accents."""
    if text.isascii():
        return text.casefold()
    parts = unicodedata.normalize("NFD", text)
    return "".join(each for each in parts if not unicodedata.combining(each)).casefold()


@lru_cache(1 << 14)
def named(name: str) -> Named | None:
    """Return what a name without an article stands for above all, None if unknown."""
    folded = fold(name)
    # Jean-Baptiste is Jean Baptiste as well.
    words = folded.replace("-", " ").split() or [""]
    number = _keys().about(folded) or _keys().about(full_name(words[0], words[-1]))
    return _entry(_lines()[int(number)].decode()) if number else None


@lru_cache(1 << 10)
def bearers(last_name: str) -> tuple[Named, ...]:
    """Return all people whose names end in a last name: Andrew, Lyndon and Samuel Johnson."""
    last = fold(last_name).encode()
    found = (line for line in _lines() if last in line)
    bear = (_entry(line.decode()) for line in found if _ends_a_name(line, last))
    return tuple(each for each in bear if each.sorts <= PROFESSIONS | {"person"})


@lru_cache(1 << 10)
def is_last_name(name: str) -> bool:
    """Return whether a name ends that of a known person and stands for one: Liszt, not Raphael."""
    known = named(name)
    if known is None or not known.sorts <= PROFESSIONS:
        return False
    end = b" " + fold(name).encode()
    found = (line for line in _lines() if end in line)
    return any(each.endswith(end) for line in found for each in _names_in(line))


def _ends_a_name(line: bytes, last: bytes) -> bool:
    return any(name == last or name.endswith(b" " + last) for name in _names_in(line))


def _names_in(line: bytes) -> Sequence[bytes]:
    return line.partition(b"\t")[0].split(b"|")


def place(name: str) -> Named | None:
    """Return what a name stands for if it is that of a place, None otherwise."""
    known = named(name)
    return known if known and not known.sorts.isdisjoint(PLACES) else None


def full_name(first: str, last: str) -> str:
    """Return the key of a first and a last name, whatever stands between."""
    return f"{first} … {last}"


def _entry(line: str) -> Named:
    told, sorts, born, died, country, wholes = line.split("\t")
    name, *aliases = told.split("|")
    return Named(
        name,
        frozenset(sorts.split(",")),
        _year(born),
        _year(died),
        country,
        tuple(filter(None, wholes.split("|"))),
        tuple(aliases),
    )


@cache
def _keys() -> SplitLines:
    # Nearly every name in a deck is looked up.
    return SplitLines(KEYS)


@cache
def _lines() -> Sequence[bytes]:
    """Return the lines of the names, of which a deck needs few."""
    return NAMES.read_bytes().splitlines()


def _year(text: str) -> int | None:
    return int(text) if text else None


@lru_cache(1 << 14)
def sorts_of(noun: str, most: int = 99) -> frozenset[str]:
    """Return the sorts of things that a common noun stands for, none if unknown.

    Those of its usual senses come first, and `most` limits how many there are. All places are
    one sort.
    """
    codes = _codes()
    letters, _, _ = _known_of(noun).partition("\t")
    found = (codes[letter] for letter in letters)
    sorts = dict.fromkeys("place" if sort in PLACES else sort for sort in found)
    return frozenset(list(sorts)[:most])


def is_kind_of(special: str, general: str, most: int = 1) -> bool:
    """Return whether a noun means the same as another one or a kind of it, by their usual senses.

    A tachycardia is an arrhythmia, and a truce an armistice. `most` limits how many senses of each
    noun count. Unknown nouns are no kinds.
    """
    pairs = product(_spans(special)[:most], _spans(general)[:most])
    return any(start <= first <= last for (first, _), (start, last) in pairs)


def are_synonyms(one: str, other: str) -> bool:
    """Return whether the usual senses of two nouns are the same: a truce and a ceasefire."""
    return is_kind_of(one, other) and is_kind_of(other, one)


@lru_cache(1 << 12)
def _spans(noun: str) -> tuple[tuple[int, int], ...]:
    """Return the numbers of the usual senses of a noun, each with that of its last kind."""
    _, _, spans = _known_of(noun).partition("\t")
    parted = (each.partition("-") for each in spans.split())
    return tuple((int(first), int(last or first)) for first, _, last in parted)


def _known_of(noun: str) -> str:
    """Return what the line of a noun knows of it, "" for none."""
    return next(filter(None, map(_nouns().about, _singulars(noun.casefold()))), "")


def is_noun_as_written(word: str) -> bool:
    """Return whether a word in small letters is a noun in its own right: series, not battles."""
    return bool(_nouns().about(word))


def _singulars(noun: str) -> Iterator[str]:
    yield noun
    if noun.endswith("ies"):
        yield f"{noun[:-3]}y"
    if noun.endswith("es"):
        yield noun[:-2]
    if noun.endswith("s"):
        yield noun[:-1]
    if noun.endswith("a"):
        # mitochondria, stomata
        yield f"{noun[:-1]}on"
        yield noun.removesuffix("ta")


@cache
def _nouns() -> SortedLines:
    return SortedLines(NOUNS)


@cache
def _codes() -> Mapping[str, str]:
    """Return the sorts by their letters."""
    lines = SORTS.read_text(encoding="utf-8").splitlines()
    return dict(line.split("\t") for line in lines)
