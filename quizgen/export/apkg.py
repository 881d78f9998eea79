"""Anki packages: the notes of a deck, with identities that survive every edit of their text."""

from __future__ import annotations

import hashlib
import io
import itertools
import re
import sqlite3
import unicodedata
import zipfile
from collections.abc import Iterable, Mapping
from contextlib import closing
from dataclasses import dataclass

import genanki

from quizgen.export.notes import ClozeNote, Gap, Note, NoteDeck, RecallNote
from quizgen.resources import shipped

# Anki numbers the cards of a cloze note up to here.
_MOST_GAPS = 499
_DAY = 86_400_000


@dataclass(frozen=True, slots=True)
class _NoteType:
    """A note type as Anki knows it: `fields` and `templates` are (name, permanent id).

    Each template is a pair of files, ``{stem}-front.html`` and ``{stem}-back.html``, its stem in
    `stems`. `asks` are the fields that each template's question needs; the first is the sort field.
    """

    model_id: int
    name: str
    kind: int
    fields: tuple[tuple[str, int], ...]
    templates: tuple[tuple[str, int], ...]
    stems: tuple[str, ...]
    asks: tuple[str, ...]


# Frozen: learners' collections hold these ids. A name or the text of a template may change; an id,
# the order or the number of the fields may not. What a later version needs goes into a spare field,
# which gets a new name and keeps its id. The key comes first, because Anki takes two notes with the
# same first field for duplicates, and two facts may well have the same question.
_RECALL = _NoteType(
    1_607_392_801_523,
    "quizgen recall",
    genanki.Model.FRONT_BACK,
    fields=(
        ("Key", 3_141_902_755_380_264_101),
        ("Prompt", 3_141_902_755_380_264_102),
        ("Answer", 3_141_902_755_380_264_103),
        ("BackPrompt", 3_141_902_755_380_264_104),
        ("BackAnswer", 3_141_902_755_380_264_105),
        ("Remarks", 3_141_902_755_380_264_106),
        ("Source", 3_141_902_755_380_264_107),
        ("Language", 3_141_902_755_380_264_108),
        ("Direction", 3_141_902_755_380_264_109),
        ("Spare1", 3_141_902_755_380_264_110),
        ("Spare2", 3_141_902_755_380_264_111),
        ("Spare3", 3_141_902_755_380_264_112),
        ("Spare4", 3_141_902_755_380_264_113),
    ),
    templates=(("Forward", 3_141_902_755_380_264_151), ("Backward", 3_141_902_755_380_264_152)),
    stems=("recall", "recall-reverse"),
    asks=("Prompt", "BackPrompt"),
)
_CLOZE = _NoteType(
    1_607_392_801_524,
    "quizgen cloze",
    genanki.Model.CLOZE,
    fields=(
        ("Key", 3_141_902_755_380_264_201),
        ("Text", 3_141_902_755_380_264_202),
        ("Remarks", 3_141_902_755_380_264_203),
        ("Source", 3_141_902_755_380_264_204),
        ("Language", 3_141_902_755_380_264_205),
        ("Direction", 3_141_902_755_380_264_206),
        ("Spare1", 3_141_902_755_380_264_207),
        ("Spare2", 3_141_902_755_380_264_208),
        ("Spare3", 3_141_902_755_380_264_209),
        ("Spare4", 3_141_902_755_380_264_210),
    ),
    templates=(("Cloze", 3_141_902_755_380_264_251),),
    stems=("cloze",),
    asks=("Text",),
)
# Fields that the program alone reads and writes: folded in Anki's editor.
_MACHINERY = frozenset({"Key", "Language", "Direction", "Spare1", "Spare2", "Spare3", "Spare4"})

_LINE_BREAK = re.compile("\r\n|[\n\x0b\x0c\r\x85\u2028\u2029]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ufffe\uffff]")
_SURROGATE = re.compile("[\ud800-\udfff]")
# Brackets, braces and backslashes begin Anki's sounds, LaTeX, typed answers and deletions. MathJax reads
# what these stand for, and keeps off because of the class `mathjax_ignore` in the templates.
_ENTITIES = str.maketrans(
    {"&": "&amp;", "<": "&lt;", ">": "&gt;", "\n": "<br>"} | {char: f"&#{ord(char)};" for char in "[]{}\\"}
)
# In a deletion, `::` begins a hint and `image-occlusion:` a shape.
_GAP_ENTITIES = _ENTITIES | {ord(":"): "&#58;"}
# What Anki does not allow in a tag, and white space, which ends one.
_NOT_IN_TAG = re.compile(r'[\s"]+')
_RTL_LANGUAGES = frozenset({"ar", "arc", "ckb", "dv", "fa", "he", "iw", "ji", "ps", "sd", "syr", "ug", "ur", "yi"})
_RTL_SCRIPTS = frozenset({"adlm", "arab", "hebr", "nkoo", "rohg", "syrc", "thaa"})


