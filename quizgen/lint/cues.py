"""Rules about what gives the key away: its words, its length, its grammar, its style."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from itertools import pairwise

from quizgen.language.figures import date, number
from quizgen.language.lexicon import PROFESSIONS, is_last_name, named, sorts_of
from quizgen.language.plurals import is_plural_name
from quizgen.language.words import (
    BLANK,
    Words,
    content,
    hyphened,
    is_name,
    listed,
    set_of,
    stemmed,
    tokens,
)
from quizgen.late import late_pattern
from quizgen.lint.model import Question
from quizgen.lint.options import combines, mixed, refers
from quizgen.lint.rule import (
    ENGLISH_ALONE,
    EVERY_LANGUAGE,
    FIVE_LANGUAGES,
    item_rule,
)
from quizgen.lint.stems import compares, holds_key

_ARTICLE_BLANK = re.compile(rf"\b([Aa]n?)\s+(?:{BLANK.pattern})|\b(an?)[:\s]*$")
_VERB_BLANK = re.compile(
    rf"\b(is|was|are|were)\s*(?:{BLANK.pattern}|:)?\s*[.:]?\s*$", re.IGNORECASE
)
_BLANK_VERB = re.compile(
    rf"(?:^|,\s+)(?:the\s+)?(?:{BLANK.pattern})\s+(is|was|are|were|has|have)\b", re.IGNORECASE
)
_CONSONANT = late_pattern(
    r"(?:uni(?![nmd])|unanim|us[aeiu]|ut[eio]|ub[ie]|uk|ur[aeio]|ufo|eu|ew|one\b|once|u-)",
    re.IGNORECASE,
)
_LEAST_WORDS_OF_KEY, _LONG, _LONGEST_OTHER = 4, 1.5, 0.9
# Short keys differ by their nature: only much longer ones are a cue.
_VERY_LONG, _MANY_MORE = 2, 6
_SUBSTANCE = "matter"
_PARTICLES = set_of("van von der den de del della di da do dos du la le ten ter zu zur bin ibn al")
# Shorter stems are the same by chance.
_SHORTEST_SAME, _SHORTEST_BEGINNING = 4, 6
_EITHER_NUMBER = re.compile(r"(?:ss|us|is|ics|os|as|ous|'s)$")
_IRREGULAR = set_of("people men women children mice teeth feet bacteria fungi data criteria")
_IRREGULAR_ENDING = re.compile(r"(?:ae|i|fish|sheep|ese|ata|ia|ena|lla)$")
_SILENT_H = late_pattern(r"(?:hour|honest|honou?r|heir)", re.IGNORECASE)
_SHORT_NAME = late_pattern(
    r"\b(?:short names?|abbreviat\w+|acronym|symbol|stands? for)\b", re.IGNORECASE
)


@item_rule(
    "Q416",
    "info",
    fix="Take the word out of one of them, or put it into a distractor.",
    languages=FIVE_LANGUAGES,
)
def clang(question: Question, words: Words) -> Iterator[str]:
    """A shared word.

    A word that only the stem and the key share points to the key.

    The stem and the key share a word, or forms of one word, that no distractor has.
    """
    if date(question.answer, words) or number(question.answer) or not question.distractors:
        return
    if compares(question, words) or any(holds_key(question, words)):
        return
    shared = _shared_by_key_alone(question, words)
    if shared and not _SHORT_NAME.search(question.stem):
        yield f"only the stem and the key share {listed(_whole(shared, question.answer, words))}"


def _shared_by_key_alone(question: Question, words: Words) -> list[str]:
    """Return the stems of words that the question's stem shares with the key alone."""
    asked = content(question.stem, words)
    elsewhere = set().union(*(content(option, words) for option in question.distractors))
    return [
        stem
        for stem in sorted(content(question.answer, words))
        if _stands_in(asked, stem) and not _stands_in(elsewhere, stem) and not stem.isdecimal()
    ]


def _stands_in(stems: AbstractSet[str], stem: str) -> bool:
    """Tell whether `stems` has this one, or one that begins alike (parliament, parliamentary)."""
    if stem in stems:
        return len(stem) >= _SHORTEST_SAME
    longer = (sorted((stem, other), key=len) for other in stems)
    return any(
        len(short) >= _SHORTEST_BEGINNING and long.startswith(short) for short, long in longer
    )


