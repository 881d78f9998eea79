"""What the article of a deck does not say where the facts say that it does, as problems."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from quizgen.deck.model.deck import Deck
from quizgen.diagnostics import Diagnostic, Place, Severity
from quizgen.grounding.article import Article
from quizgen.grounding.citations import Citation, Citations
from quizgen.grounding.elements import Element, SaidNumber
from quizgen.grounding.evidence import Evidence, Weigher
from quizgen.grounding.source import Articles

# The codes of problems with the number of a paragraph.
OF_PARAGRAPHS = frozenset({"Q600", "Q603", "Q606"})
# The codes of all problems that come to light in the article.
OF_ARTICLE = OF_PARAGRAPHS | {"Q601", "Q602", "Q604", "Q605"}
_MOST_SHOWN = 3
# Digits stand in groups of so many: 520.000.
_GROUP = 3


def ungrounded(deck: Deck, articles: Articles) -> Iterator[Diagnostic]:
    """Yield what the facts of a deck say and its article does not, or in another paragraph.

    Yields nothing if the deck has no article. Raises QuizgenError as `Articles.of` does.
    """
    sought = articles.of(deck)
    yield from sought.problems
    if sought.article:
        yield from _Findings(deck, sought.article)


class _Findings:
    """Compares the citations of a deck with an article."""

    def __init__(self, deck: Deck, article: Article) -> None:
        self._deck = deck
        self._article = article
        self._weigher = Weigher(article)

    def __iter__(self) -> Iterator[Diagnostic]:
        citations = tuple(Citations(self._deck, self._article))
        citing = {each.fact.ref for each in citations if each.number is not None}
        for each in citations:
            evidence = self._weigher.evidence(each)
            if each.number is None:
                if each.fact.ref not in citing:
                    yield from self._without_number(each, evidence)
            elif each.number > len(self._article.paragraphs):
                yield self._beyond(each, each.number, evidence)
            else:
                yield from self._with_number(each, each.number, evidence)
            yield from self._nowhere(each)

    def _with_number(
        self, citation: Citation, number: int, evidence: Evidence
    ) -> Iterator[Diagnostic]:
        missing = self._missing(citation, number)
        if missing:
            yield self._lacks(citation, number, missing, evidence)
        elif evidence.is_beside(number):
            yield _speaks_of_other_things(citation, number, evidence)

    def _missing(self, citation: Citation, number: int) -> dict[Element, tuple[int, ...]]:
        """Return the stated elements that only other paragraphs have, each with these."""
        found = {}
        for element in citation.elements:
            holders = self._weigher.holders(element) if element.is_stated else ()
            if holders and number not in holders:
                found[element] = holders
        return found

    def _lacks(
        self,
        citation: Citation,
        number: int,
        missing: dict[Element, tuple[int, ...]],
        evidence: Evidence,
    ) -> Diagnostic:
        likely = evidence.likely()
        target = likely if likely and evidence.is_better(likely[0], number) else ()
        shown = _listed(missing)
        if target:
            where = f"{_paragraphs(target)} {'has' if len(target) == 1 else 'have'} it"
            where = where.replace(" it", " them") if len(missing) > 1 else where
            fix = f"write `paragraph: {target[0]}`"
        else:
            holders = next(iter(missing.values()))
            where = f"{_paragraphs(holders)} {'has' if len(holders) == 1 else 'have'} it"
            fix = f"give that value a number of its own: {{value: …, paragraph: {holders[0]}}}"
        message = f"paragraph {number} does not have {shown}; {where}"
        mend = evidence.certain() if target else 0
        return _warning("Q600", message, citation, fix, mend)

    def _beyond(self, citation: Citation, number: int, evidence: Evidence) -> Diagnostic:
        count = len(self._article.paragraphs)
        what = "1 paragraph" if count == 1 else f"{count} paragraphs"
        target = evidence.likely()
        fix = f"write `paragraph: {target[0]}`" if target else "count the paragraphs again"
        message = f"there is no paragraph {number}: the text has {what}"
        return _warning("Q603", message, citation, fix, evidence.certain())

    def _without_number(self, citation: Citation, evidence: Evidence) -> Iterator[Diagnostic]:
        target = evidence.likely()
        if len(target) == 1:
            what = f"`{citation.fact.ref}` cites no paragraph"
            message = f"{what}; it seems to come from paragraph {target[0]}"
            fix = f"write `paragraph: {target[0]}`"
            yield Diagnostic("Q602", message, citation.place, fix, Severity.INFO)

    def _nowhere(self, citation: Citation) -> Iterator[Diagnostic]:
        # Both ends of a range are shown as the range.
        told: set[tuple[str, Place]] = set()
        for element in citation.elements:
            is_told = (element.shown, element.place) in told
            if is_told or not element.must_stand or self._weigher.holders(element):
                continue
            told.add((element.shown, element.place))
            message = f"no paragraph of the text has {element.shown}"
            fix = "check it; if it comes from elsewhere, say so: `source: …` or `note: …`"
            fix = self._without_groups(element) or fix
            yield Diagnostic("Q601", message, element.place, fix, Severity.INFO)

    def _without_groups(self, element: Element) -> str:
        """Return how to write a number whose point groups its digits, "" for other elements."""
        if not isinstance(element.said, SaidNumber):
            return ""
        decimals = (each for each in element.said.values if each.as_tuple().exponent == -_GROUP)
        for number in (each.scaleb(_GROUP) for each in decimals):
            whole = replace(element, said=SaidNumber(frozenset({number})))
            if self._weigher.holders(whole):
                return f"write `{number:f}`: a point stands before decimals"
        return ""


def _speaks_of_other_things(citation: Citation, number: int, evidence: Evidence) -> Diagnostic:
    target = evidence.likely()
    has = "has" if len(target) == 1 else "have"
    message = (
        f"paragraph {number} has few of the words of `{citation.fact.ref}`; "
        f"{_paragraphs(target)} {has} more"
    )
    fix = f"write `paragraph: {target[0]}`, if the fact comes from there"
    return _warning("Q606", message, citation, fix, evidence.certain())


def _warning(code: str, message: str, citation: Citation, fix: str, certain: int) -> Diagnostic:
    """Return a warning; its mend is the paragraph that is `certain`, if it is not 0."""
    mend = str(certain or "")
    return Diagnostic(code, message, citation.place, fix, Severity.WARNING, mend)


def _listed(elements: dict[Element, tuple[int, ...]]) -> str:
    shown = list(dict.fromkeys(each.shown for each in elements))
    more = len(shown) - _MOST_SHOWN
    if more > 0:
        return f"{', '.join(shown[:_MOST_SHOWN])} and {more} more"
    return " and ".join(filter(None, (", ".join(shown[:-1]), shown[-1])))


def _paragraphs(numbers: Sequence[int]) -> str:
    shown = [str(each) for each in numbers[:_MOST_SHOWN]]
    if len(shown) == 1:
        return f"paragraph {shown[0]}"
    return f"paragraphs {', '.join(shown[:-1])} and {shown[-1]}"
