"""Names in a text: the forms in which people write a name, and the names that a text holds."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from babel import localedata
from babel.dates import get_day_names

from quizgen.grounding.article import Article, Paragraph
from quizgen.grounding.words import Word, as_line, base_words, words_in
from quizgen.language.labels import load_labels
from quizgen.language.words import set_of
from quizgen.lint.rules import words_of

# Small words that may stand within a name: the University of Oxford.
_WITHIN = set_of("of the de la le du des del der den und von van zu and et y i for")
_SENTENCE_END = re.compile(r"[.!?…:][\"'\u201d\u2019\u00bb)]*\s*$|^$")
# What may stand between the words of a name: a space, a hyphen, an initial.
# How many characters before a name show whether a sentence begins with it.
_LOOKED_BACK = 8
_OPENING = " \"'(\u201c\u201e\u2018\u00ab\u00bf\u00a1"
_BETWEEN = re.compile(r"[ -]| [^\W\d_]\. ")
_LEAST = 2
_LEAST_ABBREVIATION = 3
_LEAST_PROPER = 4
Forms = frozenset[tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Found:
    """A name in a paragraph: where it stands, and its words without endings."""

    start: int
    end: int
    words: tuple[str, ...]


def is_proper(name: str, language: str) -> bool:
    """Return whether a text is a proper name: all its words but the small ones have capitals.

    In German, where every noun has a capital, a name has several words and no article, or is an
    abbreviation.
    """
    bare = _bare(name, language)
    words = words_in(bare)
    weighty = [word for word in words if word.plain not in _WITHIN]
    if language == "de" and (bare != name or _may_be_nouns(words, weighty)):
        return any(map(_has_capitals, weighty))
    return bool(weighty) and all(word.is_capital or word.text[0].isdigit() for word in weighty)


def _may_be_nouns(words: Sequence[Word], weighty: Sequence[Word]) -> bool:
    """Return whether German words with capitals may be common nouns: Tote und Verwundete."""
    return len(weighty) < _LEAST or any(word.plain == "und" for word in words)


def _has_capitals(word: Word) -> bool:
    return sum(char.isupper() for char in word.text) > 1


def forms_of(names: Iterable[str], article: Article) -> Forms:
    """Return the forms of a name in an article, as words without endings.

    Where the full name stands in the article, its last word and its first letters count as well.
    """
    language = article.language
    names = tuple(names)
    bare = tuple(_bare(name, language) for name in names)
    full = {base_words(name, language) for name in bare} - {()}
    short = (
        form
        for name, words in ((name, base_words(name, language)) for name in bare)
        if words and article.has(words)
        for form in _short_forms(name, words)
    )
    return frozenset(full | set(short)) | _without_noun(names, bare, article)


def holds_name(paragraph: Paragraph, forms: Forms) -> bool:
    """Return whether a paragraph has a name in one of its forms."""
    return any(as_line(form) in paragraph.base for form in forms)


def _short_forms(name: str, words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    if len(words) < _LEAST:
        return
    written = words_in(name)
    last = written[-1]
    if len(words) <= 4 and last.is_capital and len(last.text) > 2 and not last.text.isupper():
        yield (words[-1],)
    capitals = "".join(word.text[0] for word in written if word.is_capital)
    if len(capitals) >= _LEAST_ABBREVIATION:
        yield (capitals.casefold(),)


def _without_noun(names: Sequence[str], bare: Sequence[str], article: Article) -> Forms:
    """Return names without their last word if the article has none in full.

    Only what has an article can do so: the Mediterranean Sea is the Mediterranean, but Joe Biden is
    not Joe.
    """
    words = [base_words(name, article.language) for name in bare]
    if any(article.has(each) for each in words):
        return frozenset()
    pairs = zip(names, bare, words, strict=True)
    return frozenset(
        each[:-1]
        for name, without, each in pairs
        if name != without and len(each) > 1 and len(each[0]) >= _LEAST_PROPER
    )


def _bare(name: str, language: str) -> str:
    """Return a name without the article that it begins with."""
    for article in load_labels(language).articles:
        space = "" if article.endswith(("'", "\N{RIGHT SINGLE QUOTATION MARK}")) else " "
        if name.casefold().startswith(article + space):
            return name[len(article + space) :].strip()
    return name


def names_in(text: str, language: str) -> tuple[Found, ...]:
    """Return the names in a text: sequences of words with capitals.

    A word at the beginning of a sentence counts only if the name goes on after it. In German, where
    every noun has a capital, only sequences of two and more words and abbreviations count.
    """
    found = (_name_of(run, text, language) for run in _runs(text, language))
    return tuple(name for name in found if name)


def _runs(text: str, language: str) -> Iterator[list[Word]]:
    """Yield sequences of words with capitals, with the small words among them."""
    begins_none = words_of(language).stop | _days(language)
    run: list[Word] = []
    for word in words_in(text):
        if run and not _goes_on(run[-1], word, text):
            yield run
            run = []
        begins = word.is_capital and word.plain not in begins_none
        goes_on = bool(run) and (word.is_capital or word.plain in _WITHIN)
        if begins or goes_on:
            run.append(word)
        elif run:
            yield run
            run = []
    yield run


@cache
def _days(language: str) -> frozenset[str]:
    """Return the days of the week, which have capitals in some languages."""
    locale = language if localedata.exists(language) else "en"
    names = get_day_names("wide", "format", locale), get_day_names("abbreviated", "format", locale)
    return frozenset(day.casefold().rstrip(".") for each in names for day in each.values())


def _goes_on(before: Word, word: Word, text: str) -> bool:
    return bool(_BETWEEN.fullmatch(text[before.end : word.start]))


def _name_of(run: list[Word], text: str, language: str) -> Found | None:
    """Return the name that some words are, None if they are none by themselves."""
    last = max((index for index, word in enumerate(run) if word.is_capital), default=-1)
    run = run[: last + 1]
    if not run:
        return None
    if len(run) < _LEAST and not _has_capitals(run[0]) and _may_be_word(run[0], text, language):
        return None
    base = base_words(" ".join(word.text for word in run), language)
    return Found(run[0].start, run[-1].end, base)


def _may_be_word(word: Word, text: str, language: str) -> bool:
    """Return whether a word has a capital for another reason: as a noun, or for its sentence."""
    before = text[max(word.start - _LOOKED_BACK, 0) : word.start].rstrip(_OPENING)
    return language == "de" or bool(_SENTENCE_END.search(before))
