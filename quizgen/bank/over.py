"""Whether what is told of a fact belongs to the past: an end, a death, a term that is over."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from quizgen.bank.base import FactBase
from quizgen.bank.bodies import ORGANIZATION
from quizgen.bank.once import once
from quizgen.deck.dates import PartialDate
from quizgen.deck.model.facts import Fact
from quizgen.language.lexicon import Named, named
from quizgen.late import late_pattern

# Nobody lives so long.
_MOST_YEARS_OF_LIFE = 120
# What is so many years older than the source belongs to the past, unless the deck says otherwise.
_YEARS_OF_MEMORY = 40
# The name of a person has at least so many words; a single one names too many people.
_LEAST_WORDS = 2
# What has a year in its English name happened then: the drought of 1932.
_OF_YEAR = late_pattern(r".+ (?:of|in) (?P<year>\d{3,4})")


class _Last:
    """The fact that was asked about last, and whether it is over."""

    def __init__(self, _: FactBase) -> None:
        self.asked: tuple[Fact, PartialDate | None] | None = None
        self.is_over = False


def is_over(base: FactBase, fact: Fact, as_of: PartialDate | None) -> bool:
    """Return whether a fact's time was over at the date of the facts, None if that is unknown.

    It is over after a date that `ends` the fact, or from which it is `over`; after the year in its
    name; and if all posts that somebody held have an end. No clock plays a part: where the deck
    does not say as of when, every end lies in the past. All questions about a fact ask this in
    turn, so the last answer is kept.
    """
    last = once(base, _Last)
    if last.asked is None or last.asked[0] is not fact or last.asked[1] is not as_of:
        last.asked, last.is_over = (fact, as_of), _is_over(base, fact, as_of)
    return last.is_over


def _is_over(base: FactBase, fact: Fact, as_of: PartialDate | None) -> bool:
    if _has_ended(base, fact, as_of) or _is_of_old(base, fact, as_of):
        return True
    if _happened(base, fact, as_of):
        return True
    if not base.is_of_people(fact.kind):
        return False
    is_past = _terms_are_over(base, fact, as_of) or _is_dead(base, fact, as_of)
    return is_past or _is_undated_among_old(base, fact, as_of)


def _has_ended(base: FactBase, fact: Fact, as_of: PartialDate | None) -> bool:
    kind = base.kind(fact)
    names = [name for name in (*kind.ends, *kind.over) if name in fact.values]
    if not names:
        return False
    # Whether a date that may change is past is known only where the deck says as of when.
    certain = [name for name in names if as_of or not kind.fields[name].volatile]
    return any(_is_reached(end, as_of) for end in _dates(fact, certain))


def _is_reached(end: PartialDate, as_of: PartialDate | None) -> bool:
    return as_of is None or end.end.last <= as_of.end.last


def _dates(fact: Fact, names: Iterable[str]) -> Iterator[PartialDate]:
    for name in names:
        for value in fact.values.get(name, ()):
            if isinstance(value.content, PartialDate):
                yield value.content


def _is_of_old(base: FactBase, fact: Fact, as_of: PartialDate | None) -> bool:
    """Return whether a fact that may be over, such as a treaty, is known from old dates alone."""
    kind = base.kind(fact)
    if not kind.over:
        return False
    lasting = [name for name in fact.values if not kind.fields[name].volatile]
    years = [date.end.year for date in _dates(fact, lasting)]
    if not years or as_of is None:
        return bool(years)
    return max(years) + _YEARS_OF_MEMORY < as_of.end.year


def _happened(base: FactBase, fact: Fact, as_of: PartialDate | None) -> bool:
    """Return whether a fact is named after a year that is past, in English decks.

    An organization with a year in its name may last.
    """
    value = base.names.value(fact)
    is_body = base.kind(fact).pool == ORGANIZATION
    if value is None or is_body or not base.wording.is_english:
        return False
    told = _OF_YEAR.fullmatch(base.text(value.content))
    return told is not None and (as_of is None or int(told["year"]) <= as_of.end.year)


def _terms_are_over(base: FactBase, fact: Fact, as_of: PartialDate | None) -> bool:
    """Return whether all posts that somebody held have an end that is past."""
    fields = base.kind(fact).fields
    held = [name for name in fact.values if fields[name].volatile and fields[name].type != "date"]
    ends = [value.provenance.until for name in held for value in fact.values[name]]
    return bool(ends) and all(end is not None and _is_reached(end, as_of) for end in ends)


def _is_dead(base: FactBase, fact: Fact, as_of: PartialDate | None) -> bool:
    """Return whether a person is known to have died, by the year of birth or by the name."""
    born = [date.end.year for date in _dates(fact, base.kind(fact).begins)]
    now = as_of.end.year if as_of else base.newest_year
    if born and max(born) + _MOST_YEARS_OF_LIFE < now:
        return True
    known = _known(base, fact)
    if known is None or known.died is None or (as_of and known.died > as_of.end.year):
        return False
    return not born or known.born in born


def _is_undated_among_old(base: FactBase, fact: Fact, as_of: PartialDate | None) -> bool:
    """Return whether a person has no dates in a deck of which all dates are old."""
    is_of_old = as_of is not None and base.times.as_of is None
    return is_of_old and base.times.lifetime(fact.ref) is None


def _known(base: FactBase, fact: Fact) -> Named | None:
    """Return what is known of a person by a full name, in English decks."""
    value = base.names.value(fact)
    if value is None or not base.wording.is_english:
        return None
    name = base.wording.bare(base.text(value.content))
    return named(name) if len(name.split()) >= _LEAST_WORDS else None
