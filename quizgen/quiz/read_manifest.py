"""Reading a manifest back: the same values that were written, or what is wrong with the file."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from string import ascii_uppercase
from typing import Any, TypeVar

import msgspec

from quizgen.diagnostics import Diagnostic, Place, QuizgenError
from quizgen.forms.registry import FORMS, form_of
from quizgen.inputs import read_regular
from quizgen.media.model import MediaFile
from quizgen.quiz.geometry import wrong_with
from quizgen.quiz.manifest import FORMAT, Manifest, QuizItem, Version
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
_FIX = "correct what was edited by hand, or make the quiz anew with `quizgen quiz`"
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
# What a key must hold where its kind alone does not say it.
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
    """What a manifest says of itself before its contents count."""

    format: Any = None
    fingerprint: Any = None


class NoManifestError(ValueError):
    """The bytes are no manifest: `messages` say why.

    `line` and `column`, from 1, are 0 where the fault has no place.
    """

    def __init__(self, *messages: str, line: int = 0, column: int = 0) -> None:
        self.messages, self.line, self.column = messages, line, column
        super().__init__("; ".join(messages))


def read_manifest(path: Path) -> Manifest:
    """Return the manifest in a file; it ignores keys that the format does not have.

    Raises QuizgenError (Q532) for another format, for what is no manifest, and for one whose
    papers are no longer those of its fingerprint; and where the file cannot be read (Q001, Q002,
    Q003).
    """
    data = bytes_of(path, _MOST_BYTES + 1, "manifest", (".json",))
    try:
        return manifest_of(data)
    except NoManifestError as error:
        place = Place(str(path), error.line, error.column)
        found = [Diagnostic("Q532", message, place, _FIX) for message in error.messages]
        raise QuizgenError(found) from None


def read_pictures(folder: Path, manifest: Manifest, *, needed: bool = True) -> dict[str, bytes]:
    """Return the pictures of a quiz by their names, from beside its manifest.

    Raises QuizgenError where any that are `needed` are missing (Q532) or have changed (Q546), OSError where
    one cannot be read or is too large.
    """
    names = sorted({picture.file for item in manifest.items for picture in item.every_picture})
    missing = [name for name in names if not (folder / PICTURES / name).is_file()]
    if missing and not needed:
        return {}
    if missing:
        message = f"the folder `{PICTURES}` beside the manifest lacks `{missing[0]}`"
        more = f" and {len(missing) - 1} more of its pictures" if missing[1:] else ""
        fix = f"put the folder `{PICTURES}` that was made with the manifest beside it"
        raise QuizgenError([Diagnostic("Q532", message + more, Place(str(folder / PICTURES)), fix)])
    pictures = {name: read_regular(folder / PICTURES / name, _MOST_OF_A_PICTURE) for name in names}
    changed = _changed_pictures(folder / PICTURES, pictures)
    if changed and needed:
        raise QuizgenError(changed)
    return {} if changed else pictures


def _changed_pictures(folder: Path, pictures: Mapping[str, bytes]) -> list[Diagnostic]:
    """Return a problem (Q546) for each picture whose name is not the one that its bytes give it."""
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
            f"put back the `{name}` that was made with the manifest, or make the quiz anew",
        )
        for name in changed
    ]


def manifest_of(data: bytes) -> Manifest:
    """Return the manifest that the bytes hold; raises NoManifestError with what is wrong."""
    if len(data) > _MOST_BYTES:
        raise NoManifestError("the manifest is too large to be one")
    data = data.removeprefix(_MARK)
    head = _decoded(_Head, data)
    if head.format is None:
        raise NoManifestError("this is no manifest of a quiz: it has no `format`")
    if type(head.format) is not int or head.format not in {_SHARE_WRONG, FORMAT}:
        message = f"the manifest has the format {head.format!r:.40}"
        raise NoManifestError(f"{message}, and this quizgen reads {_SHARE_WRONG} and {FORMAT}")
    manifest = _decoded(Manifest, data)
    wrong = tuple(islice(_wrong(manifest), _MOST_NAMED))
    if wrong:
        raise NoManifestError(*(f"the manifest is damaged: {each}" for each in wrong))
    if head.fingerprint != manifest.fingerprint:
        raise NoManifestError(
            "the papers in the manifest are not those of its fingerprint: "
            "it was changed after printing"
        )
    return _brought_up(manifest) if head.format == _SHARE_WRONG else manifest


def _brought_up(manifest: Manifest) -> Manifest:
    """Return a manifest of format 2 with the share of right answers."""
    items = (replace(item, difficulty=round(1 - item.difficulty, 3)) for item in manifest.items)
    return replace(manifest, items=tuple(items))


def _decoded(kind: type[T], data: bytes) -> T:
    try:
        return msgspec.json.decode(data, type=kind)
    except msgspec.ValidationError as error:
        raise NoManifestError(_in_words(str(error))) from None
    except UnicodeDecodeError as error:
        message = f"this is no manifest: it is not UTF-8 ({error.reason})"
        raise NoManifestError(message) from None
    except RecursionError:
        raise NoManifestError("this is no manifest: it is not JSON of a sane depth") from None
    except msgspec.DecodeError:
        raise _not_json(data) from None


def _not_json(data: bytes) -> NoManifestError:
    """Return where bytes cease to be JSON, as Python's own reader reports it."""
    try:
        json.loads(data, parse_constant=_refuse)
    except json.JSONDecodeError as error:
        message = f"this is no manifest: it is not JSON ({error.msg})"
        return NoManifestError(message, line=error.lineno, column=error.colno)
    except (ValueError, RecursionError):
        pass
    return NoManifestError("this is no manifest: it is not JSON")


