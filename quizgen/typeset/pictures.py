"""Pictures for the typesetter: the files beside the data, and the data about each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from quizgen.diagnostics import Diagnostic, Place, QuizgenError
from quizgen.media.model import Media, MediaFile
from quizgen.typeset.typesetting import TOO_MUCH, typeset_one

# Each picture that is stopped has taken a minute or much memory: this many are enough to fix first.
_MOST_STOPPED = 3


def pictures_of(media: Iterable[Media]) -> tuple[Media, ...]:
    """Return the pictures among the media, because paper has no sound."""
    return tuple(each for each in media if each.kind == "image" and each.file)


def picture_data(pictures: Iterable[Media]) -> list[dict[str, object]]:
    """Return the data for a template's `pictures` (``print/lib.typ``), one entry for each."""
    return [_entry(each, each.file) for each in pictures if each.file]


def _entry(media: Media, file: MediaFile) -> dict[str, object]:
    marks = ((mark.label, mark.shape.kind, mark.shape.points) for mark in media.marks)
    return {
        **picture_entry(file.name, media.alt, file.width, file.height),
        "marks": [mark_entry(*mark) for mark in marks],
    }


def picture_entry(name: str, alt: str, width: int, height: int) -> dict[str, object]:
    """Return a template's data for one picture: file name, alternative text, size in pixels."""
    return {
        "path": f"/{name}",
        "alt": alt,
        "width": width,
        "height": height,
        "drawn": name.endswith(".svg"),
    }


def mark_entry(label: str, kind: str, points: Sequence[tuple[float, float]]) -> dict[str, object]:
    """Return a template's data for what covers a part of a picture.

    The corners are `points` in parts of the picture's width and height.
    """
    across, down = zip(*points, strict=True)
    left, top = min(across), min(down)
    return {
        "label": label,
        "kind": kind,
        "left": left,
        "top": top,
        "width": max(across) - left,
        "height": max(down) - top,
        "points": [list(point) for point in points],
    }


def picture_files(pictures: Iterable[Media]) -> dict[str, bytes]:
    """Return the files that `typeset` needs beside that data, each once."""
    return {each.file.name: each.file.data for each in pictures if each.file}


def refused_pictures(pictures: Iterable[Media], fonts: Sequence[Path] = ()) -> dict[Media, str]:
    """Return the pictures that the typesetter cannot print, and why.

    Pictures that take too long or too much memory are reported only up to the first few.
    """
    asked = list(pictures)
    # Usually all pictures are sound, and one run shows it.
    if not asked or not _refusal(asked, fonts):
        return {}
    refused = {}
    stopped = 0
    for media in asked:
        reason = _refusal([media], fonts)
        if reason:
            refused[media] = reason
        stopped += reason.endswith(tuple(TOO_MUCH.values()))
        if stopped == _MOST_STOPPED:
            break
    return refused


def _refusal(pictures: Sequence[Media], fonts: Sequence[Path]) -> str:
    """Return why the typesetter cannot print the pictures together, "" if it can."""
    data = {"labels": {"picture": pictures[0].path}, "pictures": picture_data(pictures)}
    try:
        result = typeset_one("picture", data, fonts, picture_files(pictures))
    except QuizgenError as error:
        if error.diagnostics[0].code == "Q545":
            return error.diagnostics[0].message.replace("the sheet", "it", 1)
        return str(error).partition(": ")[2] or str(error)
    return (
        f"no available font has its letters {' '.join(sorted(result.missing))}"
        if result.missing
        else ""
    )


def unprintable_pictures(
    refused: Mapping[Media, str], owners: Mapping[Media, str], place_of: Callable[[str], Place]
) -> Iterator[Diagnostic]:
    """Yield a problem (Q543) for each refused picture; `owners` are the facts that have them."""
    for media, reason in refused.items():
        fact = owners[media]
        message = f"the picture `{media.path}` of `{fact}` cannot be printed: {reason}"
        yield Diagnostic(
            "Q543",
            message,
            place_of(fact),
            "save it again as PNG or JPEG in RGB colours, or as SVG",
        )
