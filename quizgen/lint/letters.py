"""The rule about short names and symbols whose letters give the key away."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import partial

from quizgen.language.words import Words, hyphened, listed, remembered, tokens
from quizgen.lint.model import Question
from quizgen.lint.rule import FIVE_LANGUAGES, item_rule

_LONGEST_SHORT, _LONGEST_SYMBOL = 6, 3
_SHORT_NAME = re.compile(
    r"\b(?:symbole?|símbolo|символ\w*|sign|zeichen|formelzeichen|abbreviat\w+|abgekürzt|abkürzung"
    r"|sigle|siglas?|abréviation|abreviatura|сокращени\w+|код|code|short name|stands? for)\b",
    re.IGNORECASE,
)


@item_rule(
    "Q432",
    "warning",
    fix="Offer distractors with the same letters, or keep this as a card.",
    languages=FIVE_LANGUAGES,
)
def matching_letters(question: Question, words: Words) -> Iterator[str]:
    """Only the key has the letters.

    Comparing letters answers the question.

    The stem holds a short name or a symbol and only the key could have it, or the reverse.
    """
    if len(question.options) > 2 and (short := _match_of_key_alone(question, words)):
        yield f"only {listed((question.answer,))} has the letters of {listed((short,))}"


def _match_of_key_alone(question: Question, words: Words) -> str:
    """Return the text of the stem whose letters only the key has, "" if there is none."""
    written = hyphened(question.stem)
    for short in filter(_is_short_name, written):
        if _only_key(question, partial(_spells, short=short, words=words)):
            return short
    if all(map(_is_short_name, question.options)):
        return _spelled_by_key(question, words)
    if _SHORT_NAME.search(question.stem):
        return _symbol_of_key(question, [word for word in written if not _asks(word, words)])
    return ""


def _only_key(question: Question, matches: Callable[[str], bool]) -> bool:
    return matches(question.answer) and not any(map(matches, question.distractors))


@remembered
def _is_short_name(word: str) -> bool:
    letters = [letter for letter in word if letter.isalpha()]
    return word.isupper() and word.isalnum() and 1 < len(letters) <= _LONGEST_SHORT


def _spells(long: str, short: str, words: Words) -> bool:
    """Tell whether a long name may be shortened so: its initials stand in the short name."""
    capitals = [word for word in hyphened(long) if word[0].isupper()]
    # The small words of a name have no letter: Fédération Internationale de Football Association.
    named = " ".join(capitals) if len(capitals) > 1 else long
    weighty = [word for word in tokens(named) if word not in words.stop]
    # A word with a hyphen may have one letter or two: Co-operation, Intermediate-Range.
    joined = [word for word in hyphened(named.casefold()) if word not in words.stop]
    letters, plain = "".join(weighty), short.casefold()
    starts = ("".join(word[0] for word in each) for each in (weighty, joined))
    return (
        len(letters) > len(plain)
        and any(each[:1] == plain[:1] and _is_within(each, plain) for each in starts)
        and _is_within(plain, letters)
    )


def _is_within(part: str, whole: str) -> bool:
    """Tell whether the letters of `part` stand in `whole` in this order."""
    rest = iter(whole)
    return all(letter in rest for letter in part)


def _spelled_by_key(question: Question, words: Words) -> str:
    """Return the words of the stem whose initials are the key, unless distractors have them too."""
    weighty = [word for word in tokens(question.stem) if word not in words.stop]
    key = question.answer.casefold()
    for start in range(len(weighty) - len(key) + 1):
        run = weighty[start : start + len(key)]
        if "".join(word[0] for word in run) == key:
            reordered = any(sorted(each.casefold()) == sorted(key) for each in question.distractors)
            return "" if reordered else " ".join(run)
    return ""


def _asks(word: str, words: Words) -> bool:
    """Tell whether a word only asks: what, which."""
    return word.casefold() in words.question


def _symbol_of_key(question: Question, written: Sequence[str]) -> str:
    """Return the name whose symbol only the key may be, or the symbol of the key's name."""
    if all(map(_is_symbol, question.options)):
        names = [word for word in written if len(word) > _LONGEST_SYMBOL]
        named = [word for word in names if not _SHORT_NAME.search(word)]
        return _first(named, lambda word: _only_key(question, partial(_is_symbol_of, name=word)))
    symbols = [word for word in written[1:] if _is_symbol(word)]
    return _first(symbols, lambda word: _only_key(question, partial(_is_symbol_of, word)))


def _first(written: Sequence[str], matches: Callable[[str], bool]) -> str:
    return next(filter(matches, written), "")


def _is_symbol(word: str) -> bool:
    return word.isalpha() and word[0].isupper() and len(word) <= _LONGEST_SYMBOL


def _is_symbol_of(symbol: str, name: str) -> bool:
    """Tell whether a symbol begins as a name does and has only letters of it, in order."""
    short, long = symbol.casefold(), name.casefold()
    return short[0] == long[0] and len(long) > len(short) and _is_within(short, long)
