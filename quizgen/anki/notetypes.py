"""The note types: their permanent ids, their fields and their templates."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from quizgen.anki.notes import (
    ChoiceNote,
    ClozeNote,
    Note,
    OcclusionNote,
    RecallNote,
    TypedNote,
)

_FRONT_BACK, _CLOZE = 0, 1
# The learner's own field. quizgen fills it never, and a push leaves it alone.
PERSONAL = "My notes"
# Three spare fields set something for the cards of a note: the voices that read questions and
# answers aloud, and the look. They keep their names: a push to a collection that still has the old
# names could not fill them under new ones.
QUESTION_VOICE, ANSWER_VOICE, LOOK = "Spare1", "Spare2", "Spare3"
SETTINGS = frozenset({QUESTION_VOICE, ANSWER_VOICE, LOOK})


# Without slots, so that what is asked of it for each note is found out once.
@dataclass(frozen=True)
class NoteType:
    """A note type as Anki knows it: `fields` and `templates` are (name, permanent id or 0).

    Each template is a pair of files, ``{stem}-front.html`` and ``{stem}-back.html``; `stems` has
    its stem. For each template, `asks` has the field that its front must show, and `tells` the
    field that its back must show. The first of `asks` is the sort field. `shows` are further fields
    that every front must show. `kind` is 0 for ordinary cards and 1 for cloze deletions.
    `own_sides` are the front and the back of each template of a type that has no files.
    `stock` is Anki's number for a note type of its own of which this is a variant, 0 for none, and
    `stock_tags` are the fields by which Anki's own editor works, in Anki's order.
    """

    model_id: int
    name: str
    kind: int
    fields: tuple[tuple[str, int], ...]
    templates: tuple[tuple[str, int], ...]
    stems: tuple[str, ...]
    asks: tuple[str, ...]
    tells: tuple[str, ...]
    shows: tuple[str, ...] = ()
    own_sides: tuple[tuple[str, str], ...] = ()
    stock: int = 0
    stock_tags: tuple[str, ...] = ()

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Return the names of the fields, in order."""
        return tuple(name for name, _ in self.fields)

    @cached_property
    def sort_index(self) -> int:
        """Return the index of the field by which Anki's browser sorts the notes."""
        # A type that learners had before is sorted by its first field. Shapes tell people nothing.
        if self.own_sides:
            return 0
        return self._place(self.stock_title or self.asks[0])

    @property
    def stock_title(self) -> str:
        """Return the field with words for a picture in a variant of Anki's type, "" for others."""
        return "Header" if self.stock else ""

    @cached_property
    def key_index(self) -> int:
        """Return the index of the field that names the note, the first one if none does."""
        return self._place("Key") if "Key" in self.names else 0

    def heard_fields(self, side: str) -> tuple[str, ...]:
        """Return the field that is read aloud on a side, ``front`` or ``back``, of each card."""
        if side == "back":
            return self.tells
        return (self.stock_title,) if self.stock else self.asks

    def _place(self, name: str) -> int:
        return self.names.index(name)

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """Return the names of the fields that people read, in order; a lock has their hashes."""
        return tuple(name for name in self.names if name not in MACHINERY | {PERSONAL})

    @property
    def is_cloze(self) -> bool:
        """Return whether each gap number makes a card."""
        return self.kind == _CLOZE


