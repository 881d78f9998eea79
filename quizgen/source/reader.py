"""From a deck file's text to its entries, one at a time, through the parser's event stream."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import cast

import yaml

from quizgen.diagnostics import Place, Problems
from quizgen.source.nodes import Broken, Entry, Mapping, Node, Scalar, Sequence
from quizgen.source.syntax import explain
from quizgen.source.text import is_printable, split_lines

MAX_DEPTH = 16
MAX_SCALAR = 20_000
MAX_NODES = 20_000
_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
# A comment needs a space before it; without one after it, it was most likely meant as text.
_LOST_TEXT = re.compile(r"[ \t]+#(?=[^\s#])")


class _Stop(Exception):  # noqa: N818 - it ends the reading and is no error of its own
    """Nothing after this place can be trusted."""


class DeckReader:
    """The entries of one file; problems met on the way go to `problems`.

    Iterate over `entries()` once; `broken_off` tells afterwards whether a syntax error ended the
    reading early.
    """

    def __init__(self, name: str, text: str, problems: Problems) -> None:
        self.name = name
        self.lines = split_lines(text)
        self.problems = problems
        self._nodes = 0
        self._aliases: set[str | None] = set()
        self.broken_off = False
        self._events: Iterator[yaml.Event] = yaml.parse(text, Loader=_LOADER)

    def entries(self) -> Iterator[Entry]:
        """Yield ``section: value`` pairs, a section that is a mapping one key at a time."""
        try:
            yield from self._document()
        except _Stop:
            self.broken_off = True
        except yaml.MarkedYAMLError as error:
            self.broken_off = True
            self.problems.add(explain(error, self.name, self.lines))
        except yaml.YAMLError as error:
            self.broken_off = True
            self._report("Q101", f"this is not YAML: {str(error).splitlines()[0]}", Place(self.name, 1, 1))

    def _document(self) -> Iterator[Entry]:
        event = self._next()
        while isinstance(event, (yaml.StreamStartEvent, yaml.DocumentStartEvent)):
            event = self._next()
        if isinstance(event, yaml.StreamEndEvent):
            self._report("Q004", "the file holds only comments", Place(self.name, 1, 1), "write `deck: an-id` first")
            raise _Stop
        if not isinstance(event, yaml.MappingStartEvent):
            message = "a deck is a list of `key: value` lines"
            glued = isinstance(event, yaml.ScalarEvent) and ":" in event.value
            fix = "write a space after the colon" if glued else "start with `deck: an-id`"
            self._report("Q103", message, self._place(event), fix)
            raise _Stop
        self._check_properties(event)
        yield from self._sections()
        self._next()
        after = self._next()
        if isinstance(after, yaml.DocumentStartEvent):
            self._report("Q104", "a second document starts here", self._place(after), "delete the `---` line")
            raise _Stop

    def _sections(self) -> Iterator[Entry]:
        seen: dict[str, Scalar] = {}
        while (key := self._key(seen, 1)) is not None:
            self._nodes = 0
            event = self._next()
            if not isinstance(event, yaml.MappingStartEvent) or not self._check_properties(event):
                yield Entry(key, None, self._node(event, 2))
                continue
            inner: dict[str, Scalar] = {}
            while (member := self._key(inner, 2)) is not None:
                self._nodes = 0
                yield Entry(key, member, self._node(self._next(), 3))
            if not inner:
                yield Entry(key, None, Mapping((), self._place(event)))

    def _key(self, seen: dict[str, Scalar], depth: int) -> Scalar | None:
        """Return the next key of a mapping, None at its end; a refused key is passed over with its value."""
        while not isinstance(event := self._next(), yaml.MappingEndEvent):
            key = self._node(event, depth + 1)
            if isinstance(key, Broken):
                pass
            elif not isinstance(key, Scalar):
                self._refuse_key(event)
            elif key.text == "<<" and key.plain:
                self._report("Q107", "merge keys (`<<`) are not used in decks", key.place, "write the keys out")
            elif key.is_missing:
                self._report("Q108", "a key is missing before this colon", key.place, "write `key: value`")
            elif key.text in seen:
                first = seen[key.text].place
                message = f"the key `{_short(key.text)}` stands here twice, first in line {first.line}"
                self._report("Q109", message, key.place, "keep one of them, or rename it")
            else:
                seen[key.text] = key
                return key
            self._node(self._next(), depth + 1)
        return None

    def _refuse_key(self, event: yaml.Event) -> None:
        place = self._place(event)
        if self.lines[place.line - 1][max(place.column - 2, 0) :].startswith("{{"):
            self._report("Q108", "a text that begins with `{{` must be quoted", place, "put it between quotation marks")
        else:
            self._report("Q108", "a key must be plain text", place, "write `key: value`")

    def _node(self, event: yaml.Event, depth: int) -> Node:
        if depth > MAX_DEPTH:
            self._report("Q110", f"more than {MAX_DEPTH} levels of nesting", self._place(event), "flatten it")
            raise _Stop
        self._nodes += 1
        if self._nodes > MAX_NODES:
            self._report("Q110", f"one entry holds more than {MAX_NODES} values", self._place(event), "split it")
            raise _Stop
        if isinstance(event, yaml.AliasEvent):
            self._refuse_alias(event)
            return Broken(self._place(event))
        sound = self._check_properties(event)
        if isinstance(event, yaml.ScalarEvent):
            scalar = self._scalar(event)
            return scalar if sound else Broken(scalar.place)
        place = self._place(event)
        node: Node
        if isinstance(event, yaml.SequenceStartEvent):
            node = Sequence(tuple(self._items(depth)), place)
        else:
            node = Mapping(tuple(self._pairs(depth)), place)
        return node if sound else Broken(place)

    def _refuse_alias(self, event: yaml.AliasEvent) -> None:
        # The same alias may stand in a thousand places; mending it begins with the first.
        if event.anchor not in self._aliases:
            self._aliases.add(event.anchor)
            message = f"aliases (`*{_short(event.anchor or '')}`) are not used in decks"
            self._report("Q105", message, self._place(event), "write the value out, or quote the text")

    def _items(self, depth: int) -> Iterator[Node]:
        while not isinstance(event := self._next(), yaml.SequenceEndEvent):
            yield self._node(event, depth + 1)

    def _pairs(self, depth: int) -> Iterator[tuple[Scalar, Node]]:
        seen: dict[str, Scalar] = {}
        while (key := self._key(seen, depth)) is not None:
            yield key, self._node(self._next(), depth + 1)

    def _scalar(self, event: yaml.ScalarEvent) -> Scalar | Broken:
        plain = not event.style
        place = self._place(event)
        if plain:
            self._warn_lost_text(event)
        if len(event.value) > MAX_SCALAR:
            self._report("Q111", f"a text of more than {MAX_SCALAR} characters", place, "shorten it")
            return Broken(place)
        if not plain and not is_printable(event.value):
            self._report("Q005", "an escape makes a control character", place, "delete it")
            return Broken(place)
        return Scalar(event.value, place, plain)

    def _warn_lost_text(self, event: yaml.ScalarEvent) -> None:
        _, end = _marks(event)
        line = self._line(end.line)
        lost = _LOST_TEXT.match(line, end.column)
        if lost:
            place = Place(self.name, end.line + 1, lost.end(), max(len(line) - lost.end() + 1, 1))
            message = "what follows ` #` is a comment, not part of the text"
            fix = "quote the text, or write a space after `#`"
            self.problems.warn("Q112", message, place, fix)

    def _check_properties(self, event: yaml.Event) -> bool:
        anchor, tag = getattr(event, "anchor", None), getattr(event, "tag", None)
        if anchor is not None:
            message = f"anchors (`&{_short(anchor)}`) are not used in decks"
            self._report("Q105", message, self._place(event), "delete it, or quote the text")
        if tag is not None:
            written = self._place(event)
            line = self.lines[written.line - 1][written.column - 1 :]
            shown = _short(line.split()[0]) if line.split() else "!"
            self._report("Q106", f"tags (`{shown}`) are not used in decks", written, "delete it, or quote the text")
        return anchor is None and tag is None

    def _next(self) -> yaml.Event:
        return next(self._events)

    def _place(self, event: yaml.Event) -> Place:
        start, end = _marks(event)
        length = end.column - start.column if end.line == start.line else len(self._line(start.line)) - start.column
        return Place(self.name, start.line + 1, start.column + 1, max(length, 1))

    def _line(self, row: int) -> str:
        return self.lines[row] if row < len(self.lines) else ""

    def _report(self, code: str, message: str, place: Place, fix: str = "") -> None:
        self.problems.error(code, message, place, fix)


def _marks(event: yaml.Event) -> tuple[yaml.Mark, yaml.Mark]:
    # A parser that reads text marks each event; the types allow for events made by hand.
    return cast("yaml.Mark", event.start_mark), cast("yaml.Mark", event.end_mark)


def _short(text: str) -> str:
    return text if len(text) <= 40 else text[:39] + "…"
