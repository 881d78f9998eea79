"""Decides whether answers begin with a capital: all options of an item, or none."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from enum import Enum, auto
from functools import lru_cache

from quizgen.bank.articles import without_telling_articles
from quizgen.bank.base import FactBase
from quizgen.bank.names import Filler
from quizgen.bank.wording import sentence_case
from quizgen.deck.model.contents import Content
from quizgen.deck.model.kinds import Kind, QuestionRule
from quizgen.deck.template import Slot, media_apart
from quizgen.deck.types.registry import type_of

# This many words in small letters are a phrase: no name (van Gogh) and no symbol (cos x).
_PHRASE = 3
# Particles of names have at most this many letters: de la Cruz, van der Waals.
_PARTICLE = 3
# Letters that nobody pronounces as a word: kg, ls.
_UNSPOKEN = re.compile(r"[b-df-hj-np-tv-xz]{1,4}")
# Signs that no word begins with: those of command-line options and operators.
_SIGN = re.compile(r"(?:^|\s)[-+=<>|&*/\\^~$#@%{}\[\]]")


class _Sign(Enum):
    """What a text says of its first letter: it begins a phrase, has a fixed case, or neither."""

    PHRASE = auto()
    OWN = auto()
    NEITHER = auto()


def is_written(kind: Kind, rule: QuestionRule) -> bool:
    """Return whether the author writes the whole question: the stem is only the name."""
    return _has_name_alone(rule.ask, kind.name, kind.media)


# All facts of a kind ask for it.
@lru_cache(maxsize=256)
def _has_name_alone(asks: tuple[str, ...], name: str, media: frozenset[str]) -> bool:
    """Return whether a template shows the name of a fact, and at most a picture beside it."""
    return any(media_apart(ask, media)[0] == (Slot(name),) for ask in asks)


def as_options(
    base: FactBase,
    fillers: Sequence[Filler],
    *,
    written: bool = False,
    in_sentence: bool = False,
    are_descriptions: bool = False,
) -> tuple[str, ...]:
    """Return fillers as the options of one item, unchanged if the author has `written` it whole.

    The right one comes first. Of what `are_descriptions`, articles that would tell it are left out.
    Options that go into a blank are names as they stand `in_sentence`, with their articles.
    """
    if in_sentence:
        texts = tuple(map(base.in_sentence, fillers))
    else:
        texts = tuple(filler.text for filler in fillers)
    contents = tuple(filler.content for filler in fillers)
    if written or not is_phrased(base, texts, contents):
        return texts
    shown = without_telling_articles(texts) if are_descriptions else texts
    return tuple(map(sentence_case, shown))


def as_answer(base: FactBase, text: str, content: Content) -> str:
    """Return the text of a content as an answer that stands alone."""
    return sentence_case(text) if _sign(base, text, content) is _Sign.PHRASE else text


def is_phrased(base: FactBase, texts: Iterable[str], contents: Iterable[Content]) -> bool:
    """Return whether texts side by side begin with a capital.

    They do if one is a phrase and none has a fixed case. `contents` are what the texts were made
    from: a name without its article is a phrase, too, and so are dates and numbers in words.
    """
    signs = [_sign(base, text, content) for text, content in zip(texts, contents, strict=True)]
    return _Sign.PHRASE in signs and _Sign.OWN not in signs


def _sign(base: FactBase, text: str, content: Content) -> _Sign:
    if not text.lstrip("¿¡")[:1].islower():
        return _Sign.NEITHER
    filler = base.names.fillers.get(type_of(content).fact(content))
    content = filler.content if filler else content
    words = text.split()
    if not type_of(content).free_words:
        return _Sign.PHRASE if len(words) > 1 else _Sign.NEITHER
    has_article = base.wording.bare(text) != text
    if _has_own_case(text, has_article=has_article):
        return _Sign.OWN
    if has_article or _has_lost_article(base, text, content) or _is_phrase(words):
        return _Sign.PHRASE
    return _Sign.NEITHER


def _has_own_case(text: str, *, has_article: bool) -> bool:
    """Return whether a text is a symbol or a name, whose first letter stays small."""
    words = text.split()
    first, last = words[0], words[-1]
    is_letter = len(last) == 1 and last.islower()
    if is_letter or _SIGN.search(text) or _UNSPOKEN.fullmatch(first):
        return True
    is_name = len(words) == 2 and last[0].isupper()
    return sentence_case(text) == text or (not has_article and (is_name or len(first) == 1))


def _has_lost_article(base: FactBase, text: str, content: Content) -> bool:
    """Return whether a text is the content without its article."""
    written = type_of(content).text(content)
    return written not in ("", text) and base.wording.bare(written) == text


def _is_phrase(words: Sequence[str]) -> bool:
    small = sum(word[0].islower() for word in words)
    return small >= _PHRASE or (len(words) >= _PHRASE and len(words[0]) > _PARTICLE)
