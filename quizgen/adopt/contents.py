"""What stands in a field of somebody's note: text, pictures, sounds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html.parser import HTMLParser

from quizgen.anki.plain import SOUND, Plain, read_html, sounds_in
from quizgen.anki.written import written_of
from quizgen.yaml.text import is_printable

_MEDIA_WORDS = {"a picture", "a sound"}


@dataclass(frozen=True, slots=True)
class Contents:
    """The text of a field, its pictures with their descriptions, and its sounds.

    `lost` names what a deck's text cannot hold: underlining, a list.
    """

    text: str
    pictures: tuple[tuple[str, str], ...] = ()
    sounds: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()

    @property
    def type(self) -> str:
        """Return the type of field that holds the contents whole, "" if they are empty."""
        if self.text:
            return "text"
        if len(self.pictures) == 1 and not self.sounds:
            return "image"
        if len(self.sounds) == 1 and not self.pictures:
            return "audio"
        return "text" if self.pictures or self.sounds else ""

    def lost_as(self, type_: str) -> tuple[str, ...]:
        """Return in words what a field of this type does not hold."""
        besides = [*(["a picture"] if self.pictures else []), *(["a sound"] if self.sounds else [])]
        if type_ in {"text", "sentence"}:
            return (*self.lost, *besides)
        whole = self.type in ("", type_)
        return self.lost if whole else (*self.lost, "a text beside a picture or a sound")


def contents_of(field: str) -> Contents:
    """Return what stands in a field that is written as HTML."""
    written: Plain = written_of(field)
    sounds, _ = sounds_in(field)
    reader = _Pictures()
    read_html(reader, field)
    lost = tuple(each for each in written.besides if each not in _MEDIA_WORDS)
    text = "".join(char for char in written.text if is_printable(char))
    return Contents(text, tuple(reader.found), tuple(filter(None, SOUND.findall(sounds))), lost)


def type_for(contents: Sequence[Contents]) -> str:
    """Return the type of a field that holds these contents with the least loss."""
    types = {each.type for each in contents} - {""}
    return types.pop() if len(types) == 1 else "text"


class _Pictures(HTMLParser):
    """Collects the files and descriptions of pictures."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a picture."""
        given = dict(attrs)
        if tag == "img" and given.get("src"):
            self.found.append((given["src"] or "", " ".join((given.get("alt") or "").split())))
