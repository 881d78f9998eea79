"""What a review rejects: crossed options that the deck still offers, and what that changes."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from quizgen.bank.base import FactBase
from quizgen.deck.read import shorten
from quizgen.diagnostics import Diagnostic, Place, QuizgenError, Severity, did_you_mean
from quizgen.project import Project, QuizOptions
from quizgen.reviewing.offers import Offer, offers_of, without
from quizgen.reviewing.sheet import Sheet, read_sheet

# The texts to reject by the ids of questions, in the order of the deck.
Rejecting = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Reviewed:
    """What a review does: the texts to reject, and the items afterwards.

    `fewer` is how many items lose options that nothing replaces, `lost` how many have too few then.
    `problems` are crossed options that the deck does not offer.
    """

    rejecting: Rejecting
    after: tuple[Offer, ...] = ()
    fewer: int = 0
    lost: int = 0
    problems: tuple[Diagnostic, ...] = ()

    @property
    def count(self) -> int:
        """Return how many options are rejected."""
        return sum(map(len, self.rejecting.values()))


def review(project: Project, sheet: Sheet) -> Reviewed:
    """Return what the crosses on a sheet do to a deck."""
    before = offers_of(project)
    problems = _without_effect(project.base, before, sheet)
    return reviewed(project, before, _crossed(before, sheet), problems)


def reviewed(
    project: Project,
    before: Iterable[Offer],
    rejected: Rejecting,
    problems: Iterable[Diagnostic] = (),
) -> Reviewed:
    """Return what rejecting some texts does to the items that were there `before`."""
    if not rejected:
        return Reviewed(rejected, tuple(before), problems=tuple(problems))
    then = without(project, rejected)
    old, new = _sizes(project), _sizes(then)
    lost = old.keys() - new.keys()
    fewer = [question for question in new if new[question] < old.get(question, 0)]
    return Reviewed(rejected, offers_of(then), len(fewer), len(lost), tuple(problems))


def _sizes(project: Project) -> Mapping[str, int]:
    """Return how many options each item has, by id."""
    return {each.id: len(each.options) for each in project.items(QuizOptions())}


def is_open(project: Project, path: Path) -> bool:
    """Return whether a file is a sheet with crosses that the deck does not have yet."""
    if not path.is_file():
        return False
    try:
        sheet = read_sheet(path)
    except QuizgenError:
        return False
    return bool(_crossed(offers_of(project), sheet))


def unseen(offers: Iterable[Offer], seen: Mapping[str, Collection[str]]) -> tuple[Offer, ...]:
    """Return the items that somebody has seen and that now offer an option not seen there."""
    return tuple(
        offer
        for offer in offers
        if offer.id in seen and any(each.shown not in seen[offer.id] for each in offer.options)
    )


def _crossed(offers: Iterable[Offer], sheet: Sheet) -> Rejecting:
    """Return the crossed options that the deck offers."""
    found: dict[str, tuple[str, ...]] = {}
    for offer in offers:
        marked = sheet.get(offer.id)
        crossed = marked.crossed if marked else {}
        texts = tuple(each.text for each in offer.options if each.shown in crossed)
        if texts:
            found[offer.id] = texts
    return found


def _without_effect(base: FactBase, offers: Iterable[Offer], sheet: Sheet) -> Iterator[Diagnostic]:
    """Yield a warning for each crossed option that the deck neither offers nor rejects."""
    offered = {offer.id: {each.shown for each in offer.options} for offer in offers}
    for question, marked in sheet.items():
        shown = offered.get(question, set())
        for text, place in marked.crossed.items():
            if text not in shown and not _is_rejected(base, question, text):
                yield _stale(question, text, place, shown)


def _is_rejected(base: FactBase, question: str, text: str) -> bool:
    return base.wording.normal(text) in base.rejected.get(question, ())


def _stale(question: str, text: str, place: Place, shown: Collection[str]) -> Diagnostic:
    """Return a warning about a crossed option that the deck does not offer."""
    if shown:
        message = f"`{question}` does not offer `{shorten(text)}`, so the cross has no effect"
        fix = did_you_mean(text, shown)
    else:
        message = f"the deck has no generated options for `{shorten(question)}`"
        fix = "write a new sheet, if the deck has changed since this one"
    return Diagnostic("Q641", message, place, fix, Severity.WARNING)
