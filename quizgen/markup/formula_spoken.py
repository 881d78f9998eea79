"""Formulas in the words in which a voice reads them: x squared, one half."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from unicodedata import name as name_of
from xml.etree.ElementTree import Element

_GREEK = re.compile("GREEK (?:SMALL|CAPITAL) LETTER ([A-Z]+)")
_ITALIC_GREEK = re.compile("GREEK ([A-Z]+) SYMBOL")
# Symbols of elements in one word, such as NaCl.
_ELEMENTS = re.compile("(?:[A-Z][a-z]?){2,}")
_ELEMENT = re.compile("[A-Z][a-z]?")
_GAP_BEFORE_COMMA = re.compile(r" (?=[,;])")
_COMMAS = re.compile(r",(?=[;,])")
_HALVES = {("1", "2"): "half", ("1", "3"): "third", ("1", "4"): "quarter"}
_ACCENTS = {
    "^": "hat",
    "\u00af": "bar",
    "\u2015": "bar",
    "\u2192": "vector",
    "~": "tilde",
    "\u02d9": "dot",
    "\u00a8": "two_dots",
}
# Signs that say themselves what they are of: the sum from 1 to n.
_LARGE = frozenset("∑∏∫∬∭∮⋃⋂⋁⋀⨁⨂")  # noqa: RUF001
_LOGARITHMS = frozenset({"log", "ln", "lg"})
_EXTREMES = frozenset({"lim", "min", "max", "sup", "inf", "lim sup", "lim inf"})
_FUNCTIONS = frozenset("fghFGPp") | {"sin", "cos", "tan", "cot", "ln", "log", "exp"}
# Signs behind a number, or a name, that no power is.
_MARKS = frozenset("∘°′″‴∗⋆†*+-\N{MINUS SIGN}")  # noqa: RUF001
_LEAVES = frozenset({"mi", "mn", "mo", "mtext"})
_SILENT = frozenset({"mphantom", "mspace"})
_SCRIPTED = frozenset({"msup", "mover", "msub", "munder", "msubsup", "munderover"})
_LINES = frozenset("\u23de\u23df\u2015_\u0332")

Words = Mapping[str, str]


def spoken_formula(tree: Element, words: Words) -> str:
    """Return a formula in MathML in words; `words` are those of `speech_words`."""
    said = " ".join(_Speaker(words).row([tree]).split())
    return _COMMAS.sub("", _GAP_BEFORE_COMMA.sub("", said)).strip(" ,;")


def spoken_power(base: str, power: str, words: Words) -> str:
    """Return how a voice reads a raised number: ``10`` and ``6`` as 10 to the power of 6."""
    return _Speaker(words).power(base, power)


class _Speaker:
    """Says the parts of a formula in the words of one language."""

    def __init__(self, words: Words) -> None:
        self._words = words

    def row(self, children: Sequence[Element]) -> str:
        """Return elements beside each other."""
        said: list[str] = []
        at = 0
        while at < len(children):
            argument = _argument(children, at)
            if argument is not None:
                function = self.of(children[at])
                said.append(self._form("of", function=function, argument=self.of(argument)))
                at += 4
            elif _is_decimal(children, at):
                said.append("".join("".join(each.itertext()) for each in children[at : at + 3]))
                at += 3
            else:
                said.append(self.of(children[at]))
                at += 1
        return " ".join(filter(None, said))

    def of(self, element: Element) -> str:
        """Return one element, with all that it holds."""
        children = list(element)
        if element.tag in _LEAVES:
            return self._sign((element.text or "").strip())
        if element.tag in _SILENT:
            return ""
        if element.tag == "mfrac":
            return self._fraction(children, is_choice=_is_binomial(element))
        if element.tag in _SCRIPTED:
            return self._script(element.tag, children)
        return self._other(element.tag, children)

    def _script(self, tag: str, children: Sequence[Element]) -> str:
        match tag:
            case "msup":
                return self._raised(self.of(children[0]), children[1])
            case "mover":
                return self._marked(children[0], children[1])
            case "msub" | "munder":
                return self._lowered(children[0], children[1])
            case _:
                return self._scripted(*children)

    def _other(self, tag: str, children: Sequence[Element]) -> str:
        match tag:
            case "msqrt":
                radicand = self.row(children)
                return self._form("long_root" if " " in radicand else "root", radicand=radicand)
            case "mroot":
                return self._root(*map(self.of, children))
            case "mtable":
                return self._table(children)
            case _:
                return self._framed(children)

    def _form(self, name: str, **slots: str) -> str:
        return self._words[name].format(**slots)

    def _framed(self, children: Sequence[Element]) -> str:
        """Return a row, without the brackets around one number over another."""
        inner = [each for each in children if "".join(each.itertext()).strip()]
        is_choice = len(inner) == 3 and _is_binomial(inner[1])
        return self.of(inner[1]) if is_choice else self.row(children)

    def _sign(self, text: str) -> str:
        if text in self._words:
            return self._words[text]
        if len(text) == 1 and not text.isascii():
            return _greek(text)
        return " ".join(_ELEMENT.findall(text)) if _ELEMENTS.fullmatch(text) else text

    def _fraction(self, children: Sequence[Element], *, is_choice: bool) -> str:
        above, below = map(self.of, children)
        if is_choice:
            return self._form("choose", above=above, below=below)
        if (above, below) in _HALVES:
            return self._form(_HALVES[above, below])
        is_long = " " in above or " " in below
        return self._form("fraction" if is_long else "plain_fraction", above=above, below=below)

    def _root(self, radicand: str, degree: str) -> str:
        if degree == "3":
            return self._form("cube_root", radicand=radicand)
        return self._form("other_root", radicand=radicand, degree=degree)

    def _raised(self, base: str, script: Element) -> str:
        written = _written(script)
        # A charge, an angle or a prime is no power.
        if written[-1:] in _MARKS:
            return f"{base} {self.of(script)}"
        power = self.of(script)
        # The number before an element counts its nucleons.
        return self.power(base, power) if base else power

    def power(self, base: str, power: str) -> str:
        """Return a base that is raised to a power."""
        if power in {"2", "3"}:
            return self._form("squared" if power == "2" else "cubed", base=base)
        is_number = power.rpartition(" ")[2].isdigit() and power.count(" ") < 2
        is_long = " " in power and not is_number
        return self._form("long_power" if is_long else "power", base=base, power=power)

    def _lowered(self, base: Element, script: Element) -> str:
        if _written(script) in _LINES or base.tag == "munder":
            # Braces and lines stand for no words; what a brace says stands below it.
            return self._below(base, script)
        sign, written = self.of(base), self.of(script)
        name = _written(base)
        if name == "lim":
            return self._form("limit", below=written)
        if name in _LOGARITHMS:
            return self._form("base", sign=sign, below=written)
        if name in _LARGE or name in _EXTREMES:
            return self._form("below", sign=sign, below=written)
        if base.tag == "mtext" or not name:
            return f"{sign} {written}".strip()
        return self._form("index", base=sign, index=written)

    def _below(self, base: Element, mark: Element) -> str:
        sign = self.of(base)
        return (
            sign if _written(mark) in _LINES else self._form("under", base=sign, mark=self.of(mark))
        )

    def _marked(self, base: Element, mark: Element) -> str:
        sign, written = self.of(base), _written(mark)
        if written in _ACCENTS:
            return self._form(_ACCENTS[written], base=sign)
        if written in _LINES:
            return sign
        return self._form("over", base=sign, mark=self.of(mark))

    def _scripted(self, base: Element, below: Element, above: Element) -> str:
        if _written(base) in _LARGE:
            slots = {"below": self.of(below), "above": self.of(above)}
            return self._form("limits", sign=self.of(base), **slots)
        return self._raised(self._lowered(base, below), above)

    def _table(self, rows: Sequence[Element]) -> str:
        cells = (", ".join(map(self.of, row)) for row in rows)
        said = (self._form("row", number=str(at), cells=each) for at, each in enumerate(cells, 1))
        return f", {' '.join(said)}"


def _written(element: Element) -> str:
    return "".join(element.itertext()).strip()


def _greek(sign: str) -> str:
    found = _GREEK.fullmatch(name_of(sign, "")) or _ITALIC_GREEK.fullmatch(name_of(sign, ""))
    return found[1].lower().replace("lamda", "lambda") if found else sign


def _is_binomial(element: Element) -> bool:
    return element.tag == "mfrac" and element.get("linethickness") == "0"


def _argument(children: Sequence[Element], at: int) -> Element | None:
    """Return the x of ``f(x)`` that begins at a place, None for something else."""
    part = children[at : at + 4]
    texts = [_written(each) for each in part]
    is_call = len(part) == 4 and texts[0] in _FUNCTIONS and texts[1::2] == ["(", ")"]
    return part[2] if is_call and part[0].tag in {"mi", "mo"} else None


def _is_decimal(children: Sequence[Element], at: int) -> bool:
    """Return whether a number with a comma in braces, ``3{,}14``, begins at a place."""
    part = children[at : at + 3]
    tags = [each.tag for each in part]
    return tags == ["mn", "mrow", "mn"] and _written(part[1]) == ","
