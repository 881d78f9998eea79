"""Reads the pictures and sounds of a deck: each file once, checked, and only from its folder."""

from __future__ import annotations

import logging
import stat
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from msgspec.structs import replace

from quizgen.deck.diagram import fitted
from quizgen.deck.inside import folder_of, is_inside, real_path
from quizgen.deck.model.contents import Diagram
from quizgen.deck.model.facts import Fact, Value
from quizgen.deck.model.kinds import Field, Kind
from quizgen.deck.offers import check_alike, with_pictures, words
from quizgen.deck.read import shorten
from quizgen.deck.types.registry import type_of
from quizgen.diagnostics import Place, Problems, did_you_mean
from quizgen.media.formats import (
    MAX_PIXELS,
    MAX_SIDE,
    DamagedError,
    Format,
    format_of,
    known_extensions,
)
from quizgen.media.model import Media, MediaFile
from quizgen.media.pictures import TooManyPixelsError, check_picture, picture_size

_LOG = logging.getLogger(__name__)
MAX_FILE_BYTES, MAX_DECK_BYTES = 10 * 1024 * 1024, 100 * 1024 * 1024
MAX_FILES = 10_000
# Decoding this many pixels takes half a minute.
MAX_DECK_PIXELS = 4_000_000_000
# Each question about a region shows all shapes of the diagram; so many make some 60 MB of cards.
MAX_SHAPES_SHOWN = 500_000
_CALLED = {"image": "picture", "audio": "sound"}
_LISTED = 2000


def with_media(
    facts: Mapping[str, Fact], kinds: Mapping[str, Kind], deck: Path, problems: Problems
) -> tuple[dict[str, Fact], tuple[Path, ...]]:
    """Return the facts with the files of their pictures and sounds, and the paths that were read.

    A path starts at the file that names it and must stay inside the folder of the file `deck`.
    Files that quizgen cannot use are reported and left out of the facts.
    """
    shelf = _Shelf(deck, problems)
    fields = {key: _fields_with_files(kind) for key, kind in kinds.items()}
    filled = {
        ref: _with_files(fact, fields[fact.kind], shelf, problems)
        for ref, fact in facts.items()
        if fields[fact.kind]
    }
    for key, kind in kinds.items():
        of_kind = [fact for fact in filled.values() if fact.kind == key]
        for field in fields[key]:
            if field.is_media:
                _check_descriptions(kind, field, of_kind, problems)
    return {**facts, **filled}, tuple(shelf.paths)


def with_files(
    pictures: Iterable[Media], deck: Path, problems: Problems
) -> tuple[list[Media], tuple[Path, ...]]:
    """Return pictures outside the facts with their files, and the paths that were read.

    Paths and unusable files are as in `with_media`.
    """
    shelf = _Shelf(deck, problems)
    return [shelf.with_file(picture) for picture in pictures], tuple(shelf.paths)


def _fields_with_files(kind: Kind) -> tuple[Field, ...]:
    """Return the fields of a kind whose values may be pictures or sounds."""
    return tuple(
        field
        for field in kind.fields.values()
        if field.is_media or field.takes_pictures or field.type == "diagram"
    )


def _with_files(fact: Fact, fields: tuple[Field, ...], shelf: _Shelf, problems: Problems) -> Fact:
    """Return the fact with the files of these fields, warning of pictures that look alike."""
    values = {**fact.values}
    for field in fields:
        if field.name in values:
            values[field.name] = tuple(shelf.filled(value) for value in values[field.name])
            for value in values[field.name]:
                check_alike(value, problems)
    return replace(fact, values=values)


