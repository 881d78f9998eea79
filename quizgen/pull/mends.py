"""Learners' mends in Anki, and the changes of a deck that bring its cards to say the same."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from quizgen.anki.learning import LearnerNote
from quizgen.anki.note_prompts import facts_by_identity, identity_in, prompts_by_note
from quizgen.anki.plain import plain_of
from quizgen.anki.records import Record, records_of
from quizgen.anki.remarks import with_parts
from quizgen.anki.wanted import Wanted
from quizgen.anki.written import written_of
from quizgen.bank.prompts import Prompt, Way
from quizgen.bank.wording import sentence_case
from quizgen.deck.identity import adopted_key, identity_of
from quizgen.deck.load import load_deck
from quizgen.deck.model.anki import AnkiDefaults
from quizgen.deck.variants import in_variant
from quizgen.diagnostics import Diagnostic, Place, Severity, has_errors
from quizgen.export.anki import notes
from quizgen.forms.registry import form_names
from quizgen.mending.sources import CannotChangeError, FileEdit, Sources, real_contents
from quizgen.project import Project
from quizgen.pull.candidates import (
    Card,
    NoWayBackError,
    Option,
    adopted_options,
    options_for,
    with_hints,
)
from quizgen.pull.edited import edited

# Each round reads the deck once, with the next likely change for mends that are still open.
_MOST_ROUNDS = 16
# The field of our own type for sentences.
_SENTENCE = "Text"
# A sign between groups of three digits.
_GROUPED = re.compile(r"(?<=\d)[,.'\s](?=\d{3}(?!\d))")


@dataclass(slots=True)
class Mend:
    """A field of a note that a learner changed: its HTML in the deck and in Anki.

    `refused` says why it cannot go back, "" if it can.
    """

    key: str
    name: str
    before: str
    after: str
    place: Place
    options: list[Option] = field(default_factory=list)
    at: int = 0
    refused: str = ""
    # Why the likeliest changes would not do.
    reason: str = ""

    @property
    def option(self) -> Option:
        """Return the changes that are tried now."""
        return self.options[self.at]

    def next(self, why: str) -> None:
        """Try the next changes; refuse the mend if there are none left."""
        self.at += 1
        self.reason = self.reason or why
        if self.at >= len(self.options):
            self.refused = self.reason


@dataclass(frozen=True, slots=True)
class Pulled:
    """The new texts of a deck's files, and the mends that they hold and those that they cannot.

    `older` counts the notes that Anki has in an older version of the deck.
    """

    contents: Mapping[Path, str]
    patch: str
    mends: tuple[Mend, ...] = ()
    refused: tuple[Mend, ...] = ()
    older: int = 0


def pull(
    project: Project, cards: AnkiDefaults, wanted: Wanted, held: Iterable[LearnerNote]
) -> Pulled:
    """Return what learners mended in the notes of a deck, as changes of the deck's files.

    A change is kept only if the deck, read again with it, makes the card say what the learner
    wrote. What the deck has changed since counts as the deck's.
    """
    mends, older = _mends(project, wanted, held)
    sources = Sources()
    _find_options(project, mends, sources)
    contents = _Rounds(project, cards, sources, mends).contents()
    return Pulled(
        contents,
        sources.patch(contents),
        tuple(each for each in mends if not each.refused),
        tuple(each for each in mends if each.refused),
        older,
    )


def problems_of(pulled: Pulled) -> list[Diagnostic]:
    """Return a warning for each mend that cannot go back into the deck, with the reason."""
    return [
        Diagnostic(
            "Q561",
            f"`{each.name}` of `{each.key}` was mended in Anki, and the deck cannot take it over",
            each.place,
            f"{each.refused}; it says now: “{plain_of(each.after).text}”",
            Severity.WARNING,
        )
        for each in pulled.refused
    ]


def _mends(project: Project, wanted: Wanted, held: Iterable[LearnerNote]) -> tuple[list[Mend], int]:
    """Return the fields that learners edited, and the number of notes with older texts."""
    records = {record.named.get("Key", record.guid): record for record in records_of(wanted.deck)}
    mends: list[Mend] = []
    older = 0
    for note in held:
        record = records.get(note.fields.get("Key", "")) or records.get(note.guid)
        if record is None:
            continue
        found = edited(wanted, record, note)
        older += found.is_older
        place = _place_of(project, record.key)
        for name, (before, text) in found.fields.items():
            after = with_parts(text, before) if name == "Remarks" else with_hints(text, before)
            if after != before:
                mends.append(Mend(record.key, name, before, after, place))
    return mends, older


def _find_options(project: Project, mends: Sequence[Mend], sources: Sources) -> None:
    """Find for each mend what may bring it about; refuse those for which there is nothing."""
    prompts = prompts_by_note(project.deck, project.prompts)
    prompts.update(_adopted_sentences(project))
    asked = (prompt for mend in mends for prompt in prompts.get(mend.key, ()))
    places = (value.place for prompt in asked for value in prompt.values)
    sources.look_up(places)
    for mend in mends:
        try:
            mend.options = _options(project, mend, prompts.get(mend.key, ()), sources)
        except (NoWayBackError, CannotChangeError) as error:
            mend.refused = str(error)


def _options(
    project: Project, mend: Mend, prompts: Sequence[Prompt], sources: Sources
) -> list[Option]:
    """Return what may bring a mend about; raises NoWayBackError and CannotChangeError."""
    fact = facts_by_identity(project.deck).get(identity_in(mend.key))
    adopted = project.deck.anki.note_types.get(fact.kind) if fact else None
    name = mend.name
    if adopted and fact and mend.key == adopted_key(identity_of(project.deck, fact)):
        if name != adopted.sentence:
            return adopted_options(project.base, fact, dict(adopted.fields)[name], mend.after)
        name = _SENTENCE
    card = Card(project.base, prompts, name, mend.before, mend.after)
    return options_for(card, sources)


def _adopted_sentences(project: Project) -> dict[str, list[Prompt]]:
    """Return the blanks of sentences that learners had before the deck, by the keys of notes."""
    found: dict[str, list[Prompt]] = {}
    for prompt in project.prompts:
        adopted = project.deck.anki.note_types.get(prompt.fact.kind)
        if adopted and adopted.is_cloze and prompt.way is Way.BLANK:
            key = adopted_key(identity_of(project.deck, prompt.fact))
            found.setdefault(key, []).append(prompt)
    return found


def _place_of(project: Project, key: str) -> Place:
    fact = facts_by_identity(project.deck).get(identity_in(key))
    return fact.place if fact else project.deck.place


class _Rounds:
    """Tries changes until every mend is brought about or refused."""

    def __init__(
        self, project: Project, cards: AnkiDefaults, sources: Sources, mends: Sequence[Mend]
    ) -> None:
        self._project, self._cards, self._sources = project, cards, sources
        self._mends = mends
        # What the open mends change now.
        self._edits: dict[int, tuple[FileEdit, ...]] = {}

    def contents(self) -> dict[Path, str]:
        """Return the new texts of the files that change."""
        for _ in range(_MOST_ROUNDS):
            if self._find_edits():
                contents = self._sources.changed(self._all_edits())
                if not contents or self._is_settled(contents):
                    return contents
        # Changes that stand in each other's way: keep none that is in doubt.
        for mend in self._open():
            mend.refused = "no change of the deck has this effect"
        return {}

    def _open(self) -> list[Mend]:
        return [each for each in self._mends if not each.refused]

    def _all_edits(self) -> set[FileEdit]:
        return {edit for edits in self._edits.values() for edit in edits}

    def _find_edits(self) -> bool:
        """Find the edits of all open mends; return whether they can be made together."""
        self._edits = {}
        taken: dict[tuple[Path, int], FileEdit] = {}
        is_sound = True
        for mend in self._open():
            try:
                edits = tuple(self._sources.edit(change) for change in mend.option)
            except CannotChangeError as error:
                mend.next(str(error))
                is_sound = False
                continue
            if any(taken.get(_start(edit), edit) != edit for edit in edits):
                mend.refused = "another card of the same text was mended in another way"
                is_sound = False
            else:
                taken |= {_start(edit): edit for edit in edits}
                self._edits[id(mend)] = edits
        return is_sound

    def _is_settled(self, contents: Mapping[Path, str]) -> bool:
        """Return whether the deck with these contents says what all open mends want.

        Otherwise, those that it does not say go on to their next changes.
        """
        open_ones = self._open()
        before = [mend.at for mend in open_ones]
        deck = self._project.deck
        path = Path(deck.files[0])
        loaded = load_deck(path, form_names(), real_contents(contents), deck.language)
        if loaded.deck is None or has_errors(loaded.diagnostics):
            self._blame(loaded.diagnostics)
        else:
            home = "" if deck.variant else loaded.language
            made = notes(Project(in_variant(loaded.deck, home)), self._cards)
            _compare(open_ones, {record.key: record for record in records_of(made)})
        return before == [mend.at for mend in open_ones]

    def _blame(self, problems: Iterable[Diagnostic]) -> None:
        """Go on with the mends whose edits make the deck unsound, or with all of them."""
        edits = self._all_edits()
        errors = [each for each in problems if each.severity is Severity.ERROR]
        wrong = {self._sources.edit_at(edits, each.place): each.message for each in errors}
        blamed = False
        for mend in self._open():
            message = next((wrong[each] for each in self._edits[id(mend)] if each in wrong), "")
            if message:
                blamed = True
                mend.next(f"the deck would be wrong: {message}")
        for mend in () if blamed else self._open():
            mend.next("the deck could not be read any more")


def _start(edit: FileEdit) -> tuple[Path, int]:
    path, made = edit
    return path, made.start


def _compare(mends: Iterable[Mend], records: Mapping[str, Record]) -> None:
    """Go on with the mends that the deck's notes do not show."""
    for mend in mends:
        record = records.get(mend.key)
        if record is None or not _is_made(record.named.get(mend.name, ""), mend.after):
            mend.next("the deck would word the card in another way")


def _is_made(made: str, wanted: str) -> bool:
    """Return whether a field shows what a learner wrote.

    quizgen decides about its capital, the signs that group digits, and the full stop of a remark.
    """
    one, other = written_of(made), written_of(wanted)
    return one.besides == other.besides and _normal(one.text) == _normal(other.text)


def _normal(text: str) -> str:
    return sentence_case(_GROUPED.sub("", text)).removesuffix(".")
