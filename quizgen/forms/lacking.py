"""Why the facts of a kind give no item of a form that needs several facts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator

from msgspec import Struct

from quizgen.bank.base import FactBase
from quizgen.bank.mends import more_facts
from quizgen.deck.model.facts import Fact
from quizgen.deck.model.kinds import Field, Kind
from quizgen.forms.entries import Entry, grouped
from quizgen.forms.exercise import Exercise, Material
from quizgen.forms.form import Lacking

# The types of fields whose values nothing compares.
_UNCOMPARED = ("sentence", "diagram", "image", "audio")
_UNCLEAR = "their values are not exact, or have other right answers beside them"


class Needs(Struct, frozen=True):
    """What a form needs of the facts of a kind.

    `fewest` facts stand in an item. `means` returns whether the form asks about a field at all, and
    `refuses` why an entry cannot stand in an item, "" if it can. `apart` says why entries that can
    do not go together, and `mend` what to write then. Unless `alike`, the questions for the facts
    in an item may differ in more than the name.
    """

    fewest: int
    means: Callable[[Kind, Field], bool]
    refuses: Callable[[FactBase, Entry], str]
    apart: str
    mend: str
    alike: bool = True


def lacking_facts(
    material: Material, form: str, made: Iterable[Exercise], needs: Needs
) -> Iterator[Lacking]:
    """Yield for each field that the form means and no item of `made` asks about why there is none.

    A field that no fact of the deck has is passed over, and so are facts without a name.
    """
    asked = {(each.kind, each.field) for each in made}
    by_kind: dict[str, list[Fact]] = {}
    for fact in material.base.deck.facts.values():
        if not fact.background and fact.ref in material.base.names.fillers:
            by_kind.setdefault(fact.kind, []).append(fact)
    for name, facts in by_kind.items():
        kind = material.base.deck.kinds[name]
        for field in kind.fields.values():
            held = [fact for fact in facts if field.name in fact.values]
            if held and (name, field.name) not in asked and _is_meant(kind, field, needs):
                why, mend = _why(material, held, field, needs)
                place = held[0].values[field.name][0].place
                yield Lacking(f"{name}/{field.name}", form, why, mend, place)


def _is_meant(kind: Kind, field: Field, needs: Needs) -> bool:
    is_compared = field.type not in _UNCOMPARED and not (field.quiet or field.other_name)
    return is_compared and field.name != kind.name and needs.means(kind, field)


def _why(material: Material, held: list[Fact], field: Field, needs: Needs) -> tuple[str, str]:
    """Return why facts that have a field give no item, and what would mend it."""
    kind, count = held[0].kind, len(held)
    refs = {fact.ref for fact in held}
    entries = [
        each for each in material.entries if each.field.name == field.name and each.fact.ref in refs
    ]
    told = Counter(needs.refuses(material.base, each) for each in entries)
    usable = [each for each in entries if not needs.refuses(material.base, each)]
    together = max(map(len, grouped(material.base, entries).values()), default=0)
    if needs.alike and together == 1 < len(entries):
        why = f"no two questions for `{field.name}` say the same beside the name, such as one time"
        return why, f"ask for `{field.name}` by the name alone"
    if count < needs.fewest:
        have = "fact has" if count == 1 else "facts have"
        why = f"{count} {have} `{field.name}`, and an item needs {needs.fewest}"
        return why, f"write {more_facts(needs.fewest - count, kind)} with `{field.name}`"
    if len(usable) >= needs.fewest:
        return needs.apart, needs.mend
    del told[""]
    told[_UNCLEAR] += count - len({each.fact.ref for each in entries})
    reason, number = told.most_common(1)[0]
    why = f"{number} of {count} facts cannot stand in an item: {reason}"
    return why, f"mend these, or write other `{kind}`; an item needs {needs.fewest}"


def is_asked_for(kind: Kind, field: Field) -> bool:
    """Return whether a question of the kind asks for the field."""
    return any(rule.field == field.name and rule.ask for rule in kind.questions.values())
