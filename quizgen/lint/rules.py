"""Run the rules over items, cards, papers and decks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import chain

from quizgen.language.word_lists.english import ENGLISH
from quizgen.language.word_lists.french import FRENCH
from quizgen.language.word_lists.german import GERMAN
from quizgen.language.word_lists.russian import RUSSIAN
from quizgen.language.word_lists.spanish import SPANISH
from quizgen.language.words import Words
from quizgen.lint import (
    cards,
    cues,
    decks,
    fitting,
    forms,
    fronts,
    household,
    letters,
    numbers,
    options,
    papers,
    stems,
)
from quizgen.lint.model import Card, Finding, Question
from quizgen.lint.rule import (
    CARD_RULES,
    DECK_RULES,
    DECLARED,
    ITEM_RULES,
    PAPER_RULES,
    PICTURE_CODES,
    STEM_CODES,
    ItemRule,
    Placed,
    Rule,
)

# Importing these modules declares their rules.
RULE_MODULES = (
    *(cards, cues, decks, fitting, forms, fronts),
    *(household, letters, numbers, options, papers, stems),
)
RULES: dict[str, Rule] = dict(sorted(DECLARED.items()))
PAPER_CODES = frozenset(PAPER_RULES)

_WORDS = {words.language: words for words in (ENGLISH, FRENCH, GERMAN, RUSSIAN, SPANISH)}
_NOTHING_OFF = frozenset[str]()


def words_of(language: str) -> Words:
    """Return the words of a language (``en``, ``de-AT``) for the rules, English by default."""
    return _WORDS.get(_main(language), ENGLISH)


def unsuited(language: str) -> frozenset[str]:
    """Return the codes of the rules that do not know a language, to be switched off."""
    main = _main(language)
    return frozenset(code for code, rule in RULES.items() if not rule.knows(main))


def _main(language: str) -> str:
    return language.split("-", maxsplit=1)[0].casefold()


def lint_item(
    question: Question, off: frozenset[str] = _NOTHING_OFF, words: Words = ENGLISH
) -> list[Finding]:
    """Return what the rules find in one item, except for the codes in `off`."""
    codes = PICTURE_CODES if question.pictured else ITEM_RULES.keys()
    return _of_question(question, frozenset(codes) - off, words)


def lint_stem(
    question: Question, off: frozenset[str] = _NOTHING_OFF, words: Words = ENGLISH
) -> list[Finding]:
    """Return what the rules find in a question without options, except for the codes in `off`."""
    return _of_question(question, frozenset(STEM_CODES) - off, words)


def _of_question(question: Question, codes: frozenset[str], words: Words) -> list[Finding]:
    return [*chain.from_iterable(rule(question, words) for rule in _rules_of(codes))]


@cache
def _rules_of(codes: frozenset[str]) -> tuple[ItemRule, ...]:
    """Return the rules with these codes, in their order."""
    return tuple(rule for code, rule in _IN_ORDER.items() if code in codes)


_IN_ORDER: dict[str, ItemRule] = dict(sorted(ITEM_RULES.items()))


def lint_items(
    questions: Sequence[Question], off: frozenset[str] = _NOTHING_OFF, words: Words = ENGLISH
) -> list[Placed]:
    """Return what the rules find in each item and in all of them, except for the codes in `off`.

    Each finding comes with the index of its item, None for the whole set.
    """
    found: list[Placed] = []
    for index, question in enumerate(questions):
        found += [(index, finding) for finding in lint_item(question, off, words)]
    for code, rule in PAPER_RULES.items():
        if code not in off:
            found += rule(questions, words)
    return found


def lint_cards(
    deck: Sequence[Card], off: frozenset[str] = _NOTHING_OFF, words: Words = ENGLISH
) -> list[Placed]:
    """Return what the rules find in each card and in all of them, except for the codes in `off`.

    Each finding comes with the index of its card.
    """
    found = list(_of_each(deck, off, words))
    for code, rule_of_decks in DECK_RULES.items():
        if code not in off:
            found += rule_of_decks(deck, words)
    return found


def _of_each(deck: Sequence[Card], off: frozenset[str], words: Words) -> Iterator[Placed]:
    """Yield what the rules find in each card by itself."""
    rules = [(RULES[code], check) for code, check in CARD_RULES.items() if code not in off]
    for index, card in enumerate(deck):
        for rule, check in rules:
            for message in check(card, words):
                yield index, rule.found(message)
