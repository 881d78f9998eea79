"""A drawing as a tree of elements, and the work of drawing it with all its references."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct

from quizgen.media.outline import dashes, numbers_in, outline

_URL = re.compile(r"url\(\s*[\"']?#([^\s\"'()\\<>&]{1,200})")
_PSEUDO = re.compile(r"::?[\w-]+")
_NAME = re.compile(r"[.#]?[\w-]+|\*")
_WORD = re.compile(r"[^\s>+~,]+")
_SHAPES = frozenset({"path", "rect", "circle", "ellipse", "line", "polyline", "polygon"})
_WITH_CORNERS = frozenset({"path", "line", "polyline", "polygon"})
_DRAWN = _SHAPES | {"text", "tspan", "textPath"}
_GRADIENTS = frozenset({"linearGradient", "radialGradient"})
_MARKERS = ("marker-start", "marker-mid", "marker-end")
# The properties that an element inherits and that cost work.
_INHERITED = frozenset({"fill", "stroke", "stroke-dasharray", *_MARKERS})
# These properties make a layer, except with the values given.
_LAYERS = {
    "opacity": {"1", "1.0", "100%"},
    "isolation": {"auto"},
    "mix-blend-mode": {"normal"},
}

# The unit is a plain shape, which takes the typesetter some 3 µs and 1 kB.
_LAYER, _MASK, _PATTERN = 12.0, 30.0, 5.0
_NUMBER, _STOP, _DASH, _PIXEL = 0.1, 0.1, 0.1, 1 / 500
# The renderer tries each rule of a style sheet on each element.
_RULE = 1 / 150
# The time for a text grows with the square of its length, and with the number of its parts.
_SQUARE_OF_LETTERS, _LETTERS_AND_PARTS = 1 / 10_000, 1 / 8
# The renderer tries a descendant combinator (a space) on all elements around, and each further
# one again for each of these.
MAX_COMBINATORS = 2
MAX_FOLLOWED = 128

_Context = Mapping[str, tuple[str, ...]]


class CircleError(ValueError):
    """A part of the drawing refers to itself."""


class HeavyError(ValueError):
    """The drawing is too much work; `name` is the element that exceeded the limit."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


class Element(Struct, eq=False):
    """An element with its attributes and its content: elements and text.

    `pixels` is the size of an embedded picture.
    """

    name: str
    attributes: dict[str, str]
    inner: list[Element | str] = []
    pixels: int = 0

    def elements(self) -> Iterator[Element]:
        """Yield the elements directly in this one."""
        return (each for each in self.inner if isinstance(each, Element))

    def names(self) -> set[str]:
        """Return the names by which a selector may find the element."""
        classes = self.attributes.get("class", "").split()
        return {
            "*",
            self.name,
            f"#{self.attributes.get('id', '')}",
            *(f".{name}" for name in classes),
        }

    def declared(self) -> dict[str, str]:
        """Return the properties that the element itself sets."""
        found = dict(self.attributes)
        for part in found.pop("style", "").split(";"):
            name, colon, value = part.partition(":")
            if colon:
                found[name] = value
        return found


def weight(root: Element, rules: Iterable[tuple[str, str]], most: float) -> float:
    """Return the work of drawing, in units of a plain shape.

    A copy counts each time it is drawn, and a marker at each of its corners. `rules` are the
    selectors and declarations of the style sheets. Raises CircleError if a part refers to itself,
    and HeavyError as soon as the work exceeds `most`.
    """
    return _Scales(root, list(rules), most).weigh()


def combinators(selector: str) -> int:
    """Return how many descendant combinators the longest part of a selector has."""
    return max(_blanks(each) for each in selector.split(","))


def _blanks(selector: str) -> int:
    words = len(_WORD.findall(selector))
    others = selector.count(">") + selector.count("+")
    return max(0, words - 1 - others)


