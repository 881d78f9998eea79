"""What English nouns and names stand for, by WordNet: a painter, a city, a process."""

from __future__ import annotations

import gzip
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from itertools import product
from pathlib import Path

from msgspec import Struct

_FOLDER = Path(__file__).parent / "wordnet"
# One name in each line, with others after it: sorts, birth, death, country, places around.
NAMES = _FOLDER / "names.tsv"
# One noun in each line, with the letters of its sorts, the usual ones first. The first line
# explains the letters.
NOUNS = _FOLDER / "nouns.tsv.gz"
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
_NO_PERSONS = (*sorted(PLACES), "structure")


class Named(Struct, frozen=True):
    """A person or a place that has a name: its sorts, and a person's years or a place's country.

    `wholes` are the names of the places that it is a part of.
    """

    name: str
    sorts: frozenset[str]
    born: int | None
    died: int | None
    country: str
    wholes: tuple[str, ...]


def fold(text: str) -> str:
    """Return a name in small letters, without accents."""
    parts = unicodedata.normalize("NFD", text)
    return "".join(each for each in parts if not unicodedata.combining(each)).casefold()


@lru_cache(1 << 14)
def named(name: str) -> Named | None:
    """Return what a name without an article stands for above all, None if unknown."""
    folded = fold(name)
    first, last = folded.partition(" ")[0], folded.rpartition(" ")[2]
    line = _lines().get(folded) or _lines().get(_full(first, last))
    return _entry(line) if line else None


def place(name: str) -> Named | None:
    """Return what a name stands for if it is that of a place, None otherwise."""
    known = named(name)
    return known if known and not known.sorts.isdisjoint(PLACES) else None


def _full(first: str, last: str) -> str:
    """Return the key of a first and a last name, whatever stands between."""
    return f"{first} … {last}"


def _entry(line: str) -> Named:
    told, sorts, born, died, country, wholes = line.split("\t")
    return Named(
        told.partition("|")[0],
        frozenset(sorts.split(",")),
        _year(born),
        _year(died),
        country,
        tuple(filter(None, wholes.split("|"))),
    )


@cache
def _lines() -> Mapping[str, str]:
    """Return the line of each name, of which a deck needs few."""
    found: dict[str, str] = {}
    for line in NAMES.read_text(encoding="utf-8").splitlines():
        told, sorts, _ = line.split("\t", 2)
        names = told.split("|")
        for name in names:
            found.setdefault(name, line)
        if not sorts.startswith(_NO_PERSONS):
            for key in _full_names(names):
                found.setdefault(key, line)
    return found


def _full_names(names: Sequence[str]) -> Iterator[str]:
    """Yield each first name of a person with each last name."""
    words = [name.split() for name in names]
    firsts = dict.fromkeys(each for name in words for each in _firsts(name))
    lasts = dict.fromkeys(each[-1] for each in words)
    return (_full(first, last) for first, last in product(firsts, lasts))


def _firsts(name: Sequence[str]) -> Sequence[str]:
    """Return the first name in the words of a full name: Frederick, of Sir Frederick Banting."""
    without_title = name[1:] if name[0] == "sir" else name
    return without_title[:1] if len(without_title) > 1 else ()


def _year(text: str) -> int | None:
    return int(text) if text else None


@lru_cache(1 << 14)
def sorts_of(noun: str, most: int = 99) -> frozenset[str]:
    """Return the sorts of things that a common noun stands for, none if unknown.

    Those of its usual senses come first, and `most` limits how many there are. All places are
    one sort.
    """
    codes = _codes()
    letters = next(filter(None, map(_letters_of, _singulars(noun.casefold()))), "")
    found = (codes[letter] for letter in letters)
    sorts = dict.fromkeys("place" if sort in PLACES else sort for sort in found)
    return frozenset(list(sorts)[:most])


def _letters_of(noun: str) -> str:
    """Return the letters of a noun's sorts, "" if it is unknown: a search in the sorted lines."""
    nouns, low = _nouns(), 0
    high = len(nouns)
    while low < high:
        start = nouns.rfind("\n", low, (low + high) // 2) + 1 or low
        end = nouns.index("\n", start)
        found, _, letters = nouns[start:end].partition("\t")
        if found == noun:
            return letters
        low, high = (end + 1, high) if found < noun else (low, start)
    return ""


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
def _nouns() -> str:
    """Return the lines of nouns, sorted by the nouns."""
    return _read_nouns().partition("\n")[2]


@cache
def _codes() -> Mapping[str, str]:
    return dict(each.split("=") for each in _read_nouns().partition("\n")[0].split(","))


@cache
def _read_nouns() -> str:
    return gzip.decompress(NOUNS.read_bytes()).decode()
