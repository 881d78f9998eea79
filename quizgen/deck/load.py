"""Loads a deck: ties together the parts that were read from its files, and checks them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping as MappingType
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from quizgen.deck.asof import check_as_of
from quizgen.deck.attach import with_files, with_media
from quizgen.deck.earlier import Readings
from quizgen.deck.entries import check_entries
from quizgen.deck.foreign import Foreign, Neighbour, Own, kinds_abroad, references_of, take_over
from quizgen.deck.formula_places import FormulaPlaces
from quizgen.deck.identity import check_identities
from quizgen.deck.inside import real_path
from quizgen.deck.kinds import check_targets
from quizgen.deck.marking import with_markup
from quizgen.deck.model.deck import Deck
from quizgen.deck.model.facts import Fact
from quizgen.deck.model.quiz import FormNames
from quizgen.deck.namesakes import check_namesakes
from quizgen.deck.parts import MAX_FACTS, Parts, Request
from quizgen.deck.resolve import Abroad, names_other_deck, resolve, without_lost
from quizgen.deck.siblings import Siblings
from quizgen.deck.translations import translated, with_default_words
from quizgen.diagnostics import (
    Diagnostic,
    Place,
    Problems,
    QuizgenError,
    Severity,
    TooManyProblemsError,
)

# Other decks as they were read for their facts, by real path and language.
Neighbours = dict[tuple[Path, str], Neighbour]


class Loaded(Struct, frozen=True):
    """A deck as far as it could be read (None without a header), and every problem found.

    `languages` are all languages that it lists, and `language` is the one in which it was read.
    `files` are the files that were read, also of a deck that could not be: the deck's own first,
    those of other decks last.
    """

    deck: Deck | None
    diagnostics: tuple[Diagnostic, ...]
    languages: tuple[str, ...] = ()
    language: str = ""
    files: tuple[Path, ...] = ()


def load_deck(  # noqa: PLR0913 - most callers give two
    path: Path,
    forms: FormNames | None = None,
    contents: MappingType[Path, str] | None = None,
    language: str = "",
    neighbours: Neighbours | None = None,
    *,
    readings: Readings | None = None,
) -> Loaded:
    """Read a deck file; all problems are in `diagnostics`, and none is raised.

    A deck that lists several languages is read in one: in `language` if it has that, else in its
    first one.

    `forms` are the names of the forms that its quiz may have, None to accept any name. `contents`
    stand in place of what files hold on the disk, by real path. `neighbours` keep decks that
    others refer to, so that several calls read each of them once; `contents` must be the same.
    `readings` keep what was read, so that the next call reads only the facts that have changed.
    """
    problems = Problems()
    request = Request(path, forms, contents, language, readings)
    loader = _Loader(request, problems, neighbours)
    deck = loader.load_or_report()
    return Loaded(
        deck,
        tuple(sorted(problems.found, key=lambda d: (d.place.file, d.place.line, d.place.column))),
        loader.parts.languages.codes,
        loader.parts.languages.chosen,
        loader.files_read(deck),
    )


class _Loader:
    """Loads one deck.

    A deck that is read `alone`, for another one, leaves its references to other decks open.
    """

    def __init__(
        self,
        request: Request,
        problems: Problems,
        neighbours: Neighbours | None,
        *,
        alone: bool = False,
    ) -> None:
        self.parts = Parts(request, problems)
        self._request = request
        self._path = request.path
        self._problems = problems
        self._neighbours = neighbours
        self._alone = alone
        self._foreign = Foreign()

    def load_or_report(self) -> Deck | None:
        """Return the deck, None if a problem that stops the reading was added to the others."""
        try:
            return self.load()
        except QuizgenError as error:
            self._problems.found.extend(error.diagnostics)
        except TooManyProblemsError:
            pass
        return None

    def load(self) -> Deck | None:
        """Return the deck; raises QuizgenError and TooManyProblemsError."""
        parts = self.parts
        parts.read()
        if not parts.broken_off and not self._alone:
            self._foreign = self._taken_over()
        self._check_targets()
        if parts.broken_off:
            return None
        deck = self._made()
        if deck is None:
            return None
        check_identities(deck, self._problems)
        check_as_of(deck, self._problems, dt.datetime.now(dt.UTC).date())
        check_namesakes(deck, self._problems)
        check_entries(deck, self._problems)
        places = FormulaPlaces(parts.files)
        markup, unmarked = parts.header.markup, parts.unmarked
        deck = with_markup(deck, self._problems, places, markup=markup, unmarked=unmarked)
        return self._with_foreign(deck) if self._foreign.facts else deck

    def _made(self) -> Deck | None:
        """Return the deck of what was read, None if its header lacks something."""
        parts = self.parts
        facts = self._resolved()
        for problem in parts.projection.report():
            self._problems.add(problem)
        facts = with_default_words(facts, parts.language)
        facts, media = with_media(facts, parts.kinds, self._path, self._problems)
        deck = parts.header.deck(
            facts,
            translated(parts.kinds, parts.language),
            [*parts.files.paths, *media],
            parts.lost | parts.known_kinds.refused,
            parts.languages,
        )
        deck = self._with_pictures(deck) if deck else None
        if deck and parts.languages.codes:
            named = {"anki.deck", "anki"} if deck.anki.deck else {"title"}
            deck = replace(deck, has_own_name=bool(named & parts.projection.translated))
        return deck

    def _with_pictures(self, deck: Deck) -> Deck:
        """Return the deck with the files of its logo and its passages."""
        logo = deck.quiz.logo
        pictured = [each for each in deck.passages.values() if each.picture]
        pictures = [*([logo] if logo else []), *(each.picture for each in pictured if each.picture)]
        if not pictures:
            return deck
        found, paths = with_files(pictures, self._path, self._problems)
        quiz = replace(deck.quiz, logo=found.pop(0)) if logo else deck.quiz
        both = zip(pictured, found, strict=True)
        passages = {each.id: replace(each, picture=picture) for each, picture in both}
        files = (*deck.files, *map(str, paths))
        return replace(deck, quiz=quiz, passages={**deck.passages, **passages}, files=files)

    def files_read(self, deck: Deck | None) -> tuple[Path, ...]:
        """Return the files that were read, those of other decks last."""
        inputs = deck.inputs if deck else map(str, self.parts.files.paths)
        return tuple(map(Path, dict.fromkeys((*inputs, *self._foreign.files))))

    def _taken_over(self) -> Foreign:
        """Return what the deck takes from the decks that its facts refer to."""
        parts = self.parts
        facts = (each for each in parts.facts.values() if parts.kinds[each.kind].references)
        references = (each for fact in facts for each, _ in references_of(fact))
        if not any(names_other_deck(each.target) for each in references):
            return Foreign()
        lost = frozenset(parts.lost | parts.left_out)
        has_several = bool(parts.languages.codes)
        own = Own(
            parts.header.id,
            parts.language,
            parts.facts,
            parts.kinds,
            lost,
            has_several,
            parts.files.size,
        )
        siblings = Siblings(self._path)
        foreign = take_over(own, siblings, self._neighbour, MAX_FACTS, self._problems)
        parts.left_out |= foreign.left_out
        return foreign

    def _neighbour(self, path: Path) -> Neighbour:
        """Return another deck, read for its facts alone, in the language of this one."""
        language = self.parts.language
        known = self._neighbours
        key = (real_path(path), language)
        if known is not None and key in known:
            return known[key]
        read = self._read_neighbour(path, language)
        if known is not None:
            known[key] = read
        return read

    def _read_neighbour(self, path: Path, language: str) -> Neighbour:
        problems = Problems()
        request = replace(self._request, path=path, language=language, readings=None)
        loader = _Loader(request, problems, self._neighbours, alone=True)
        deck = loader.load_or_report()
        errors = (each for each in problems.found if each.severity is Severity.ERROR)
        return Neighbour(
            deck,
            loader.files_read(deck),
            next(errors, None),
            frozenset(loader.parts.left_out),
            loader.parts.files.size,
        )

    def _check_targets(self) -> None:
        parts = self.parts
        abroad = kinds_abroad(parts.facts.values(), parts.kinds)
        refused = parts.known_kinds.refused | parts.lost | abroad
        check_targets(parts.kinds, self._problems, refused)

    def _with_foreign(self, deck: Deck) -> Deck:
        """Return the finished deck with the facts and kinds of other decks."""
        theirs = {fact.ref: fact for fact in self._foreign.facts.values()}
        return replace(
            deck,
            facts={**deck.facts, **theirs},
            kinds={**deck.kinds, **self._foreign.kinds},
            other_files=self._foreign.files,
        )

    def _resolved(self) -> dict[str, Fact]:
        """Return the facts tied together, without those that the language lacks."""
        parts = self.parts
        lost = parts.lost | parts.known_kinds.lost_pools | parts.left_out | self._foreign.lost
        abroad = Abroad(parts.header.id, None if self._alone else self._foreign.facts)
        kinds = {**parts.kinds, **self._foreign.kinds}
        facts = resolve(parts.facts, kinds, self._problems, lost, abroad)
        if not parts.left_out:
            return facts
        kept = without_lost(facts, kinds)
        if not kept:
            code = parts.languages.chosen
            fix = f"translate some, or delete `{code}` in `languages`"
            place = Place(str(self._path), 1, 1)
            self._problems.error("Q215", f"the deck has no facts in `{code}`", place, fix)
        for ref in sorted(facts.keys() - kept.keys()):
            parts.projection.left_out(facts[ref])
            parts.left_out.add(facts[ref].id)
        return kept
