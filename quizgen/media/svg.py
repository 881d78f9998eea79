"""Cleans SVG: keeps the listed elements and attributes, which can only draw."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator
from xml.parsers import expat  # entities are refused below, and expat reads nothing external

from msgspec import Struct

from quizgen.media.css import is_harmless, listed, properties_of, rules_of
from quizgen.media.drawing import (
    MAX_COMBINATORS,
    CircleError,
    Element,
    HeavyError,
    combinators,
    weight,
)
from quizgen.media.formats import MAX_PIXELS, DamagedError, format_of
from quizgen.media.pictures import check_picture, picture_size

_SVG, _XLINK = "http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"
_XML = "http://www.w3.org/XML/1998/namespace"
_TEXTS = listed("text tspan textPath title desc style")
_ELEMENTS = _TEXTS | listed(
    "svg g defs symbol use switch path rect circle ellipse line polyline polygon"
    " linearGradient radialGradient stop clipPath mask pattern marker image"
)
_WORDS = listed("id class lang role aria-label")
_ATTRIBUTES = listed(
    "version viewBox preserveAspectRatio x y x1 y1 x2 y2 cx cy r rx ry fx fy fr width height"
    " d points dx dy rotate textLength lengthAdjust startOffset method spacing side pathLength"
    " transform gradientUnits gradientTransform spreadMethod offset patternUnits"
    " patternContentUnits patternTransform clipPathUnits maskUnits maskContentUnits"
    " markerUnits markerWidth markerHeight refX refY orient systemLanguage"
)
# These draw nothing, so quizgen removes them without a warning.
_SILENT = frozenset({"metadata"})
# A link draws as a group does.
_RENAMED = {"a": "g"}
# Browsers decode escapes (`#%61`) in such a name, and the typesetter does not.
_LOCAL = re.compile(r"#[^\s\"'()\\<>&%]{1,200}")
_EMBEDDED = re.compile(
    r"data:image/(?:png|jpe?g|gif|webp);base64,([A-Za-z0-9+/=\s]+)", re.IGNORECASE
)
_NUMBER = re.compile(r"[-+]?[0-9]*\.?[0-9]+(?:[eE][-+]?[0-9]{1,3})?")
_LENGTH = re.compile(r"\s*([0-9]*\.?[0-9]+(?:[eE][+-]?[0-9]{1,3})?)\s*(px|pt|pc|mm|cm|in)?\s*")
_PIXELS = {
    "": 1.0,
    "px": 1.0,
    "pt": 4 / 3,
    "pc": 16.0,
    "mm": 96 / 25.4,
    "cm": 96 / 2.54,
    "in": 96.0,
}
MAX_DEPTH, MAX_ELEMENTS = 64, 100_000
# In units of a plain shape: at most some 2 seconds and 1 GB in the typesetter.
MAX_WEIGHT = 100_000
# The usual remedy for too much work, by the element that exceeded the limit.
_LIGHTER = {
    "text": "make its texts shorter",
    "path": "simplify its paths, or save it as PNG",
    "image": "embed smaller pictures, or save it as PNG",
}


class SvgError(ValueError):
    """The file is not an SVG that quizgen can use; `fix` says what to do."""

    def __init__(
        self, message: str, fix: str = "open it in a drawing program and save it anew"
    ) -> None:
        super().__init__(message)
        self.message, self.fix = message, fix


class CleanSvg(Struct, frozen=True):
    """An SVG after cleaning, its size in pixels, and the names of removed parts that may show.

    `pixels` is the number of pixels in the pictures inside it.
    """

    data: bytes
    width: int
    height: int
    removed: tuple[str, ...]
    pixels: int = 0


def clean_svg(data: bytes) -> CleanSvg:
    """Return the drawing without scripts, handlers, animations, foreign content and addresses.

    Raises SvgError if it is not XML or not SVG, declares entities, has no size, or is too deep,
    too large, or too much work to draw.
    """
    reader = _Reader()
    reader.read(data)
    root = reader.root
    if root is None:
        raise SvgError("it contains no drawing")
    width, height = _size(root)
    _check_weight(root, reader.rules)
    text = "".join(_written(root))
    return CleanSvg(
        text.encode(), width, height, tuple(dict.fromkeys(reader.removed)), reader.pixels
    )


def _check_weight(root: Element, rules: list[tuple[str, str]]) -> None:
    try:
        weight(root, rules, MAX_WEIGHT)
    except CircleError:
        fix = "draw it with fewer copies of copies"
        raise SvgError("a part of it refers to itself", fix) from None
    except HeavyError as error:
        fix = _LIGHTER.get(error.name, "draw it with fewer parts and copies, or save it as PNG")
        raise SvgError("it is too much work to draw", fix) from None


class _Reader:
    """Builds the tree of allowed elements from the parser's events."""

    def __init__(self) -> None:
        self.root: Element | None = None
        self.rules: list[tuple[str, str]] = []
        self.removed: list[str] = []
        self._open: list[Element] = []
        self._skipping = 0
        self._count = 0
        self.pixels = 0
        self._sizes: dict[str, int] = {}
        self._ids: set[str] = set()

    def read(self, data: bytes) -> None:
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.ordered_attributes = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        parser.StartDoctypeDeclHandler = _refuse_declarations
        parser.EntityDeclHandler = _refuse_entities
        try:
            parser.Parse(data, True)  # noqa: FBT003 - expat takes no name for it
        except expat.ExpatError as error:
            reason = expat.ErrorString(error.code)
            raise SvgError(f"line {error.lineno} is not XML: {reason}") from None
        except (LookupError, ValueError) as error:
            if isinstance(error, SvgError):
                raise
            raise SvgError("its encoding is unknown", "save it as UTF-8") from None

    def _start(self, tag: str, listed: list[str]) -> None:
        space, _, name = tag.rpartition(" ")
        self._check_limits(space, name)
        element = _RENAMED.get(name, name)
        if self._skips(space, element):
            self._skipping += 1
            return
        pairs = zip(listed[::2], listed[1::2], strict=True)
        node = Element(element, self._kept("" if name == "a" else element, pairs))
        if element == "image":
            node.pixels = self._sizes.get(node.attributes.get("href", ""), 0)
        if self._open:
            self._open[-1].inner.append(node)
        else:
            self.root = node
        self._open.append(node)

    def _check_limits(self, space: str, name: str) -> None:
        """Raise SvgError if there are too many elements, or if the first one is not an svg."""
        self._count += 1
        depth = len(self._open) + self._skipping
        if self._count > MAX_ELEMENTS or depth > MAX_DEPTH:
            raise SvgError(f"it has more than {MAX_ELEMENTS} elements, or {MAX_DEPTH} levels")
        if depth == 0 and (space, name) != (_SVG, "svg"):
            fix = 'an SVG begins with <svg xmlns="http://www.w3.org/2000/svg">'
            raise SvgError("it contains no drawing", fix)

    def _skips(self, space: str, element: str) -> bool:
        """Tell whether to leave out an element with all in it, and record what is missing then."""
        if self._skipping:
            return True
        if space == _SVG and element in _ELEMENTS:
            return False
        if space == _SVG and element not in _SILENT:
            self.removed.append(element)
        return True

    def _end(self, _tag: str) -> None:
        if self._skipping:
            self._skipping -= 1
            return
        node = self._open.pop()
        if node.name == "style":
            given, dropped = rules_of("".join(part for part in node.inner if isinstance(part, str)))
            rules = [rule for rule in given if combinators(rule[0]) <= MAX_COMBINATORS]
            dropped += ["style selector"] * (len(rules) < len(given))
            node.inner = ["\n".join(f"{selector}{{{declared}}}" for selector, declared in rules)]
            self.rules += rules
            self.removed += dropped
        elif node.name == "image" and "href" not in node.attributes:
            self._open[-1].inner.remove(node)

    def _text(self, text: str) -> None:
        if not self._skipping and self._open and self._open[-1].name in _TEXTS:
            self._open[-1].inner.append(text)

    def _kept(self, element: str, attributes: Iterator[tuple[str, str]]) -> dict[str, str]:
        """Return the attributes that may stay; `element` is "" for a link, which leads nowhere."""
        kept: dict[str, str] = {}
        for name, value in attributes:
            space, _, local = name.rpartition(" ")
            if local == "href" and space in ("", _XLINK):
                if element and ("href" not in kept or not space):
                    self._keep_address(kept, element, value)
            elif space == _XML and local in ("space", "lang"):
                kept[f"xml:{local}"] = value
            elif not space:
                self._keep(kept, local, value)
        return kept

    def _keep_address(self, kept: dict[str, str], element: str, value: str) -> None:
        target = self._embedded(value) if element == "image" else _local(value)
        if target is None:
            self.removed.append(f"{element} href")
        else:
            kept["href"] = target

    def _embedded(self, value: str) -> str | None:
        """Return the address of an embedded picture, encoded again, None for any other address."""
        found = _EMBEDDED.fullmatch(value.strip())
        if not found:
            return None
        try:
            data = base64.b64decode("".join(found[1].split()), validate=True)
            known = format_of(data)
            if known is None or known.kind != "image" or known.extensions[0] == "svg":
                return None
            suffix, left = known.extensions[0], MAX_PIXELS - self.pixels
            width, height = picture_size(data, suffix, left)
            self.pixels += width * height
            check_picture(data, suffix)
        except (binascii.Error, DamagedError):
            return None
        address = f"data:image/{known.extensions[-1]};base64,{base64.b64encode(data).decode()}"
        self._sizes[address] = width * height
        return address

    def _keep(self, kept: dict[str, str], name: str, value: str) -> None:
        if name == "id" and value in self._ids:
            # If two elements have one id, browsers use the first and the typesetter the last.
            return
        if name in _WORDS:
            kept[name] = value
            self._ids |= {value} if name == "id" else set()
        elif name == "style":
            text, dropped = properties_of(value)
            kept |= {"style": text} if text else {}
            self.removed += dropped
        elif is_harmless(name, value, _ATTRIBUTES):
            kept[name] = value
        elif name.startswith("on") or "(" in value:
            self.removed.append(name)


