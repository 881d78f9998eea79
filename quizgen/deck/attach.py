"""Reading the pictures and sounds that facts name: from the deck's folder alone, checked, each file once."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from quizgen.deck.model import Fact, Field, Kind, Value
from quizgen.deck.offers import check_alike, with_pictures, words
from quizgen.deck.read import shorten
from quizgen.deck.types.registry import type_of
from quizgen.diagnostics import Place, Problems, did_you_mean
from quizgen.media.formats import (
    MAX_PIXELS,
    DamagedError,
    Format,
    format_of,
    known_extensions,
)
from quizgen.media.model import Media, MediaFile
from quizgen.media.pictures import TooManyPixelsError, check_picture, picture_size
from quizgen.media.sounds import check_sound
from quizgen.media.svg import SvgError, clean_svg

MAX_FILE_BYTES, MAX_DECK_BYTES = 10 * 1024 * 1024, 100 * 1024 * 1024
MAX_FILES = 10_000
# Decoding so many takes half a minute.
MAX_DECK_PIXELS = 4_000_000_000
_CALLED = {"image": "picture", "audio": "sound"}
_LISTED = 2000


def with_media(
    facts: Mapping[str, Fact], kinds: Mapping[str, Kind], deck: Path, problems: Problems
) -> tuple[dict[str, Fact], tuple[Path, ...]]:
    """Return the facts with the files of their pictures and sounds, and the paths that were read.

    Paths are those of the file that names them, within the folder of the file `deck`. What cannot be
    taken is reported, and is in no fact.
    """
    shelf = _Shelf(deck, problems)
    held = {
        key: fields
        for key, kind in kinds.items()
        if (
            fields := tuple(
                field for field in kind.fields.values() if field.is_media or field.takes_pictures
            )
        )
    }
    found = {}
    for ref, fact in facts.items():
        values = {**fact.values}
        for field in held.get(fact.kind, ()):
            if field.name in values:
                values[field.name] = tuple(shelf.filled(value) for value in values[field.name])
                for value in values[field.name]:
                    check_alike(value, problems)
        found[ref] = replace(fact, values=values) if fact.kind in held else fact
    for key, fields in held.items():
        for field in (each for each in fields if each.is_media):
            _check_words(
                kinds[key], field, [fact for fact in found.values() if fact.kind == key], problems
            )
    return found, tuple(shelf.paths)


class _Shelf:
    """The media files of a deck, by where they really are."""

    def __init__(self, deck: Path, problems: Problems) -> None:
        self.paths: list[Path] = []
        self._home = Path(os.path.realpath(deck)).parent
        self._problems = problems
        self._read: dict[tuple[Path, str], MediaFile | None] = {}
        self._same: dict[bytes, MediaFile] = {}
        self._size = 0
        self._pixels = 0

    def filled(self, value: Value) -> Value:
        """Return the value with its file, and with those offered beside it, as they are where they cannot be taken."""
        if not isinstance(value.content, Media):
            return value
        content = self._with_file(value.content)
        return replace(
            value, content=content, control=with_pictures(value.control, content, self._with_file)
        )

    def _with_file(self, media: Media) -> Media:
        place = media.place
        path = Path(place.file).parent / media.path
        real = Path(os.path.realpath(path))
        if Path(media.path).is_absolute() or not real.is_relative_to(self._home):
            message = f"`{shorten(media.path)}` lies outside the deck's folder"
            self._problems.error(
                "Q007", message, place, "put the file beside the deck, and give its path there"
            )
            return media
        if (real, media.kind) not in self._read:
            # A file that is refused is refused once: its other places need the same mending.
            self._read[real, media.kind] = self._file(path, media, place)
        return replace(media, file=self._read[real, media.kind])

    def _file(self, path: Path, media: Media, place: Place) -> MediaFile | None:
        data = self._bytes(path, media, place)
        known = format_of(data) if data is not None else None
        if data is None or not self._fits(known, media, data, place) or known is None:
            return None
        file = (
            self._svg(data, place)
            if known.extensions[0] == "svg"
            else self._other(data, known, place)
        )
        if file is not None:
            self.paths.append(path)
            file = self._same.setdefault(file.data, file)
        return file

    def _bytes(self, path: Path, media: Media, place: Place) -> bytes | None:
        shown, what = shorten(media.path), _CALLED[media.kind]
        try:
            # Opening a pipe would wait for a writer, so that the kind of file is asked first.
            told = path.stat()
            if not stat.S_ISREG(told.st_mode):
                self._problems.error(
                    "Q002", f"`{shown}` is no regular file", place, f"give a file that is a {what}"
                )
                return None
            if told.st_size > MAX_FILE_BYTES or self._size + told.st_size > MAX_DECK_BYTES:
                self._too_large(shown, told.st_size, place)
                return None
            if len(self._read) >= MAX_FILES:
                self._problems.error(
                    "Q006", f"more than {MAX_FILES} pictures and sounds", place, "split the deck"
                )
                return None
            with path.open("rb") as stream:
                data = stream.read(MAX_FILE_BYTES + 1)
        except (FileNotFoundError, NotADirectoryError):
            self._problems.error("Q001", f"there is no file `{shown}`", place, _similar(path))
            return None
        except (OSError, ValueError) as error:
            reason = (getattr(error, "strerror", None) or str(error)).lower()
            message = f"`{shown}` cannot be read: {reason}"
            self._problems.error("Q003", message, place, "check its name and permissions")
            return None
        self._size += len(data)
        return data

    def _too_large(self, shown: str, size: int, place: Place) -> None:
        mib = 1024 * 1024
        if size > MAX_FILE_BYTES:
            message = f"`{shown}` is larger than {MAX_FILE_BYTES // mib} MiB"
            self._problems.error(
                "Q006", message, place, "make it smaller: cards are read on phones"
            )
        else:
            message = f"with `{shown}`, the deck's pictures and sounds are larger than {MAX_DECK_BYTES // mib} MiB"
            self._problems.error("Q006", message, place, "make them smaller, or split the deck")

    def _fits(self, known: Format | None, media: Media, data: bytes, place: Place) -> bool:
        """Tell whether a file is what its name and its field say, and report it if not."""
        what, shown = _CALLED[media.kind], shorten(media.path)
        extension = Path(media.path).suffix.removeprefix(".").lower()
        if known is not None and known.kind == media.kind and extension in known.extensions:
            return True
        if not data:
            message, fix = f"`{shown}` is empty", f"give a file that is a {what}"
        elif known is None:
            message = f"`{shown}` is no {what} of a known format"
            fix = f"save it as one of {known_extensions(media.kind)}"
        elif known.kind != media.kind:
            message = f"`{shown}` is a {_CALLED[known.kind]}, and the field takes a {what}"
            fix = f"give one of {known_extensions(media.kind)}, or declare the field {{type: {known.kind}}}"
        else:
            message = f"`{shown}` is in truth a .{known.extensions[0]} file"
            fix = f"call it `{shorten(Path(media.path).stem)}.{known.extensions[0]}`"
        self._problems.error("Q231", message, place, fix)
        return False

    def _other(self, data: bytes, known: Format, place: Place) -> MediaFile | None:
        suffix = known.extensions[0]
        try:
            if known.kind == "audio":
                check_sound(data, suffix)
                return MediaFile(suffix, data)
            width, height = picture_size(data, suffix)
            if not self._has_room(width * height, place):
                return None
            check_picture(data, suffix)
        except TooManyPixelsError as error:
            message = f"the picture has {error.width} by {error.height} pixels"
            fix = f"scale it down: up to {MAX_PIXELS // 1_000_000} million pixels can be shown everywhere"
            self._problems.error("Q232", message, place, fix)
            return None
        except DamagedError as error:
            message = f"the {_CALLED[known.kind]} is damaged: {error}"
            self._problems.error("Q232", message, place, "save it anew")
            return None
        return MediaFile(suffix, data, width, height)

    def _has_room(self, pixels: int, place: Place) -> bool:
        """Tell whether the deck may have so many pixels more, and report it if not."""
        self._pixels += pixels
        if self._pixels <= MAX_DECK_PIXELS:
            return True
        most = MAX_DECK_PIXELS // 1_000_000
        message = f"the deck's pictures have more than {most} million pixels together"
        self._problems.error("Q006", message, place, "scale them down, or split the deck")
        return False

    def _svg(self, data: bytes, place: Place) -> MediaFile | None:
        try:
            clean = clean_svg(data)
        except SvgError as error:
            self._problems.error(
                "Q233", f"the SVG cannot be taken: {error.message}", place, error.fix
            )
            return None
        if not self._has_room(clean.pixels, place):
            return None
        if clean.removed:
            parts = ", ".join(f"`{shorten(part)}`" for part in clean.removed[:5])
            message = f"the SVG is used without {parts}" + (
                " and more" if len(clean.removed) > 5 else ""
            )
            fix = "pictures run nothing, fetch nothing and do not move: save it as plain SVG, without them"
            self._problems.warn("Q234", message, place, fix)
        return MediaFile("svg", clean.data, clean.width, clean.height)


def _similar(path: Path) -> str:
    if "\\" in path.name:
        return "write `/` between the folders and the file"
    try:
        names = [
            entry.name for entry, _ in zip(path.parent.iterdir(), range(_LISTED), strict=False)
        ]
    except OSError:
        return "check the path: it starts at the file that names it"
    return did_you_mean(path.name, names) or "check the path: it starts at the file that names it"


def _check_words(kind: Kind, field: Field, facts: list[Fact], problems: Problems) -> None:
    """Report words that name what a picture is to be recognised as, or that stand for two pictures."""
    shown = [rule for rule in kind.questions.values() if rule.field == field.name]
    # As an option, too, a picture is described to who cannot see it.
    asked = any(rule.back or (rule.ask and field.type == "image") for rule in shown)
    seen: dict[str, Media] = {}
    for fact in facts:
        for value, media in _media_of(fact, field) if asked and not fact.background else ():
            name = next((each for each in _names(fact, kind) if _holds(media.alt, each)), "")
            if name and media.kind == "image":
                fix = "say what is to be seen, not what it is: who cannot see the picture is asked as well"
                problems.warn(
                    "Q235", f"`alt` tells the answer, `{shorten(name)}`", value.place, fix
                )
            other = seen.setdefault(" ".join(words(media.alt)) or media.path, media)
            if other.file != media.file:
                message = f"`{shorten(other.path)}` is described in the same words, so neither is asked for"
                problems.warn("Q235", message, value.place, "say in what they differ")


def _media_of(fact: Fact, field: Field) -> Iterator[tuple[Value, Media]]:
    for value in fact.values.get(field.name, ()):
        if isinstance(value.content, Media) and not value.background:
            yield value, value.content


def _names(fact: Fact, kind: Kind) -> Iterator[str]:
    for field in kind.fields.values():
        if field.name == kind.name or field.other_name:
            values = fact.values.get(field.name, ())
            texts = (type_of(value.content).text(value.content) for value in values)
            yield from filter(None, texts)


def _holds(text: str, name: str) -> bool:
    """Tell whether a text holds a name as whole words; names of a letter or two may stand for something else."""
    named = " ".join(words(name))
    return len(named) > 2 and f" {named} " in f" {' '.join(words(text))} "