def _whole(stems: list[str], text: str, words: Words) -> list[str]:
    return [
        next((word for word in tokens(text) if stemmed(word, words) == stem), stem)
        for stem in stems
    ]


@item_rule(
    "Q415", "warning", fix="Shorten the key or lengthen a distractor.", languages=EVERY_LANGUAGE
)
def long_key(question: Question, words: Words) -> Iterator[str]:
    """The longest key.

    Authors qualify the right answer, and examinees know it.

    A key of four words or more is at least half as long again as the distractors are on average,
    and longer than each of them by a tenth. A shorter key has twice as many characters as they
    have on average, and six more than each. Single words, names, dates, numbers and substances,
    whose length nobody chooses, don't count, except for a full name among last names.
    """
    key, lengths = question.answer, [len(option) for option in question.distractors]
    if not lengths or refers(key) or combines(key, question):
        return
    average, longest = sum(lengths) / len(lengths), max(lengths)
    if len(key) < _LONG * average or longest >= _LONGEST_OTHER * len(key):
        return
    is_free = not _is_value(key, words) and _is_long_enough(question, average, longest)
    if is_free or _is_full_name_alone(question):
        yield f"the key has {len(key)} characters, the distractors {average:.0f} on average"


def _is_long_enough(question: Question, average: float, longest: int) -> bool:
    """Tell whether a key has four words, or is much longer and no name, word or substance."""
    key = question.answer
    if len(key.split()) >= _LEAST_WORDS_OF_KEY:
        return True
    if len(key) < _VERY_LONG * average or len(key) - longest < _MANY_MORE:
        return False
    is_term = hyphened(key) == (key,) or _SUBSTANCE in sorts_of(key)
    return not (question.named or is_term or _is_short_name(question))


def _is_full_name_alone(question: Question) -> bool:
    """Tell whether the key is the full name of a person among last names, as WordNet knows them."""
    key, others = question.answer, question.distractors
    if " " not in key or any(" " in each for each in others):
        return False
    known = named(key)
    return known is not None and known.sorts <= PROFESSIONS and all(map(is_last_name, others))


def _is_value(text: str, words: Words) -> bool:
    """Tell whether a text is a name, date or number, whose length nobody chooses."""
    if date(text, words) or number(text) or words.numbers.issuperset(tokens(text)):
        return True
    return is_name(text, words) or _is_with_particles(hyphened(text))


def _is_with_particles(said: Sequence[str]) -> bool:
    """Tell whether words name a person with particles before the last name: Mies van der Rohe."""
    if len(said) < 3 or said[0] in _PARTICLES or said[-2].casefold() not in _PARTICLES:
        return False
    return all(word in _PARTICLES or word[0].isupper() for word in said)


def _is_short_name(question: Question) -> bool:
    """Tell whether a short key may be a name: its last word has a capital, or all options have."""
    lasts = [option.split()[-1:] for option in question.options]
    capitals = [any(map(_is_capital, last)) for last in lasts]
    return all(capitals) or (len(question.answer.split()) > 1 and capitals[question.key])


@item_rule(
    "Q417",
    "warning",
    fix="Move the article into the options, or make all of them fit.",
    languages=ENGLISH_ALONE,
)
def grammar(question: Question, words: Words) -> Iterator[str]:
    """A grammar cue.

    Examinees rule out options that do not fit the sentence.

    An article or a verb next to the blank fits the key but not all distractors.
    """
    said, fits = _fitting(question, words)
    odd = [option for option, fit in zip(question.options, fits, strict=False) if not fit]
    if odd and fits[question.key]:
        yield f"\u201c{said}\u201d does not fit {listed(odd)}"


def _fitting(question: Question, words: Words) -> tuple[str, list[bool]]:
    """Return the article or verb beside the blank, and which options fit it, if there is one."""
    article = _ARTICLE_BLANK.search(question.stem)
    verb = _VERB_BLANK.search(question.stem) or _BLANK_VERB.search(question.stem)
    if article:
        said = article[1] or article[2]
        return said, [_vowel_sound(option) == (len(said) == 2) for option in question.options]
    if verb:
        number = (None, verb[1].lower() in ("are", "were", "have"))
        return verb[1], [is_plural(option, words) in number for option in question.options]
    return "", []


