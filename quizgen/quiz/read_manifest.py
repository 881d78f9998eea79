"""Reading a manifest back: the same values that were written, or what is wrong with the file."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import MISSING, fields, is_dataclass
from functools import cache
from pathlib import Path
from string import ascii_uppercase
from types import NoneType, UnionType
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

from quizgen.diagnostics import Diagnostic, Place, QuizgenError
from quizgen.forms.registry import FORMS
from quizgen.media.model import MediaFile
from quizgen.quiz.geometry import wrong_with
from quizgen.quiz.manifest import FORMAT, Manifest, QuizItem, Version
from quizgen.yaml.text import bytes_of

T = TypeVar("T")
# The folder beside a manifest that holds its pictures.
PICTURES = "pictures"
_MOST_BYTES = 256 * 1024 * 1024
_ANEW = "make the quiz anew with `quizgen quiz`"
# A name leads to no other folder.
_PICTURE = re.compile(r"quizgen-[0-9a-f]{32}\.(?:png|jpg|gif|webp|svg)")
# So is that of a language, whose words are in a file that is named after it.
_LANGUAGE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.@-]{0,39}")
# JSON can write halves of characters, which no file can.
_SURROGATE = re.compile("[\ud800-\udfff]")
_LETTER = re.compile("[A-Z]")
_PAPERS = ("a4", "letter")
# What a deck may say is less.
_MOST_POINTS = 1_000_000
_KINDS = {str: "a text", int: "a whole number", float: "a number", bool: "true or false"}


class _MismatchError(Exception):
    """What stands at a path of the document is not what belongs there."""


def read_manifest(path: Path) -> Manifest:
    """Return the manifest in a file; keys that a format 2 does not have are passed over.

    Raises QuizgenError (Q532) for another format, for what is no manifest, and for one whose papers are
    no longer those of its fingerprint; and where the file cannot be read (Q001, Q002, Q003).
    """
    data = bytes_of(path, _MOST_BYTES + 1, "manifest", (".json",))
    try:
        return manifest_of(data)
    except ValueError as error:
        raise QuizgenError([Diagnostic("Q532", str(error), Place(str(path)), _ANEW)]) from None


def read_pictures(folder: Path, manifest: Manifest, *, needed: bool = True) -> dict[str, bytes]:
    """Return the pictures of a quiz by their names, from beside its manifest.

    Raises QuizgenError where any that are `needed` are missing (Q532) or have changed (Q546), OSError where
    one cannot be read.
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
    pictures = {name: (folder / PICTURES / name).read_bytes() for name in names}
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
    """Return the manifest that the bytes hold; raises ValueError with what is wrong."""
    if len(data) > _MOST_BYTES:
        raise ValueError("the manifest is too large to be one")
    try:
        document = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise ValueError("this is no manifest: it is not JSON") from None
    if not isinstance(document, dict) or "format" not in document or "versions" not in document:
        raise ValueError("this is no manifest of a quiz")
    if document["format"] != FORMAT:
        raise ValueError(
            f"the manifest has the format {document['format']!r}, and this quizgen reads {FORMAT}"
        )
    try:
        manifest = _built(Manifest, document, "")
    except _MismatchError as error:
        raise ValueError(f"the manifest is damaged: {error}") from None
    wrong = next(_wrong(manifest), "")
    if wrong:
        raise ValueError(f"the manifest is damaged: {wrong}")
    if document.get("fingerprint") != manifest.fingerprint:
        raise ValueError(
            "the papers in the manifest are not those of its fingerprint: it was changed after printing"
        )
    return manifest


def _built(kind: type[T], value: object, path: str) -> T:
    """Return a dataclass made from a JSON object."""
    if not isinstance(value, Mapping):
        raise _MismatchError(f"`{path or '.'}` is not an object")
    hints: dict[str, Any] = _hints(kind)  # type: ignore[arg-type]  # classes are hashable
    given: dict[str, Any] = {}
    for each in fields(kind):  # type: ignore[arg-type]  # a dataclass, as every caller knows
        if each.name in value:
            given[each.name] = _converted(
                hints[each.name], value[each.name], f"{path}.{each.name}".lstrip(".")
            )
        elif each.default is MISSING:
            raise _MismatchError(f"`{path or '.'}` has no `{each.name}`")
    return kind(**given)


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


