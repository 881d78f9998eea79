"""Rules about fronts that leave open what is asked: quotations, bare names, gaps."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from quizgen.language.words import (
    Words,
    content,
    hyphened,
    is_name,
    listed,
    set_of,
    stemmed,
    unquoted,
)
from quizgen.late import late_pattern
from quizgen.lint.model import Card
from quizgen.lint.rule import ENGLISH_ALONE, card_rule

_MOST_QUOTED_WORDS = 8
# A whole sentence of so many words, such as a line of verse, is known by itself.
_LEAST_SENTENCE_WORDS = 6
_SPEECH = set_of(
    "words word said say says wrote write written spoke uttered used use phrase quote quotation "
    "remark remarked saying sentence exclaimed shouted famous famously once owe"
)
# What somebody wrote, without "this" before it, is a work with that title, and so is what is by
# somebody.
_TITLE = re.compile(
    r"\b(?:wrote|writes?|written) [“„«\"]|[”“»\"] written\b|[”“»\"] (?:(?:is|was) )?by\b"
)
_OPENING = re.compile(r"[“„«\"]\s*(\w)")


@card_rule(
    "Q461",
    "warning",
    fix="Say in `of` what the words are about, or in `ask` when they were said, or in which work.",
    languages=ENGLISH_ALONE,
)
def bare_quotation(card: Card, words: Words) -> Iterator[str]:
    """A quotation without its topic.

    Many people could have said it.

    A front asks who said a few words, and neither they nor the front name a topic. Titles of works
    and whole sentences do well without.
    """
    around = unquoted(card.front)
    quoted = _quoted_words(card.front, around)
    if not quoted or len(quoted) > _MOST_QUOTED_WORDS or card.gaps or card.shows_media:
        return
    if _TITLE.search(card.front) or _is_sentence(card.front, quoted):
        return
    topic = content(around, words) - {stemmed(word, words) for word in _SPEECH}
    # The first word of a quotation may have a capital all the same.
    named = sum(word[0].isupper() or word[0].isdigit() for word in quoted) > 1
    if not topic and not named:
        yield "the front does not say what the words are about"


def _quoted_words(front: str, around: str) -> list[str]:
    """Return the words of a front that stand in quotation marks, in no certain order."""
    if around == front:
        return []
    return list((Counter(hyphened(front)) - Counter(hyphened(around))).elements())


def _is_sentence(front: str, quoted: list[str]) -> bool:
    """Tell whether a quotation begins with a capital and has as many words as a sentence."""
    begins = _OPENING.search(front)
    is_whole = begins is not None and begins[1].isupper()
    return is_whole and len(quoted) >= _LEAST_SENTENCE_WORDS


_WHAT_IS = late_pattern(r"what (?:is|was|are|were) (?P<name>[^?]+?)\s*\?", re.IGNORECASE)
_DATE_TEXT = r"(?:(?:january|february|march|april|may|june|july|august|september|october|november"
_DATE_TEXT += r"|december)\s*)?\d{4}"
_ONLY_DATE = late_pattern(
    r"(?:what happened|which event (?:took place|occurred|happened|was))"
    rf" (?:in|on) {_DATE_TEXT}\s*\?",
    re.IGNORECASE,
)
_DID_WHAT = late_pattern(r"what did (?P<name>[^?]+?) do\s*\?", re.IGNORECASE)
# Whoever says or thinks something says and thinks many things.
_SAID_WHAT = late_pattern(
    r"what (?:did|does|do) (?:\S+ ){1,4}(?:say|think|claim|believe|argue|state|write|want|know|feel"
    r"|hope|suggest|remark|answer|reply)\s*\?",
    re.IGNORECASE,
)
_SPECIAL = r"special|important|interesting|remarkable|notable|typical|characteristic|known|true"
_WHAT_ABOUT = late_pattern(
    rf"what (?:is|was|are|were) (?:so )?(?:{_SPECIAL}) (?:about|of) [^?]+\?"
    r"|what (?:do you know|can you say|can be said) (?:about|of) [^?]+\?"
    r"|what about [^?]+\?|what happened (?:then|next|there|afterwards|later)\s*\?",
    re.IGNORECASE,
)


@card_rule(
    "Q462",
    "info",
    fix="Ask for one feature of it, such as its maker, its place or its use.",
    languages=ENGLISH_ALONE,
)
def undetermined(card: Card, words: Words) -> Iterator[str]:
    """An undetermined question.

    Many answers are right, and learners cannot tell which one the card wants.

    A front asks only what a named thing is, what somebody did or said, what is special about a
    thing, or what happened in a year or month.
    """
    front = card.front.strip()
    asked = _WHAT_IS.fullmatch(front) or _DID_WHAT.fullmatch(front)
    open_name = asked and _is_one_name(asked["name"], words)
    is_open = any(each.fullmatch(front) for each in (_ONLY_DATE, _SAID_WHAT, _WHAT_ABOUT))
    if (open_name or is_open) and not card.shows_media:
        yield "the question leaves open which of many answers is meant"


def _is_one_name(text: str, words: Words) -> bool:
    """Tell whether a text is a name, but no abbreviation and no word in quotation marks."""
    plain = re.sub(r"^the ", "", text.strip(), flags=re.IGNORECASE)
    if not plain or plain.isupper() or unquoted(plain) != plain:
        return False
    single = len(plain.split()) == 1
    return plain[0].isupper() if single else is_name(plain, words) and plain != plain.lower()


_AGENT_VERBS = (
    "proposed|offered|published|announced|denied|accused|claimed|launched|introduced|ordered"
    "|issued|adopted|supported|imposed|rejected|demanded|blocked|banned|approved|vetoed|condemned"
    "|invaded|annexed|occupied"
)
_PAST = "signed|held|took place|taken place|born|died|founded|opened|published|met|adopted"
_OPEN_GAPS = (
    late_pattern(rf"\b(?:{_AGENT_VERBS}) by _{{3,}}(?!_| ?[(\[])", re.IGNORECASE),
    late_pattern(rf"^_{{3,}} (?:{_AGENT_VERBS})\b", re.IGNORECASE),
    late_pattern(rf"^[^\d]*\b(?:{_PAST}) in _{{3,}}\.?$", re.IGNORECASE),
    late_pattern(r"\b(?:statement|report|letter|warning|message|order) (?:from|by) _{3,}\.?$"),
)
# Who did a thing may be a person, a body or a state. Verbs about works tell that it is a person,
# and others say what lies beside what.
_TELLING_VERBS = (
    "written|painted|composed|sung|directed|designed|invented|discovered|followed|preceded"
    "|succeeded|surrounded|bordered|joined"
)
_PARTICLES = "away|back|down|for|out|over|up"
# Things go from one to another among people, bodies and states.
_GIVEN = (
    "given|granted|handed|left|lent|offered|paid|presented|read|sent|shown|sold|surrendered|went"
)
_TAKEN = (
    "borrowed|bought|came|captured|copied|got|inherited|learned|learnt|received|stolen|taken|won"
)
_DONE_BY = late_pattern(
    rf"\b(?:(?!(?:{_TELLING_VERBS})\b)\w*(?:ed|en|wn|won|ught|ilt|eld|ent|ade|ost|old|id)"
    rf"(?: (?:{_PARTICLES}))? by"
    rf"|(?:{_GIVEN})(?: (?:{_PARTICLES}))? to|(?:{_TAKEN})(?: (?:{_PARTICLES}))? from)"
    r" _{3,}(?!_| ?[(\[])",
    re.IGNORECASE,
)
# What each of them has around its gap.
_AFTER_PREPOSITION = late_pattern(r"(?:^|\b(?:by|from|in|to) )_{3}", re.IGNORECASE)


@card_rule(
    "Q463",
    "info",
    fix="Say before the gap what belongs in it: `by the state of ______`.",
    languages=ENGLISH_ALONE,
)
def open_gap(card: Card, _words: Words) -> Iterator[str]:
    """A gap that much could fill.

    A state, its capital and its president all fit.

    A gap stands for who acted, gave or got, or for where or when, and nothing says which of these
    it wants.
    """
    if not card.gaps or not _AFTER_PREPOSITION.search(card.front):
        return
    bare = re.sub(r"^the ", "", card.answer, flags=re.IGNORECASE)
    is_done_by_name = bare[:1].isupper() and _DONE_BY.search(card.front)
    if is_done_by_name or any(each.search(card.front) for each in _OPEN_GAPS):
        yield f"much besides {listed((card.answer,))} fits the gap"