def _refuse(constant: str) -> None:
    raise ValueError(constant)


def _in_words(error: str) -> str:
    """Return what msgspec reports in the words of this program."""
    message, _, path = error.partition(" - at ")
    path = path.rpartition("$")[2].strip("`").lstrip(".").replace("[...]", "[…]")
    missing = re.fullmatch(r"Object missing required field `(\w+)`", message)
    if missing and not path:
        return f"this is no manifest of a quiz: it has no `{missing[1]}`"
    if not path:
        return "this is no manifest of a quiz: it is no object"
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
    """Yield what does not fit together."""
    for index, item in enumerate(manifest.items):
        for fault in _wrong_with(item):
            yield f"`items[{index}]` ({item.id:.60}) {fault}"
    yield from _wrong_with_versions(manifest)
    yield from _wrong_with_sheets(manifest)


def _wrong_with_versions(manifest: Manifest) -> Iterator[str]:
    """Yield what does not fit together in the versions."""
    names = {version.version for version in manifest.versions}
    if len(names) < len(manifest.versions):
        yield "two versions have the same name"
    if len({version.student is None for version in manifest.versions}) > 1:
        yield "some versions have a student, and others have none"
    for index, version in enumerate(manifest.versions):
        if not _is_named(version):
            wanted = "the number of its student" if version.student else "a letter from A to Z"
            yield f"`versions[{index}].version` is not {wanted}"
        if not _fits(manifest, version):
            yield f"version `{version.version:.60}` is no order of the items and their options"


def _is_named(version: Version) -> bool:
    if version.student:
        return version.version == version.student.number
    return len(version.version) == 1 and version.version in ascii_uppercase


def _wrong_with_sheets(manifest: Manifest) -> Iterator[str]:
    """Yield what does not fit together in the answer sheets."""
    if not manifest.sheet:
        return
    yield from wrong_with(manifest.sheet)
    names = {version.version for version in manifest.versions}
    for paper in manifest.sheet.papers:
        if paper.version and paper.version not in names:
            yield f"an answer sheet is for the version `{paper.version:.60}`, which there is not"


def _wrong_with(item: QuizItem) -> Iterator[str]:
    """Yield what does not fit together in an item, as what follows its name."""
    if item.form not in FORMS:
        yield f"has the form `{item.form:.40}`, which there is not"
        return
    if item.option_pictures and len(item.option_pictures) != len(item.options):
        yield "has not as many pictures of options as options"
    yield from _wrong_with_key(item, item.key, "`key`")
    if item.other_keys and form_of(item).answer_in.by_hand:
        yield "has `other_keys`, although no answer in words has a key"
        return
    for key in item.other_keys:
        yield from _wrong_with_key(item, key, "one of `other_keys`")


def _wrong_with_key(item: QuizItem, key: tuple[int, ...], name: str) -> Iterator[str]:
    if not all(index < len(item.options) for index in key):
        yield f"has {name} that names options that it does not have"
    elif not form_of(item).has_key(item, key):
        yield f"has {name} that is not one of the form `{item.form}`"


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