# Frozen: learners' collections hold these ids. The name or text of a template may change; an id, or
# the order or number of the fields, must not. No spare field is left: what a later version shows
# belongs into `Remarks`, and what it sets for the cards of a note into the look. The key comes
# first, because Anki takes notes with the same first field for duplicates, and two facts may have
# the same question.
RECALL = NoteType(
    1_607_392_801_523,
    "quizgen recall",
    _FRONT_BACK,
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
        (PERSONAL, 3_141_902_755_380_264_113),
    ),
    templates=(("Forward", 3_141_902_755_380_264_151), ("Backward", 3_141_902_755_380_264_152)),
    stems=("recall", "recall-reverse"),
    asks=("Prompt", "BackPrompt"),
    tells=("Answer", "BackAnswer"),
)
CLOZE = NoteType(
    1_607_392_801_524,
    "quizgen cloze",
    _CLOZE,
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
        (PERSONAL, 3_141_902_755_380_264_210),
    ),
    templates=(("Cloze", 3_141_902_755_380_264_251),),
    stems=("cloze",),
    asks=("Text",),
    tells=("Text",),
)
# `Token` connects the sides of a card. The key can't, because a fact's id may give the answer away.
CHOICE = NoteType(
    1_607_392_801_525,
    "quizgen choice",
    _FRONT_BACK,
    fields=(
        ("Key", 3_141_902_755_380_264_301),
        ("Prompt", 3_141_902_755_380_264_302),
        ("Options", 3_141_902_755_380_264_303),
        ("Answer", 3_141_902_755_380_264_304),
        ("Right", 3_141_902_755_380_264_305),
        ("Token", 3_141_902_755_380_264_306),
        ("Remarks", 3_141_902_755_380_264_307),
        ("Source", 3_141_902_755_380_264_308),
        ("Language", 3_141_902_755_380_264_309),
        ("Direction", 3_141_902_755_380_264_310),
        ("Spare1", 3_141_902_755_380_264_311),
        ("Spare2", 3_141_902_755_380_264_312),
        ("Spare3", 3_141_902_755_380_264_313),
        (PERSONAL, 3_141_902_755_380_264_314),
    ),
    templates=(("Choice", 3_141_902_755_380_264_351),),
    stems=("choice",),
    asks=("Prompt",),
    tells=("Answer",),
    shows=("Options",),
)
TYPED = NoteType(
    1_607_392_801_526,
    "quizgen typed",
    _FRONT_BACK,
    fields=(
        ("Key", 3_141_902_755_380_264_401),
        ("Prompt", 3_141_902_755_380_264_402),
        ("Answer", 3_141_902_755_380_264_403),
        ("Typed", 3_141_902_755_380_264_404),
        ("Remarks", 3_141_902_755_380_264_405),
        ("Source", 3_141_902_755_380_264_406),
        ("Language", 3_141_902_755_380_264_407),
        ("Direction", 3_141_902_755_380_264_408),
        ("Spare1", 3_141_902_755_380_264_409),
        ("Spare2", 3_141_902_755_380_264_410),
        ("Spare3", 3_141_902_755_380_264_411),
        (PERSONAL, 3_141_902_755_380_264_412),
    ),
    templates=(("Typed", 3_141_902_755_380_264_451),),
    stems=("typed",),
    asks=("Prompt",),
    tells=("Answer",),
    shows=("type:Typed",),
)
# A variant of Anki's own "Image Occlusion", so that Anki's editor opens its notes. Anki finds the
# fields of its own by their tags; but "Check Database" tags the first four by their places, so they
# must come first. `Names` has a gap for each area, which the back shows.
OCCLUSION = NoteType(
    1_607_392_801_527,
    "quizgen image occlusion",
    _CLOZE,
    fields=(
        ("Occlusion", 3_141_902_755_380_264_501),
        ("Image", 3_141_902_755_380_264_502),
        ("Header", 3_141_902_755_380_264_503),
        ("Back Extra", 3_141_902_755_380_264_504),
        ("Comments", 3_141_902_755_380_264_505),
        ("Key", 3_141_902_755_380_264_506),
        ("Names", 3_141_902_755_380_264_507),
        ("Source", 3_141_902_755_380_264_508),
        ("Language", 3_141_902_755_380_264_509),
        ("Direction", 3_141_902_755_380_264_510),
        ("Spare1", 3_141_902_755_380_264_511),
        ("Spare2", 3_141_902_755_380_264_512),
        ("Spare3", 3_141_902_755_380_264_513),
        (PERSONAL, 3_141_902_755_380_264_514),
    ),
    templates=(("Image Occlusion", 3_141_902_755_380_264_551),),
    stems=("occlusion",),
    asks=("Occlusion",),
    tells=("Names",),
    shows=("Image", "Header"),
    stock=6,
    stock_tags=("Occlusion", "Image", "Header", "Back Extra", "Comments"),
)
NOTE_TYPES: dict[type[Note], NoteType] = {
    RecallNote: RECALL,
    ClozeNote: CLOZE,
    OcclusionNote: OCCLUSION,
    ChoiceNote: CHOICE,
    TypedNote: TYPED,
}
# Only the program uses these fields; Anki's editor shows them collapsed.
MACHINERY = SETTINGS | {"Key", "Right", "Token", "Language", "Direction"}
