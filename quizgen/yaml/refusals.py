"""Reports what YAML allows, or an author types by mistake, and a deck file does not have."""

from __future__ import annotations

import re

import yaml
from msgspec.structs import replace

from quizgen.diagnostics import Place, Problems
from quizgen.yaml.nodes import Scalar

_PLAIN = "delete it, or put the whole text between quotation marks"
# What to do with a second key of a name: a section, the id of a fact, any other key.
_SAME_TWICE = {
    1: "put what stands below both under the first",
    2: "give it another id, such as `{key}-2`, or delete it if both are the same",
}
_SAME_KEY = "delete the wrong one: each key stands once"
_WIDE_SPACES = (
    "\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}\N{EN SPACE}\N{EM SPACE}\N{IDEOGRAPHIC SPACE}"
)
# A comment needs a space before `#`. Without one after it, it was probably meant as text.
_LOST_TEXT = re.compile(r"[ \t]+#(?=[^\s#])")
_CURLY = re.compile(
    "[\N{LEFT DOUBLE QUOTATION MARK}\N{DOUBLE LOW-9 QUOTATION MARK}]"
    "[^\N{LEFT DOUBLE QUOTATION MARK}\N{RIGHT DOUBLE QUOTATION MARK}]*"
    "[\N{LEFT DOUBLE QUOTATION MARK}\N{RIGHT DOUBLE QUOTATION MARK}]"
    "|\N{LEFT SINGLE QUOTATION MARK}[^\N{RIGHT SINGLE QUOTATION MARK}]*"
    "\N{RIGHT SINGLE QUOTATION MARK}"
)


