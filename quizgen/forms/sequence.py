"""Sequence: who came right before or after in a post, and which step before or after another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from msgspec.structs import replace

from quizgen.bank.base import FactBase
from quizgen.bank.chance import Ring, draw, shuffled
from quizgen.bank.prompts import Prompt, Way, filled
from quizgen.bank.wrong import Proof
from quizgen.deck.dates import PartialDate
from quizgen.deck.model.facts import Value
from quizgen.deck.model.kinds import Field, Kind, QuestionRule
from quizgen.forms.apart import named_apart
from quizgen.forms.entries import Entry, holders_of
from quizgen.forms.exercise import Exercise, Material
from quizgen.forms.form import Lacking
from quizgen.forms.lacking import Needs, lacking_facts
from quizgen.forms.one_of import FEWEST, MOST, OneOf, OneRight, exercise_of
from quizgen.forms.ordering import are_days_apart, next_day
from quizgen.forms.steps import fillers_of, is_in_order, lacking_steps

_WINDOW = 24
_MEND = "write who came between them, or mend `from` and `to`"


class SequenceForm(OneOf):
    """What comes right before or after."""

    name = "sequence"

    def make(self, material: Material) -> Iterator[Exercise]:
        """Yield an exercise for each certain neighbour in a post, and for each step."""
        yield from _of_posts(material)
        for question in material.questions:
            prompt = question.prompt
            if prompt.way is Way.FORWARD and is_in_order(material.base, prompt):
                yield from _of_steps(material.base, prompt, material.seed)

    def lacking(self, material: Material) -> Iterator[Lacking]:
        """Yield posts without holders that follow each other, and steps that are too few."""
        yield from lacking_facts(material, self.name, self.make(material), _NEEDS)
        yield from _gaps(material)
        yield from lacking_steps(material, self.name)


def _rule_of(base: FactBase, entry: Entry) -> QuestionRule | None:
    return base.kind(entry.fact).questions.get(entry.rule)


def _of_posts(material: Material) -> Iterator[Exercise]:
    base = material.base
    for entries in _posts(material):
        ring = Ring((entry.id, entry) for entry in entries)
        for holders in holders_of(base, entries).values():
            yield from _of_holders(base, ring, holders, material.seed)


def _posts(material: Material) -> Iterable[list[Entry]]:
    """Return the entries with a beginning whose kind asks for neighbours, by their question."""
    by_rule: dict[tuple[str, str], list[Entry]] = defaultdict(list)
    for entry in material.entries:
        rule = _rule_of(material.base, entry)
        told = entry.value.provenance
        if rule and (rule.next or rule.previous) and told.since and not entry.own:
            by_rule[entry.fact.kind, rule.key].append(entry)
    return by_rule.values()


def _gaps(material: Material) -> Iterator[Lacking]:
    """Yield the holders of a post whose neighbour is not certain."""
    base = material.base
    for entries in _posts(material):
        for holders in holders_of(base, entries).values():
            in_order = sorted(holders, key=_since)
            for number, before in enumerate(in_order[:-1]):
                why = _gap(base, in_order, number)
                if why:
                    name, place = f"{before.id}/next", before.value.place
                    yield Lacking(name, SequenceForm.name, why, _MEND, place)


def _of_holders(
    base: FactBase, ring: Ring[Entry], holders: list[Entry], seed: int
) -> Iterator[Exercise]:
    """Yield who came right after and before each other, where both times are recorded."""
    in_order = sorted(holders, key=_since)
    for number, (before, after) in enumerate(pairwise(in_order)):
        if _gap(base, in_order, number):
            continue
        for given, asked, name in ((before, after, "next"), (after, before, "previous")):
            if asked.asked and given.asked:
                yield from _of_post(base, (given, asked, name), (in_order, ring), seed)


def _since(entry: Entry) -> tuple[int, int, int]:
    told = entry.value.provenance
    assert told.since is not None  # noqa: S101 - entries without it are left out before
    return told.since.start.first


def _gap(base: FactBase, in_order: list[Entry], number: int) -> str:
    """Return why the second of two holders did not certainly follow the first at once, or ""."""
    before, after = in_order[number : number + 2]
    end, start = before.value.provenance.until, after.value.provenance.since
    if end is None or start is None:
        return f"nothing says when “{before.filler.text}” ended"
    if not named_apart(base, before.filler, after.filler):
        return f"“{before.filler.text}” and “{after.filler.text}” may be the same"
    # Nobody else may have begun at the same time.
    beside = [in_order[at] for at in (number - 1, number + 2) if 0 <= at < len(in_order)]
    if not all(_begin_apart(each, after) for each in (before, *beside)):
        return f"another holder may have begun at the same time as “{after.filler.text}”"
    if _meet(end, start):
        return ""
    until, since = base.wording.date(end), base.wording.date(start)
    first, second = (
        f"“{before.filler.text}” (until {until})",
        f"“{after.filler.text}” (from {since})",
    )
    return f"nothing shows that {second} followed {first} at once"


def _begin_apart(one: Entry, other: Entry) -> bool:
    mine, theirs = one.value.provenance.since, other.value.provenance.since
    return bool(mine and theirs and are_days_apart(mine, theirs))


def _meet(end: PartialDate, start: PartialDate) -> bool:
    """Return whether one term ends when the next one begins: at the same date or the day before."""
    return end == start or next_day(end.end.last) == start.start.first


def _of_post(
    base: FactBase,
    pair: tuple[Entry, Entry, str],
    known: tuple[list[Entry], Ring[Entry]],
    seed: int,
) -> Iterator[Exercise]:
    given, asked, name = pair
    rule = _rule_of(base, given)
    templates = getattr(rule, name) if rule else ()
    stems = filled(base, given.prompt, given.fact, templates, name)
    wrong = _other_holders(base, (given, asked), known, f"{seed}/{given.id}/{name}")
    if stems and len(wrong) >= FEWEST - 1:
        made = OneRight(
            f"{given.id}/{name}",
            stems[0],
            asked.filler,
            [entry.filler for entry in wrong],
            Proof.SINGLE,
            names=[asked.filler.text],
        )
        facts = [given.fact.ref, asked.fact.ref]
        yield exercise_of(base, SequenceForm.name, made, [given.prompt, asked.prompt], facts)


def _other_holders(
    base: FactBase,
    pair: tuple[Entry, Entry],
    known: tuple[list[Entry], Ring[Entry]],
    name: str,
) -> list[Entry]:
    """Return wrong answers: holders of the same post first, then those of others."""
    in_order, ring = known
    same = sorted(in_order, key=lambda entry: abs(in_order.index(entry) - in_order.index(pair[0])))
    others = shuffled(((entry.id, entry) for entry in ring.from_point(name, _WINDOW)), name)
    taken: list[Entry] = []
    for entry in (*same, *others):
        if len(taken) < MOST - 1 and all(
            named_apart(base, entry.filler, each.filler) for each in (*pair, *taken)
        ):
            taken.append(entry)
    return taken


def _of_steps(base: FactBase, prompt: Prompt, seed: int) -> Iterator[Exercise]:
    """Yield what comes right after and before each step, a drawn half of all such questions."""
    values = prompt.values
    for number, (before, after) in enumerate(pairwise(values), 1):
        is_next = draw(seed, prompt.id, number) % 2 == 0
        name, given, asked = ("next", before, after) if is_next else ("previous", after, before)
        others = [each for each in _near(values, asked) if each not in (given, asked)]
        yield from _of_step(base, prompt, f"{name}/{number}", (given, asked, *others[: MOST - 1]))


def _near(values: Sequence[Value], asked: Value) -> list[Value]:
    at = values.index(asked)
    return sorted(values, key=lambda each: abs(values.index(each) - at))


def _of_step(
    base: FactBase, prompt: Prompt, name: str, values: tuple[Value, ...]
) -> Iterator[Exercise]:
    given, asked, *others = values
    key = name.partition("/")[0]
    fact = replace(prompt.fact, values={**prompt.fact.values, prompt.field.name: (given,)})
    stems = filled(base, prompt, fact, getattr(prompt.rule, key), key)
    if stems and len(others) >= FEWEST - 1:
        right, *wrong = fillers_of(base, [asked, *others])
        made = OneRight(
            f"{prompt.id}/{name}", stems[0], right, wrong, Proof.COMPLETE, names=[right.text]
        )
        yield exercise_of(base, SequenceForm.name, made, [prompt], [prompt.fact.ref])


def _has_neighbours(kind: Kind, field: Field) -> bool:
    rules = [rule for rule in kind.questions.values() if rule.field == field.name]
    return not field.in_order and any(rule.next or rule.previous for rule in rules)


def _why_not(_base: FactBase, entry: Entry) -> str:
    if entry.own:
        return "the author wrote the question"
    told = entry.value.provenance
    return "" if told.since else "nothing says from when the value holds (`from`)"


_NEEDS = Needs(
    FEWEST,
    _has_neighbours,
    _why_not,
    "nobody certainly came right after another holder: each may be the only one",
    "write who held the same one before or after, with `from` and `to`, in facts of their own",
    alike=False,
)
