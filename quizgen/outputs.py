"""From a project to the contents of the files that it asks for: the Anki package, the quiz, its key, the manifest."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from quizgen.anki.cards import make_notes
from quizgen.anki.difference import as_text, since_lock, since_package
from quizgen.anki.fields import ordinals_of
from quizgen.anki.lock import Lock, lock_path, read_lock
from quizgen.anki.notes import NoteDeck
from quizgen.anki.package import Package, lock_after, make_package
from quizgen.anki.reading import read_notes
from quizgen.anki.records import NoteError
from quizgen.composing import Paper
from quizgen.diagnostics import Diagnostic, Place, QuizgenError, Severity
from quizgen.facts.model import AnkiDefaults, Deck
from quizgen.labels import load_labels
from quizgen.paper.answersheet import render_answer_sheets
from quizgen.paper.cardsheets import CardGrid, render_cards
from quizgen.paper.filenames import file_ends
from quizgen.paper.layout import Layout, make_layout
from quizgen.paper.manifest import Manifest, to_json
from quizgen.paper.marksheets import answer_sheets, sheet_of
from quizgen.paper.pdf import joined
from quizgen.paper.pictures import picture_files, refused_pictures, unprintable_pictures
from quizgen.paper.reading import PICTURES, manifest_of
from quizgen.paper.sheets import render_key, render_keys, render_papers, render_quiz
from quizgen.paper.studycards import CardDeck, make_cards
from quizgen.project import Project, QuizOptions
from quizgen.push.plan import Wanted
from quizgen.resources import shipped

MANIFEST = "quiz.json"
# What ten digits of seconds can tell.
_LATEST = 9_999_999_999


def notes(project: Project, wanted: AnkiDefaults | None = None) -> NoteDeck:
    """Return the notes of the deck with the cards that are `wanted`, those that it asks for itself if not given.

    Choice cards hang on the deck alone, not on what a quiz is made with.
    """
    wanted = wanted or project.deck.anki
    has_choice = wanted.choice or any(map(wanted.has_choice, wanted.kinds))
    items = project.items(QuizOptions()) if has_choice else ()
    return make_notes(project.base, project.prompts, items, wanted)


def package(project: Project, wanted: AnkiDefaults | None = None, lock: Lock | None = None) -> Package:
    """Return the deck as an Anki package, with the cards that are `wanted` as for `notes`.

    Notes that are as they were when the `lock` was written are no newer than then. Raises
    QuizgenError for a deck that gives two notes one identity, or a note no card.
    """
    try:
        return make_package(notes(project, wanted), timestamp=changed_at(project.deck), lock=lock)
    except NoteError as error:
        fix = "this is a fault of quizgen if the fact looks right to you: please report it with the fact"
        place = project.place_of(error.key.rpartition("/")[0])
        raise QuizgenError([Diagnostic("Q520", str(error), place, fix)]) from None


def wanted_in_anki(
    project: Project, cards: AnkiDefaults, before: Lock | None, *, overwrite: bool
) -> tuple[Wanted, Lock]:
    """Return what a push of the deck wants in Anki, and the deck's lock after it."""
    deck, lock, timestamp = notes(project, cards), before or Lock(project.deck.id), changed_at(project.deck)
    return Wanted(deck, lock, timestamp, overwrite), lock_after(deck, timestamp=timestamp, lock=lock)


def lock_file(project: Project) -> Path:
    """Return where the lock of the deck is."""
    return lock_path(Path(project.deck.files[0]))


def locks(projects: Iterable[Project]) -> dict[str, Lock | None]:
    """Return the locks of decks by their ids, None where there is none; raises QuizgenError for all damaged ones."""
    found: dict[str, Lock | None] = {}
    problems: list[Diagnostic] = []
    for project in projects:
        try:
            found[project.deck.id] = read_lock(lock_file(project), project.deck.id)
        except QuizgenError as error:
            problems += error.diagnostics
    if problems:
        raise QuizgenError(problems)
    return found


def difference(project: Project, wanted: AnkiDefaults | None = None, old: Path | None = None) -> str:
    """Return what is new, changed and gone since the last build, or since the package `old`, as text.

    Raises QuizgenError for a lock or a package that cannot be read.
    """
    deck = notes(project, wanted)
    if old:
        return as_text(deck.deck, since_package(deck, read_notes(old)), str(old))
    path = lock_file(project)
    lock = locks([project])[deck.deck]
    if lock is None:
        fix = "`quizgen build` makes it; to compare with a package, give `--against OLD.apkg`"
        raise QuizgenError([Diagnostic("Q521", "there is no lock to compare with", Place(str(path)), fix)])
    return as_text(deck.deck, since_lock(deck, lock), f"the build that {path} tells of")


