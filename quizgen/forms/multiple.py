"""Questions with several right answers: facts that share a value, or the values of one fact, among others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator

from quizgen.bank.backside import told_of
from quizgen.bank.base import FactBase
from quizgen.bank.capitals import as_options, is_written
from quizgen.bank.chance import Ring, draw, shuffled
from quizgen.bank.items import Item, Lack, Without
from quizgen.bank.media import names_itself, pictures_in
from quizgen.bank.names import Filler
from quizgen.bank.wrong import Proof
from quizgen.deck.model import Content, Reference, Text
from quizgen.forms.formats import (
    Entry,
    MultipleAnswer,
    apart,
    grouped,
    is_named_in,
    named_apart,
    neighbours,
)
from quizgen.media.model import Media

_FEWEST_RIGHT, _MOST_RIGHT = 2, 4
_FEWEST_WRONG, _FEWEST, _MOST = 2, 4, 6


def make_multiple(base: FactBase, entries: Iterable[Entry], seed: int) -> Iterator[MultipleAnswer]:
    """Yield a question for each value that several facts hold for certain; the others' own values exclude it."""
    usable = [entry for entry in entries if entry.field.single and entry.timeless and not entry.own]
    for members in grouped(base, usable).values():
        ring = Ring((entry.id, entry) for entry in members)
        for holders in holders_of(base, members).values():
            stem = _stem(base, holders)
            right = _right(base, holders, stem, seed)
            if stem and len(right) >= _FEWEST_RIGHT:
                wrong = _wrong(base, ring, right, stem, seed)
                if len(wrong) >= _FEWEST_WRONG and len(right) + len(wrong) >= _FEWEST:
                    kind, rule, value = (
                        right[0].fact.kind,
                        right[0].rule,
                        base.wording.normal(right[0].answer),
                    )
                    yield _question(base, f"{kind}/{rule}/several/{value}", stem, right, wrong)


def multiple_of(
    base: FactBase, questions: Iterable[Item | Without], seed: int
) -> Iterator[MultipleAnswer]:
    """Yield a question for each fact with several values of a field, beside others that are provably no further one."""
    for question in questions:
        if not (isinstance(question, Without) and question.lack is Lack.SEVERAL):
            continue
        prompt = question.prompt
        wrong = [each for each in question.distractors if each.proof is not Proof.PRESUMED]
        right = shuffled(((each.text, each) for each in question.right), seed, prompt.id)[
            :_MOST_RIGHT
        ]
        right = [
            each
            for n, each in enumerate(right)
            if all(_fit(base, each, other) for other in right[:n])
        ]
        if any(names_itself(base, each) for each in right):
            continue
        if (
            len(right) >= _FEWEST_RIGHT
            and len(wrong) >= _FEWEST_WRONG
            and len(right) + len(wrong) >= _FEWEST
        ):
            wrong = wrong[: _MOST - len(right)]
            printed = sorted(
                (*right, *(each.filler for each in wrong)),
                key=lambda each: base.wording.normal(each.text),
            )
            written = is_written(base.kind(prompt.fact), prompt.rule)
            yield MultipleAnswer(
                f"{prompt.id}/several",
                prompt.field.name,
                (prompt.fact.ref,),
                base.wording.labels.fill("several", stem=prompt.stem),
                "",
                as_options(base, printed, written=written),
                tuple(index for index, each in enumerate(printed) if each in right),
                tuple(each.proof for each in wrong),
                told_of(base, [prompt]),
                pictures_in(printed),
            )


def _fit(base: FactBase, one: Filler, other: Filler) -> bool:
    """Tell whether two right answers can stand side by side: pictures of one fact differ by what is seen."""
    if isinstance(one.content, Media):
        return base.comparison.disjoint(one.content, other.content)
    return named_apart(base, one, other)


def holders_of(base: FactBase, entries: Iterable[Entry]) -> dict[tuple[Hashable, ...], list[Entry]]:
    """Return the entries by what they certainly share: the same date, number, fact or text."""
    found: dict[tuple[Hashable, ...], list[Entry]] = defaultdict(list)
    for entry in entries:
        found[_identity(base, entry.value.content)].append(entry)
    return found


def _identity(base: FactBase, content: Content) -> tuple[Hashable, ...]:
    if isinstance(content, Text):
        return (base.wording.normal(content.text),)
    if isinstance(content, Reference):
        return (content.fact,)
    return (content,)


def _stem(base: FactBase, holders: list[Entry]) -> str:
    """Return the question that all holders answer: their common way back, or the question with a gap."""
    labels, first = base.wording.labels, holders[0]
    backs = {entry.back for entry in holders}
    if len(backs) == 1 and first.back:
        return labels.fill("several", stem=first.back)
    if not first.question:
        return ""
    return labels.fill(
        "several", stem=labels.fill("same_answer", answer=first.answer, question=first.question)
    )


def _right(base: FactBase, holders: list[Entry], stem: str, seed: int) -> list[Entry]:
    asked = [
        entry for entry in holders if entry.asked and not is_named_in(base, entry.filler, stem)
    ]
    wanted = _FEWEST_RIGHT + draw(seed, stem, "right") % (_MOST_RIGHT - _FEWEST_RIGHT + 1)
    chosen: list[Entry] = []
    for entry in shuffled(((entry.id, entry) for entry in asked), seed, stem):
        if len(chosen) < wanted and all(
            named_apart(base, entry.filler, other.filler) for other in chosen
        ):
            chosen.append(entry)
    return chosen


def _wrong(
    base: FactBase, ring: Ring[Entry], right: list[Entry], stem: str, seed: int
) -> list[Entry]:
    """Return others whose own recorded value excludes the one given, those most like the right ones first."""
    wanted = _MOST - len(right) - (draw(seed, stem, "wrong") % 2 if len(right) < _MOST_RIGHT else 0)
    given, mine = right[0].value.content, right[0].fact.ref
    near = neighbours(ring, right[0], seed, "several")
    chosen: list[Entry] = []
    for entry in sorted(near, key=lambda entry: -base.likeness.between(mine, entry.fact.ref)):
        if len(chosen) == wanted:
            break
        fits = apart(base, entry.value.content, given) and not is_named_in(base, entry.filler, stem)
        if fits and all(
            named_apart(base, entry.filler, other.filler) for other in (*right, *chosen)
        ):
            chosen.append(entry)
    return chosen


def _question(
    base: FactBase, name: str, stem: str, right: list[Entry], wrong: list[Entry]
) -> MultipleAnswer:
    printed = sorted(
        (*right, *wrong), key=lambda entry: (base.wording.normal(entry.filler.text), entry.id)
    )
    return MultipleAnswer(
        name,
        right[0].field.name,
        tuple(entry.fact.ref for entry in printed),
        stem,
        right[0].answer,
        as_options(base, [entry.filler for entry in printed]),
        tuple(index for index, entry in enumerate(printed) if entry in right),
        tuple(Proof.OTHER for _ in wrong),
        told_of(base, (entry.prompt for entry in right)),
    )
