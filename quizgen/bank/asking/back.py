"""Questions back: from a value to the fact that it singles out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from quizgen.bank.asking.asked import Asked, empty
from quizgen.bank.asking.of_these import is_one_of_many, of_these
from quizgen.bank.capitals import as_answer
from quizgen.bank.names import Filler
from quizgen.bank.prompts import Prompt, Way
from quizgen.bank.rivals import Given, rival_of
from quizgen.bank.shared import back_wordings
from quizgen.bank.stems import Stem, Stems, make_stems, texts_of, without_telling
from quizgen.bank.unasked import NoPrompt, Why
from quizgen.deck.model.facts import Fact, Value


def back(asked: Asked) -> Iterator[Prompt | NoPrompt]:
    """Yield the way back from values if a wording of it singles the fact out, else why not."""
    rule = asked.rule
    own = asked.values[0].back
    # Beside options that exclude each other's values, a value needs to tell no single fact.
    listed = bool(rule.among) and not (own or rule.back)
    stems = make_stems(asked.subject, asked.id, own, back_wordings(rule, asked.field))
    if not stems.found:
        yield from [empty(asked, Way.BACK, stems)] if stems.empty else []
        return
    named = asked.base.names.fillers.get(asked.fact.ref)
    if named is None:
        mend = "a name that is no sentence with blanks"
        yield asked.refused(Way.BACK, Why.NAMELESS, str(Why.NAMELESS), mend)
    elif listed:
        yield _named_back(asked, named, stems.found, listed=True)
    else:
        yield _unique_back(asked, named, stems)


def _unique_back(asked: Asked, named: Filler, stems: Stems) -> Prompt | NoPrompt:
    # Wordings that give the same fields have the same rival.
    rivals: dict[tuple[frozenset[str], bool], Fact | None] = {}
    for stem in stems.found:
        if (stem.gives, stem.is_timed) not in rivals:
            rivals[stem.gives, stem.is_timed] = _rival(asked, stem)
    sole = [stem for stem in stems.found if rivals[stem.gives, stem.is_timed] is None]
    if not sole:
        first = stems.found[0]
        return _shared(asked, first, rivals[first.gives, first.is_timed])
    return _named_back(asked, named, sole)


def _named_back(
    asked: Asked, named: Filler, sole: Sequence[Stem], *, listed: bool = False
) -> Prompt:
    """Return the question for the fact's name in these wordings."""
    subject = asked.subject
    base, field = subject.base, subject.field
    answer = as_answer(base, named.text, named.content)
    wordings = texts_of(without_telling(subject, sole, answer))
    given = frozenset.intersection(*[stem.gives for stem in sole])
    is_date_alone = field.type == "date" and given == {field.name}
    may_be_shared = (is_date_alone and not field.unique) or is_one_of_many(wordings[0])
    above = of_these(wordings[0], subject.kind, base.deck.language) if may_be_shared else ""
    return Prompt(
        asked.id,
        subject.fact,
        asked.rule,
        field,
        Way.BACK,
        wordings[0],
        answer,
        subject.values,
        wordings=wordings,
        listed=listed,
        given=given,
        timed=all(stem.is_timed for stem in sole),
        above_options=above,
    )


def _rival(asked: Asked, stem: Stem) -> Fact | None:
    """Return another fact that a stem may mean, None if there is none."""
    given = Given(asked.fact, asked.field, asked.values, stem.gives, stem.is_timed)
    return rival_of(asked.base, given)


def _shared(asked: Asked, stem: Stem, rival: Fact | None) -> NoPrompt:
    """Return why a way back is not asked: each of its wordings fits another fact as well.

    `stem` is the first of them, and fits the `rival`.
    """
    assert rival is not None  # noqa: S101 - each wording has one
    given = ", ".join(f"`{name}`" for name in sorted(stem.gives)) or "its words"
    by = f"{given} and its time" if stem.is_timed and _has_term(asked.values) else f"{given} alone"
    about = f"by {by}, the answer could also be `{rival.ref}`"
    return asked.refused(Way.BACK, Why.SHARED, about, _apart(asked, rival, stem))


def _has_term(values: Iterable[Value]) -> bool:
    """Return whether it is known of values when they began to hold or ended."""
    return all(value.provenance.since or value.provenance.until for value in values)


def _apart(asked: Asked, rival: Fact, stem: Stem) -> str:
    """Return what an author can add to tell a fact from its rival."""
    field = asked.field
    theirs = rival.values.get(field.name, ())
    if field.volatile and not _has_term((*asked.values, *theirs)):
        return f"`from` and `to` to `{field.name}`, here and in `{rival.ref}`"
    further = _further(asked, rival, stem)
    slot = f"a slot that tells them apart{further}"
    if asked.base.kind(asked.fact).place.file in asked.base.deck.files:
        return f"to the kind's `back`, or to your own, {slot}"
    own = f"`back` to this `{field.name}`: a question of your own with {slot}"
    return own if further else f"to `{field.name}` what tells them apart"


def _further(asked: Asked, rival: Fact, stem: Stem) -> str:
    """Return an example of a slot that would tell two facts apart, "" if there is none."""
    kind, fact = asked.base.kind(asked.fact), asked.fact
    for name, field in kind.fields.items():
        is_name = name == kind.name or field.other_name
        mine, theirs = fact.values.get(name), rival.values.get(name)
        if is_name or field.unique or name in stem.gives or not (mine and theirs):
            continue
        if not asked.base.overlap(mine[0], theirs[0], timed=False):
            return f", such as `{{{name}}}`"
    return ""