class _Shelf:
    """The media files of a deck by their real paths, so that each is read once."""

    def __init__(self, deck: Path, problems: Problems) -> None:
        self.paths: list[Path] = []
        self._home = folder_of(deck)
        self._problems = problems
        self._read: dict[tuple[Path, str], MediaFile | None] = {}
        self._same: dict[bytes, MediaFile] = {}
        self._size = 0
        self._pixels = 0
        self._shapes = 0

    def filled(self, value: Value) -> Value:
        """Return the value with its file and the files offered with it, except unusable ones."""
        if isinstance(value.content, Diagram):
            picture = self.with_file(value.content.picture)
            diagram = fitted(replace(value.content, picture=picture), self._problems)
            _check_alt_of_diagram(diagram, value.place, self._problems)
            self._count_shapes(diagram, value.place)
            return replace(value, content=diagram)
        if not isinstance(value.content, Media):
            return value
        content = self.with_file(value.content)
        return replace(
            value, content=content, control=with_pictures(value.control, content, self.with_file)
        )

    def _count_shapes(self, diagram: Diagram, place: Place) -> None:
        """Report the diagram with which those of the deck have too many shapes on their cards."""
        before = self._shapes
        shapes = sum(len(region.outlines) for region in diagram.regions)
        self._shapes += shapes * len(diagram.regions)
        if before <= MAX_SHAPES_SHOWN < self._shapes:
            message = f"the deck's diagrams show more than {MAX_SHAPES_SHOWN} shapes on their cards"
            self._problems.error("Q263", message, place, "split the deck")

    def with_file(self, media: Media) -> Media:
        """Return a picture or a sound with its file; without one after reporting why."""
        place = media.place
        start = Path(place.file).parent
        path = start / media.path
        if not is_inside(self._home, start, media.path):
            message = f"`{shorten(media.path)}` lies outside the deck's folder"
            self._problems.error(
                "Q007", message, place, "put the file beside the deck, and give its path there"
            )
            return media
        real = real_path(path)
        if (real, media.kind) not in self._read:
            # A refused file is reported once: its other places need the same fix.
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
            # Check the type first, because opening a pipe would wait for a writer.
            status = path.stat()
            if not stat.S_ISREG(status.st_mode):
                self._problems.error(
                    "Q002",
                    f"`{shown}` is not a regular file",
                    place,
                    f"give a file that is a {what}",
                )
                return None
            if self._is_too_large(shown, status.st_size, place):
                return None
            if len(self._read) >= MAX_FILES:
                self._problems.error(
                    "Q006",
                    f"the deck has more than {MAX_FILES} pictures and sounds",
                    place,
                    "split the deck",
                )
                return None
            with path.open("rb") as stream:
                data = stream.read(MAX_FILE_BYTES + 1)
        except (FileNotFoundError, NotADirectoryError):
            self._problems.error(
                "Q001", f"the file `{shown}` does not exist", place, _similar(path)
            )
            return None
        except (OSError, ValueError) as error:
            reason = (getattr(error, "strerror", None) or str(error)).lower()
            message = f"`{shown}` cannot be read: {reason}"
            self._problems.error("Q003", message, place, "check its name and permissions")
            return None
        _LOG.info("reads %s, %d bytes", path, len(data))
        self._size += len(data)
        return data

    def _is_too_large(self, shown: str, size: int, place: Place) -> bool:
        """Tell whether a file exceeds the limits of a file or of the deck, and report it if so."""
        mib = 1024 * 1024
        if size > MAX_FILE_BYTES:
            message = f"`{shown}` is larger than {MAX_FILE_BYTES // mib} MiB"
            self._problems.error(
                "Q006", message, place, "make it smaller: cards are read on phones"
            )
            return True
        if self._size + size > MAX_DECK_BYTES:
            most = f"{MAX_DECK_BYTES // mib} MiB"
            message = f"`{shown}` brings the deck's pictures and sounds to more than {most}"
            self._problems.error("Q006", message, place, "make them smaller, or split the deck")
            return True
        return False

    def _fits(self, known: Format | None, media: Media, data: bytes, place: Place) -> bool:
        """Tell whether a file fits its name and its field, and report it if not."""
        what, shown = _CALLED[media.kind], shorten(media.path)
        extension = Path(media.path).suffix.removeprefix(".").lower()
        if known is not None and known.kind == media.kind and extension in known.extensions:
            return True
        if not data:
            message, fix = f"`{shown}` is empty", f"give a file that is a {what}"
        elif known is None:
            message = f"`{shown}` is not a {what} in a known format"
            fix = f"save it as one of {known_extensions(media.kind)}"
        elif known.kind != media.kind:
            message = f"`{shown}` is a {_CALLED[known.kind]}, and the field takes a {what}"
            fix = (
                f"give one of {known_extensions(media.kind)}, "
                f"or declare the field {{type: {known.kind}}}"
            )
        else:
            message = f"`{shown}` is actually a .{known.extensions[0]} file"
            fix = f"rename it to `{shorten(Path(media.path).stem)}.{known.extensions[0]}`"
        self._problems.error("Q231", message, place, fix)
        return False

    def _other(self, data: bytes, known: Format, place: Place) -> MediaFile | None:
        # Most decks have no sounds.
        from quizgen.media.sounds import check_sound  # noqa: PLC0415

        suffix = known.extensions[0]
        try:
            if known.kind == "audio":
                check_sound(data, suffix)
                return MediaFile(suffix, data)
            width, height = picture_size(data, suffix)
            if not self._has_pixels_left(width * height, place):
                return None
            check_picture(data, suffix)
        except TooManyPixelsError as error:
            message = f"the picture is too large, with {error.width} by {error.height} pixels"
            most = MAX_PIXELS // 1_000_000
            fix = f"scale it down to {most} million pixels or fewer, {MAX_SIDE} on a side"
            self._problems.error("Q232", message, place, fix)
            return None
        except DamagedError as error:
            message = f"the {_CALLED[known.kind]} is damaged: {error}"
            self._problems.error("Q232", message, place, "save it anew")
            return None
        return MediaFile(suffix, data, width, height)

    def _has_pixels_left(self, pixels: int, place: Place) -> bool:
        """Count the pixels of a picture; tell whether they fit the limit, and report it if not."""
        self._pixels += pixels
        if self._pixels <= MAX_DECK_PIXELS:
            return True
        most = MAX_DECK_PIXELS // 1_000_000
        message = f"the deck's pictures have more than {most} million pixels in total"
        self._problems.error("Q006", message, place, "scale them down, or split the deck")
        return False

    def _svg(self, data: bytes, place: Place) -> MediaFile | None:
        # Most decks have no drawings, and what reads them takes long to import.
        from quizgen.media.svg import SvgError, clean_svg  # noqa: PLC0415

        try:
            clean = clean_svg(data)
        except SvgError as error:
            self._problems.error(
                "Q233", f"quizgen cannot use this SVG: {error.message}", place, error.fix
            )
            return None
        if not self._has_pixels_left(clean.pixels, place):
            return None
        if clean.removed:
            parts = ", ".join(f"`{shorten(part)}`" for part in clean.removed[:5])
            message = f"quizgen uses the SVG without {parts}" + (
                " and more" if len(clean.removed) > 5 else ""
            )
            fix = "pictures cannot run, fetch or animate anything: save it as plain SVG"
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


