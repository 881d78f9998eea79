"""Word lists of a language, and functions that take a text apart."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache

from msgspec import Struct

from quizgen.language.stemming import stem_of

BLANK = re.compile(r"_{2,}|\[(?:\.{3}|\u2026|_+)\]|\.{3,}|\u2026")
_WORD = re.compile(r"\w+(?:['\u2019]\w+)*")
_HYPHENED = re.compile(r"\w+(?:['\u2019-]\w+)*")
_QUOTED = re.compile(
    r'"[^"]*"|\u201e[^\u201c\u201d]*[\u201c\u201d]|\u201c[^\u201d]*\u201d'
    r"|\u00ab[^\u00bb]*\u00bb|\*[^*]+\*"
    r"|(?<!\w)['\u2018][^'\u2018\u2019]+['\u2019](?!\w)"
)
# What a part that stands for itself begins with.
_QUOTING = re.compile("[\"\u201e\u201c\u00ab*'\u2018]")
_SENTENCE_END = re.compile(r"[.?!][\"'\u201d\u2019)]*\s+(?=[\"'\u201c(]*[A-Z0-9])")


# Rules take the same few texts apart again and again.
remembered = lru_cache(maxsize=1 << 15)


class Words(Struct, frozen=True, eq=False):
    """The word lists of a language, given by its code; all words are in lower case.

    A language leaves out the lists of the rules that do not know it.
    """

    language: str
    articles: frozenset[str]
    stop: frozenset[str]
    relations: frozenset[str] = frozenset()
    directions: frozenset[str] = frozenset()
    irregular: Mapping[str, str] = {}
    question: frozenset[str] = frozenset()
    auxiliaries: frozenset[str] = frozenset()
    imperatives: frozenset[str] = frozenset()
    open_ends: frozenset[str] = frozenset()
    negatives: frozenset[str] = frozenset()
    denying: frozenset[str] = frozenset()
    copulas: frozenset[str] = frozenset()
    limits: frozenset[str] = frozenset()
    absolutes: frozenset[str] = frozenset()
    vague: frozenset[str] = frozenset()
    amounts: frozenset[str] = frozenset()
    measured: frozenset[str] = frozenset()
    unchanged: frozenset[str] = frozenset()
    joiners: frozenset[str] = frozenset()
    other_sorts: frozenset[str] = frozenset()
    reporting: frozenset[str] = frozenset()
    pronouns: frozenset[str] = frozenset()
    people: frozenset[str] = frozenset()
    heads: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()
    singular: frozenset[str] = frozenset()
    numbers: frozenset[str] = frozenset()
    antonyms: frozenset[frozenset[str]] = frozenset()
    prefixes: tuple[str, ...] = ()
    months: tuple[str, ...] = ()
    abbreviations: frozenset[str] = frozenset()


def set_of(words: str) -> frozenset[str]:
    """Return the words of a text."""
    return frozenset(words.split())


def pairs_of(words: str) -> frozenset[frozenset[str]]:
    """Return the pairs of a text: `more/less with/without`."""
    return frozenset(frozenset(pair.split("/")) for pair in words.split())


def bases_of(words: str) -> dict[str, str]:
    """Return the first form of each other form of a word: `make/made write/wrote/written`."""
    families = [family.split("/") for family in words.split()]
    return {form: base for base, *forms in families for form in forms}


def _compatible(text: str) -> str:
    composed = unicodedata.normalize("NFC", text)
    return "".join(
        c
        if unicodedata.decomposition(c).startswith("<super>")
        else unicodedata.normalize("NFKC", c)
        for c in composed
    )


@remembered
def normal(text: str, words: Words) -> str:
    """Return an option in a form that is equal for options that say the same.

    It drops case, a leading article and closing marks, but keeps raised figures (10² is not 102)
    and the case of short words (Co is not CO).
    """
    parts = (
        (text if text.isascii() else _compatible(text))
        .strip(" \t\n.,;:!?\"'\u201c\u201d\u2018\u2019")
        .split()
    )
    if len(parts) > 1 and parts[0].casefold() in words.articles:
        parts = parts[1:]
    joined = " ".join(parts)
    return joined if len(joined) <= 3 and not joined.islower() else joined.casefold()


@remembered
def tokens(text: str) -> tuple[str, ...]:
    """Return the words and numbers of a text in lower case; a hyphen separates words."""
    return tuple(_WORD.findall(folded(text)))


def folded(text: str) -> str:
    """Return a text in lower case, with one sort of apostrophe."""
    return text.casefold().replace("\u2019", "'")


@remembered
def without_genitives(text: str) -> tuple[str, ...]:
    """Return the words of a text without the endings of genitives."""
    return tuple([word.removesuffix("'s") for word in tokens(text)])


@remembered
def hyphened(text: str) -> tuple[str, ...]:
    """Return the words of a text as written; a hyphen joins words."""
    return tuple(_HYPHENED.findall(text.replace("\u2019", "'")))


@remembered
def stemmed(word: str, words: Words) -> str:
    """Return the stem of a word in lower case, the same for all forms of the word."""
    plain = word.removesuffix("'s")
    return stem_of(words.irregular.get(plain, plain), words.language)


@remembered
def content(text: str, words: Words) -> frozenset[str]:
    """Return the stems of a text's words that carry meaning."""
    return frozenset(stemmed(word, words) for word in tokens(text) if word not in words.stop)


def holds(outer: tuple[str, ...], inner: tuple[str, ...]) -> bool:
    """Tell whether `outer` has the words of `inner` side by side; False for no words."""
    if not inner or inner[0] not in outer:
        return False
    size = len(inner)
    return any(outer[i : i + size] == inner for i in range(len(outer) - size + 1))


@remembered
def unquoted(text: str) -> str:
    """Return the text without its parts in quotation marks or between asterisks."""
    return _QUOTED.sub(" ", text) if _QUOTING.search(text) else text


@remembered
def sentences(text: str, words: Words) -> tuple[str, ...]:
    """Return the sentences of a text; no sentence ends after an abbreviation or an initial."""
    found: list[str] = []
    start = 0
    for end in _SENTENCE_END.finditer(text):
        last = text[start : end.start()].split()[-1:] or [""]
        word = last[0].casefold().lstrip("(\"'\u201c")
        # A single capital letter is an initial.
        short = word in words.abbreviations or re.fullmatch(r"(?:\w\.)*[a-z]", word)
        if text[end.start()] != "." or not short:
            found.append(text[start : end.end()].strip())
            start = end.end()
    rest = text[start:].strip()
    return (*found, rest) if rest else tuple(found)


@remembered
def is_name(text: str, words: Words) -> bool:
    """Tell whether a text of two words or more is a name: all but small words have capitals."""
    written = hyphened(text)
    weighty = [word for word in written if word.casefold() not in words.stop]
    return (
        len(written) > 1
        and bool(weighty)
        and all(word[0].isupper() or word[0].isdigit() for word in weighty)
    )


def listed(parts: Iterable[str]) -> str:
    """Return texts in quotation marks, separated by commas."""
    return ", ".join(f"\u201c{part}\u201d" for part in parts)
