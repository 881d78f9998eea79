"""Makes a deck of somebody's notes, so that learners' reviews carry over."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from quizgen.adopt.contents import Contents, contents_of
from quizgen.adopt.foreign import Foreign
from quizgen.adopt.kinds import MadeField, MadeKind, make_cloze_kind, make_kind
from quizgen.adopt.sentences import sentence_of, words_of
from quizgen.adopt.templates import cloze_fields
from quizgen.adopt.writing import MadeDeck, MadeFact, as_yaml
from quizgen.anki.connect.held import composed
from quizgen.anki.learning import HeldType, LearnerNote
from quizgen.anki.lock import Entry, Lock, text_hash
from quizgen.anki.records import Record, records_of
from quizgen.deck.load import load_deck
from quizgen.deck.tables import id_from
from quizgen.diagnostics import Diagnostic, Place, QuizgenError, Severity
from quizgen.export.anki import notes as notes_of
from quizgen.forms.registry import form_names
from quizgen.media.formats import format_of
from quizgen.project import Project
from quizgen.sandbox.temporary import temporary_folder
from quizgen.yaml.reader import MAX_SCALAR
from quizgen.yaml.text import is_printable

_CLOZE = 1
_MEDIA_TYPES = {"image", "audio"}
_MOST_OF_AN_ID = 60
_MOST_OF_A_TITLE = 200
_MOST_ROUNDS = 8
_SAFE_NAME = re.compile(r"[^\w.()-]+")
_MOST_OF_A_NAME = 100
# A message names this many notes as examples.
_MOST_NAMED = 3


@dataclass(frozen=True, slots=True)
class Wishes:
    """What an adopted deck is to be: its id, its language, and where its notes come from."""

    id: str
    title: str
    language: str
    origin: Path


@dataclass(frozen=True, slots=True)
class Adopted:
    """The files of an adopted deck by their paths beside it, and what it lacks, as warnings.

    The deck's own file is `deck.yaml`, its lock `deck.lock`. `notes` counts the adopted notes,
    `left` the others.
    """

    files: Mapping[str, bytes]
    problems: tuple[Diagnostic, ...]
    notes: int
    left: int


def adopt(foreign: Foreign, wishes: Wishes) -> Adopted:
    """Return a deck made of notes; raises QuizgenError (Q564) if none of them can be adopted."""
    making = _Making(foreign, wishes)
    made = making.deck()
    text = as_yaml(made)
    for _ in range(_MOST_ROUNDS):
        _check_count(made, making)
        wrong = _wrong_facts(made, text, making.media, making.place)
        if not wrong:
            break
        made = making.without(made, wrong)
        text = as_yaml(made)
    files = {"deck.yaml": text.encode(), **_used(making.media, text)}
    lock = _lock(text, making)
    if lock.entries:
        files["deck.lock"] = lock.to_bytes()
    count = _count(made)
    return Adopted(files, tuple(making.problems()), count, len(foreign.notes) - count)


def _count(deck: MadeDeck) -> int:
    return sum(len(facts) for _, _, facts in deck.kinds)


def _check_count(deck: MadeDeck, making: _Making) -> None:
    """Raise QuizgenError if no note is left, with the reasons."""
    if not _count(deck):
        nothing = Diagnostic("Q564", "none of the notes can be adopted", making.place)
        raise QuizgenError([*making.problems(), nothing])


class _Making:
    """One deck being made: its media by path, and what was left out, with the notes' names.

    `held` are the notes that learners have, by the keys of the deck's notes.
    """

    def __init__(self, foreign: Foreign, wishes: Wishes) -> None:
        self._foreign, self._wishes = foreign, wishes
        self._left: dict[str, list[str]] = {}
        self.place = Place(str(wishes.origin))
        self.media: dict[str, bytes] = {}
        self.held: dict[str, LearnerNote] = {}

    def deck(self) -> MadeDeck:
        """Return the deck with all notes that it can hold."""
        found = [self._kind(held, taken) for held, taken in self._types()]
        title = "".join(filter(is_printable, self._foreign.title)).strip()[:_MOST_OF_A_TITLE]
        origin = title or self._wishes.origin.name
        return MadeDeck(
            self._wishes.id,
            self._wishes.title or title or self._wishes.id,
            self._wishes.language,
            origin,
            [each for each in found if each is not None],
        )

    def _types(self) -> Iterator[tuple[HeldType, set[str]]]:
        taken: set[str] = set()
        for held in self._foreign.types.values():
            yield held, taken
            taken.add(id_from(held.name) or "notes")

    def _kind(
        self, held: HeldType, taken: set[str]
    ) -> tuple[MadeKind, HeldType, list[MadeFact]] | None:
        kind: MadeKind | None
        notes = [note for note in self._foreign.notes if note.type == held.id]
        sentence = _sentence(held)
        if held.kind == _CLOZE and not sentence:
            self._leave(f"a cloze card of `{held.name}` shows no field, or several", notes)
            return None
        contents = [_contents(held, note, sentence) for note in notes]
        if sentence:
            kind = make_cloze_kind(held, contents, sentence, taken)
        else:
            kind = make_kind(held, contents, self._wishes.language, taken)
        if kind is None:
            self._leave(
                f"the note type `{held.name}` has no field with names and one to ask", notes
            )
            return None
        if held.id not in self._foreign.known:
            why = "learners' reviews do not carry over: give the package that they got as --release"
            self._left[why] = [held.name]
        return kind, held, list(self._facts(kind, notes, contents))

    def _facts(
        self,
        kind: MadeKind,
        notes: Sequence[LearnerNote],
        all_contents: Sequence[dict[str, Contents]],
    ) -> Iterator[MadeFact]:
        files = self._read_media(kind, all_contents)
        used: set[str] = set()
        for number, (note, contents) in enumerate(zip(notes, all_contents, strict=True), 1):
            name = contents[kind.name.theirs].text
            if not name:
                self._leave(_nothing_in(kind.name), [note])
                continue
            if any(len(each.text) > MAX_SCALAR for each in contents.values()):
                self._leave(f"a field has more than {MAX_SCALAR} characters", [note])
                continue
            values: dict[str, str | tuple[str, str]] = {}
            for each in kind.fields:
                content = contents[each.theirs]
                for what in content.lost_as(each.type):
                    self._left.setdefault(f"the deck leaves out {what}", []).append(name)
                value = _value(content, each.type, each.theirs, number, files)
                if value:
                    values[each.key] = value
                elif content.type and each.type in _MEDIA_TYPES:
                    why = "a picture or a sound is missing or in an unknown format"
                    self._left.setdefault(why, []).append(name)
            fact = MadeFact(_fresh_id(words_of(name), used), values, note.guid, _tags(note))
            if note.guid and note.modified:
                self.held[f"{kind.key}/{fact.id}/note"] = note
            yield fact

    def _read_media(
        self, kind: MadeKind, all_contents: Sequence[Mapping[str, Contents]]
    ) -> dict[str, str]:
        """Read the pictures and sounds of fields that hold them; return their paths by name."""
        fields = [each for each in kind.fields if each.type in _MEDIA_TYPES]
        wanted = dict.fromkeys(
            name
            for contents in all_contents
            for each in fields
            for name in _media_names(contents[each.theirs])
        )
        paths: dict[str, str] = {}
        for name, data in self._foreign.media(wanted).items():
            known = format_of(data)
            if known is None:
                continue
            path = f"{self._wishes.id}-media/{_file_name(name, known.extensions)}"
            if self.media.setdefault(path, data) == data:
                paths[name] = path
        return paths

    def without(self, deck: MadeDeck, wrong: Mapping[str, str]) -> MadeDeck:
        """Return the deck without the facts (``kind/id``) that are wrong, for these reasons."""
        kinds = []
        for kind, held, facts in deck.kinds:
            kept = []
            for fact in facts:
                why = wrong.get(f"{kind.key}/{fact.id}")
                if why is None:
                    kept.append(fact)
                else:
                    self._left.setdefault(f"a note was left out: {why}", []).append(fact.id)
            if kept:
                kinds.append((kind, held, kept))
        return MadeDeck(deck.id, deck.title, deck.language, deck.origin, kinds)

    def _leave(self, why: str, notes: Iterable[LearnerNote]) -> None:
        names = [next(iter(note.fields.values()), "")[:40] for note in notes]
        self._left.setdefault(f"notes were left out: {why}", []).extend(names)

    def problems(self) -> Iterator[Diagnostic]:
        """Yield a warning for each reason for which something was left out."""
        for why, names in self._left.items():
            shown = ", ".join(f"`{name}`" for name in names[:_MOST_NAMED])
            more = f" and {len(names) - _MOST_NAMED} more" if len(names) > _MOST_NAMED else ""
            fix = f"in {shown}{more}; learners keep what they have until you change these facts"
            yield Diagnostic("Q565", why, self.place, fix, Severity.WARNING)


def _sentence(held: HeldType) -> str:
    """Return the field in which a cloze type has its deletions, "" if there are none or several."""
    if held.kind != _CLOZE or len(held.templates) != 1:
        return ""
    names = {name for name, _ in held.fields}
    found = [name for name in cloze_fields(held.templates[0][2]) if name in names]
    return found[0] if len(found) == 1 else ""


def _contents(held: HeldType, note: LearnerNote, sentence: str) -> dict[str, Contents]:
    """Return what stands in each field of a note; `sentence` is the field with deletions."""
    return {
        name: (sentence_of if name == sentence else contents_of)(note.fields.get(name, ""))
        for name, _ in held.fields
    }


def _nothing_in(field: MadeField) -> str:
    if field.type == "sentence":
        return (
            f"`{field.theirs}` holds more than words with deletions: one within another, "
            "a picture, or `|`"
        )
    return f"the field `{field.theirs}` has no text"


def _media_names(contents: Contents) -> Iterator[str]:
    yield from (name for name, _ in contents.pictures)
    yield from contents.sounds


def _file_name(name: str, extensions: Sequence[str]) -> str:
    stem, _, extension = name.rpartition(".")
    ending = extension.lower() if extension.lower() in extensions else extensions[0]
    plain = _SAFE_NAME.sub("_", stem or name).strip("._")[:_MOST_OF_A_NAME] or "file"
    return f"{plain}.{ending}"


def _value(
    contents: Contents, type_: str, label: str, number: int, files: Mapping[str, str]
) -> str | tuple[str, str] | None:
    if type_ not in _MEDIA_TYPES:
        return contents.text or None
    words = f"{label} {number}"
    found = contents.pictures if type_ == "image" else [(name, "") for name in contents.sounds]
    for name, alt in found:
        if name in files:
            return files[name], alt or words
    return None


def _fresh_id(name: str, used: set[str]) -> str:
    plain = id_from(name)[:_MOST_OF_AN_ID].strip("-_") or "note"
    made, count = plain, 1
    while made in used:
        count += 1
        made = f"{plain}-{count}"
    used.add(made)
    return made


def _tags(note: LearnerNote) -> tuple[str, ...]:
    """Return the tags of a note without those that Anki sets for a learner."""
    return tuple(tag for tag in note.tags if tag.lower() not in {"leech", "marked"})


def _used(media: Mapping[str, bytes], text: str) -> dict[str, bytes]:
    return {path: data for path, data in media.items() if path in text}


def _wrong_facts(
    deck: MadeDeck, text: str, media: Mapping[str, bytes], origin: Place
) -> dict[str, str]:
    """Return the facts that quizgen cannot read back, with the reasons.

    Raises QuizgenError if the deck is wrong elsewhere.
    """
    with _written(text, media) as path:
        found = [each for each in load_deck(path, form_names()).diagnostics if _is_error(each)]
    lines = _lines_of_facts(deck, text)
    wrong: dict[str, str] = {}
    for problem in found:
        ref = next((ref for first, last, ref in lines if first <= problem.place.line <= last), "")
        if not ref:
            message = f"quizgen cannot make a sound deck of it: {problem.message}"
            raise QuizgenError([Diagnostic("Q564", message, origin, "mend it in Anki first")])
        wrong[ref] = problem.message
    return wrong


@contextmanager
def _written(text: str, media: Mapping[str, bytes]) -> Iterator[Path]:
    """Write a deck and its media into a folder that lasts as long as the context."""
    with temporary_folder() as folder:
        path = folder / "deck.yaml"
        path.write_text(text, encoding="utf-8")
        for name, data in media.items():
            file = folder / name
            file.parent.mkdir(exist_ok=True)
            file.write_bytes(data)
        yield path


def _is_error(problem: Diagnostic) -> bool:
    return problem.severity is Severity.ERROR


def _lines_of_facts(deck: MadeDeck, text: str) -> list[tuple[int, int, str]]:
    """Return the first and last line of each fact in a deck's text, with its ``kind/id``."""
    refs = [f"{kind.key}/{fact.id}" for kind, _, facts in deck.kinds for fact in facts]
    lines = text.split("\n")
    begins = [number for number, line in enumerate(lines, 1) if re.match(r"  [^ #]", line)]
    # The facts come last.
    begins = begins[len(begins) - len(refs) :]
    ends = [*(begin - 1 for begin in begins[1:]), len(lines)]
    return list(zip(begins, ends, refs, strict=True))


def _lock(text: str, making: _Making) -> Lock:
    """Return a lock with the notes as learners have them, so that no import changes them.

    A note reaches learners again once its fact changes.
    """
    with _written(text, making.media) as path:
        deck = load_deck(path, form_names()).deck
        records = records_of(notes_of(Project(deck))) if deck else ()
        entries = {
            record.key: _entry(record, making.held[record.key])
            for record in records
            if record.key in making.held
        }
    return Lock(deck.id if deck else "", entries)


def _entry(record: Record, held: LearnerNote) -> Entry:
    """Return the entry of a note that learners have: its time, and what stands in its fields."""
    now = record.texts
    before = (text_hash(composed(held.fields.get(name, ""))) for name in record.note_type.texts)
    texts = tuple(tuple(dict.fromkeys(pair)) for pair in zip(now, before, strict=True))
    return Entry(record.content, held.modified, texts=texts, blanks=record.gaps)