def _check_descriptions(kind: Kind, field: Field, facts: list[Fact], problems: Problems) -> None:
    """Warn of descriptions that give the answer away, and of two pictures with the same one."""
    if not _asks_for_words(kind, field):
        return
    alike: dict[str, list[tuple[Value, Media]]] = defaultdict(list)
    for fact in facts:
        if not fact.background:
            for value, media in _media_of(fact, field):
                _check_answer(fact, kind, value, media, problems)
                alike[" ".join(words(media.alt)) or media.path].append((value, media))
    for described in alike.values():
        _check_difference(described, problems)


def _asks_for_words(kind: Kind, field: Field) -> bool:
    """Tell whether a question depends on the descriptions of a field's pictures or sounds."""
    rules = [rule for rule in kind.questions.values() if rule.field == field.name]
    # A picture among the options is described, too, to learners who cannot see it.
    return any(rule.back or rule.among or (rule.ask and field.type == "image") for rule in rules)


def _check_alt_of_diagram(diagram: Diagram, place: Place, problems: Problems) -> None:
    """Warn of a description that names a region, which the questions ask for."""
    names = (region.name for region in diagram.regions)
    told = next((name for name in names if _holds(diagram.picture.alt, name)), "")
    if told:
        message = f"`alt` gives an answer away: `{shorten(told)}`"
        problems.warn("Q235", message, place, "say what one sees, without the names of its regions")


def _check_answer(fact: Fact, kind: Kind, value: Value, media: Media, problems: Problems) -> None:
    name = next((each for each in _names(fact, kind) if _holds(media.alt, each)), "")
    if name and media.kind == "image":
        message = f"`alt` gives the answer away: `{shorten(name)}`"
        fix = "say what one sees, not what it is: people who cannot see the picture answer too"
        problems.warn("Q235", message, value.place, fix)


def _check_difference(described: list[tuple[Value, Media]], problems: Problems) -> None:
    """Warn once of files with the same description; `described` are all of them."""
    (_, first), *others = described
    different = [value for value, media in others if media.file != first.file]
    if different:
        message = (
            f"{len(described)} descriptions are the same, such as that of `{shorten(first.path)}`: "
            "cards number them, and no item offers two of them"
        )
        problems.warn("Q235", message, different[0].place, "describe how they differ")


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
    """Tell whether a text has a name of three letters or more, as whole words."""
    named = " ".join(words(name))
    return len(named) > 2 and f" {named} " in f" {' '.join(words(text))} "
