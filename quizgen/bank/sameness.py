"""Sameness: whether two texts may say the same in other words, spellings or figures."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from itertools import groupby, pairwise

from msgspec import Struct

from quizgen.bank.figures import Figures, figures_of
from quizgen.bank.measures import Measure, measure_of
from quizgen.language.folding import folded, is_irregular_plural
from quizgen.language.labels import Labels

# Words of fewer letters are never typos of each other: iron and Iran differ.
_LEAST_TYPO = 6
# A letter more or less makes another word of a shorter one: immoral and immortal.
_LEAST_SLIP = 9
# A hyphen joins or parts at most this many words that two texts do not share.
_MOST_PARTED = 4


class Sense(Struct, frozen=True):
    """A text as it is compared.

    `written` is its normal form, `words` are its folded words, `whole` is the text as one word,
    `figures` are its numbers and ranges, `measure` is the date or quantity that it is.
    """

    language: str
    written: str
    words: frozenset[str]
    whole: str
    figures: Figures
    measure: Measure

    @property
    def joined(self) -> Mapping[str, tuple[str, str]]:
        """Return each two neighbouring words by the one word that they make."""
        return _joined(self.written, self.language)


@lru_cache(maxsize=1 << 12)
def _joined(written: str, language: str) -> Mapping[str, tuple[str, str]]:
    pairs = pairwise(written.split())
    return {
        folded(first + second, language): (folded(first, language), folded(second, language))
        for first, second in pairs
    }


def gist_of(text: str, normal: Callable[[str], str], labels: Labels) -> str:
    """Return the `whole` of a text's sense alone."""
    return _whole(normal(text), _language_of(labels))


def _language_of(labels: Labels) -> str:
    return _main(labels.language)


@lru_cache(maxsize=16)
def _main(language: str) -> str:
    return language.replace("_", "-").partition("-")[0].lower()


def _whole(written: str, language: str) -> str:
    """Return a text's words as one, joined as written, so that a hyphen makes no difference."""
    *others, last = written.split() or [""]
    return folded("".join((*others, folded(last, language))), language)


def sense_of(text: str, normal: Callable[[str], str], labels: Labels) -> Sense:
    """Return a text as it is compared; `normal` returns its words without article and case."""
    language = _language_of(labels)

    def fold(part: str) -> list[str]:
        return [folded(word, language) for word in normal(part).split()]

    words, written = fold(text), normal(text)
    whole = _whole(written, language)
    figures = figures_of(text, fold, labels.bounds)
    return Sense(language, written, frozenset(words), whole, figures, measure_of(text))


class Sameness:
    """Compares senses; `is_word` says whether a deck uses a spelling on purpose."""

    def __init__(self, is_word: Callable[[str], bool]) -> None:
        self._is_word = is_word

    def may_be_same(self, one: Sense, other: Sense) -> bool:
        """Return whether one text may hold all that the other says.

        Plural, accents, hyphens and a typo make no difference; ranges, dates and quantities that
        overlap agree.
        """
        if one.whole == other.whole or one.figures.meet(other.figures):
            return True
        if one.measure.meets(other.measure):
            return True
        return self._holds(one, other) or self._holds(other, one)

    def _holds(self, part: Sense, whole: Sense) -> bool:
        missing = part.words - whole.words
        if len(missing) <= _MOST_PARTED:
            missing = _apart(missing, part, whole)
        if len(missing) > 1:
            return False
        others = whole.words - part.words
        return all(any(self._may_be_one(word, each) for each in others) for word in missing)

    def _may_be_one(self, one: str, other: str) -> bool:
        """Return whether two words may be one: an irregular plural, or a typo."""
        if is_irregular_plural(one, other):
            return True
        return is_typo(one, other) and not (self._is_word(one) and self._is_word(other))


def are_variants(one: Sense, other: Sense) -> bool:
    """Return whether one text is the other with a slip, in the plural or in another notation.

    Unlike `Sameness`, this is strict enough for texts that an author puts beside each other on
    purpose: nitrate and nitrite are no slip, and rounded quantities and two periods may differ.
    """
    if one.measure.holds(other.measure) or other.measure.holds(one.measure):
        return True
    mine, theirs = one.words - other.words, other.words - one.words
    if len(mine) != 1 or len(theirs) != 1:
        return False
    (word,), (written,) = mine, theirs
    return is_irregular_plural(word, written) or _is_slip(word, written, one.words & other.words)


def _is_slip(one: str, other: str, shared: frozenset[str]) -> bool:
    """Return whether a letter is missing or two are swapped; not in short words that stand alone.

    A single other letter often makes another word: ethane and ethene.
    """
    short, long = sorted((one, other), key=len)
    if len(short) < _LEAST_SLIP and not shared:
        return False
    return is_typo(one, other) and (len(short) < len(long) or sorted(short) == sorted(long))


def _apart(missing: frozenset[str], part: Sense, whole: Sense) -> frozenset[str]:
    """Return the words that are missing even if hyphens and spaces do not count."""
    left = missing - whole.joined.keys()
    if len(left) > 1:
        for word, pair in part.joined.items():
            left = left.difference(pair) if word in whole.words else left
    return left


def is_typo(one: str, other: str) -> bool:
    """Return whether one edit makes one word of the other: a letter more, less, other or swapped.

    Doubled letters make no difference. Digits are no typos, nor is another first letter.
    """
    short, long = sorted((one, other), key=len)
    if len(short) < _LEAST_TYPO or short[0] != long[0] or not (short + long).isalpha():
        return False
    if _without_doubles(short) == _without_doubles(long):
        return True
    return len(long) - len(short) <= 1 and _is_one_edit(short, long)


def _is_one_edit(short: str, long: str) -> bool:
    same = next((n for n, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), None)
    if same is None:
        return True
    if len(short) < len(long):
        return short[same:] == long[same + 1 :]
    swapped = short[same + 1 : same + 2] + short[same : same + 1]
    return short[same + 1 :] == long[same + 1 :] or (
        swapped == long[same : same + 2] and short[same + 2 :] == long[same + 2 :]
    )


def _without_doubles(word: str) -> str:
    return "".join(letter for letter, _ in groupby(word))
