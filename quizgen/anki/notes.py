"""The notes of an Anki deck, as plain text: their questions, answers, remarks and sources."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from quizgen.deck.model.anki import AdoptedType
from quizgen.deck.model.looks import Look
from quizgen.media.model import Media
from quizgen.media.shapes import Shape

# The pictures and sounds below the text of a field, by the field's name.
MediaByField = Mapping[str, tuple[Media, ...]]


class Gap(Struct, frozen=True):
    """A deletion in a cloze note: its number (from 1), its text, and what it shows meanwhile.

    It is `former` if the deck has a blank there no more, but learners have the card.
    """

    number: int
    text: str
    hint: str = ""
    former: bool = False


class Further(Struct, frozen=True):
    """What the back of a note has after its remarks.

    `confused` is a line about what is easily confused with the fact. `extra` is a text that folds
    out under the word `more`.
    """

    confused: str = ""
    extra: str = ""
    more: str = ""


class RecallNote(Struct, frozen=True):
    """A question and its answer, and the way back if that is unique; all fields are plain text.

    `key` names the fact and the question (``treaties/inf/signed``); the guid is made from it.
    `media` are the pictures and sounds below the text of a field. `entries` are the numbers and
    texts of a list whose entries have notes of their own.
    """

    key: str
    prompt: str
    answer: str
    back_prompt: str = ""
    back_answer: str = ""
    remarks: tuple[str, ...] = ()
    source: str = ""
    tags: tuple[str, ...] = ()
    media: MediaByField = {}
    entries: tuple[tuple[int, str], ...] = ()
    further: Further = Further()


class ClozeNote(Struct, frozen=True):
    """A sentence with gaps, as its parts in order; each gap number makes one card.

    `retired` are the numbers of cards that learners may have, but whose gaps the sentence lost.
    """

    key: str
    parts: tuple[str | Gap, ...]
    remarks: tuple[str, ...] = ()
    source: str = ""
    tags: tuple[str, ...] = ()
    retired: tuple[int, ...] = ()
    further: Further = Further()


class Area(Struct, frozen=True):
    """A part of a picture that one card asks for: its card's number (from 1), name and shapes."""

    number: int
    name: str
    shapes: tuple[Shape, ...]


class OcclusionNote(Struct, frozen=True):
    """A picture with hidden areas; each area's number makes one card.

    A card hides all areas if it `hides_all`, else only its own. `retired` are the numbers of cards
    that learners may have, but whose areas the picture lost.
    """

    key: str
    header: str
    picture: Media
    areas: tuple[Area, ...]
    hides_all: bool = True
    remarks: tuple[str, ...] = ()
    source: str = ""
    tags: tuple[str, ...] = ()
    retired: tuple[int, ...] = ()
    further: Further = Further()


class ChoiceNote(Struct, frozen=True):
    """A multiple-choice item, with its options in their order before any shuffling.

    `right` is the index of the key. `ranked` options (dates, numbers) are in their natural order
    and never shuffled. If the options are pictures, `pictures` holds them in the same order, and
    `options` says in words what they show.
    """

    key: str
    prompt: str
    options: tuple[str, ...]
    right: int
    ranked: bool = False
    remarks: tuple[str, ...] = ()
    source: str = ""
    tags: tuple[str, ...] = ()
    media: MediaByField = {}
    pictures: tuple[Media, ...] = ()
    further: Further = Further()


class TypedNote(Struct, frozen=True):
    """A question with a typed answer: Anki compares it with `typed`.

    The back shows `answer` as well if it `says_more` than that.
    """

    key: str
    prompt: str
    answer: str
    typed: str
    remarks: tuple[str, ...] = ()
    source: str = ""
    tags: tuple[str, ...] = ()
    media: MediaByField = {}
    further: Further = Further()
    says_more: bool = False


class AdoptedNote(Struct, frozen=True):
    """A fact as a note of a type that learners had before: plain texts by the type's fields.

    `guid` is the note's id in their collections, "" for a note that is new. `sentence` is what
    stands in the field of a cloze type that holds a sentence.
    """

    key: str
    guid: str
    note_type: AdoptedType
    texts: Mapping[str, str]
    tags: tuple[str, ...] = ()
    media: MediaByField = {}
    sentence: ClozeNote | None = None

    def has(self, name: str) -> bool:
        """Return whether something stands in a field of the kind."""
        return any(
            self.texts.get(theirs, "").strip() or self.media.get(theirs)
            for theirs, ours in self.note_type.fields
            if ours == name
        )


# The notes whose fields quizgen words.
Made = RecallNote | ClozeNote | OcclusionNote | ChoiceNote | TypedNote
Note = Made | AdoptedNote


def sentence_of(note: Note) -> ClozeNote | None:
    """Return the sentence with gaps that a note is or holds, None if there is none."""
    if isinstance(note, AdoptedNote):
        return note.sentence
    return note if isinstance(note, ClozeNote) else None


def media_of(note: Note) -> MediaByField:
    """Return the media below the text of a note's fields, by field; cloze notes have none."""
    return {} if isinstance(note, (ClozeNote, OcclusionNote)) else note.media


def media_in(note: Note) -> tuple[Media, ...]:
    """Return every picture and sound of a note, including pictures as options."""
    if isinstance(note, OcclusionNote):
        return (note.picture,)
    below = (each for media in media_of(note).values() for each in media)
    return (*below, *(note.pictures if isinstance(note, ChoiceNote) else ()))


class CardSettings(Struct, frozen=True):
    """The settings for the cards of a question.

    The voices that read questions and answers aloud are as Anki names them (``en_US``), `style` is
    an inline style; each is "" for none. The way back has voices of its own; "" stands for the same
    ones.
    """

    question_voice: str = ""
    answer_voice: str = ""
    style: str = ""
    back_question_voice: str = ""
    back_answer_voice: str = ""


_NO_SETTINGS = CardSettings()


class NoteDeck(Struct, frozen=True):
    """Everything that goes into one package; `deck` is the permanent id of the deck.

    `subdecks` are names of subdecks by kind of fact, which is the first part of a note's key; notes
    of other kinds are in the deck itself. `looks` replace shipped templates of the same file name.
    `path` is the name of the deck in Anki, which may have ``::``, or an empty text for the title.
    `settings` are those for the cards of each question, by the kind and the question in a note's
    key (``treaties/signed``).
    """

    deck: str
    title: str
    description: str
    language: str
    notes: tuple[Note, ...]
    subdecks: Mapping[str, str] = {}
    looks: Mapping[str, Look] = {}
    path: str = ""
    settings: Mapping[str, CardSettings] = {}

    def settings_of(self, note: Note) -> CardSettings:
        """Return the settings for the cards of a note."""
        if not self.settings:
            return _NO_SETTINGS
        kind, _, question, *_ = (*note.key.split("/"), "", "", "")
        return self.settings.get(f"{kind}/{question}", _NO_SETTINGS)
