"""Makes every question about a deck's facts: forward, backward and blank by blank."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterator
from functools import partial
from itertools import chain

from msgspec.structs import replace

from quizgen.bank.asking.asked import Asked
from quizgen.bank.asking.back import back
from quizgen.bank.asking.blanks import blanks
from quizgen.bank.asking.diagrams import regions
from quizgen.bank.asking.forward import forward
from quizgen.bank.asking.record import of_record
from quizgen.bank.base import FactBase
from quizgen.bank.media import media_in, media_shown, with_number
from quizgen.bank.prompts import Prompt, Way
from quizgen.bank.shared import back_wordings
from quizgen.bank.silent import bare, unused, without_neighbours
from quizgen.bank.stems import Subject
from quizgen.bank.unasked import NoPrompt
from quizgen.deck.identity import identity_of
from quizgen.deck.model.contents import Content
from quizgen.deck.model.facts import Fact, Value
from quizgen.deck.model.kinds import QuestionRule
from quizgen.deck.types.registry import type_of
from quizgen.markup.plain import plain


def make_prompts(base: FactBase) -> Iterator[Prompt]:
    """Yield every prompt of the deck's facts in the deck's order, but none about background."""
    return (each for each in ask(base) if isinstance(each, Prompt))


def ask(base: FactBase) -> Iterator[Prompt | NoPrompt]:
    """Yield every prompt of the deck's facts, and in the place of each missing one its reason.

    They are in the deck's order, and none is about background.
    """
    for fact in base.deck.facts.values():
        if not fact.background:
            yield from ask_about(base, fact)


def ask_about(base: FactBase, fact: Fact) -> Iterator[Prompt | NoPrompt]:
    """Yield the prompts of one fact, and in the place of each missing one its reason."""
    kind = base.kind(fact)
    for rule in kind.questions.values():
        held = fact.values.get(rule.field, ())
        values = tuple([value for value in held if not value.background])
        if not values:
            continue
        made = _of_rule(base, fact, rule, values)
        if values[0].contested:
            made = chain(made, of_record(base, fact, rule, values))
        yield from map(partial(_with_media, base), made) if kind.may_show_media else made
    yield from unused(base, fact)
    yield from without_neighbours(base, fact)
    yield from bare(base, fact)


def _with_media(base: FactBase, prompt: Prompt | NoPrompt) -> Prompt | NoPrompt:
    """Return the prompt with its pictures and sounds; all its wordings share them."""
    if isinstance(prompt, NoPrompt) or prompt.way is Way.BLANK or prompt.region is not None:
        return prompt
    template = _template(base, prompt)
    media = media_shown(base, prompt.fact, prompt.field, prompt.values, template)
    if prompt.way is Way.BACK:
        media = tuple(with_number(base, prompt.fact.kind, each) for each in media)
    answer_media = () if prompt.way is Way.BACK else media_in(prompt.values)
    return replace(prompt, media=media, answer_media=answer_media)


def _template(base: FactBase, prompt: Prompt) -> str:
    """Return the author's own stem for the prompt, or the first wording of the kind."""
    questions, value = base.kind(prompt.fact).questions, prompt.value
    # A question for both source and record has its wording from the record.
    worded = value.record if value.record and prompt.rule.key not in questions else value
    if prompt.way is Way.BACK:
        return worded.back or back_wordings(prompt.rule, prompt.field)[0]
    return worded.ask or prompt.rule.ask[0]


def _of_rule(
    base: FactBase, fact: Fact, rule: QuestionRule, values: tuple[Value, ...]
) -> Iterator[Prompt | NoPrompt]:
    name, field = f"{fact.ref}/{rule.key}", base.kind(fact).fields[rule.field]
    if field.type == "sentence":
        yield from blanks(base, fact, rule, values, name)
        return
    asked = Asked(name, rule, Subject(base, fact, field, values))
    if field.type == "diagram":
        yield from regions(asked)
        return
    yield from forward(asked)
    if not field.many:
        yield from back(Asked(f"{name}/back", rule, asked.subject))
        return
    # The way back from one of several values keeps its id if others come or go.
    for value in values:
        own = f"{name}/back/{_content_key(base, value.content)}"
        yield from back(Asked(own, rule, Subject(base, fact, field, (value,))))


def _content_key(base: FactBase, content: Content) -> str:
    """Return what names a content for ever: the first id of a fact, or the digest of a text.

    Neither depends on the place of the value, on capitals, or on the deck's language.
    """
    field_type = type_of(content)
    fact = field_type.fact(content)
    if fact:
        target = base.deck.facts[fact]
        first = identity_of(base.deck, target).rpartition("/")[2]
        return f"{target.deck}.{first}" if target.deck else first
    spelled = field_type.spellings(content)
    text = spelled[0] if spelled else repr(content)
    folded = " ".join(unicodedata.normalize("NFC", plain(text)).casefold().split())
    return hashlib.sha256(folded.encode()).hexdigest()[:8]