def card_count(project: Project, wanted: AnkiDefaults | None = None) -> int:
    """Return how many cards the Anki deck has with what is `wanted` as for `notes`."""
    return sum(len(ordinals_of(note)) for note in notes(project, wanted).notes)


@dataclass(frozen=True, slots=True)
class Printing:
    """Which files are made of a quiz beside its manifest.

    `pdf` is ``all``, ``quiz``, ``key`` or ``none``; `worked` adds the copy that shows and explains what
    is right, and `split` makes a file for each version or student, of the key as well. `layout` is what they look like.
    `sheet` adds answer sheets, as a file of their own, or `bound` behind each paper of the quiz; one for
    a class asks for a number of so many `digits`. `pictures` are those of the items by the names of
    their files.
    """

    pdf: str = "all"
    worked: bool = False
    split: bool = False
    layout: Layout = field(default_factory=Layout)
    sheet: bool = False
    bound: bool = False
    digits: int = 5
    pictures: Mapping[str, bytes] = field(default_factory=dict)


def quiz_files(
    manifest: Manifest, texts: Mapping[str, str], printing: Printing, place_of: Callable[[str], Place] = Place
) -> dict[str, bytes]:
    """Return the files of a quiz by name: the manifest always, and the PDF files that `printing` says.

    `texts` are the words of the manifest's language, and `place_of` says where a fact or a student
    (``students/NUMBER``) is written. Raises QuizgenError for what cannot be printed.
    """
    given: dict[str, Any] = {"layout": printing.layout, "place_of": place_of}
    files: dict[str, bytes] = {}
    copies = {"quiz": False} if printing.pdf in {"all", "quiz"} else {}
    sheets = _Sheets(manifest, printing, place_of) if printing.sheet or printing.bound else None
    for name, worked in (copies | ({"quiz-worked": True} if printing.worked else {})).items():
        bound = sheets.made.parts if sheets and printing.bound and not worked else ()
        if printing.split or bound:
            made = render_papers(manifest, texts, worked=worked, pictures=printing.pictures, **given)
            papers = [(*paper, sheet) for paper, sheet in zip(made, bound, strict=True)] if bound else made
            if printing.split:
                ends = zip(file_ends(manifest), papers, strict=True)
                files |= {f"{name}{end}.pdf": joined(paper) for end, paper in ends}
            else:
                files[f"{name}.pdf"] = joined([part for paper in papers for part in paper])
        else:
            files[f"{name}.pdf"] = render_quiz(manifest, texts, worked=worked, pictures=printing.pictures, **given)
    if printing.pdf in {"all", "key"}:
        files["quiz-key.pdf"] = render_key(manifest, texts, **given)
        if printing.split:
            keys = zip(file_ends(manifest), render_keys(manifest, texts, **given), strict=True)
            files |= {f"quiz-key{end}.pdf": joined(key) for end, key in keys}
    if sheets:
        manifest = replace(manifest, sheet=sheets.geometry)
        files |= {} if printing.bound else {"answer-sheet.pdf": sheets.made.pdf}
    files |= {f"{PICTURES}/{name}": data for name, data in printing.pictures.items()}
    return files | {MANIFEST: to_json(manifest)}


def paper_pictures(project: Project, paper: Paper, layout: Layout) -> dict[str, bytes]:
    """Return the pictures of a paper by the names of their files; raises QuizgenError (Q543) for what cannot print."""
    owners = {media: each.facts[0] for each in paper.exercises for media in (*each.pictures, *each.option_pictures)}
    refused = refused_pictures(owners, layout.folders)
    if refused:
        raise QuizgenError(unprintable_pictures(refused, owners, project.place_of))
    return picture_files(owners)


class _Sheets:
    """The answer sheets of a quiz as they are typeset."""

    def __init__(self, manifest: Manifest, printing: Printing, place_of: Callable[[str], Place]) -> None:
        labels = load_labels(manifest.language)
        self._sheets = answer_sheets(manifest, labels.texts, printing.digits, place_of, each=printing.bound)
        self.made = render_answer_sheets(
            self._sheets,
            labels,
            paper=manifest.paper,
            large=printing.layout.large_print,
            fonts=printing.layout.folders,
            font=printing.layout.font,
            own=printing.layout.own,
            apart=printing.bound,
        )

    @property
    def geometry(self) -> dict[str, object]:
        """Return what the manifest keeps of them."""
        return sheet_of(self._sheets, self.made)


