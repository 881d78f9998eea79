"""Paraphrases: whether one of two descriptions says nearly all that the other says."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import product

from quizgen.bank.base import FactBase
from quizgen.bank.wording import KEPT
from quizgen.deck.model.contents import Content, Text
from quizgen.language.lexicon import LANGUAGE, are_synonyms, sorts_of
from quizgen.language.phrases import defined_noun, telling_words
from quizgen.language.stemming import stem_of
from quizgen.markup.plain import plain

# A description has at least so many words that tell something.
_FEWEST = 2
# Two descriptions of which just one has such a word make a contrast.
_NEGATIONS = frozenset(["lack", "neither", "never", "no", "none", "nor", "not", "without"])
# Of so many, one may be missing in the other description.
_ENOUGH = 3
# At most so many words have synonyms in their places.
_EXCHANGED = 2
# A person is told apart by what follows; who fights is a fighter.
_ANYBODY = frozenset(["anybody", "anyone", "man", "one", "person", "somebody", "someone", "woman"])
_DOER = re.compile(r"(?<=\w{3})[eo]r$")


def may_mean_the_same(base: FactBase, one: Content, other: Content) -> bool:
    """Return whether two values are English descriptions, and one says nearly all of the other.

    So do synonyms. Proper names are no descriptions.
    """
    if not (isinstance(one, Text) and isinstance(other, Text)):
        return False
    if not base.wording.is_english:
        return False
    bare = [base.wording.bare(plain(each.text)) for each in (one, other)]
    if any(text[:1].isupper() for text in bare):
        return False
    return are_synonyms(*bare) or _says_nearly_all(*sorted((one.text, other.text)))


def share_a_word(one: str, other: str) -> bool:
    """Return whether two English texts share a word that tells something, in any form."""
    return not set(_told_in(one)).isdisjoint(_told_in(other))


@lru_cache(maxsize=KEPT)
def _says_nearly_all(one: str, other: str) -> bool:
    """Return whether the shorter of two descriptions has its words in the longer one."""
    short, long = sorted((_told_in(one), _told_in(other)), key=len)
    long = _in_words_of(short, long, {**_written_in(one), **_written_in(other)})
    missing, more = set(short).difference(long), set(long).difference(short)
    if len(short) >= _FEWEST and long[: len(short)] == short and _goes_on(one, other):
        return True
    if len(short) < _FEWEST or len(missing) > (len(short) >= _ENOUGH):
        return False
    return not _make_contrast(short, long, missing, more)


def _in_words_of(
    short: Sequence[str], long: Sequence[str], written: Mapping[str, str]
) -> tuple[str, ...]:
    """Return the stems of a text, with those of another one for its synonyms: doctor, physician."""
    missing, more = set(short).difference(long), set(long).difference(short)
    if len(missing) > _EXCHANGED:
        return tuple(long)
    pairs = product(sorted(more), sorted(missing))
    same = {each: found for each, found in pairs if are_synonyms(written[each], written[found])}
    return tuple(same.get(each, each) for each in long)


def _goes_on(one: str, other: str) -> bool:
    """Return whether one of two texts begins with the other one: what holds of less holds of it."""
    short, long = sorted((one.casefold(), other.casefold()), key=len)
    return long.startswith(f"{short} ")


def _make_contrast(
    short: Sequence[str],
    long: Sequence[str],
    missing: AbstractSet[str],
    more: AbstractSet[str],
) -> bool:
    """Return whether two descriptions differ in a word that excludes another one.

    One of the two denies something, or a word stands in the place of another one, as in a positive
    and a negative charge. So it does if other words are in another order as well: a gas becomes
    liquid, a solid becomes a gas.
    """
    if not _NEGATIONS.isdisjoint(missing | more):
        return True
    if not missing:
        return False
    return len(more) == 1 or not set(_moved(short, long)) <= missing


def _moved(short: Sequence[str], long: Sequence[str]) -> Iterator[str]:
    """Yield the words of one text that another one has not in their place, "" for a replacement."""
    changes = SequenceMatcher(None, short, long, autojunk=False).get_opcodes()
    for change, start, end, _, _ in changes:
        if change == "replace":
            yield ""
        elif change == "delete":
            yield from short[start:end]


def _told_in(text: str) -> tuple[str, ...]:
    """Return the stems of the words of an English text that tell something."""
    return tuple(_stem(word) for word in _telling(text))


def _written_in(text: str) -> Mapping[str, str]:
    """Return the words of an English text that tell something, by their stems."""
    return {_stem(word): word for word in _telling(text)}


def _stem(word: str) -> str:
    return stem_of(word, LANGUAGE)


@lru_cache(maxsize=KEPT)
def _telling(text: str) -> tuple[str, ...]:
    noun = defined_noun(text).casefold()
    said = ("" if word == noun and word in _ANYBODY else word for word in telling_words(text))
    return tuple(_deed_of(word) if word == noun else word for word in said if word)


def _deed_of(noun: str) -> str:
    """Return what somebody does whom a noun names by that, or else the noun: a fighter, fight."""
    is_person = "person" in sorts_of(noun)
    return _DOER.sub("", noun) if is_person else noun
