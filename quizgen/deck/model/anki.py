"""What a deck says of its cards in Anki."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from quizgen.deck.model.kinds import Kind
from quizgen.deck.model.looks import Look


class EntryCards(Struct, frozen=True):
    """How cards hide the entries of lists: `mode` is ``one_by_one``, ``hide_all``, ``overlapping``.

    It is ``true`` for the usual mode of a list, and ``off`` for no such cards. An overlapping card
    shows so many entries `before` and `after` the one that it asks for.
    """

    mode: str = "off"
    before: int = 1
    after: int = 0

    def mode_for(self, *, in_order: bool) -> str:
        """Return the mode for a list whose order means something, or for another one."""
        usual = "overlapping" if in_order else "one_by_one"
        return usual if self.mode == "true" else self.mode


class CardLook(Struct, frozen=True):
    """The look of cards: the color of answers (``#rrggbb``), the typeface, the size in percent.

    Whatever is empty or 0 is as quizgen has it.
    """

    color: str = ""
    font: str = ""
    size: int = 0


class CardTypes(Struct, frozen=True):
    """The settings for the cards of a kind, or of a question; None for those above it.

    `questions` are those of a kind's questions, by key. `voice` is the language in which Anki reads
    a kind aloud, and `voices` are those of its fields, by name; "" for none of its own.
    """

    choice: bool | None = None
    typed: bool | None = None
    cloze: EntryCards | None = None
    tts: str | None = None
    confused: bool | None = None
    look: CardLook | None = None
    questions: Mapping[str, CardTypes] = {}
    voice: str = ""
    voices: Mapping[str, str] = {}


# Most kinds and questions have no settings of their own.
_NO_TYPES = CardTypes()


class AdoptedCard(Struct, frozen=True):
    """A card of an adopted note type: its name, and the fields of the kind that it has.

    The front has what it `shows`, the back what it `asks` for and what it `adds`. A fact has the
    card if it has one of the fields that the card shows, and all that it `needs`.
    """

    name: str
    shows: tuple[str, ...]
    asks: tuple[str, ...]
    adds: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()


class AdoptedType(Struct, frozen=True):
    """A note type that learners had before the deck: a note of it is a fact of one kind.

    `fields` are the note type's fields in order, each with the field of the kind that fills it. If
    it `is_cloze`, its only card asks for each blank of the sentence that it shows.
    """

    id: int
    name: str
    fields: tuple[tuple[str, str], ...]
    cards: tuple[AdoptedCard, ...]
    is_cloze: bool = False

    @property
    def sentence(self) -> str:
        """Return the note type's field that holds the sentence, "" if there is none."""
        shown = self.cards[0].shows[0] if self.is_cloze else None
        return next((theirs for theirs, ours in self.fields if ours == shown), "")


class AnkiDefaults(Struct, frozen=True):
    """The deck's settings for its Anki deck; options of the command line override them.

    `kinds` holds the kinds that differ from the rest, `looks` the deck's own templates by file
    name, and `note_types` by kind the note types that learners had before. `deck` is the name of
    the deck in Anki, "" for the first title. `title` stands for the deck's title there, if not "".
    `tts` says which side Anki reads aloud: front, back or both. If `confused`, the backs name what
    a fact is easily confused with.
    """

    choice: bool = False
    typed: bool = False
    cloze: EntryCards = EntryCards()
    subdecks: bool = False
    kinds: Mapping[str, CardTypes] = {}
    looks: Mapping[str, Look] = {}
    note_types: Mapping[str, AdoptedType] = {}
    deck: str = ""
    title: str = ""
    tts: str = ""
    confused: bool = False
    look: CardLook = CardLook()

    def has_choice(self, kind: str) -> bool:
        """Return whether facts of a kind get multiple-choice cards."""
        own = self.kinds.get(kind, _NO_TYPES).choice
        return self.choice if own is None else own

    def has_typed(self, kind: str) -> bool:
        """Return whether facts of a kind get cards with a typed answer."""
        own = self.kinds.get(kind, _NO_TYPES).typed
        return self.typed if own is None else own

    def cloze_of(self, kind: str) -> EntryCards | None:
        """Return how cards hide the entries of lists of a kind, None for no such cards."""
        cards = self.kinds.get(kind, _NO_TYPES).cloze or self.cloze
        return None if cards.mode == "off" else cards

    def speaks(self, kind: str, question: str, side: str) -> bool:
        """Return whether Anki reads a side, ``front`` or ``back``, of a question aloud."""
        own = (each.tts for each in self._own(kind, question))
        return next((tts for tts in own if tts is not None), self.tts) in (side, "both")

    def voice_of(self, kind: Kind, name: str = "") -> str:
        """Return the language in which Anki reads a field of a kind aloud, "" for the deck's.

        Without a field, it is the language of its questions.
        """
        own = self.kinds.get(kind.key, _NO_TYPES)
        of_field = kind.fields[name].voice if name in kind.fields else ""
        return own.voices.get(name, "") or of_field or own.voice

    def has_confused(self, kind: str, question: str) -> bool:
        """Return whether the backs of a question name what is easily confused with the fact."""
        own = (each.confused for each in self._own(kind, question))
        return next((each for each in own if each is not None), self.confused)

    def _own(self, kind: str, question: str) -> tuple[CardTypes, CardTypes]:
        """Return the settings of a question and of its kind."""
        of_kind = self.kinds.get(kind, _NO_TYPES)
        return of_kind.questions.get(question, _NO_TYPES), of_kind

    def look_of(self, kind: str) -> CardLook:
        """Return the look of a kind's cards; the deck's has what the kind's own leaves open."""
        own = self.kinds.get(kind, _NO_TYPES).look or CardLook()
        return CardLook(
            own.color or self.look.color, own.font or self.look.font, own.size or self.look.size
        )
