"""The note types: their permanent ids, their fields, and what their cards ask."""

from __future__ import annotations

from dataclasses import dataclass

import genanki


@dataclass(frozen=True, slots=True)
class NoteType:
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
RECALL = NoteType(
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
CLOZE = NoteType(
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
MACHINERY = frozenset({"Key", "Language", "Direction", "Spare1", "Spare2", "Spare3", "Spare4"})
