"""A drawing as a tree of elements, and how much of it is drawn once every reference is followed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

_URL = re.compile(r"url\(\s*[\"']?#([^\s\"'()\\<>&]{1,200})")
_PSEUDO = re.compile(r"::?[\w-]+")
_NAME = re.compile(r"[.#]?[\w-]+|\*")


class CircleError(ValueError):
    """A part of the drawing refers to itself."""


@dataclass(slots=True)
class Element:
    """An element with its attributes, and what is in it: elements and text."""

    name: str
    attributes: dict[str, str]
    inner: list[Element | str] = field(default_factory=list)

    def links(self) -> Iterator[str]:
        """Yield the ids that the attributes point at, which are drawn with the element."""
        for key, value in self.attributes.items():
            if key == "href" and value.startswith("#"):
                yield value[1:]
            elif "url" in value:
                yield from _URL.findall(value)

    def names(self) -> set[str]:
        """Return by what a selector may find the element."""
        classes = self.attributes.get("class", "").split()
        return {
            "*",
            self.name,
            f"#{self.attributes.get('id', '')}",
            *(f".{name}" for name in classes),
        }


def weight(root: Element, rules: Iterable[tuple[str, str]]) -> int:
    """Return how many elements are drawn; `rules` are the selectors and declarations of its style sheets.

    A copy counts as often as it is drawn. Raises CircleError for a part that refers to itself.
    """
    counts, parts = _parts(root, _links_by_name(rules))
    known: dict[str, int] = {}
    rising: set[str] = set()
    waiting = [("", False)]
    while waiting:
        name, is_done = waiting.pop()
        if is_done:
            rising.discard(name)
            known[name] = counts[name] + sum(
                times * known[part] for part, times in parts[name].items()
            )
        elif name not in known:
            rising.add(name)
            waiting.append((name, True))
            if not rising.isdisjoint(parts[name]):
                raise CircleError
            waiting += ((part, False) for part in parts[name] if part not in known)
    return known[""]


def _links_by_name(rules: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    """Return the ids that style sheets point at, by the last word of the selector: no fewer than there are."""
    found: dict[str, list[str]] = {}
    for selectors, declared in rules:
        links = _URL.findall(declared)
        for selector in selectors.split(",") if links else ():
            names = _NAME.findall(_PSEUDO.sub("", selector)) or ["*"]
            found.setdefault(names[-1], []).extend(links)
    return found


def _parts(
    root: Element, styled: dict[str, list[str]]
) -> tuple[Counter[str], dict[str, Counter[str]]]:
    """Return for each id (and "" for the rest) how many elements are its own, and the ids drawn within it."""
    counts: Counter[str] = Counter()
    parts: dict[str, Counter[str]] = {"": Counter()}

    def walk(element: Element, owner: str) -> None:
        own = element.attributes.get("id", "")
        if own and own not in parts:
            parts[owner][own] += 1
            parts[own] = Counter()
            owner = own
        counts[owner] += 1
        parts[owner].update(element.links())
        if styled:
            for name in element.names() & styled.keys():
                parts[owner].update(styled[name])
        for each in element.inner:
            if isinstance(each, Element):
                walk(each, owner)

    walk(root, "")
    return counts, {
        name: Counter({part: times for part, times in inner.items() if part in parts})
        for name, inner in parts.items()
    }
