"""Answers what a page asks: which facts it shows now, and what of them has changed."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from typing import Any, Generic, TypeVar

from quizgen.diagnostics import Diagnostic, Place, QuizgenError, Severity
from quizgen.media.model import MediaFile
from quizgen.preview.cards import Document, style_sheet
from quizgen.preview.facts import FactView, Shown, views_of
from quizgen.preview.owners import Owners
from quizgen.preview.paper import Printed, picture_of, printed, reasons
from quizgen.preview.query import Found, Query, found, query_of
from quizgen.preview.rendering import (
    fact_html,
    hash_of,
    paper_html,
    place_key,
    problem_of,
    problems_html,
)
from quizgen.preview.studio import Studio
from quizgen.project import Project

T = TypeVar("T")
_MOST_KEPT = 4000
_MOST_LISTED, _MOST_ABOVE = 50, 10


class Kept(Generic[T]):
    """Things by key, of which the oldest are forgotten when there are too many."""

    def __init__(self, most: int = _MOST_KEPT) -> None:
        self._most = most
        self._things: OrderedDict[str, T] = OrderedDict()
        self._lock = threading.Lock()

    def put(self, key: str, thing: T) -> None:
        """Keep a thing, as the newest one."""
        with self._lock:
            self._things[key] = thing
            self._things.move_to_end(key)
            while len(self._things) > self._most:
                self._things.popitem(last=False)

    def get(self, key: str) -> T | None:
        """Return a thing, None if it is not kept any more."""
        with self._lock:
            return self._things.get(key)


class Desk:
    """What a page may ask about a deck that is being written.

    `documents` are the sides of cards, `styles` the style sheets of cards, `media` the pictures and
    sounds, `places` the places that an editor may open. `pictures` are pages of the paper. Each has
    a key that the page got before.
    """

    def __init__(self, studio: Studio) -> None:
        self._studio = studio
        self.documents: Kept[Document] = Kept()
        self.styles: Kept[str] = Kept(50)
        self.media: Kept[MediaFile] = Kept(500)
        self.places: Kept[Place] = Kept(20_000)
        self.pictures: Kept[bytes] = Kept(20)
        self._printing = threading.Lock()
        self._printed: tuple[Project, Printed | tuple[str, ...]] | None = None

    def view(self, asked: Mapping[str, object]) -> dict[str, Any]:
        """Return what a page shows, in terms of JSON.

        `asked` is a query (as for `query_of`) with the hashes of the facts that the page has.
        """
        try:
            return self._view(asked)
        finally:
            self._studio.served()

    def _view(self, asked: Mapping[str, object]) -> dict[str, Any]:
        query = query_of(asked)
        version = self._studio.version
        language = self._studio.language_of(query.language)
        shown = self._studio.shown(language)
        problems = self._problems(shown)
        owners = Owners(shown.project.deck.facts if shown else {})
        by_fact = owners.by_fact(problems)
        page = _page(query, shown, by_fact)
        self._studio.look_at(language, page.refs)
        known = asked.get("known")
        has = known if isinstance(known, dict) else {}
        return {
            "version": version,
            "language": language,
            "languages": list(self._studio.languages),
            "title": _title(self._studio, shown),
            "sound": self._studio.is_sound,
            "read": version > 0,
            "done": shown.is_done if shown else not self._studio.is_sound,
            "facts": self._facts(shown, page.refs, by_fact, owners, has) if shown else [],
            "page": page.page,
            "pages": page.pages,
            "found": page.total,
            "counts": _counts(shown, problems),
            "kinds": _kinds(shown),
            "forms": _forms(shown),
            "general": self._general(by_fact, page.refs, owners),
            "problems": self._listed(problems, owners),
        }

    def _problems(self, shown: Shown | None) -> list[Diagnostic]:
        """Return the problems of the files, and those that the deck has if the files are sound."""
        further = shown.problems if shown and self._studio.is_sound else ()
        return [*self._studio.problems, *further]

    def _facts(
        self,
        shown: Shown,
        refs: Sequence[str],
        by_fact: Mapping[str, Sequence[Diagnostic]],
        owners: Owners,
        has: Mapping[str, object],
    ) -> list[dict[str, str]]:
        """Return facts with their hashes, and with their HTML where the page has another one."""
        sheet = style_sheet(shown.project)
        style = hash_of(sheet)
        self.styles.put(style, sheet)
        views = views_of(shown, refs, by_fact, style)
        return [self._fact(view, owners, has) for view in views]

    def _fact(self, view: FactView, owners: Owners, has: Mapping[str, object]) -> dict[str, str]:
        ref = view.fact.ref
        self.places.put(place_key(view.fact.place), view.fact.place)
        html = fact_html(view, [self._problem(each, owners, ref) for each in view.problems])
        for card in view.cards:
            self.documents.put(card.front.id, card.front)
            self.documents.put(card.back.id, card.back)
        for file in view.media:
            self.media.put(file.name, file)
        made = hash_of(html)
        told = {"ref": ref, "hash": made}
        return told if has.get(ref) == made else {**told, "html": html}

    def _problem(self, problem: Diagnostic, owners: Owners, fact: str = "") -> dict[str, Any]:
        place = problem.place
        self.places.put(place_key(place), place)
        return problem_of(problem, owners.lines(place.file), fact or owners.of(place))

    def _general(
        self,
        by_fact: Mapping[str, Sequence[Diagnostic]],
        refs: Sequence[str],
        owners: Owners,
    ) -> str:
        """Return the problems of no fact, and errors of facts that the page does not show."""
        elsewhere = (
            problem
            for ref, problems in by_fact.items()
            for problem in problems
            if ref not in refs and problem.severity is Severity.ERROR
        )
        general = dict.fromkeys([*by_fact.get("", ()), *elsewhere])
        return self._listed(list(general), owners, _MOST_ABOVE) if general else ""

    def _listed(
        self, problems: Sequence[Diagnostic], owners: Owners, most: int = _MOST_LISTED
    ) -> str:
        """Return problems as a list, the worst first, and at most so many."""
        ordered = sorted(problems, key=lambda each: _RANKS[each.severity])
        listed = ordered[:most]
        shown = [self._problem(each, owners) for each in listed]
        return problems_html(shown, len(ordered) - len(listed))

    def paper(self, language: str, page: int) -> str:
        """Return a page of the paper as HTML, or why there is none."""
        shown = self._studio.shown(language)
        if shown is None or not shown.is_done:
            return paper_html((), "", 0, 0)
        with self._printing:
            made = self._print(shown.project)
            if not isinstance(made, Printed):
                return paper_html(made, "", 0, 0)
            number = max(1, min(page, made.pages))
            key = f"{hash_of(repr(hash(made.pdf)))}-{number}"
            if self.pictures.get(key) is None:
                self.pictures.put(key, picture_of(made, number))
        return paper_html((), key, number, made.pages)

    def _print(self, project: Project) -> Printed | tuple[str, ...]:
        """Return the paper of a deck or why there is none, made once for each state."""
        if self._printed is None or self._printed[0] is not project:
            self._printed = (project, _printed_or_reasons(project))
        return self._printed[1]


_RANKS = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFO: 2}


def _printed_or_reasons(project: Project) -> Printed | tuple[str, ...]:
    try:
        return printed(project)
    except QuizgenError as error:
        return reasons(error)


def _page(query: Query, shown: Shown | None, by_fact: Mapping[str, Sequence[Diagnostic]]) -> Found:
    if shown is None:
        return Found((), 1, 1, 0)
    serious = {
        ref
        for ref, problems in by_fact.items()
        if any(each.severity is not Severity.INFO for each in problems)
    }
    return found(query, shown.rows, serious)


def _title(studio: Studio, shown: Shown | None) -> str:
    return shown.project.deck.title if shown else studio.path.name


def _counts(shown: Shown | None, problems: Sequence[Diagnostic]) -> dict[str, int]:
    severities = [each.severity for each in problems]
    return {
        "facts": len(shown.rows) if shown else 0,
        "questions": len(shown.project.prompts) if shown else 0,
        "errors": severities.count(Severity.ERROR),
        "warnings": severities.count(Severity.WARNING),
        "hints": severities.count(Severity.INFO),
    }


def _kinds(shown: Shown | None) -> list[str]:
    return list(dict.fromkeys(row.kind for row in shown.rows)) if shown else []


def _forms(shown: Shown | None) -> list[str]:
    if shown is None:
        return []
    return sorted({form for row in shown.rows for form in row.forms})