def write_apkg(deck: NoteDeck, *, timestamp: int) -> bytes:
    """Return the deck as an Anki package, the same bytes for the same deck and timestamp.

    `timestamp` is when the deck last changed, in seconds since 1970: Anki takes over what is newer
    than it has, and a learner's schedule stays. Raises ValueError for two notes with one key, and
    for a note that would have no card.
    """
    notes = _anki_notes(deck)
    package = genanki.Deck(_number(deck.deck, 40), _deck_name(deck.title) or deck.deck, _html(deck.description))
    for note in notes:
        package.add_note(note)
    # In memory, because genanki leaves its temporary file behind.
    with closing(sqlite3.connect(":memory:")) as database:
        genanki.Package(package).write_to_db(database.cursor(), timestamp, _ids(deck.deck, timestamp))
        database.commit()
        collection = database.serialize()
    return _zip({"collection.anki2": collection, "media": b"{}"})


def guid_for(deck: str, key: str) -> str:
    """Return the identity of a note in every collection, from the deck's permanent id and the note's key."""
    return str(genanki.guid_for(f"{deck}\x1f{key}"))


class _Model(genanki.Model):  # type: ignore[misc]  # genanki ships no types
    """genanki's note type with permanent ids, and with what its cards need said instead of guessed."""

    def __init__(self, shape: _NoteType) -> None:
        folder = shipped("templates") / "anki"
        names = [name for name, _ in shape.fields]
        self.asks = [names.index(ask) for ask in shape.asks]
        super().__init__(
            shape.model_id,
            shape.name,
            fields=[{"name": name, "id": id_, "collapsed": name in _MACHINERY} for name, id_ in shape.fields],
            templates=[
                {
                    "name": name,
                    "id": id_,
                    "qfmt": (folder / f"{stem}-front.html").read_text(encoding="utf-8"),
                    "afmt": (folder / f"{stem}-back.html").read_text(encoding="utf-8"),
                }
                for (name, id_), stem in zip(shape.templates, shape.stems, strict=True)
            ],
            css=(folder / "style.css").read_text(encoding="utf-8"),
            model_type=shape.kind,
            # The learner's browser lists notes by their question, although the key comes first.
            sort_field_index=self.asks[0],
        )

    @property
    def _req(self) -> list[list[object]]:
        return [[ordinal, "all", [field]] for ordinal, field in enumerate(self.asks)]


class _AnkiNote(genanki.Note):  # type: ignore[misc]  # genanki ships no types
    """genanki's note with the cards that it is told to have."""

    def __init__(self, model: _Model, fields: Mapping[str, str], ordinals: Iterable[int], **options: object) -> None:
        names = [field["name"] for field in model.fields]
        super().__init__(model, [fields.get(name, "") for name in names], **options)
        self._ordinals = tuple(ordinals)

    @property
    def cards(self) -> list[genanki.Card]:
        return [genanki.Card(ordinal) for ordinal in self._ordinals]


def _anki_notes(deck: NoteDeck) -> list[_AnkiNote]:
    models = {RecallNote: _Model(_RECALL), ClozeNote: _Model(_CLOZE)}
    direction = _direction(deck.language)
    guids: set[str] = set()
    notes = []
    for position, note in enumerate(deck.notes, 1):
        guid = guid_for(deck.deck, note.key)
        if guid in guids:
            raise ValueError(f"two notes of the deck `{deck.deck}` have the key `{note.key}`")
        guids.add(guid)
        fields = {
            "Key": _html(f"{deck.deck}/{note.key}"),
            **_own_fields(note, direction),
            "Remarks": "".join(f"<div>{_text(remark, direction)}</div>" for remark in note.remarks if remark.strip()),
            "Source": _text(note.source, direction),
            "Language": re.sub("[^0-9A-Za-z-]", "", deck.language.replace("_", "-")),
            "Direction": direction,
        }
        model = models[type(note)]
        notes.append(_AnkiNote(model, fields, _ordinals(note), guid=guid, tags=_tags(note.tags), due=position))
    return notes


