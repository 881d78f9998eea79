"""The markup of a manifest's texts, which stands beside the plain texts in the file.

Programs that know no markup read the plain texts. `markup` has the others by their places in the
file, each as a JSON pointer (``/items/0/stem``).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from quizgen.markup.data import data_of, nodes_from
from quizgen.markup.plain import plain
from quizgen.markup.signs import is_marked
from quizgen.markup.written import nodes_of, text_of

Container = dict[str, Any] | list[Any]


def part_markup(document: dict[str, Any]) -> None:
    """Put plain texts in the place of marked ones in a document, and their markup beside them."""
    markup: dict[str, object] = {}
    for pointer, container, key in list(_texts(document, "")):
        text = container[key]
        if is_marked(text):
            markup[pointer] = data_of(nodes_of(text))
            container[key] = plain(text)
    if markup:
        document["markup"] = markup


def join_markup(document: dict[str, Any]) -> None:
    """Put the marked texts back; a text that was edited since stays as it is."""
    markup = document.get("markup")
    if not isinstance(markup, Mapping):
        return
    for pointer, container, key in list(_texts(document, "")):
        if pointer in markup and not pointer.startswith("/markup"):
            marked = _marked(markup[pointer])
            if plain(marked) == container[key]:
                container[key] = marked


def _marked(data: object) -> str:
    """Return the marked text of markup as data, "" if it is none."""
    try:
        return text_of(nodes_from(data))
    except ValueError:
        return ""


def _texts(part: object, pointer: str) -> Iterator[tuple[str, Any, Any]]:
    """Yield each text in a document: its pointer, and where it is held."""
    pairs = part.items() if isinstance(part, dict) else enumerate(part)  # type: ignore[arg-type]
    for key, each in pairs:
        place = f"{pointer}/{key}"
        if isinstance(each, str):
            yield place, part, key
        elif isinstance(each, (dict, list)):
            yield from _texts(each, place)