class Refusals:
    """Reports what a file with these lines must not have, to `problems`."""

    def __init__(self, name: str, lines: list[str], problems: Problems) -> None:
        self._name = name
        self._lines = lines
        self._problems = problems
        # The line of each alias that has been reported.
        self._aliases: dict[str | None, int] = {}

    def only_comments(self) -> None:
        """Report a file without any key or text."""
        place = Place(self._name, 1, 1)
        message = "the file contains only comments"
        self._problems.error("Q004", message, place, "write `deck: an-id` first")

    def not_yaml(self, error: yaml.YAMLError) -> None:
        """Report a file that the parser refuses as a whole."""
        message = f"this is not YAML: {str(error).splitlines()[0]}"
        self._problems.error("Q101", message, Place(self._name, 1, 1))

    def no_keys(self, event: yaml.Event, place: Place) -> None:
        """Report a file that begins with something else than keys."""
        message, fix = _no_keys(event)
        self._problems.error("Q103", message, place, fix)

    def second_document(self, place: Place) -> None:
        """Report that a second document starts here."""
        bare = self._line(place.line - 1).startswith("---")
        fix = "delete the `---` line" if bare else "delete this line and the `---` line"
        self._problems.error("Q104", "a second document starts here", place, fix)

    def second_key(self, key: Scalar, first: Scalar, depth: int) -> None:
        """Report a key that stands twice; its `depth` is 1 for sections, 2 for facts."""
        name = _short(key.text)
        message = f"the key `{name}` appears twice; the first is in line {first.place.line}"
        fix = _SAME_TWICE.get(depth, _SAME_KEY).replace("{key}", name)
        self._problems.error("Q109", message, key.place, fix)

    def is_sound(self, key: Scalar) -> bool:
        """Return whether a key can be one, and report it if not."""
        if not key.plain:
            return True
        if key.text == "<<":
            message, fix = "merge keys (`<<`) are not used in decks", "write the keys out"
            self._problems.error("Q107", message, key.place, fix)
        elif key.is_missing:
            message = "a key is missing before this colon"
            self._problems.error("Q108", message, key.place, "write `key: value`")
        elif key.text[0] in _WIDE_SPACES:
            # Text copied from a web page or a word processor is often indented with these.
            place = replace(key.place, length=len(key.text) - len(key.text.lstrip(_WIDE_SPACES)))
            message = f"an unusual space (U+{ord(key.text[0]):04X}) indents this key"
            self._problems.error("Q102", message, place, "type ordinary spaces instead")
        else:
            return True
        return False

    def not_text(self, place: Place) -> None:
        """Report a key that is not a text."""
        message, fix = "a key must be plain text", "write `key: value`"
        if self._lines[place.line - 1][max(place.column - 2, 0) :].startswith("{{"):
            message = "a text that begins with `{{` needs quotation marks"
            fix = "put it between quotation marks"
        self._problems.error("Q108", message, place, fix)

    def no_colon(self, key: Scalar) -> None:
        """Report a key between braces without a colon, as after a comma in a text."""
        mend = ""
        lack, fix = (
            "colon and no value",
            "if it is part of a text, put the whole text, with its commas, in quotation marks",
        )
        if key.plain and ":" in key.text:
            lack, fix = "space after its colon", "write `key: value`"
            mend = ": ".join(key.text.split(":", 1))
        message = f"`{_short(key.text)}` has no {lack}"
        if not mend:
            message = f"between {{ and }}, a comma ends a text, and {message}"
        self._problems.error("Q113", message, key.place, fix, mend=mend)

    def alias(self, event: yaml.AliasEvent, place: Place) -> None:
        """Report an alias once, because it may appear in a thousand places."""
        if event.anchor not in self._aliases:
            self._aliases[event.anchor] = place.line
            word = f"*{_short(event.anchor or '')}"
            message = f"a text cannot begin with `*`: YAML reads `{word}` as a reference"
            fix = "put the whole text between quotation marks"
            self._problems.error("Q105", message, place, fix)

    def forget_aliases(self, line: int) -> None:
        """Forget the aliases from a line on, whose reports were withdrawn."""
        self._aliases = {name: at for name, at in self._aliases.items() if at < line}

    def properties(self, anchor: str | None, tag: str | None, place: Place) -> None:
        """Report the anchor and the tag before a value at a place."""
        if anchor is not None:
            message = f"`&{_short(anchor)}` is a YAML anchor, which decks do not use"
            self._problems.error("Q105", message, self._sign_at(place, "&"), _PLAIN)
        if tag is not None:
            place = self._sign_at(place, "!")
            shown = self._line(place.line - 1)[place.column - 1 :][: place.length]
            message = f"`{_short(shown)}` is a YAML tag, which decks do not use"
            self._problems.error("Q106", message, place, _PLAIN)

    def _sign_at(self, place: Place, sign: str) -> Place:
        """Return the place of the anchor (``&``) or tag (``!``) before a value."""
        pattern = re.compile(rf"{sign}[^\s,\[\]{{}}]*")
        found = pattern.search(self._line(place.line - 1), place.column - 1)
        return replace(place, column=found.start() + 1, length=len(found[0])) if found else place

    def warn_lost_text(self, row: int, column: int) -> None:
        """Warn of a comment after a text, if it looks like a part of the text."""
        line = self._lines[row]
        lost = _LOST_TEXT.match(line, column)
        if lost:
            place = Place(self._name, row + 1, lost.end(), max(len(line) - lost.end() + 1, 1))
            message = "what follows ` #` is a comment, not part of the text"
            fix = (
                "if it is part of the text, put the text between quotation marks; "
                "if it is a comment, write a space after `#`"
            )
            self._problems.warn("Q112", message, place, fix)

    def warn_curly_marks(self, text: str, place: Place) -> None:
        """Warn of curly quotation marks round a whole text."""
        if not _CURLY.fullmatch(text):
            return
        message = "these curly quotation marks are part of the text, and will be shown"
        fix = "delete them, or put the whole text between straight ones to keep them"
        self._problems.warn("Q242", message, place, fix, mend=text[1:-1])

    def _line(self, row: int) -> str:
        return self._lines[row] if row < len(self._lines) else ""


def _short(text: str) -> str:
    return text if len(text) <= 40 else text[:39] + "…"


def _no_keys(event: yaml.Event) -> tuple[str, str]:
    """Return what is wrong with a file that begins with something else than keys, and the fix."""
    message = "a deck is a list of `key: value` lines"
    text = event.value if isinstance(event, yaml.ScalarEvent) else ""
    if " " in text.partition(":")[0].strip():
        article = "save it as article.txt, and type: quizgen new my-deck --from article.txt"
        return f"{message}, and this is a plain text", f"if it is your article, {article}"
    if ":" in text:
        return message, "write a space after the colon"
    return message, "start with `deck: an-id`"
