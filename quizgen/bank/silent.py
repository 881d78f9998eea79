"""What gives no question at all, with the reason: facts, fields, and stems for neighbours."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from quizgen.bank.base import FactBase
from quizgen.bank.once import once
from quizgen.bank.shared import back_wordings
from quizgen.bank.unasked import NoPrompt, Why
from quizgen.deck.model.contents import Content
from quizgen.deck.model.facts import Fact, Value
from quizgen.deck.model.kinds import Kind
from quizgen.deck.types.registry import type_of

_BACKGROUND = "`background: true` if it only serves as a wrong option"


def bare(base: FactBase, fact: Fact) -> Iterator[NoPrompt]:
    """Yield a fact that has no value to ask for, unless other facts name it or it is left so."""
    kind = base.kind(fact)
    is_asked = not kind.asked.isdisjoint(fact.values)
    if is_asked or not kind.asked or fact.ref in once(base, _mentioned):
        return
    first = next(rule.field for rule in kind.questions.values())
    field = kind.main if kind.main in kind.asked else first
    mend = f"`{field}`, for example, or {_BACKGROUND}"
    yield NoPrompt(fact.ref, kind.key, fact, Why.BARE, str(Why.BARE), mend, fact.place)


def unused(base: FactBase, fact: Fact) -> Iterator[NoPrompt]:
    """Yield the fields of a fact that no question asks for or shows, and that do nothing else.

    Of a field that others only show, those with a question of the author's own.
    """
    kind = base.kind(fact)
    used = base.used_fields(kind.key)
    for name, values in fact.values.items():
        if name in kind.asked:
            continue
        is_own = any(value.ask or value.back for value in values)
        if (name not in used or is_own) and not all(value.background for value in values):
            does = "asks for" if is_own else "uses"
            about = f"no question of `{kind.key}` {does} `{name}`"
            mend = f"a question, `{name}: {{ask: …}}`"
            mend += "" if is_own else ", or `quiet: true` in the field"
            yield NoPrompt(
                f"{fact.ref}/{name}",
                f"{kind.key}/{name}",
                fact,
                Why.UNUSED,
                about,
                mend,
                values[0].place,
            )


def unworded(base: FactBase, fact: Fact) -> Iterator[NoPrompt]:
    """Yield the questions of a fact that no stem asks: for a list, only for its parts.

    The forms that offer its parts take them from the question for the whole list.
    """
    kind = base.kind(fact)
    for rule in kind.questions.values():
        values, field = fact.values.get(rule.field, ()), kind.fields[rule.field]
        if rule.ask or not values or back_wordings(rule, field):
            continue
        is_own = any(value.ask or value.back for value in values)
        if is_own or field.type in ("sentence", "diagram"):
            continue
        name, question = f"{fact.ref}/{rule.key}", f"{kind.key}/{rule.key}"
        about = f"nothing asks for all of `{rule.field}`"
        mend = f"`ask` to the question `{rule.key}` of the kind"
        yield NoPrompt(name, question, fact, Why.UNWORDED, about, mend, values[0].place)


def without_neighbours(base: FactBase, fact: Fact) -> Iterator[NoPrompt]:
    """Yield the stems for neighbours, `next` and `previous`, that no fact of the kind can use.

    Only those of the deck's own kinds count: the built-in ones have them for whoever wants them.
    """
    kind = base.kind(fact)
    if kind.place.file not in base.deck.files:
        return
    for rule in kind.questions.values():
        values = fact.values.get(rule.field, ())
        if values and _has_no_order(base, kind, rule.field):
            for name in filter(rule.neighbours.get, rule.neighbours):
                question = f"{rule.key}/{name}"
                yield NoPrompt(
                    f"{fact.ref}/{question}",
                    f"{kind.key}/{question}",
                    fact,
                    Why.NO_ORDER,
                    f"nothing says which `{rule.field}` comes before which",
                    f"`from` and `to` to each `{rule.field}`, or `in_order: true` to the field",
                    values[0].place,
                )


def _has_no_order(base: FactBase, kind: Kind, field: str) -> bool:
    values = (value for _, value in base.values_of(kind.key, field))
    return not (kind.fields[field].in_order or any(value.provenance.since for value in values))


def _mentioned(base: FactBase) -> frozenset[str]:
    """Return the facts that others refer to, answer with, or offer as options."""
    refs = chain.from_iterable(_names_in(base, fact) for fact in base.deck.facts.values())
    return frozenset(refs)


def _names_in(base: FactBase, fact: Fact) -> Iterator[str]:
    """Yield the facts that the values of a fact name, without itself."""
    values = chain.from_iterable(fact.values.values())
    named = chain.from_iterable(_named_by(base, value) for value in values)
    return (ref for ref in named if ref != fact.ref)


def _named_by(base: FactBase, value: Value) -> Iterator[str]:
    contents: tuple[Content, ...] = (value.content, *_blanks_in(value.content))
    control = value.control
    for content in contents:
        ref = type_of(content).fact(content)
        texts = type_of(content).spellings(content)
        yield from (ref,) if ref else chain.from_iterable(map(base.comparison.named, texts))
    for offer in (*control.offered, *control.options, *control.denied, *control.also):
        if isinstance(offer, str):
            yield from (offer, *base.comparison.named(offer))


def _blanks_in(content: Content) -> Iterator[Content]:
    return (blank.content for blank in type_of(content).blanks(content))
