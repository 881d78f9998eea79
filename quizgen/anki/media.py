"""Pictures and sounds on cards: how a field shows them, and their files in a package."""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import lru_cache

from quizgen.anki.markup import as_html
from quizgen.anki.occlusions import as_mark
from quizgen.media.model import Media, MediaFile
from quizgen.media.shapes import Mark

_IN_ATTRIBUTE = str.maketrans({'"': "&quot;", "'": "&#39;"})


def as_media(media: Iterable[Media]) -> str:
    """Return pictures as HTML and sounds as Anki's sound tags, each in its own block."""
    return "".join(f'<div class="media">{_shown(each)}</div>' for each in media if each.file)


def _shown(media: Media) -> str:
    name = media.file.name if media.file else ""
    if media.kind == "audio":
        return f"[sound:{name}]"
    return _marked(media)


def as_picture(media: Media) -> str:
    """Return a picture as HTML, without its marks."""
    name = media.file.name if media.file else ""
    words = as_html(media.alt).replace("<br>", " ").translate(_IN_ATTRIBUTE)
    return f'<img src="{name}" alt="{words}">'


def _marked(media: Media) -> str:
    """Return a picture under its marks, which the style sheet places."""
    if not media.marks:
        return as_picture(media)
    return f'<span class="marked">{as_picture(media)}{_as_marks(media.marks)}</span>'


# All cards of a diagram have the same marks.
@lru_cache(maxsize=16)
def _as_marks(marks: tuple[Mark, ...]) -> str:
    return "".join(map(as_mark, marks))


def media_files(media: Iterable[Media]) -> dict[str, MediaFile]:
    """Return the files by name, each once.

    Raises ValueError if two different files have the same name.
    """
    found: dict[str, MediaFile] = {}
    for each in media:
        if each.file and found.setdefault(each.file.name, each.file).data != each.file.data:
            raise ValueError(f"two media files have the name `{each.file.name}`")
    return dict(sorted(found.items()))


def media_members(files: dict[str, MediaFile]) -> dict[str, bytes]:
    """Return a package's members for its files: numbered data, and the list of their names."""
    listed = json.dumps(
        {str(number): name for number, name in enumerate(files)}, separators=(",", ":")
    )
    numbered = {str(number): file.data for number, file in enumerate(files.values())}
    return {"media": listed.encode(), **numbered}