def _own_fields(note: Note, direction: str) -> dict[str, str]:
    if isinstance(note, RecallNote):
        texts = (note.prompt, note.answer, note.back_prompt, note.back_answer)
        names = ("Prompt", "Answer", "BackPrompt", "BackAnswer")
        return {name: _text(text, direction) for name, text in zip(names, texts, strict=True)}
    html = "".join(_gap(part) if isinstance(part, Gap) else _plain(part).translate(_ENTITIES) for part in note.parts)
    sentence = "".join(part.text if isinstance(part, Gap) else part for part in note.parts)
    return {"Text": _directed(html, sentence, direction)}


def _ordinals(note: Note) -> list[int]:
    """Return which cards the note has, counted from 0 as Anki does."""
    if isinstance(note, RecallNote):
        found = [ordinal for ordinal, text in enumerate((note.prompt, note.back_prompt)) if _html(text)]
    else:
        gaps = [part for part in note.parts if isinstance(part, Gap)]
        if not all(1 <= gap.number <= _MOST_GAPS and _html(gap.text) for gap in gaps):
            raise ValueError(f"the note `{note.key}` has a gap that gives no card")
        found = sorted({gap.number - 1 for gap in gaps})
    if not found:
        raise ValueError(f"the note `{note.key}` has no card")
    return found


def _plain(text: str) -> str:
    return _CONTROL.sub("", _SURROGATE.sub("\ufffd", _LINE_BREAK.sub("\n", text)))


def _html(text: str) -> str:
    """Return plain text as HTML that neither a browser nor Anki reads anything into."""
    return _plain(text).strip().translate(_ENTITIES)


def _text(text: str, direction: str) -> str:
    return _directed(_html(text), text, direction)


def _gap(gap: Gap) -> str:
    return f"{{{{c{gap.number}::{_plain(gap.text).strip().translate(_GAP_ENTITIES)}}}}}"


def _direction(language: str) -> str:
    primary, *subtags = language.replace("_", "-").lower().split("-")
    scripts = [subtag for subtag in subtags if len(subtag) == 4 and subtag.isalpha()]
    rtl = scripts[0] in _RTL_SCRIPTS if scripts else primary in _RTL_LANGUAGES
    return "rtl" if rtl else "ltr"


def _directed(html: str, text: str, direction: str) -> str:
    """Give a text that is wholly of the other direction its own, so that its punctuation stays where it belongs."""
    classes = {unicodedata.bidirectional(char) for char in text}
    ltr, rtl = "L" in classes, bool(classes & {"R", "AL"})
    own = direction if ltr == rtl else "rtl" if rtl else "ltr"
    return html if own == direction or not html else f'<span dir="{own}">{html}</span>'


def _tags(tags: Iterable[str]) -> list[str]:
    # Anki folds tags that differ in case only.
    made = {tag.casefold(): tag for tag in reversed([_NOT_IN_TAG.sub("_", _plain(tag).strip()) for tag in tags])}
    return [tag for tag in reversed(made.values()) if tag]


def _deck_name(title: str) -> str:
    """Return the title as the name of one deck: `::` would make a deck in a deck."""
    return re.sub(r"\s*:(?:\s*:)+\s*", ": ", " ".join(_plain(title).split())).strip(" :")


def _number(name: str, bits: int) -> int:
    """Return a number of `bits` + 1 bits that depends on the name alone."""
    digest = hashlib.sha256(name.encode(errors="replace")).digest()
    return (1 << bits) | int.from_bytes(digest[: bits // 8])


def _ids(deck: str, timestamp: int) -> Iterable[int]:
    """Return ids for the notes and cards of a package.

    To Anki an id is when the note was made, in milliseconds. This is the timestamp's day, at a time of
    day that depends on the deck, so that decks built in the same second do not meet.
    """
    midnight = timestamp * 1000 // _DAY * _DAY
    return itertools.count(midnight + _number(deck, 40) % _DAY + 1)


def _zip(members: Mapping[str, bytes]) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as package:
        for name in sorted(members):
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3
            entry.external_attr = 0o644 << 16
            package.writestr(entry, members[name])
    return written.getvalue()
