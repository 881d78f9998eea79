"""Formulas in MathML as Office Math Markup (OMML), which Word shows and edits."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from xml.etree.ElementTree import Element, SubElement

NAMESPACE = "http://schemas.openxmlformats.org/officeDocument/2006/math"
# Signs that take what follows under their roof, with what stands above and below them.
_LARGE = frozenset("∑∏∐∫∬∭∮⋂⋃⋁⋀⨁⨂")  # noqa: RUF001 - signs of mathematics
_WITH_LIMITS_BESIDE = frozenset("∫∬∭∮")
_OPENING, _CLOSING = "([{⟨⌊⌈", ")]}⟩⌋⌉"
# Word's signs over letters are combining characters.
_ACCENTS = {
    "^": "\u0302",
    "~": "\u0303",
    "→": "\u20d7",
    "←": "\u20d6",
    "˙": "\u0307",
    "¨": "\u0308",
    "˘": "\u0306",
    "ˇ": "\u030c",
    "´": "\u0301",  # noqa: RUF001
    "`": "\u0300",
}
_LINES = frozenset("¯―_‾")
_BRACES = frozenset("⏞⏟")
_STRIKES = {"updiagonalstrike": "strikeBLTR", "downdiagonalstrike": "strikeTLBR"}


def office_math(tree: Element) -> Element:
    """Return a formula in MathML, whose root is a row, as an element ``m:oMath``."""
    made = Element(_name("oMath"))
    made.extend(_row(list(tree)))
    return made


def _name(tag: str) -> str:
    return f"{{{NAMESPACE}}}{tag}"


def _element(tag: str, *children: Element, **values: str) -> Element:
    """Return an element with children; each of the values is a property of it."""
    made = Element(_name(tag))
    if values:
        properties = SubElement(made, _name(f"{tag}Pr"))
        for name, value in values.items():
            SubElement(properties, _name(name), {_name("val"): value})
    made.extend(children)
    return made


def _part(tag: str, content: Iterable[Element]) -> Element:
    made = Element(_name(tag))
    made.extend(content)
    return made


def _row(elements: Sequence[Element]) -> list[Element]:
    """Return neighbours; brackets enclose what stands between them."""
    made: list[Element] = []
    index = 0
    while index < len(elements):
        element = elements[index]
        end = _end_of_brackets(elements, index)
        if end:
            made.append(_brackets(elements[index : end + 1]))
            index = end + 1
        elif _is_large(element):
            made.append(_large(element, elements[index + 1 : index + 2]))
            index += 2
        elif _is_limit(element):
            made.append(_limit(element, elements[index + 1 : index + 2]))
            index += 2
        else:
            made += _one(element)
            index += 1
    return made


def _sign(element: Element) -> str:
    return (element.text or "") if element.tag == "mo" else ""


def _end_of_brackets(elements: Sequence[Element], start: int) -> int:
    """Return the index of the bracket that closes the one at `start`, 0 if there is none."""
    opening = _sign(elements[start])
    if not opening or opening not in _OPENING:
        return 0
    level = 0
    for index in range(start, len(elements)):
        sign = _sign(elements[index])
        level += 1 if sign and sign in _OPENING else 0
        level -= 1 if sign and sign in _CLOSING else 0
        if not level:
            return index
    # A brace before cases is closed by nothing.
    return len(elements) if _is_before_table(elements, start) else 0


def _is_before_table(elements: Sequence[Element], start: int) -> bool:
    return [each.tag for each in elements[start + 1 :]] == ["mtable"]


def _brackets(elements: Sequence[Element]) -> Element:
    closing = _sign(elements[-1])
    inner = elements[1:-1] if closing else elements[1:]
    ends = {"begChr": _sign(elements[0]), "endChr": closing}
    return _element("d", _part("e", _row(inner)), **ends)


def _is_large(element: Element) -> bool:
    base = element[0] if element.tag in _SCRIPTS else element
    return bool(_sign(base)) and _sign(base) in _LARGE


def _large(element: Element, after: Sequence[Element]) -> Element:
    """Return a large sign with its limits and what follows it."""
    sign = _sign(element if element.tag == "mo" else element[0])
    below, above = _limits(element)
    beside = sign in _WITH_LIMITS_BESIDE
    values = {"chr": sign, "limLoc": "subSup" if beside else "undOvr"}
    values |= {} if below else {"subHide": "1"}
    values |= {} if above else {"supHide": "1"}
    parts = (_part("sub", below), _part("sup", above), _part("e", _row(after)))
    return _element("nary", *parts, **values)


def _is_limit(element: Element) -> bool:
    """Return whether an element is a name such as lim with something below it."""
    is_low = element.tag in {"msub", "munder"}
    return is_low and len(_sign(element[0])) > 1 and _sign(element[0]).isalpha()


def _limit(element: Element, after: Sequence[Element]) -> Element:
    name = Element("mi")
    name.text = element[0].text
    low = _element("limLow", _part("e", _one(name)), _part("lim", _inside(element[1])))
    return _element("func", _part("fName", (low,)), _part("e", _row(after)))


def _limits(element: Element) -> tuple[list[Element], list[Element]]:
    """Return what stands below and above a sign."""
    scripts = [_inside(each) for each in element[1:]] if element.tag in _SCRIPTS else []
    if element.tag in {"msup", "mover"}:
        return [], scripts[0]
    return (scripts[0] if scripts else []), (scripts[1] if len(scripts) > 1 else [])


def _inside(element: Element) -> list[Element]:
    return _row(list(element)) if element.tag in _ROWS else _one(element)


_ROWS = frozenset({"mrow", "mstyle", "mtd", "mpadded", "math"})


def _one(element: Element) -> list[Element]:
    """Return an element of MathML that stands alone."""
    if element.tag in _ROWS:
        return _row(list(element))
    make = _MAKERS.get(element.tag, _words)
    return [make(element)]


def _words(element: Element) -> Element:
    """Return letters, numbers or signs."""
    text = element.text or ""
    is_name = element.tag == "mi" and len(text) > 1 and text.isascii()
    style = {"mtext": "nor", "mn": "sty"}.get(element.tag, "sty" if is_name else "")
    made = Element(_name("r"))
    if style:
        properties = SubElement(made, _name("rPr"))
        SubElement(properties, _name(style), {_name("val"): "1" if style == "nor" else "p"})
    words = SubElement(made, _name("t"))
    words.text = text
    words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return made


def _space(element: Element) -> Element:
    width = element.get("width", "")
    blank = Element("mtext")
    is_wide = width.endswith("em") and not width.startswith("-")
    ems = float(width[:-2] or 0) if is_wide else 0
    blank.text = "\N{EM SPACE}" if ems >= 1 else "\N{THIN SPACE}" if ems else ""
    return _words(blank)


def _fraction(element: Element) -> Element:
    above, below = (_inside(each) for each in element)
    values = {"type": "noBar"} if element.get("linethickness") == "0" else {}
    return _element("f", _part("num", above), _part("den", below), **values)


def _square_root(element: Element) -> Element:
    inside = _part("e", _row(list(element)))
    return _element("rad", _part("deg", ()), inside, degHide="1")


def _root(element: Element) -> Element:
    inside, degree = (_inside(each) for each in element)
    return _element("rad", _part("deg", degree), _part("e", inside))


def _scripted(tag: str, *names: str) -> Callable[[Element], Element]:
    def make(element: Element) -> Element:
        parts = [_part(name, _inside(each)) for name, each in zip(names, element, strict=True)]
        return _element(tag, *parts)

    return make


def _above(element: Element) -> Element:
    inside, sign = _inside(element[0]), _sign(element[1])
    if sign in _LINES:
        return _element("bar", _part("e", inside), pos="top")
    if sign in _BRACES:
        return _brace(inside, sign, "top")
    if sign in _ACCENTS:
        return _element("acc", _part("e", inside), chr=_ACCENTS[sign])
    return _element("limUpp", _part("e", inside), _part("lim", _inside(element[1])))


def _below(element: Element) -> Element:
    inside, sign = _inside(element[0]), _sign(element[1])
    if sign in _LINES:
        return _element("bar", _part("e", inside), pos="bot")
    if sign in _BRACES:
        return _brace(inside, sign, "bot")
    return _element("limLow", _part("e", inside), _part("lim", _inside(element[1])))


def _brace(inside: Iterable[Element], sign: str, place: str) -> Element:
    opposite = "bot" if place == "top" else "top"
    return _element("groupChr", _part("e", inside), chr=sign, pos=place, vertJc=opposite)


def _above_and_below(element: Element) -> Element:
    base, below, above = (_inside(each) for each in element)
    low = _element("limLow", _part("e", base), _part("lim", below))
    return _element("limUpp", _part("e", (low,)), _part("lim", above))


def _table(element: Element) -> Element:
    rows = [list(row) for row in element]
    width = max(map(len, rows), default=1)
    made = Element(_name("m"))
    columns = SubElement(SubElement(made, _name("mPr")), _name("mcs"))
    column = SubElement(SubElement(columns, _name("mc")), _name("mcPr"))
    SubElement(column, _name("count"), {_name("val"): str(width)})
    aligned = next((cell.get("columnalign") for row in rows for cell in row), None)
    SubElement(column, _name("mcJc"), {_name("val"): aligned or "center"})
    for row in rows:
        cells = [_part("e", _inside(cell)) for cell in row]
        cells += [_part("e", ()) for _ in range(width - len(row))]
        made.append(_part("mr", cells))
    return made


def _enclosed(element: Element) -> Element:
    """Return what has a box around it or a stroke through it."""
    inside = _part("e", _row(list(element)))
    stroke = _STRIKES.get(element.get("notation", ""))
    if not stroke:
        return _element("borderBox", inside)
    hidden = dict.fromkeys(("hideTop", "hideBot", "hideLeft", "hideRight"), "1")
    return _element("borderBox", inside, **hidden, **{stroke: "1"})


def _phantom(element: Element) -> Element:
    return _element("phant", _part("e", _row(list(element))), show="0")


_SCRIPTS = frozenset({"msub", "msup", "msubsup", "munder", "mover", "munderover"})
_MAKERS: dict[str, Callable[[Element], Element]] = {
    "mspace": _space,
    "mfrac": _fraction,
    "msqrt": _square_root,
    "mroot": _root,
    "msub": _scripted("sSub", "e", "sub"),
    "msup": _scripted("sSup", "e", "sup"),
    "msubsup": _scripted("sSubSup", "e", "sub", "sup"),
    "mover": _above,
    "munder": _below,
    "munderover": _above_and_below,
    "mtable": _table,
    "menclose": _enclosed,
    "mphantom": _phantom,
}
