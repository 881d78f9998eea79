"""What an earlier reading of a deck file found, for the facts that an edit leaves as they were.

A file counts as text in rows, from 0. An edit replaces some rows by others. The facts above and
below the changed rows are taken from the earlier reading, at their new places. The rows between
are read anew, on their own. That gives what a whole reading gives only where the changed rows hold
whole facts of one section in block style, so anything else is left to a whole reading.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from itertools import compress, count, pairwise
from operator import ne
from pathlib import Path
from typing import Protocol

from msgspec import Struct
from msgspec.structs import force_setattr

from quizgen.deck.marking import may_have_markup
from quizgen.deck.model.contents import Diagram
from quizgen.deck.model.facts import Fact
from quizgen.diagnostics import Place, TooManyProblemsError
from quizgen.late import late_pattern
from quizgen.media.model import Media
from quizgen.yaml.nodes import Entry, Scalar
from quizgen.yaml.reader import DeckReader
from quizgen.yaml.recovery import Section, row_of
from quizgen.yaml.text import split_lines

# Where a text is read in parts, these line ends are others.
_RARE_LINE_ENDS = "\r\x85\u2028\u2029"
# And a value that lacks after a key with a question mark has another place.
_QUESTION_MARK = late_pattern(r"\n[ -]*\?[ \n]")
# A row that may stand within the facts of a section: blank, indented, or a comment.
_WITHIN = late_pattern(r"$|[ #]")


class Earlier(Struct, frozen=True, array_like=True):
    """A deck file without any problem: its text, the rows of its sections, and its facts in order.

    Each fact stands in its own rows, under the section of its kind. The facts that may have markup
    are `marked`, by ``kind/id``.
    """

    text: str
    sections: tuple[int, ...]
    facts: tuple[Fact, ...]
    marked: frozenset[str]


class Readings(Protocol):
    """Keeps the last readings of deck files."""

    def last(self, path: Path) -> Earlier | None:
        """Return the last reading of a deck's own file, None if there is none."""

    def keep(self, path: Path, reading: Earlier) -> None:
        """Keep the reading of a deck's own file."""


class Again(Struct, frozen=True):
    """A file after an edit: its `pieces` in order, and how many facts were `read` anew.

    A piece is an entry, or a fact that is as it was. `sections` are the rows of its sections, and
    `unmarked` the facts that are as they were and have no markup.
    """

    pieces: list[Entry | Fact]
    read: int
    sections: tuple[int, ...]
    unmarked: frozenset[str]


class _Edit(Struct, frozen=True):
    """What an edit has replaced: the rows from `first` to `old_end` by those to `new_end`.

    They are facts of one section, whose key stands in the row `section`. Of all facts, the first
    `above` stand above these rows, and those from the number `below` on stand below.
    """

    section: int
    first: int
    old_end: int
    new_end: int
    above: int
    below: int

    @property
    def shift(self) -> int:
        """Return how many rows what stands below has moved down."""
        return self.new_end - self.old_end


def reading_of(
    reader: DeckReader, sections: tuple[int, ...], facts: Iterable[Fact]
) -> Earlier | None:
    """Return what to keep of a file that was read without a problem, None if it is unusual.

    `sections` are the rows of its sections, and `facts` are all its facts, both in order.
    """
    read = tuple(facts)
    marked = frozenset(fact.ref for fact in read if may_have_markup(fact))
    made = Earlier(reader.text, sections, read, marked)
    is_usual = (
        _is_plain(reader.text)
        and reader.braced.isdisjoint(("", *(fact.kind for fact in made.facts)))
        and all(reader.lines[row][:1].strip() for row in sections)
        and all(_is_usual(fact, reader) for fact in made.facts)
        and all(row < following for row, following in pairwise(_rows(made.facts)))
    )
    return made if is_usual and made.facts else None


def _is_plain(text: str) -> bool:
    """Return whether a text reads the same in parts as in one."""
    has_rare_ends = any(end in text for end in _RARE_LINE_ENDS)
    return text.endswith("\n") and not has_rare_ends and not _QUESTION_MARK.search(f"\n{text}")


def _is_usual(fact: Fact, reader: DeckReader) -> bool:
    """Return whether a fact has no pictures or sounds, and its id is the first word of a row."""
    place = fact.place
    if place.file != reader.name:
        return False
    before = reader.lines[place.line - 1][: place.column - 1]
    contents = (value.content for values in fact.values.values() for value in values)
    has_media = any(isinstance(content, (Media, Diagram)) for content in contents)
    return before.isspace() and not has_media


