"""Reads a manifest back: returns the values that were written, or what is wrong with the file."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from string import ascii_uppercase
from typing import Any, TypeVar

import msgspec

from quizgen.diagnostics import Diagnostic, Place, QuizgenError
from quizgen.forms.registry import FORMS, form_of
from quizgen.media.model import MediaFile
from quizgen.quiz.geometry import wrong_with
from quizgen.quiz.manifest import FORMAT, MOST_POINTS, Manifest, QuizItem, Version
from quizgen.quiz.marked_texts import join_markup
from quizgen.sandbox.inputs import read_regular
from quizgen.yaml.text import bytes_of

T = TypeVar("T")
# The folder beside a manifest that holds its pictures.
PICTURES = "pictures"
# In format 2, `difficulty` was the share of wrong answers, and no item was void or had other keys.
_SHARE_WRONG = 2
_MOST_BYTES = 256 * 1024 * 1024
# A drawing may grow when it is cleaned, but not so far.
_MOST_OF_A_PICTURE = 64 * 1024 * 1024
_MOST_NAMED = 20
_FIX = "undo the edits, or make the quiz again with `quizgen quiz`"
_MARK = b"\xef\xbb\xbf"
_KINDS = {
    "str": "a text",
    "int": "a whole number",
    "float": "a number",
    "bool": "true or false",
    "array": "a list",
    "object": "an object",
}
_BOUNDS = {">=": "at least", "<=": "at most", ">": "above", "<": "below"}
# What a key must hold if its type alone does not say so.
_MEANT = {
    "paper": "a4 or letter",
    "title": "a title: it is blank",
    "language": "the code of a language, such as de or pt-BR",
    "file": "a name that quizgen gives to pictures",
    "fingerprint": "the fingerprint of a layout",
    "layout": "the fingerprint of a layout",
    "layouts": "a list of layouts by their fingerprints",
    "label": "the number of an item, such as 7 or 13.2",
}


@dataclass(frozen=True, slots=True)
class _Head:
    """The header of a manifest, read before its contents."""

    format: Any = None
    fingerprint: Any = None
    markup: Any = None


class NoManifestError(ValueError):
    """The bytes are not a manifest: `messages` say why.

    `line` and `column`, from 1, are 0 if the fault has no place.
    """

    def __init__(self, *messages: str, line: int = 0, column: int = 0) -> None:
        self.messages, self.line, self.column = messages, line, column
        super().__init__("; ".join(messages))


def read_manifest(path: Path) -> Manifest:
    """Return the manifest in a file; ignores keys that the format does not have.

    Raises QuizgenError (Q532) for another format, for a file that is not a manifest, and if the
    papers no longer match the fingerprint; also if the file cannot be read (Q001, Q002, Q003).
    """
    data = bytes_of(path, _MOST_BYTES + 1, "manifest", (".json",))
    try:
        return manifest_of(data)
    except NoManifestError as error:
        place = Place(str(path), error.line, error.column)
        found = [Diagnostic("Q532", message, place, _FIX) for message in error.messages]
        raise QuizgenError(found) from None


def read_pictures(folder: Path, manifest: Manifest, *, needed: bool = True) -> dict[str, bytes]:
    """Return the pictures of a quiz by name, from the folder beside its manifest.

    Raises QuizgenError if any that are `needed` are missing (Q532) or have changed (Q546), OSError
    if one cannot be read or is too large.
    """
    beside = folder / PICTURES
    names = sorted({picture.file for picture in manifest.every_picture})
    missing = [name for name in names if not (beside / name).is_file()]
    if missing:
        return _none_unless(_missing_pictures(beside, missing), needed=needed)
    pictures = {name: read_regular(beside / name, _MOST_OF_A_PICTURE) for name in names}
    changed = _changed_pictures(beside, pictures)
    if changed:
        return _none_unless(changed, needed=needed)
    return pictures


def _none_unless(problems: list[Diagnostic], *, needed: bool) -> dict[str, bytes]:
    """Return no pictures; raises QuizgenError with the problems if they are `needed`."""
    if needed:
        raise QuizgenError(problems)
    return {}


def _missing_pictures(folder: Path, missing: Sequence[str]) -> list[Diagnostic]:
    message = f"the folder `{PICTURES}` beside the manifest lacks `{missing[0]}`"
    more = f" and {len(missing) - 1} more of its pictures" if missing[1:] else ""
    fix = f"put the folder `{PICTURES}` from the same run beside the manifest"
    return [Diagnostic("Q532", message + more, Place(str(folder)), fix)]


def _changed_pictures(folder: Path, pictures: Mapping[str, bytes]) -> list[Diagnostic]:
    """Return a problem (Q546) for each picture whose bytes no longer match its name."""
    changed = [
        name
        for name, data in pictures.items()
        if MediaFile(name.rpartition(".")[2], data).name != name
    ]
    return [
        Diagnostic(
            "Q546",
            f"`{name}` has changed since the quiz was printed",
            Place(str(folder / name)),
            f"restore `{name}` from the same run, or make the quiz again",
        )
        for name in changed
    ]


def manifest_of(data: bytes) -> Manifest:
    """Return the manifest in the bytes; raises NoManifestError with what is wrong."""
    if len(data) > _MOST_BYTES:
        raise NoManifestError("the file is too large for a manifest")
    data = data.removeprefix(_MARK)
    head = _decoded(_Head, data)
    if head.format is None:
        raise NoManifestError("this is not the manifest of a quiz: it has no `format`")
    if type(head.format) is not int or head.format not in {_SHARE_WRONG, FORMAT}:
        message = f"the manifest has the format {head.format!r:.40}"
        raise NoManifestError(f"{message}, but this quizgen reads {_SHARE_WRONG} and {FORMAT}")
    manifest = _decoded(Manifest, data)
    if head.markup:
        manifest = _marked(data)
    wrong = tuple(islice(_wrong(manifest), _MOST_NAMED))
    if wrong:
        raise NoManifestError(*(f"the manifest is damaged: {each}" for each in wrong))
    if head.fingerprint != manifest.fingerprint:
        raise NoManifestError(
            "the papers in the manifest do not match its fingerprint: it was changed after printing"
        )
    return _brought_up(manifest) if head.format == _SHARE_WRONG else manifest


def _marked(data: bytes) -> Manifest:
    """Return a manifest that is sound with the markup of its texts."""
    document = msgspec.json.decode(data)
    join_markup(document)
    return msgspec.convert(document, Manifest)


def _brought_up(manifest: Manifest) -> Manifest:
    """Return a manifest of format 2 with the share of right answers."""
    items = (replace(item, difficulty=round(1 - item.difficulty, 3)) for item in manifest.items)
    return replace(manifest, items=tuple(items))


def _decoded(kind: type[T], data: bytes) -> T:
    try:
        return msgspec.json.decode(data, type=kind)
    except msgspec.ValidationError as error:
        raise NoManifestError(_in_words(str(error))) from None
    except RecursionError:
        raise NoManifestError(
            "this is not a manifest: it is not JSON, or nested too deeply"
        ) from None
    except (UnicodeDecodeError, msgspec.DecodeError):
        # Only newer versions of msgspec report wrong UTF-8 by an error of their own.
        raise _not_json(data) from None


def _not_json(data: bytes) -> NoManifestError:
    """Return where the bytes stop being JSON, as Python's own reader reports it."""
    try:
        json.loads(data.decode("utf-8"), parse_constant=_refuse)
    except UnicodeDecodeError as error:
        return NoManifestError(f"this is not a manifest: it is not UTF-8 ({error.reason})")
    except json.JSONDecodeError as error:
        message = f"this is not a manifest: it is not JSON ({error.msg})"
        return NoManifestError(message, line=error.lineno, column=error.colno)
    except (ValueError, RecursionError):
        pass
    return NoManifestError("this is not a manifest: it is not JSON")


