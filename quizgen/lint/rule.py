"""Declaring rules: a rule is a decorated function, and its docstring is its documentation."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator, Sequence
from functools import wraps

from msgspec import Struct

from quizgen.language.words import Words
from quizgen.lint.model import Card, Finding, Level, Question

# The languages whose words a rule may know; a rule without word lists knows every language.
EVERY_LANGUAGE = frozenset[str]()
ENGLISH_ALONE = frozenset({"en"})
ENGLISH_AND_GERMAN = frozenset({"en", "de"})
FIVE_LANGUAGES = frozenset({"en", "de", "es", "fr", "ru"})

# A finding about one of several items or cards comes with its index, None for all of them.
Placed = tuple[int | None, Finding]
PlacedMessage = tuple[int | None, str]
ItemRule = Callable[[Question, Words], Iterator[Finding]]
CardRule = Callable[[Card, Words], Iterator[str]]
PaperRule = Callable[[Sequence[Question], Words], Iterator[Placed]]
DeckRule = Callable[[Sequence[Card], Words], Iterator[Placed]]


class Rule(Struct, frozen=True):
    """What a rule looks for and why that matters.

    `title` names the flaw, `why` says what harm it does, `when` says exactly what is reported,
    and `fix` says what to do. `languages` are those whose words the rule knows, none for every
    language.
    """

    code: str
    level: Level
    title: str
    why: str
    when: str
    fix: str
    languages: frozenset[str]

    def found(self, message: str) -> Finding:
        """Return a finding of this rule."""
        return Finding(self.code, self.level, message, self.fix)

    def knows(self, language: str) -> bool:
        """Tell whether the rule knows the words of a language, given by its main code (``en``)."""
        return not self.languages or language in self.languages


# The rules by code, filled by the decorators below; `rules.RULES` has them all.
DECLARED: dict[str, Rule] = {}
ITEM_RULES: dict[str, ItemRule] = {}
CARD_RULES: dict[str, CardRule] = {}
PAPER_RULES: dict[str, PaperRule] = {}
DECK_RULES: dict[str, DeckRule] = {}
# The rules that also apply to a question without options, and to one whose options are pictures.
STEM_CODES: set[str] = set()
PICTURE_CODES: set[str] = set()


def declare(
    code: str,
    level: Level,
    check: Callable[..., object],
    fix: str,
    languages: frozenset[str] = EVERY_LANGUAGE,
) -> Rule:
    """Declare a rule with the docstring of `check` as its documentation.

    The docstring has three paragraphs: the flaw, why it matters, and what exactly is reported.
    """
    title, why, when = (inspect.getdoc(check) or "").split("\n\n", 2)
    DECLARED[code] = Rule(code, level, title, _one_line(why), _one_line(when), fix, languages)
    return DECLARED[code]


def _one_line(paragraph: str) -> str:
    return " ".join(paragraph.split())


def item_rule(  # noqa: PLR0913 - each has a default, and is given by name
    code: str,
    level: Level,
    *,
    fix: str,
    languages: frozenset[str] = ENGLISH_ALONE,
    stems: bool = False,
    pictures: bool = False,
) -> Callable[[Callable[[Question, Words], Iterator[str]]], ItemRule]:
    """Declare a rule about one item; its function yields a message for each flaw.

    `stems` says that the rule also applies to questions without options, `pictures` that it also
    applies if the options are pictures.
    """

    def decorate(check: Callable[[Question, Words], Iterator[str]]) -> ItemRule:
        rule = declare(code, level, check, fix, languages)

        @wraps(check)
        def findings(question: Question, words: Words) -> Iterator[Finding]:
            return map(rule.found, check(question, words))

        ITEM_RULES[code] = findings
        if stems:
            STEM_CODES.add(code)
        if pictures:
            PICTURE_CODES.add(code)
        return findings

    return decorate


def card_rule(
    code: str, level: Level, *, fix: str, languages: frozenset[str] = ENGLISH_ALONE
) -> Callable[[CardRule], CardRule]:
    """Declare a rule about one card; its function yields a message for each flaw."""

    def decorate(check: CardRule) -> CardRule:
        declare(code, level, check, fix, languages)
        CARD_RULES[code] = check
        return check

    return decorate


def paper_rule(
    code: str, level: Level, *, fix: str, languages: frozenset[str] = ENGLISH_ALONE
) -> Callable[[Callable[[Sequence[Question], Words], Iterator[PlacedMessage]]], PaperRule]:
    """Declare a rule about the items of a paper; its function yields indices with messages."""

    def decorate(
        check: Callable[[Sequence[Question], Words], Iterator[PlacedMessage]],
    ) -> PaperRule:
        rule = declare(code, level, check, fix, languages)

        @wraps(check)
        def findings(questions: Sequence[Question], words: Words) -> Iterator[Placed]:
            return ((index, rule.found(message)) for index, message in check(questions, words))

        PAPER_RULES[code] = findings
        return findings

    return decorate


def deck_rule(
    code: str, level: Level, *, fix: str, languages: frozenset[str] = ENGLISH_ALONE
) -> Callable[[Callable[[Sequence[Card], Words], Iterator[PlacedMessage]]], DeckRule]:
    """Declare a rule about the cards of a deck; its function yields indices with messages."""

    def decorate(check: Callable[[Sequence[Card], Words], Iterator[PlacedMessage]]) -> DeckRule:
        rule = declare(code, level, check, fix, languages)

        @wraps(check)
        def findings(cards: Sequence[Card], words: Words) -> Iterator[Placed]:
            return ((index, rule.found(message)) for index, message in check(cards, words))

        DECK_RULES[code] = findings
        return findings

    return decorate
