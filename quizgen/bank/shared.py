"""Words the way back of a question for cards that learners have, whatever the deck asks now."""

from __future__ import annotations

from collections.abc import Sequence

from quizgen.bank.base import FactBase
from quizgen.bank.capitals import as_answer
from quizgen.bank.stems import Subject, make_stems, without_telling
from quizgen.deck.model.facts import Fact
from quizgen.deck.model.kinds import Field, QuestionRule


def back_wordings(rule: QuestionRule, field: Field) -> tuple[str, ...]:
    """Return the templates of the way back, alone or beside options.

    If the field holds a list, `among` is none of them: it asks which of the options is part of it.
    """
    return rule.back or (() if field.many else rule.among)


def shared_back(base: FactBase, fact: Fact, rule: QuestionRule) -> tuple[str, str]:
    """Return the way back as one question that several facts answer, and all their names.

    Cards that learners have need a question even after another fact got the same value, or after
    the deck began to ask the question beside options alone. Both are "" if the fact has no way
    back.
    """
    stems = _back_stems(base, fact, rule)
    if not stems:
        return "", ""
    others = (each for each in base.deck.facts.values() if each.kind == fact.kind)
    alike = (each for each in others if each.ref == fact.ref or _is_asked(base, each, rule, stems))
    fillers = (base.names.fillers[each.ref] for each in alike)
    names = (as_answer(base, each.text, each.content) for each in fillers)
    return stems[0], base.wording.all_of(dict.fromkeys(names))


def back_stem(base: FactBase, fact: Fact, rule: QuestionRule) -> str:
    """Return the question of the way back, however many facts answer it, "" if there is none."""
    return next(iter(_back_stems(base, fact, rule)), "")


def _is_asked(base: FactBase, fact: Fact, rule: QuestionRule, stems: Sequence[str]) -> bool:
    """Return whether a fact answers the first of these stems as well."""
    return stems[0] in _back_stems(base, fact, rule)


def _back_stems(base: FactBase, fact: Fact, rule: QuestionRule) -> tuple[str, ...]:
    values = fact.values.get(rule.field, ())
    if not values or fact.ref not in base.names.fillers:
        return ()
    named = base.names.fillers[fact.ref]
    answer = as_answer(base, named.text, named.content)
    field = base.kind(fact).fields[rule.field]
    subject = Subject(base, fact, field, values)
    name, own = f"{fact.ref}/{rule.key}/back", values[0].back
    stems = make_stems(subject, name, own, back_wordings(rule, field)).found
    return tuple(stem.text for stem in without_telling(subject, stems, answer))