def _vowel_sound(option: str) -> bool:
    """Tell whether `an` precedes the option: an hour, an FBI agent; but a university, a one-off."""
    first = (hyphened(option) or [""])[0]
    if re.fullmatch(r"[\d.,]+\w*", first):
        return bool(re.match(r"8|11(?!\d)|18(?!\d)", first))
    if (
        first.isupper()
        and 1 < len(first) <= 4
        and not re.fullmatch(r"NATO|NASA|RAM|ROM|SALT|LASER", first)
    ):
        return first[0] in "AEFHILMNORSX"
    if _SILENT_H.match(first):
        return True
    return first[:1].lower() in tuple("aeiou") and not _CONSONANT.match(first)


def is_plural(option: str, words: Words) -> bool | None:
    """Tell whether an option is plural, None if its form does not show it."""
    said = tokens(option)
    if not said or is_name(option, words) or re.search(r"\d", option):
        return None
    if "and" in said:
        return True
    head = _head(said, words)
    if head in words.singular or _EITHER_NUMBER.search(head) or _may_be_name(option):
        return None
    return False if said[0] in ("a", "an", "one") else _is_plural_noun(head)


def _may_be_name(option: str) -> bool:
    """Tell whether a single word in -s may be a name, which is singular: Tethys, but not Lungs."""
    if " " in option or not option[:1].isupper() or not option.endswith("s"):
        return False
    return named(option) is not None or not is_plural_name(option.casefold())


def _is_plural_noun(word: str) -> bool | None:
    if word.endswith("s"):
        return True
    return None if word in _IRREGULAR or _IRREGULAR_ENDING.search(word) else False


def _head(said: tuple[str, ...], words: Words) -> str:
    """Return the word that decides the number: the last one before a preposition."""
    for before, word in pairwise(said):
        if word in words.heads:
            return before
    return said[-1]


_STYLES = (
    ("a capital within", late_pattern(r"(?<=[a-z,] )[A-Z][a-z]")),
    # The figures of a chemical name are no cue: 2-methylpropane.
    ("a figure", late_pattern(r"\d(?![\d,]*-[a-z])")),
    # The numerals of rulers are none: Selim II.
    ("an abbreviation in capitals", late_pattern(r"\b(?![IVX]+\b)[A-Z]{2,}\b|\b(?:[A-Z]\.){2,}")),
    ("parentheses", late_pattern(r"\(.+\)")),
    ("a full stop at the end", late_pattern(r"(?<!\b[A-Z])\.$")),
    ("quotation marks", late_pattern(r"[\"\u201c\u201d]")),
)


@item_rule("Q418", "info", fix="Write all options in one style.", languages=ENGLISH_ALONE)
def style(question: Question, words: Words) -> Iterator[str]:
    """A style cue.

    The key looks different.

    Only the key has a capital, a figure, an abbreviation, parentheses, a full stop or quotation
    marks.
    """
    marks = [name for name, pattern in _STYLES if _marks_key(name, pattern, question)]
    if not marks or len(question.options) < 3 or any(mixed(question, words)):
        return
    if _all_names(question, words):
        marks = [name for name in marks if name not in _NAMES_OWN]
    if marks:
        yield f"only the key has {marks[0]}"


def _marks_key(name: str, pattern: re.Pattern[str], question: Question) -> bool:
    if not pattern.search(question.answer) or any(map(pattern.search, question.distractors)):
        return False
    # A name is a cue only among phrases; among single words, nothing shows that it is a name.
    return name != "a capital within" or any(map(_lower_phrase, question.distractors))


# These may be part of a name: Unit 29155, the CIA, START I.
_NAMES_OWN = ("a capital within", "a figure", "an abbreviation in capitals")


def _all_names(question: Question, words: Words) -> bool:
    """Tell whether all options are names: in capitals, and some of several words or in capitals."""
    weighty = [
        [word for word in hyphened(option) if word.casefold() not in words.stop]
        for option in question.options
    ]
    others = weighty[: question.key] + weighty[question.key + 1 :]
    long = any(len(said) > 1 or said[0].isupper() for said in others if said)
    return long and all(said and all(map(_is_capital, said)) for said in weighty)


def _is_capital(word: str) -> bool:
    return word[0].isupper() or word[0].isdigit()


def _lower_phrase(option: str) -> bool:
    return len(option.split()) > 1 and all(word[:1].islower() for word in option.split()[1:])
