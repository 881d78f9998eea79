"""Reads the entries of a deck file one at a time, from the events of the YAML parser."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NoReturn, cast

import yaml

from quizgen.diagnostics import Diagnostic, Place, Problems, Severity
from quizgen.yaml.layout import first_word, next_entry
from quizgen.yaml.nodes import Broken, Entry, Mapping, Node, Scalar, Sequence
from quizgen.yaml.recovery import Recovery, Section, Stretch, row_of
from quizgen.yaml.refusals import Refusals
from quizgen.yaml.syntax import explain
from quizgen.yaml.text import is_printable, split_lines

MAX_DEPTH = 16
MAX_SCALAR = 20_000
MAX_NODES = 20_000
if not hasattr(yaml, "CBaseLoader"):
    # PyYAML's own parser differs from libyaml, so a deck could change its meaning.
    raise ImportError(
        "PyYAML was built without libyaml, which quizgen reads decks with; "
        "type: pip install --force-reinstall --only-binary pyyaml pyyaml"
    )
# The events that may have an anchor and a tag.
_Marked = yaml.ScalarEvent | yaml.CollectionStartEvent


class _Stop(Exception):  # noqa: N818 - it ends the reading and is not an error
    """The rest of the file cannot be read."""


class _Skip(Exception):  # noqa: N818 - it ends an entry and is not an error
    """The rest of this entry is skipped; the last problem found says why."""


class DeckReader:
    """Reads the entries of one file, and reports problems to `problems`.

    Iterate over `entries()` once. A syntax error loses only its entry: reading continues at the
    next line with the same or less indentation. Afterwards, `broken_off` tells whether reading
    stopped before the end of the file, and `lost` holds possible keys in the broken entries.
    `braced` are the names of the sections whose entries stand in braces, "" for the whole file.
    """

    def __init__(self, name: str, text: str, problems: Problems) -> None:
        self.name = name
        self.text = text
        self.lines = split_lines(text)
        self._rows = len(self.lines)
        self.problems = problems
        self.broken_off = False
        self.braced: set[str] = set()
        self._nodes = 0
        self._refused_keys = 0
        self._inside_key = False
        self._refuse = Refusals(name, self.lines, problems)
        self._at = Recovery(name, self.lines, self._syntax_error)
        # The number of problems found before the entry being read.
        self._found_before = 0
        # The rows with a `#`, which may begin a comment.
        self._with_sign = {row for row, line in enumerate(self.lines) if "#" in line}
        self._parse(text)

    @property
    def lost(self) -> set[str]:
        """Return the possible keys in entries that could not be read."""
        return self._at.lost

    def entries(self) -> Iterator[Entry]:
        """Yield the ``section: value`` pairs, and of a mapping one key at a time."""
        yield from self._entries(None)
        yield from self._waiting()

    def entries_of(self, first: int, end: int, section: Section | None = None) -> Iterator[Entry]:
        """Yield what `entries` does for the rows from `first` to `end` alone.

        The rows lie inside a section, or begin with the key of one.
        """
        self._at.waiting = [Stretch(self.lines, first, end, section)]
        yield from self._waiting()

    def _waiting(self) -> Iterator[Entry]:
        while not self.broken_off and (stretch := self._at.next_stretch()):
            self._found_before = len(self.problems.found)
            self._parse(stretch)
            yield from self._entries(stretch.section)

    def _parse(self, text: str | Stretch) -> None:
        """Read on from the beginning of a text."""
        parser = yaml.CBaseLoader(text)
        # Nothing is read after the end of the stream, which is an event.
        self._next = cast("Callable[[], yaml.Event]", parser.get_event)
        self._look_ahead = parser.peek_event
        self._offset = self._at.stretch.offset

    def _entries(self, section: Section | None) -> Iterator[Entry]:
        """Yield the entries of a stretch, which may begin inside a section, until one breaks."""
        try:
            yield from self._document(section)
        except _Stop:
            self.broken_off = True
        except _Skip:
            self._pass_over(self.problems.found.pop())
        except yaml.MarkedYAMLError as error:
            self._pass_over(explain(error, self.name, self.lines, self._at.stretch.offset))
        except yaml.YAMLError as error:
            self.broken_off = True
            self._refuse.not_yaml(error)

    def _pass_over(self, problem: Diagnostic) -> None:
        """Report what broke an entry, instead of the errors found after it in the entry."""
        nearest, row = self._at.pass_over(problem)
        # What is nested too deeply was refused at its place, whether or not its brackets close.
        problem = problem if problem.code == "Q110" else nearest
        end = (row + 1, 1)
        first = min((problem.place.line, problem.place.column), end)
        found = self.problems.found
        found[self._found_before :] = [
            each
            for each in found[self._found_before :]
            # A warning often shows the cause: a `#` that hides the closing bracket.
            if (each.place.line, each.place.column)
            < (first if each.severity is Severity.ERROR else end)
        ]
        self._refuse.forget_aliases(first[0])
        if not any(
            _is_error_in(problem.place.line, each) for each in found[self._found_before :][-1:]
        ):
            # An error in the same line has the same cause.
            self.problems.add(problem)

    def _syntax_error(self, stretch: Stretch) -> Diagnostic | None:
        """Return the syntax error in some rows alone, None if they are sound."""
        try:
            for _ in yaml.parse(stretch, Loader=yaml.CBaseLoader):
                pass
        except yaml.MarkedYAMLError as error:
            return explain(error, self.name, self.lines, stretch.offset)
        return None

    def _document(self, section: Section | None) -> Iterator[Entry]:
        event = self._next()
        while isinstance(event, (yaml.StreamStartEvent, yaml.DocumentStartEvent)):
            event = self._next()
        if isinstance(event, yaml.StreamEndEvent):
            self._refuse.only_comments()
            raise _Stop
        if not isinstance(event, yaml.MappingStartEvent):
            self._refuse.no_keys(event, self._place(event))
            raise _Stop
        self._check_properties(event)
        if event.flow_style:
            self.braced.add("")
        if section is not None:
            # The line before the stretch stands for the section's first line.
            self._next()
            yield from self._members(section)
        yield from self._sections()
        self._next()
        after = self._next()
        if isinstance(after, yaml.DocumentStartEvent):
            self._pass_document_start(self._place(after))

    def _pass_document_start(self, place: Place) -> None:
        """Report a second document; continue in it unless it is another deck."""
        self._refuse.second_document(place)
        at = self._at
        row = next_entry(self.lines, place.line - 1, 0, at.stretch.end)
        if row < at.stretch.end and first_word(self.lines[row]) in at.seen:
            # It is another deck, or the same one again.
            raise _Stop
        at.wait_from(row, None)

    def _sections(self) -> Iterator[Entry]:
        while (key := self._key(self._at.seen, 1)) is not None:
            yield from self._members(Section(key))

    def _members(self, section: Section) -> Iterator[Entry]:
        """Yield the entries of a section: one for each key, or a single one without keys."""
        self._at.section = section
        self._nodes = 0
        event = self._next()
        if not isinstance(event, yaml.MappingStartEvent):
            yield self._read(Entry(section.key, None, self._node(event, 2)))
            return
        self._check_properties(event)
        section.in_braces = bool(event.flow_style)
        if section.in_braces:
            self.braced.add(section.key.text)
        self._at.pending = None
        while (member := self._key(section.members, 2)) is not None:
            self._nodes = 0
            if section.inner_indent is None:
                section.inner_indent = member.place.column - 1
            yield self._read(Entry(section.key, member, self._node(self._next(), 3)))
        section.in_braces = False
        if not section.members:
            yield Entry(section.key, None, Mapping((), self._place(event)))

    def _read(self, entry: Entry) -> Entry:
        """Return an entry that is complete; raise an error that follows right after it."""
        self._look_ahead()
        self._at.unread = row_of(entry.key or entry.section) + 1
        self._at.pending = None
        return entry

    def _key(self, seen: dict[str, Scalar], depth: int) -> Scalar | None:
        """Return the next sound key of a mapping, None at its end; skip refused keys."""
        while True:
            if depth <= 2:
                # An entry may start here.
                self._at.pending = None
                self._found_before = len(self.problems.found)
            event = self._next()
            if isinstance(event, yaml.MappingEndEvent):
                return None
            outer, self._inside_key = self._inside_key, True
            key = self._node(event, depth + 1)
            self._inside_key = outer
            if not isinstance(key, Scalar):
                self._refused_keys += 1
                if not isinstance(key, Broken):
                    self._refuse.not_text(self._place(event))
            elif self._is_new(key, seen, depth):
                return key
            self._node(self._next(), depth + 1)

    def _is_new(self, key: Scalar, seen: dict[str, Scalar], depth: int) -> bool:
        """Tell whether a key is a sound one that is not yet among those seen, and note it."""
        if depth <= 2:
            self._at.pending = key
        if key.text in seen and not key.is_missing:
            self._refuse.second_key(key, seen[key.text], depth)
            return False
        # Most keys begin with a letter, and nothing is wrong with those.
        if not (key.text[:1].isalnum() or self._refuse.is_sound(key)):
            self._refused_keys += 1
            return False
        seen[key.text] = key
        return True

    def _has_colon(self, key: Scalar, value: Node) -> bool:
        """Tell whether a colon follows a key, and report it if not, as after a comma in a text."""
        if not isinstance(value, Scalar) or not value.is_missing:
            return True
        after = self._line(key.place.line - 1)[key.place.column - 1 + key.place.length :]
        if after.lstrip().startswith(":"):
            return True
        if self._inside_key:
            # Braces as a key are refused as a whole.
            return False
        self._refuse.no_colon(key)
        return False

    def _node(self, event: yaml.Event, depth: int) -> Node:
        self._nodes += 1
        if depth > MAX_DEPTH or self._nodes > MAX_NODES:
            self._refuse_too_much(event, depth)
        if isinstance(event, yaml.ScalarEvent):
            if event.anchor is None and event.tag is None:
                return self._scalar(event)
            self._check_properties(event)
            return Broken(self._scalar(event).place)
        if isinstance(event, yaml.AliasEvent):
            place = self._place(event)
            self._refuse.alias(event, place)
            return Broken(place)
        sound = self._check_properties(cast("yaml.CollectionStartEvent", event))
        place = self._place(event)
        node: Node
        if isinstance(event, yaml.SequenceStartEvent):
            node = Sequence(tuple(self._items(depth)), place)
        else:
            node = self._mapping(place, depth)
        return node if sound else Broken(place)

    def _refuse_too_much(self, event: yaml.Event, depth: int) -> NoReturn:
        """Report that values are nested too deeply, or too many, and skip the entry."""
        if depth > MAX_DEPTH:
            fix = "remove brackets or indentation"
            self._report(
                "Q110",
                f"there are more than {MAX_DEPTH} levels of nesting",
                self._place(event),
                fix,
            )
        else:
            self._report(
                "Q110",
                f"this entry has more than {MAX_NODES} values",
                self._place(event),
                "split it",
            )
        raise _Skip

    def _items(self, depth: int) -> Iterator[Node]:
        while not isinstance(event := self._next(), yaml.SequenceEndEvent):
            yield self._node(event, depth + 1)

    def _mapping(self, place: Place, depth: int) -> Mapping:
        seen: dict[str, Scalar] = {}
        pairs: list[tuple[Scalar, Node]] = []
        whole = True
        while True:
            refused = self._refused_keys
            key = self._key(seen, depth)
            whole = whole and self._refused_keys == refused
            if key is None:
                return Mapping(tuple(pairs), place, whole)
            value = self._node(self._next(), depth + 1)
            if self._has_colon(key, value):
                pairs.append((key, value))
            else:
                whole = False

    def _scalar(self, event: yaml.ScalarEvent) -> Scalar | Broken:
        text, plain, place = event.value, not event.style, self._place(event)
        if plain and self._with_sign:
            self._warn_lost_text(event)
        if plain and not text.isascii() and not self._inside_key:
            self._refuse.warn_curly_marks(text, place)
        if len(text) > MAX_SCALAR:
            self._report(
                "Q111", f"this text has more than {MAX_SCALAR} characters", place, "shorten it"
            )
            return Broken(place)
        if not plain and not is_printable(text):
            self._report(
                "Q005", "an escape in this text makes a control character", place, "delete it"
            )
            return Broken(place)
        return Scalar(text, place, plain)

    def _warn_lost_text(self, event: yaml.ScalarEvent) -> None:
        end: yaml.Mark = event.end_mark  # type: ignore[assignment]
        row, column = end.line + self._offset, end.column
        if row in self._with_sign:
            self._refuse.warn_lost_text(row, column)

    def _check_properties(self, event: _Marked) -> bool:
        anchor, tag = event.anchor, event.tag
        if anchor is None and tag is None:
            return True
        self._refuse.properties(anchor, tag, self._place(event))
        return False

    def _place(self, event: yaml.Event) -> Place:
        # The parser marks each event; the types allow for events made by hand.
        start: yaml.Mark = event.start_mark  # type: ignore[assignment]
        end: yaml.Mark = event.end_mark  # type: ignore[assignment]
        line, column, last = start.line, start.column, end.column
        row = line + self._offset
        if row == self._rows:
            # After a comment without a line end, the parser is on the next line.
            return Place(self.name, row, len(self.lines[-1]) + 1)
        if end.line != line:
            last = len(self.lines[row])
        return Place(self.name, row + 1, column + 1, last - column if last > column else 1)

    def _line(self, row: int) -> str:
        return self.lines[row] if row < len(self.lines) else ""

    def _report(
        self, code: str, message: str, place: Place, fix: str = "", *, mend: str = ""
    ) -> None:
        self.problems.error(code, message, place, fix, mend=mend)


def _is_error_in(line: int, problem: Diagnostic) -> bool:
    return problem.place.line == line and problem.severity is Severity.ERROR