def _rows(facts: Iterable[Fact]) -> list[int]:
    return [fact.place.line - 1 for fact in facts]


def read_again(earlier: Earlier, reader: DeckReader) -> Again | None:
    """Return the pieces of a file after an edit, None if it must be read as a whole.

    The facts of the earlier reading get their new places, so that it is used up.
    """
    edit = _edit(earlier, reader.lines[:-1]) if _is_plain(reader.text) else None
    if edit is None:
        return None
    try:
        made = _again(earlier, edit, reader)
    except TooManyProblemsError:
        return None
    is_clean = not reader.problems.found and not reader.broken_off
    return made if is_clean else None


def _again(earlier: Earlier, edit: _Edit, reader: DeckReader) -> Again | None:
    """Return the pieces of a file, None if the new rows do not fit between the others."""
    facts, old = earlier.facts, earlier.facts[edit.above]
    above, below = facts[: edit.above], facts[edit.below :]
    key = Scalar(old.kind, Place(reader.name, edit.section + 1, 1, len(old.kind)))
    new = list(reader.entries_of(edit.first, edit.new_end, Section(key)))
    ids = [each.key for each in new if each.key]
    refs = {f"{old.kind}/{each.text}" for each in ids}
    fits = len(ids) == len(new) and ids and ids[0].place.column == old.place.column
    kept = frozenset(each.ref for each in (*above, *below))
    if not fits or not refs.isdisjoint(kept) or old.kind in reader.braced:
        return None
    for fact in below if edit.shift else ():
        _move(fact, edit.shift)
    sections = tuple(row if row < edit.old_end else row + edit.shift for row in earlier.sections)
    pieces = list(_in_order((*above, *new, *below), sections, reader))
    return Again(pieces, len(new), sections, kept - earlier.marked)


def _in_order(
    pieces: Sequence[Entry | Fact], sections: Sequence[int], reader: DeckReader
) -> Iterator[Entry | Fact]:
    """Yield the pieces of the sections with facts, and read the other sections."""
    rows = [
        row_of(each.key or each.section) if isinstance(each, Entry) else each.place.line - 1
        for each in pieces
    ]
    at = 0
    for start, end in pairwise((*sections, len(reader.lines) - 1)):
        following = bisect_left(rows, end, at)
        yield from pieces[at:following] if following > at else reader.entries_of(start, end)
        at = following


def _move(fact: Fact, by: int) -> None:
    """Move all places of a fact down by some rows."""
    for place in _places_of(fact):
        force_setattr(place, "line", place.line + by)


def _places_of(fact: Fact) -> Iterator[Place]:
    yield fact.place
    for values in fact.values.values():
        for value in values:
            yield value.place
            told, record = value.provenance, value.record
            if told.cited:
                yield told.cited
            if record:
                yield record.place
                if record.provenance.cited:
                    yield record.provenance.cited


def _edit(earlier: Earlier, new: list[str]) -> _Edit | None:
    """Return what an edit has replaced, None if that is no part of one section of facts."""
    old = split_lines(earlier.text)[:-1]
    rows, sections = _rows(earlier.facts), earlier.sections
    first = _common(old, new)
    last = _common(old[first:][::-1], new[first:][::-1])
    if first == len(old) == len(new):
        # Nothing has changed, so that any fact will do.
        first, last = rows[-1] + 1, len(old) - rows[-1] - 1
    # The row of the section's key is as it was.
    number = bisect_left(sections, first) - 1
    section, end = sections[number], (*sections, len(old))[number + 1]
    within = bisect_left(rows, section), bisect_left(rows, end)
    if number < 0 or within[0] == within[1] or end < len(old) - last:
        return None
    # The fact in whose rows the change begins is read anew, even if its first row is as it was.
    above = max(bisect_left(rows, first) - 1, within[0])
    below = bisect_left(rows, len(old) - last)
    begin = rows[above] if rows[above] < first else section + 1
    old_end = min((*rows[below : below + 1], end))
    new_end = old_end + len(new) - len(old)
    if not all(map(_WITHIN.match, new[begin:new_end])):
        return None
    return _Edit(section, begin, old_end, new_end, above, below)


def _common(one: Sequence[str], other: Sequence[str]) -> int:
    """Return with how many equal rows two texts begin."""
    return next(compress(count(), map(ne, one, other)), min(len(one), len(other)))