def _refuse(constant: str) -> None:
    raise ValueError(constant)


def _in_words(error: str) -> str:
    """Return msgspec's message in this program's words."""
    message, _, path = error.partition(" - at ")
    path = path.rpartition("$")[2].strip("`").lstrip(".").replace("[...]", "[…]")
    missing = re.fullmatch(r"Object missing required field `(\w+)`", message)
    if missing and not path:
        return f"this is not the manifest of a quiz: it has no `{missing[1]}`"
    if not path:
        return "this is not the manifest of a quiz: it is not an object"
    what = f"has no `{missing[1]}`" if missing else _fault(message, path)
    return f"the manifest is damaged: `{path}` {what}"


def _fault(message: str, path: str) -> str:
    """Return what is wrong with the value at a path."""
    mismatch = re.fullmatch(r"Expected `(\w+)[^`]*`, got `.+`", message)
    if mismatch:
        return f"is not {_KINDS.get(mismatch[1], mismatch[1])}"
    length = re.fullmatch(r"Expected `(\w+)` of length (>=|<=) (\d+)", message)
    if length:
        return "is empty" if length[2] == ">=" else f"has more than {length[3]} entries"
    bound = re.fullmatch(r"Expected `(\w+)` (>=|<=|>|<) (\S+)", message)
    if bound:
        return f"is not {_KINDS[bound[1]]} {_BOUNDS[bound[2]]} {bound[3].removesuffix('.0')}"
    if message.endswith("out of range"):
        return "is too large a number"
    name = re.sub(r"\[.*?\]", "", path).rpartition(".")[2]
    return f"is not {_MEANT[name]}" if name in _MEANT else f"is wrong: {message}"