class _Scales:
    """Walks through a drawing as a renderer does, and adds up the work."""

    def __init__(self, root: Element, rules: list[tuple[str, str]], most: float) -> None:
        self._root, self._most = root, most
        self._total = 0.0
        self._styles = _styles_by_name(rules)
        self._by_id: dict[str, tuple[Element, _Context]] = {}
        self._open: set[str] = set()
        self._declared: dict[Element, dict[str, tuple[str, ...]]] = {}
        depth = self._index(root, {}, 1)
        tries = sum(depth ** combinators(each) for names, _ in rules for each in names.split(","))
        self._each = 1 + tries * _RULE

    def weigh(self) -> float:
        self._element(self._root, {}, 0)
        return self._total

    def _index(self, element: Element, around: _Context, depth: int) -> int:
        """Record each id with its inherited properties; return how deep the elements nest."""
        own = element.attributes.get("id", "")
        if own:
            self._by_id.setdefault(own, (element, around))
        within = _inherited(around, self._properties(element))
        inner = [self._index(each, within, depth + 1) for each in element.elements()]
        return max(inner, default=depth)

    def _properties(self, element: Element) -> dict[str, tuple[str, ...]]:
        """Return the values that each property of an element may have."""
        if element not in self._declared:
            found: dict[str, tuple[str, ...]] = {}
            found |= {name: (value,) for name, value in element.declared().items()}
            for name in element.names() & self._styles.keys() if self._styles else ():
                for key, value in self._styles[name]:
                    found[key] = (*found.get(key, ()), value)
            if "marker" in found:
                for each in _MARKERS:
                    found[each] = (*found.get(each, ()), *found["marker"])
            self._declared[element] = found
        return self._declared[element]

    def _add(self, element: Element, work: float) -> None:
        self._total += work
        if self._total > self._most:
            raise HeavyError(element.name)

    def _element(self, element: Element, around: _Context, depth: int) -> None:
        if depth > MAX_FOLLOWED:
            raise HeavyError(element.name)
        if element.name == "stop":
            return
        own = element.attributes.get("id", "")
        if own in self._open:
            raise CircleError
        self._open |= {own} if own else set()
        properties = self._properties(element)
        within = _inherited(around, properties)
        self._add(element, self._each + self._own_work(element, properties))
        self._links(element, properties, within, depth)
        if element.name in _DRAWN:
            self._paint(element, within, depth)
        for each in element.elements():
            self._element(each, within, depth + 1)
        self._open.discard(own)

    def _own_work(self, element: Element, properties: Mapping[str, tuple[str, ...]]) -> float:
        work = element.pixels * _PIXEL
        work += _LAYER * _is_layer(properties)
        work += _MASK * ("mask" in properties)
        work += _NUMBER * sum(
            numbers_in(element.attributes.get(key, "")) for key in ("d", "points")
        )
        if element.name in _GRADIENTS:
            work += _STOP * len(element.inner)
        if element.name == "pattern":
            work += _PATTERN
        if element.name == "text":
            work += _work_for_text(element)
        return work

    def _links(
        self,
        element: Element,
        properties: Mapping[str, tuple[str, ...]],
        within: _Context,
        depth: int,
    ) -> None:
        """Follow the references of the element, except those of its paint and its markers."""
        link = element.attributes.get("href", "")
        if link.startswith("#"):
            # A used element inherits from the place where it is used.
            self._target(link[1:], within if element.name == "use" else None, depth)
        for key in ("clip-path", "mask"):
            for value in properties.get(key, ()):
                self._follow(value, depth)

    def _paint(self, element: Element, within: _Context, depth: int) -> None:
        for key in ("fill", "stroke"):
            for value in within.get(key, ()):
                self._follow(value, depth)
        if element.name in _SHAPES:
            self._along(element, within, depth)

    def _along(self, element: Element, within: _Context, depth: int) -> None:
        """Add the dashes and the markers along the outline of a shape."""
        markers = _markers(within)
        patterns = [each for each in within.get("stroke-dasharray", ()) if each.strip() != "none"]
        if not (markers or patterns):
            return
        shape = outline(element.name, element.attributes)
        for each in patterns:
            self._add(element, _DASH * dashes(each, shape.length))
        if element.name not in _WITH_CORNERS:
            return
        for key, value in markers:
            self._repeat(value, shape.corners if key == "marker-mid" else 1, depth)

    def _repeat(self, value: str, times: int, depth: int) -> None:
        """Follow a reference once, and add the same work for the other `times`."""
        before = self._total
        self._follow(value, depth)
        for found in _URL.findall(value)[:1] if times > 1 else ():
            element = self._by_id.get(found, (self._root,))[0]
            self._add(element, (self._total - before) * (times - 1))

    def _follow(self, value: str, depth: int) -> None:
        for name in _URL.findall(value):
            self._target(name, None, depth)

    def _target(self, name: str, context: _Context | None, depth: int) -> None:
        if name in self._by_id:
            element, around = self._by_id[name]
            self._element(element, around if context is None else context, depth + 1)


def _markers(within: _Context) -> list[tuple[str, str]]:
    """Return the properties that draw a marker, with their values."""
    pairs = [(key, value) for key in _MARKERS for value in within.get(key, ())]
    return [(key, value) for key, value in pairs if _URL.search(value)]


def _inherited(around: _Context, own: Mapping[str, tuple[str, ...]]) -> _Context:
    given = own.keys() & _INHERITED
    return {**around, **{key: own[key] for key in given}} if given else around


def _is_layer(properties: Mapping[str, tuple[str, ...]]) -> bool:
    return any(
        value.strip() not in plain
        for key, plain in _LAYERS.items()
        for value in properties.get(key, ())
    )


def _styles_by_name(rules: Iterable[tuple[str, str]]) -> dict[str, list[tuple[str, str]]]:
    """Return the declarations by the last name in their selector, which may match too often."""
    found: dict[str, list[tuple[str, str]]] = {}
    for selectors, declared in rules:
        pairs = [
            (name, value) for name, _, value in (p.partition(":") for p in declared.split(";"))
        ]
        for selector in selectors.split(","):
            names = _NAME.findall(_PSEUDO.sub("", selector)) or ["*"]
            found.setdefault(names[-1], []).extend(pairs)
    return found


def _work_for_text(element: Element) -> float:
    """Return the work for a text; a part with its own place (`x` or `y`) starts a new run."""
    work = 0.0
    letters = parts = 0
    for part in _parts_of_text(element):
        if part is None:
            work += _work_for_run(letters, parts)
            letters = parts = 0
        else:
            letters += len(part)
            parts += 1
    return work + _work_for_run(letters, parts)


def _work_for_run(letters: int, parts: int) -> float:
    return letters * letters * _SQUARE_OF_LETTERS + letters * max(0, parts - 1) * _LETTERS_AND_PARTS


def _parts_of_text(element: Element) -> Iterator[str | None]:
    """Yield the pieces of a text, and None before an element with its own place."""
    if not element.attributes.keys().isdisjoint(("x", "y")):
        yield None
    for each in element.inner:
        if isinstance(each, str):
            yield each
        else:
            yield from _parts_of_text(each)
