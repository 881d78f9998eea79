"""The passages of a paper: before which items they stand, and their template data."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from quizgen.markup.written import nodes_of, text_of
from quizgen.quiz.manifest import Manifest, Passage, Picture, Version
from quizgen.quiz.printed_items import PrintedItem, printed

_BLANK_LINE = re.compile(r"\n[ \t\r]*\n\s*")
PASSAGE_LABELS = tuple(
    f"passage_{what}_{count}"
    for what in ("text", "picture", "again")
    for count in ("one", "several")
)


@dataclass(frozen=True, slots=True)
class PassagePart:
    """A paragraph or the pictures of a passage.

    The first part `opens` the passage. Items `first` to `last` refer to it. If an earlier section
    has printed it `before` an item, 0 if none has, this is only a hint to it.
    """

    passage: Passage
    first: int
    last: int
    before: int = 0
    opens: bool = True
    text: str = ""
    pictures: tuple[Picture, ...] = ()

    @property
    def owner(self) -> str:
        """Return the passage's name in messages."""
        return f"passages/{self.passage.id}"

    def note(self, labels: Mapping[str, str]) -> str:
        """Return which items refer to the passage, in words."""
        what = "text" if self.passage.text else "picture"
        count = "one" if self.first == self.last else "several"
        label = labels[f"passage_{'again' if self.before else what}_{count}"]
        numbers = {"first": self.first, "last": self.last, "before": self.before}
        return re.sub(r"\{(first|last|before)\}", lambda found: str(numbers[found[1]]), label)


def laid_out(manifest: Manifest, version: Version) -> Iterator[list[PrintedItem | PassagePart]]:
    """Yield each section of a version: its items, and passages before those that refer to them."""
    passages = {each.id: each for each in manifest.passages}
    shown: dict[str, int] = {}
    for section in printed(manifest, version):
        made: list[PrintedItem | PassagePart] = []
        for name, run in groupby(section, key=lambda each: each.item.passage):
            items = list(run)
            if name in passages:
                made += _parts(passages[name], items, shown.get(name, 0))
                shown.setdefault(name, items[0].number)
            made += items
        yield made


def _parts(passage: Passage, items: Sequence[PrintedItem], before: int) -> Iterator[PassagePart]:
    """Yield the parts of a passage, which may stand in several columns."""
    first, last = items[0].number, items[-1].number
    if before:
        yield PassagePart(passage, first, last, before)
        return
    paragraphs = paragraphs_of(passage.text)
    for number, paragraph in enumerate(paragraphs):
        yield PassagePart(passage, first, last, opens=not number, text=paragraph)
    if passage.pictures:
        opens = not paragraphs
        yield PassagePart(passage, first, last, opens=opens, pictures=passage.pictures)


def paragraphs_of(text: str) -> list[str]:
    """Return the paragraphs of a marked text, which blank lines separate."""
    made: list[list[str]] = [[]]
    for node in nodes_of(text):
        first, *others = _BLANK_LINE.split(node) if isinstance(node, str) else [text_of((node,))]
        made[-1].append(first)
        made += [[each] for each in others]
    return [words for words in map("".join, made) if words.strip()]