def _wrong(manifest: Manifest) -> Iterator[str]:
    """Yield the inconsistencies."""
    passages = {"", *(each.id for each in manifest.passages)}
    for index, item in enumerate(manifest.items):
        if item.passage not in passages:
            yield f"`items[{index}]` ({item.id:.60}) has a `passage` that does not exist"
        for fault in _wrong_with(item):
            yield f"`items[{index}]` ({item.id:.60}) {fault}"
    yield from _wrong_with_versions(manifest)
    yield from _wrong_with_sheets(manifest)


def _wrong_with_versions(manifest: Manifest) -> Iterator[str]:
    """Yield the inconsistencies in the versions."""
    names = {version.version for version in manifest.versions}
    if len(names) < len(manifest.versions):
        yield "two versions have the same name"
    if len({version.student is None for version in manifest.versions}) > 1:
        yield "some versions have a student, and others have none"
    yield from _wrong_with_letters(manifest)
    for index, version in enumerate(manifest.versions):
        if not _is_named(version):
            wanted = "the number of its student" if version.student else "a letter from A to Z"
            yield f"`versions[{index}].version` is not {wanted}"
        if not _fits(manifest, version):
            yield f"version `{version.version:.60}` does not order all items and their options"


def _wrong_with_letters(manifest: Manifest) -> Iterator[str]:
    """Yield the inconsistencies in the versions that students share."""
    orders = {version.letter: version.sections for version in manifest.versions}
    for index, version in enumerate(manifest.versions):
        if version.letter and not version.student:
            yield f"`versions[{index}].letter` belongs to no student"
        if version.letter and orders[version.letter] != version.sections:
            yield f"version `{version.version:.60}` differs from the others of its letter"


def _is_named(version: Version) -> bool:
    if version.student:
        return version.version == version.student.number
    return len(version.version) == 1 and version.version in ascii_uppercase


def _wrong_with_sheets(manifest: Manifest) -> Iterator[str]:
    """Yield the inconsistencies in the answer sheets."""
    if not manifest.sheet:
        return
    yield from wrong_with(manifest.sheet)
    names = {version.version for version in manifest.versions}
    for paper in manifest.sheet.papers:
        if paper.version and paper.version not in names:
            yield f"an answer sheet is for the version `{paper.version:.60}`, which does not exist"


def _wrong_with(item: QuizItem) -> Iterator[str]:
    """Yield the inconsistencies in an item, each as what follows its name."""
    if item.form not in FORMS:
        yield f"has the form `{item.form:.40}`, which does not exist"
        return
    if item.option_pictures and len(item.option_pictures) != len(item.options):
        yield "does not have a picture for each option"
    if item.points is not None and not 0 < item.points < MOST_POINTS:
        yield "has no possible `points`"
    yield from _wrong_with_key(item, item.key, "`key`")
    if item.other_keys and form_of(item).answer_in.by_hand:
        yield "has `other_keys`, but its answer in words has no key"
        return
    for key in item.other_keys:
        yield from _wrong_with_key(item, key, "one of `other_keys`")


def _wrong_with_key(item: QuizItem, key: tuple[int, ...], name: str) -> Iterator[str]:
    if not all(index < len(item.options) for index in key):
        yield f"has values in {name} that are not options"
    elif not form_of(item).has_key(item, key):
        yield f"has values in {name} that the form `{item.form}` does not allow"


def _fits(manifest: Manifest, version: Version) -> bool:
    places = [place for section in version.sections for place in section]
    if len(version.sections) != len(manifest.sections):
        return False
    if sorted(place.item for place in places) != list(range(len(manifest.items))):
        return False
    items = [(manifest.items[place.item], place) for place in places]
    return all(
        sorted(place.options) == list(range(len(item.options)))
        and sorted(place.left) == list(range(len(item.left)))
        for item, place in items
    )