def _refuse_declarations(
    _name: str, _system: str | None, _public: str | None, has_inner: int
) -> None:
    # A bare DOCTYPE, as old programs write it, declares nothing, and expat does not follow it.
    if has_inner:
        raise SvgError("it declares entities or other things of its own", "save it as plain SVG")


def _refuse_entities(*_told: object) -> None:
    raise SvgError("it declares entities", "save it as plain SVG")


def _local(value: str) -> str | None:
    return value.strip() if _LOCAL.fullmatch(value.strip()) else None


def _size(root: Element) -> tuple[int, int]:
    """Return the size in pixels from width and height, or else from the view box."""
    box = [float(each) for each in _NUMBER.findall(root.attributes.get("viewBox", "")[:200])[2:4]]
    sides = [_length(root.attributes.get(key, "")) for key in ("width", "height")]
    if len(box) == 2 and min(box) > 0:
        ratio = box[0] / box[1]
        width = sides[0] or (sides[1] * ratio if sides[1] else box[0])
        sides = [width, sides[1] or width / ratio]
    if not all(0 < side < 1e6 for side in sides):
        raise SvgError("it does not say how large it is", 'give <svg> a viewBox="0 0 WIDTH HEIGHT"')
    return max(1, round(sides[0])), max(1, round(sides[1]))


def _length(text: str) -> float:
    found = _LENGTH.fullmatch(text[:40])
    return float(found[1]) * _PIXELS[found[2] or ""] if found else 0.0


def _written(node: Element, space: str = f' xmlns="{_SVG}"') -> Iterator[str]:
    # Importing this takes long: it can read from the web as well.
    from xml.sax.saxutils import escape, quoteattr  # noqa: PLC0415

    # Every printer and phone reads the older spelling of addresses (xlink:href).
    space += f' xmlns:xlink="{_XLINK}"' if space else ""
    yield f"<{node.name}{space}"
    for key, value in node.attributes.items():
        yield f" {'xlink:href' if key == 'href' else key}={quoteattr(value)}"
    yield ">" if node.inner else "/>"
    for part in node.inner:
        if isinstance(part, str):
            yield escape(part)
        else:
            yield from _written(part, "")
    if node.inner:
        yield f"</{node.name}>"
