"""Reads pictures with named regions, and fits the regions to the picture's size."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from collections.abc import Mapping as MappingType
from typing import Any

from msgspec.structs import replace

from quizgen.deck.keys.facts import DIAGRAM_KEYS, REGION_KEYS
from quizgen.deck.model.contents import Diagram, Length, Outline, Region
from quizgen.deck.read import clean_text, is_blank, read_keys, shorten
from quizgen.deck.types.diagram import EXAMPLE
from quizgen.diagnostics import Place, Problems
from quizgen.late import late_pattern
from quizgen.media.model import Media, MediaFile
from quizgen.media.pictures import is_turned
from quizgen.media.shapes import ELLIPSE, POLYGON, RECT, Box, Kind, Shape
from quizgen.yaml import nodes
from quizgen.yaml.nodes import Broken, Mapping, Node, Scalar

# Each question about a region shows all of them, so that their number counts twice.
MOST_REGIONS, MOST_POINTS, MOST_SHAPES = 60, 50, 10
_SHAPES: MappingType[str, Kind] = {each: each for each in (RECT, ELLIPSE, POLYGON)}
_LENGTH = late_pattern(r"([0-9]{1,5}(?:\.[0-9]{1,6})?|\.[0-9]{1,6})\s*(%|px)?")
_BOX = "[left, top, width, height], as in [120, 40, 60, 25] pixels or [10%, 5%, 20%, 8%]"
_CORNERS = "the corners: {polygon: [[10%, 5%], [30%, 5%], [20%, 15%]]}"
# A box that is smaller than this part of the picture hides nothing, or cannot be hit.
_SMALLEST = 0.002
# Rounding may put an edge this far beyond the picture.
_SLACK = 0.0005


def read_diagram(
    node: Mapping, problems: Problems
) -> tuple[Diagram | None, MappingType[str, Any], Place]:
    """Return the diagram that a mapping declares, its other keys, and the place of its picture.

    The diagram is None after a problem was reported.
    """
    read = read_keys(node, DIAGRAM_KEYS, problems)
    places = {name.text: value.place for name, value in node}
    place = places.get("picture", node.place)
    if "picture" not in read or "regions" not in read:
        return None, read, place
    before = len(problems.found)
    if "alt" not in read and "alt" not in places:
        fix = f'say what it shows: {{picture: {shorten(read["picture"])}, alt: "…", regions: …}}'
        problems.error("Q230", "a picture needs words for those who cannot see it", place, fix)
    regions = tuple(_regions(read["regions"], problems))
    _check_numbers(regions, problems)
    if len(problems.found) > before:
        return None, read, place
    picture = Media("image", read["picture"], read.get("alt", ""), place=place)
    return Diagram(picture, regions, read.get("hide", "all") == "all"), read, place


def _regions(node: Mapping, problems: Problems) -> Iterator[Region]:
    """Yield the sound regions of a diagram, reporting the others."""
    entries = node.entries
    if not entries:
        problems.error("Q260", "the diagram has no regions", node.place, f"write {EXAMPLE}")
    if len(entries) > MOST_REGIONS:
        message = f"the diagram has more than {MOST_REGIONS} regions"
        fix = "split it into several facts with the same picture"
        problems.error("Q263", message, entries[MOST_REGIONS][0].place, fix)
    for name, inner in entries[:MOST_REGIONS]:
        region = _region(name, inner, problems)
        if region:
            yield region


def _region(name: Scalar, node: Node, problems: Problems) -> Region | None:
    text = clean_text(name.text)
    if is_blank(text):
        problems.error("Q260", "a region has no name", name.place, "write its name before the box")
        return None
    if isinstance(node, Broken):
        return None
    read: MappingType[str, Any] = {}
    written: Sequence[tuple[Kind, Node]] = [(RECT, node)]
    if isinstance(node, Mapping):
        before = len(problems.found)
        read = read_keys(node, REGION_KEYS, problems)
        written = [(_SHAPES[key.text], inner) for key, inner in node if key.text in _SHAPES]
        if len(problems.found) > before:
            return None
    outlines = tuple(_outlines(text, node.place, written, problems))
    also = tuple(read.get("also", ()))
    number = read.get("number", 0)
    return Region(text, outlines, name.place, also=also, number=number) if outlines else None


def _outlines(
    name: str, place: Place, written: Sequence[tuple[Kind, Node]], problems: Problems
) -> Iterator[Outline]:
    """Yield the shapes of a region; a list of lists or of mappings is several shapes."""
    if not written:
        message = f"the region `{shorten(name)}` has no shape"
        problems.error("Q260", message, place, f"write {_BOX}")
    for kind, node in written:
        several = _several(kind, node)
        if len(several) > MOST_SHAPES:
            message = f"the region `{shorten(name)}` has more than {MOST_SHAPES} shapes"
            problems.error("Q263", message, node.place, "leave some out, or draw one around them")
        for each in several[:MOST_SHAPES]:
            outline = _outline(name, kind, each, problems)
            if outline:
                yield outline


def _several(kind: Kind, node: Node) -> tuple[Node, ...]:
    """Return the shapes that a node holds: itself, or each of a list of shapes."""
    if kind == POLYGON or not isinstance(node, nodes.Sequence):
        return (node,)
    if node.items and all(isinstance(item, nodes.Sequence) for item in node.items):
        return node.items
    return (node,)


def _outline(name: str, kind: Kind, node: Node, problems: Problems) -> Outline | None:
    if isinstance(node, Broken):
        return None
    scalars = _corners(node) if kind == POLYGON else _sides(node)
    lengths = [length for each in scalars if (length := _length(each))]
    if len(lengths) == len(scalars) and _is_enough(kind, len(lengths)):
        return Outline(kind, tuple(lengths), node.place)
    _refuse_shape(name, kind, node, scalars, problems)
    return None


def _is_enough(kind: Kind, count: int) -> bool:
    """Return whether a shape has this many lengths."""
    return 6 <= count <= 2 * MOST_POINTS if kind == POLYGON else count == 4


def _refuse_shape(
    name: str, kind: Kind, node: Node, scalars: Sequence[Scalar], problems: Problems
) -> None:
    wanted = _CORNERS if kind == POLYGON else _BOX
    wrong = next((each.text for each in scalars if not _length(each)), "")
    what = f": `{shorten(wrong)}` is no length" if wrong else ""
    message = f"the region `{shorten(name)}` has no valid shape{what}"
    problems.error("Q260", message, node.place, f"write {wanted}")


def _sides(node: Node) -> list[Scalar]:
    """Return the texts of a list, none if it holds anything else."""
    items = node.items if isinstance(node, nodes.Sequence) else ()
    texts = [item for item in items if isinstance(item, Scalar)]
    return texts if len(texts) == len(items) else []


def _corners(node: Node) -> list[Scalar]:
    """Return the texts of a list of pairs, none if it holds anything else."""
    items = node.items if isinstance(node, nodes.Sequence) else ()
    pairs = [_sides(item) for item in items]
    return [side for pair in pairs for side in pair] if all(len(p) == 2 for p in pairs) else []


def _length(node: Scalar) -> Length | None:
    found = _LENGTH.fullmatch(node.text.strip())
    return Length(float(found[1]), found[2] == "%") if found else None


def _check_numbers(regions: Sequence[Region], problems: Problems) -> None:
    seen: dict[int, Region] = {}
    for region in regions:
        first = seen.setdefault(region.number, region)
        if region.number and first is not region:
            message = f"`{shorten(first.name)}` and `{shorten(region.name)}` have the same number"
            problems.error("Q260", message, region.place, "give each region its own number")


def fitted(diagram: Diagram, problems: Problems) -> Diagram:
    """Return a diagram with the shapes of its regions in parts of the picture's size.

    Shapes beyond the picture (Q261), tiny ones (Q261), and two regions in one place (Q262) are
    reported. A diagram whose picture could not be read stays as it is.
    """
    file = diagram.picture.file
    if file is None or not (file.width and file.height):
        return diagram
    size = _size_shown(file)
    regions = tuple(
        replace(region, shapes=tuple(_shape(each, size) for each in region.outlines))
        for region in diagram.regions
    )
    whole = [region for region in regions if _check_edges(region, size, problems)]
    _check_apart(whole, problems)
    return replace(diagram, regions=regions)


def _size_shown(file: MediaFile) -> tuple[int, int]:
    """Return the width and height of a picture in pixels as people see it."""
    turned = is_turned(file.data, file.suffix)
    return (file.height, file.width) if turned else (file.width, file.height)


def _shape(outline: Outline, size: tuple[int, int]) -> Shape:
    """Return an outline in parts of the picture, whose `size` is its width and height in pixels."""
    parts = (
        length.value / (100 if length.is_percent else size[index % 2])
        for index, length in enumerate(outline.lengths)
    )
    return Shape(outline.kind, tuple(parts))


def _check_edges(region: Region, size: tuple[int, int], problems: Problems) -> bool:
    """Return whether all shapes of a region lie in the picture, reporting one that does not."""
    for shape, outline in zip(region.shapes, region.outlines, strict=True):
        if any(not -_SLACK <= side <= 1 + _SLACK for point in shape.points for side in point):
            message = f"the region `{shorten(region.name)}` lies partly outside the picture"
            pixels = f"{size[0]} by {size[1]} pixels"
            fix = f"the picture has {pixels}; write `%` after numbers that are percent"
            if all(length.is_percent for length in outline.lengths):
                fix = "left and width together, and top and height, are 100% at most"
            problems.error("Q261", message, outline.place, fix)
            return False
        if min(shape.box.width, shape.box.height) < _SMALLEST:
            message = f"the region `{shorten(region.name)}` is too small to see"
            fix = "write left, top, width and height, not two corners"
            problems.error("Q261", message, outline.place, fix)
            return False
    return True


def _check_apart(regions: Sequence[Region], problems: Problems) -> None:
    """Report two regions that cover the same place."""
    seen: dict[tuple[float, ...], Region] = {}
    for region in regions:
        for shape, outline in zip(region.shapes, region.outlines, strict=True):
            first = seen.setdefault(_roughly(shape.box), region)
            if first is not region:
                one, other = shorten(first.name), shorten(region.name)
                message = f"the regions `{one}` and `{other}` are in one place"
                fix = "correct one, or write the second name under `also` of the first"
                problems.error("Q262", message, outline.place, fix)
                break


def _roughly(box: Box) -> tuple[float, ...]:
    """Return the sides of a box to half a percent of the picture."""
    return tuple(round(side * 200) for side in (box.left, box.top, box.width, box.height))