def _converted(kind: Any, value: object, path: str) -> Any:  # noqa: ANN401 - a type and its value
    origin, arguments = get_origin(kind), get_args(kind)
    if origin is UnionType:
        (inner,) = (each for each in arguments if each is not NoneType)
        return None if value is None else _converted(inner, value, path)
    if origin is tuple:
        if not isinstance(value, list):
            raise _MismatchError(f"`{path}` is not a list")
        return tuple(
            _converted(arguments[0], each, f"{path}[{index}]") for index, each in enumerate(value)
        )
    if origin is not None:
        if not isinstance(value, Mapping):
            raise _MismatchError(f"`{path}` is not an object")
        return {
            name: _converted(arguments[1], each, f"{path}.{name}") for name, each in value.items()
        }
    if isinstance(kind, type) and is_dataclass(kind):
        return _built(kind, value, path)
    # In JSON, 1 and 1.0 are one number; in Python, true is one as well.
    if kind is float and type(value) is int:
        return _as_float(value, path)
    if type(value) is not kind or (isinstance(value, str) and _SURROGATE.search(value)):
        raise _MismatchError(f"`{path}` is not {_KINDS[kind]}")
    return value


def _as_float(value: int, path: str) -> float:
    try:
        return float(value)
    except OverflowError:
        raise _MismatchError(f"`{path}` is larger than any number here") from None


def _wrong(manifest: Manifest) -> Iterator[str]:
    """Yield what does not fit together."""
    points = [*(section.points for section in manifest.sections), manifest.marking.wrong + 1]
    if not all(0 < each < _MOST_POINTS for each in points):
        yield "points are above 0, and a wrong answer costs none or some"
    if manifest.paper not in _PAPERS:
        yield f"`paper` is one of {', '.join(_PAPERS)}"
    if not (manifest.title.strip() and manifest.deck):
        yield "it has no title, or its deck no id"
    if not _LANGUAGE.fullmatch(manifest.language):
        yield "`language` is no code of a language"
    if manifest.seed < 0:
        yield "`seed` is 0 or more"
    if not manifest.versions:
        yield "it has no version"
    if not manifest.items:
        yield "it has no item"
    for item in manifest.items:
        yield from _wrong_with(item)
    yield from _wrong_with_papers(manifest)


def _wrong_with_papers(manifest: Manifest) -> Iterator[str]:
    """Yield what does not fit together in the versions and in their answer sheets."""
    names = {version.version for version in manifest.versions}
    if len(names) < len(manifest.versions):
        yield "two versions have the same name"
    for version in manifest.versions:
        if not (version.student or _LETTER.fullmatch(version.version)):
            yield f"version `{version.version[:40]}` is no letter from A to Z"
        if not _fits(manifest, version):
            yield f"version `{version.version}` is no order of the items and their options"
    if manifest.sheet:
        yield from wrong_with(manifest.sheet)
        for paper in manifest.sheet.papers:
            if paper.version and paper.version not in names:
                yield f"an answer sheet is for the version `{paper.version}`, which there is not"


def _wrong_with(item: QuizItem) -> Iterator[str]:
    """Yield what does not fit together in an item."""
    if item.form not in FORMS:
        yield f"the item `{item.id}` is of no form that there is"
        return
    if not (item.id and 0 <= item.difficulty <= 1):
        yield f"the item `{item.id}` has no id, or a difficulty that is not from 0 to 1"
    if not all(_PICTURE.fullmatch(picture.file) for picture in item.every_picture):
        yield f"a picture of the item `{item.id}` is no file of ours"
    if item.option_pictures and len(item.option_pictures) != len(item.options):
        yield f"the item `{item.id}` has not as many pictures of options as options"
    if not _is_sound(item):
        yield f"the key of the item `{item.id}` names options that it does not have"
    elif not FORMS[item.form].has_key(item):
        yield f"the key of the item `{item.id}` is not one of the form `{item.form}`"


def _is_sound(item: QuizItem) -> bool:
    in_range = all(0 <= index < len(item.options) <= len(ascii_uppercase) for index in item.key)
    return in_range and (not item.left or len(item.key) == len(item.left))


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