def check_manifest(folder: Path, manifest: Manifest) -> None:
    """Raise QuizgenError (Q531) where the folder has the manifest of another quiz, OSError where it cannot be read.

    So does one of the same papers that tells other answers.
    """
    if is_other(folder, manifest):
        if fingerprint_in(folder) == manifest.fingerprint:
            message = "the manifest here is of these papers, with a key that was changed by hand or by the deck since"
            fix = f"`quizgen quiz {folder / MANIFEST}` prints that key; `--force` replaces it by that of the deck"
            raise QuizgenError([Diagnostic("Q531", message, Place(str(folder / MANIFEST)), fix)])
        message = "there is the manifest of another quiz, without which its papers cannot be marked"
        again = f"`quizgen quiz {folder / MANIFEST}` prints its papers again"
        fix = f"{again}; for the new quiz, name another folder by `-o`, or give `--force`"
        raise QuizgenError([Diagnostic("Q531", message, Place(str(folder / MANIFEST)), fix)])


def kept_quiz(folder: Path, manifest: Manifest) -> Diagnostic | None:
    """Return what to say where a folder keeps the quiz that it has, None where it has none or the same one."""
    if not is_other(folder, manifest):
        return None
    message = "the quiz here is another than the deck would give now, and stays: its papers may be printed"
    fix = "`--force` makes it anew; `quizgen quiz` makes the new one into another folder"
    return Diagnostic("Q533", message, Place(str(folder / MANIFEST)), fix, Severity.WARNING)


def with_sheet_of(folder: Path, manifest: Manifest) -> Manifest:
    """Return the manifest with the answer sheet that the folder's manifest of the same quiz has."""
    path = folder / MANIFEST
    if manifest.sheet is not None or not path.is_file():
        return manifest
    try:
        before = manifest_of(path.read_bytes())
    except ValueError:
        return manifest
    return replace(manifest, sheet=before.sheet) if before.fingerprint == manifest.fingerprint else manifest


def fingerprint_in(folder: Path) -> str:
    """Return the fingerprint of the quiz whose manifest a folder has, "" where it has none that can be read."""
    path = folder / MANIFEST
    try:
        return manifest_of(path.read_bytes()).fingerprint if path.is_file() else ""
    except ValueError:
        return ""


def is_other(folder: Path, manifest: Manifest) -> bool:
    """Tell whether the folder has a manifest, and another than this one."""
    path = folder / MANIFEST
    if not path.is_file():
        return False
    data = path.read_bytes()
    try:
        return data != to_json(manifest) and replace(manifest_of(data), sheet=None) != replace(manifest, sheet=None)
    except ValueError:
        return True


def changed_at(deck: Deck) -> int:
    """Return when the package's content last changed, in seconds: Anki takes over what is newer than it has."""
    fixed = os.environ.get("SOURCE_DATE_EPOCH", "")
    if re.fullmatch("[0-9]{1,10}", fixed):
        return int(fixed)
    templates = (path for path in shipped("templates").rglob("*") if path.is_file())
    newest = max(path.stat().st_mtime for path in (*map(Path, deck.files), *templates))
    return min(max(int(newest), 0), _LATEST)


def study_cards(  # noqa: PLR0913 - each has a sensible default, and is given by name
    project: Project,
    kinds: Collection[str] = (),
    *,
    grid: CardGrid | None = None,
    fonts: Sequence[Path] = (),
    font: str = "",
    template: Path | None = None,
) -> tuple[bytes, CardDeck]:
    """Return the study cards of a deck as PDF, and which they are; of some kinds alone if any are named.

    `font` is the family to print in, "" for the built-in one, and `fonts` are folders with further ones. The
    cards look as the `template` of the user's own says, or that of the deck.

    Raises QuizgenError for cards that cannot be printed, and where there are none.
    """
    deck, made = project.deck, make_cards(project.base, project.prompts, kinds)
    if not made.cards:
        fix = "add facts, or ask for other kinds: `quizgen items` lists what there is"
        message = "no study card can be made from this deck"
        raise QuizgenError([Diagnostic("Q544", message, deck.place, fix), *made.diagnostics])
    labels = project.base.wording.labels
    own = make_layout(deck.quiz, template=template).own
    pdf = render_cards(made, labels, grid=grid, fonts=fonts, font=font, own=own, place_of=project.place_of)
    return pdf, made
