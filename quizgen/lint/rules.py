"""The linter: all rules over items and over sets of items."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from quizgen.lint import cards, cues, decks, numbers, options, papers, stems
from quizgen.lint.german import GERMAN
from quizgen.lint.model import Card, Finding, Question
from quizgen.lint.table import RULES
from quizgen.lint.words import ENGLISH, Words

ItemRule = Callable[[Question, Words], Iterator[Finding]]
CardRule = Callable[[Card, Words], Iterator[Finding]]
PaperRule = Callable[[Sequence[Question], Words], Iterator[tuple[int | None, Finding]]]

ITEM_RULES: tuple[ItemRule, ...] = (
    options.same_twice,
    options.overlapping,
    stems.holds_key,
    options.too_few,
    cues.long_key,
    cues.clang,
    cues.grammar,
    cues.style,
    options.converging,
    numbers.out_of_order,
    numbers.implausible,
    stems.negative,
    options.absolute,
    options.vague,
    stems.vague_stem,
    options.of_the_above,
    options.combining,
    stems.long_stem,
    stems.unfocused,
    options.opposites,
    options.mixed,
    stems.undated,
)
PAPER_RULES: tuple[PaperRule, ...] = (
    papers.letters,
    papers.lengths,
    papers.middles,
    papers.one_answer,
    papers.giving_away,
    papers.same_stem,
)
CARD_RULES: tuple[CardRule, ...] = (
    cards.several,
    cards.long_answer,
    cards.list_answer,
    cards.guessable,
    cards.yes_or_no,
    cards.pointing,
    cards.bare_gap,
)
# What can be said of a question whose options are pictures.
PICTURE_RULES: tuple[ItemRule, ...] = (
    options.same_twice,
    options.too_few,
    stems.negative,
    stems.vague_stem,
    stems.long_stem,
    stems.undated,
)
# What can be said of a question that has no options.
STEM_RULES: tuple[ItemRule, ...] = (stems.long_stem, stems.undated)
# The codes of the rules that look at a paper as a whole.
PAPER_CODES = frozenset({"Q441", "Q442", "Q443", "Q444", "Q445", "Q446"})

# What these rules look at is the same in every language; the others know words and forms of some.
NEUTRAL = frozenset(
    {
        "Q411",
        "Q414",
        "Q415",
        "Q420",
        "Q427",
        "Q441",
        "Q442",
        "Q443",
        "Q444",
        "Q452",
        "Q454",
        "Q456",
        "Q457",
        "Q460",
    }
)
_LANGUAGES = {"en": (ENGLISH, frozenset(RULES)), "de": (GERMAN, NEUTRAL | frozenset(
    {"Q412", "Q413", "Q416", "Q419", "Q422", "Q423", "Q424", "Q425", "Q426", "Q428", "Q430", "Q446", "Q451", "Q453",
     "Q455", "Q459"}
))}  # fmt: skip


def words_of(language: str) -> Words:
    """Return the words of a language (``en``, ``de-AT``) that the rules know, English ones for any other."""
    return _LANGUAGES.get(_main(language), _LANGUAGES["en"])[0]


def unsuited(language: str) -> frozenset[str]:
    """Return the codes of the rules that do not know a language, to be switched off."""
    known = _LANGUAGES[_main(language)][1] if _main(language) in _LANGUAGES else NEUTRAL
    return frozenset(RULES) - known


def _main(language: str) -> str:
    return language.split("-", maxsplit=1)[0].casefold()


def lint_item(
    question: Question, off: frozenset[str] = frozenset(), words: Words = ENGLISH
) -> list[Finding]:
    """Return what the rules find in one item, but for the codes in `off`."""
    rules = PICTURE_RULES if question.pictured else ITEM_RULES
    return [each for rule in rules for each in rule(question, words) if each.code not in off]


def lint_stem(
    question: Question, off: frozenset[str] = frozenset(), words: Words = ENGLISH
) -> list[Finding]:
    """Return what the rules find in the stem of a question without options, but for the codes in `off`."""
    return [each for rule in STEM_RULES for each in rule(question, words) if each.code not in off]


def lint_items(
    questions: Sequence[Question], off: frozenset[str] = frozenset(), words: Words = ENGLISH
) -> list[tuple[int | None, Finding]]:
    """Return what the rules find in a set of items and in each, but for the codes in `off`.

    With each finding comes the index of the item that it is about, None for the whole set.
    """
    told: list[tuple[int | None, Finding]] = [
        (index, finding)
        for index, question in enumerate(questions)
        for finding in lint_item(question, off, words)
    ]
    told += [
        each for rule in PAPER_RULES for each in rule(questions, words) if each[1].code not in off
    ]
    return told


def lint_cards(
    deck: Sequence[Card], off: frozenset[str] = frozenset(), words: Words = ENGLISH
) -> list[tuple[int | None, Finding]]:
    """Return what the rules find in each card of a deck, and in the cards beside each other.

    With each finding comes the index of the card that it is about.
    """
    told: list[tuple[int | None, Finding]] = [
        (index, finding)
        for index, card in enumerate(deck)
        for rule in CARD_RULES
        for finding in rule(card, words)
    ]
    told += decks.same_front(deck, words)
    return [each for each in told if each[1].code not in off]
