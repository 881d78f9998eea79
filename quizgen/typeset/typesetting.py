"""The only way to the typesetter: a shipped template and data become the bytes of PDF files."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from quizgen.deck.model.looks import Look
from quizgen.deck.print_template import OWN_TEMPLATE
from quizgen.deck.read import shorten
from quizgen.diagnostics import Diagnostic, Place, QuizgenError
from quizgen.markup.nodes import Formula, Node, without_stray_signs
from quizgen.markup.plain import plain
from quizgen.markup.sheet import sheet_data
from quizgen.markup.signs import is_marked
from quizgen.markup.written import nodes_of, text_of
from quizgen.resources import shipped
from quizgen.stages import stage
from quizgen.typeset.binding import bound
from quizgen.typeset.compiling import compile_all, font_folders
from quizgen.typeset.fonts import font_families, is_steep
from quizgen.typeset.own_template import LIMITS, missing_glyphs, own_problem
from quizgen.typeset.page_style import PageStyle
from quizgen.typeset.running import Outcome, Work

_MOST_ROUNDS = 20
# What a stopped run means, by reason.
TOO_MUCH = {
    "time": "takes too long to typeset",
    "memory": "takes too much memory to typeset",
    "crash": "crashes the typesetter",
}
# The most items in one document: costs that grow faster than the number of items are still small,
# and a process needs about 300 MB.
_MOST_ITEMS = 1200
_UNMEASURED, _MEASURED = '{"measured": false', '{"measured": true'
_RUNS_OFF = "an entry runs off"
_TOO_LONG = re.compile(r"too long: (\[.*\])")
_MISSING = re.compile(r'the text `"(.+?)"` could not be displayed|codepoint `"(.+?)"`')
_ESCAPE = re.compile(r"\\u\{([0-9a-f]+)\}|\\(.)")
_LINE_BREAK = re.compile("[\t\n\x0b\x0c\r\x85\u2028\u2029]+")
# Controls, bidirectional overrides and isolates (they reorder what follows), tags, byte order
# marks.
_INVISIBLE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u206f\ufeff\ufff9-\ufffb\ufdd0-\ufdef\ufffe\uffff\U000e0000-\U000e007f]"
)
# What a template imports, and the user's template where there is none.
_IMPORT = re.compile(rb'#?import "([\w-]+\.typ)"')
_NO_TEMPLATE = b"#let contract = 1\n"
# Keys whose texts keep the ends of their lines.
_STEMS = {"stem", "parts"}
# Keys whose text is also metadata of the file, not only printed.
_TITLES = {"title", "heading"}
# Letters of right-to-left scripts.
_BACKWARD = re.compile(
    "[\u05be-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
# The first byte of characters below U+0580, and that of dashes and quotation marks.
_EUROPEAN, _SIGNS = bytes(range(0xD6)), 0xE2
# Letters of scripts that put no spaces between words, or break lines within them. The pattern is
# compiled only when needed.
_UNSPACED = (
    "[\u0e01-\u0eff\u1000-\u109f\u1100-\u11ff\u1780-\u17ff\u2e80-\ua4cf"
    "\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\uff00-\uffef\U0001b000-\U0001b16f\U00020000-\U0003ffff]"
)
# Arabic letters extend further up and down than others.
_ARABIC = "[\u0620-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc]"
_TALL, _STEEP = 0.25, 0.7
# Surrogates, and the private characters that stand for marked parts.
_SURROGATE = re.compile("[\ud800-\udfff\U00100000-\U0010fffd]")
# Formulas have characters of their own, since no line breaks where these stand.
_FIRST_FORMULA, _FIRST_MARK, _MOST_MARKS = 0x100000, 0x108000, 0x7FFD
# What the scripts of a sheet's texts decide.
_BY_SCRIPT = ("both-directions", "unspaced", "tall")
# Nearly all texts contain none of these.
_UNPRINTABLE = re.compile("|".join(each.pattern for each in (_LINE_BREAK, _INVISIBLE, _SURROGATE)))


@dataclass(frozen=True, slots=True)
class Typeset:
    """The outcome of a sheet: its `parts`, PDF files for `pdf.joined`, or why there are none.

    `missing` are the characters that no font has; `too_long` are the entries that no column can
    hold, each as the index of its version and its own index.
    """

    parts: tuple[bytes, ...] = ()
    missing: frozenset[str] = frozenset()
    too_long: tuple[tuple[int, int], ...] = ()


@dataclass(slots=True)
class _Part:
    """Some versions of a sheet as one document, from version `first` on, and its outcome so far."""

    sheet: int
    first: int
    items: int
    document: str
    pdf: bytes = b""
    missing: frozenset[str] = frozenset()
    too_long: tuple[tuple[int, int], ...] = ()

    def take(self, outcome: Outcome, template: str, own: Look | None = None) -> bool:
        """Take the outcome of the document; return whether to typeset it again.

        Raises QuizgenError if the typesetter complains.
        """
        if _RUNS_OFF in outcome.message:
            self.document = self.document.replace(_UNMEASURED, _MEASURED, 1)
            return True
        too_long = _TOO_LONG.search(outcome.message)
        if too_long:
            found = json.loads(too_long[1])
            self.too_long = tuple((version + self.first, item) for version, item in found)
            return False
        missing = _missing_in(outcome)
        new = missing - self.missing
        if new:
            self._replace(new, own)
            return True
        self._check(outcome, template, own, known=bool(missing))
        self.pdf = outcome.pdf
        return False

    def _check(self, outcome: Outcome, template: str, own: Look | None, *, known: bool) -> None:
        """Raise QuizgenError if the typesetter complains of more than the `known` characters."""
        if own and not known and _complains(outcome):
            raise own_problem(own, outcome)
        if outcome.stopped:
            raise _too_much(self.document, outcome.stopped)
        complaint = "" if known else outcome.message
        # Every warning from a shipped template means that the sheet is wrong.
        complaint = complaint or "; ".join(outcome.warnings)
        if complaint:
            raise _refused(template, complaint)

    def _replace(self, new: frozenset[str], own: Look | None) -> None:
        """Replace missing characters, because a run may name only the first of several."""
        if own and not any(char in self.document for char in new):
            raise missing_glyphs(own, new)
        self.missing |= new
        self.document = self.document.translate(
            {ord(char): "?" for char in self.missing if not char.isascii()}
        )


def printable(text: str) -> str:
    """Return the text without controls and bidirectional overrides; a line break is a space."""
    # `isprintable` is faster, but rejects no-break spaces.
    if text.isprintable() or not _UNPRINTABLE.search(text):
        return text
    return _INVISIBLE.sub("", _SURROGATE.sub("\ufffd", _LINE_BREAK.sub(" ", text)))


def typeset(
    template: str,
    sheets: Sequence[Mapping[str, Any]],
    layout: PageStyle,
    pictures: Mapping[str, bytes] | None = None,
) -> list[Typeset]:
    """Compile the shipped ``print/{template}.typ`` with the data of each sheet.

    `pictures` are files by the plain names that the data uses. Heavy work is spread over processes.
    The system's fonts are not used. The same input gives the same bytes. Raises QuizgenError for a
    font that is not available (Q504) and for any other complaint of the typesetter (Q503).
    """
    families = font_families(
        layout.font, layout.folders, sheets[0].get("forms", "") if sheets else ""
    )
    named = [{**data, "document": template} for data in sheets]
    parts = [part for number, data in enumerate(named) for part in _parts(number, data, families)]
    _settle(
        parts,
        _files(template, layout.own),
        font_folders(layout.folders),
        pictures or {},
        template,
        layout.own,
    )
    return [
        _whole([part for part in parts if part.sheet == number]) for number in range(len(sheets))
    ]


def _settle(  # noqa: PLR0913, PLR0917 - what is typeset, and with what
    parts: Sequence[_Part],
    files: Mapping[str, bytes],
    folders: tuple[str, ...],
    pictures: Mapping[str, bytes],
    template: str,
    own: Look | None = None,
) -> None:
    """Typeset the parts again until each has its final outcome."""
    pending = list(parts)
    for _ in range(_MOST_ROUNDS):
        work = Work(files, folders, tuple(part.document for part in pending), pictures)
        with stage(f"typesetting {template}"):
            outcomes = compile_all(work, [part.items for part in pending], LIMITS if own else None)
        both = zip(pending, outcomes, strict=True)
        pending = [part for part, outcome in both if part.take(outcome, template, own)]
        if not pending:
            return


def _parts(sheet: int, data: Mapping[str, Any], families: Sequence[str]) -> Iterator[_Part]:
    """Yield a sheet's versions in parts small enough for one document.

    A name in another script changes how lines are set, so its paper has a document of its own:
    those of other students print as without it.
    """
    cleaned = _Cleaner().whole(data)
    versions = cleaned["versions"]
    usual = _common(cleaned, families)
    looks = [usual] * len(versions)
    if len(versions) > 1 and any(usual[name] for name in _BY_SCRIPT):
        looks = [_common({**cleaned, "versions": [each]}, families) for each in versions]
    taken: list[Any] = []
    first = items = 0
    for number, version in enumerate(versions):
        own = version.get("weight", len(version["items"]))
        other = any(looks[number][name] != looks[first][name] for name in _BY_SCRIPT)
        if taken and (items + own > _MOST_ITEMS or other):
            yield _part(sheet, first, items, {**looks[first], "versions": taken})
            taken, first, items = [], number, 0
        taken.append(version)
        items += own
    yield _part(sheet, first, items, {**looks[first], "versions": taken})


def _part(sheet: int, first: int, items: int, data: Mapping[str, Any]) -> _Part:
    return _Part(sheet, first, items, json.dumps(data, ensure_ascii=False))


def _whole(parts: Sequence[_Part]) -> Typeset:
    missing = frozenset[str]().union(*(part.missing for part in parts))
    too_long = tuple(place for part in parts for place in part.too_long)
    sound = not (missing or too_long)
    return Typeset(tuple(part.pdf for part in parts) if sound else (), missing, too_long)


def _files(template: str, own: Look | None = None) -> dict[str, bytes]:
    """Return the files that the typesetter needs: each takes time, so only those in use.

    A user's template may use all of them.
    """
    folder = shipped("templates") / "print"
    if own:
        files = {path.name: path.read_bytes() for path in sorted(folder.glob("*.typ"))}
        return {**files, "main.typ": files[f"{template}.typ"], OWN_TEMPLATE: own.text.encode()}
    files = {OWN_TEMPLATE: _NO_TEMPLATE}
    names = [f"{template}.typ"]
    while names:
        name = names.pop()
        if name not in files:
            files[name] = (folder / name).read_bytes()
            names += (each.decode() for each in _IMPORT.findall(files[name]))
    return {**files, "main.typ": files[f"{template}.typ"]}


def typeset_one(
    template: str,
    data: Mapping[str, Any],
    folders: Sequence[Path] = (),
    pictures: Mapping[str, bytes] | None = None,
    own: Look | None = None,
) -> Typeset:
    """Compile the shipped ``print/{template}.typ`` with the data as one document.

    `folders` hold fallback fonts; the data's `font` is the family to print in, if any. `pictures`
    are files by the plain names that the data uses; `own` is the user's template, if there is one.
    The same input gives the same bytes. Raises QuizgenError for a complaint of the typesetter
    (Q503), a font that is not available (Q504), and problems in the user's template (Q506, Q507,
    Q508).
    """
    return typeset_each(template, [data], folders, pictures, own=own)


def typeset_each(  # noqa: PLR0913 - each has a sensible default, and is given by name
    template: str,
    documents: Sequence[Mapping[str, Any]],
    folders: Sequence[Path] = (),
    pictures: Mapping[str, bytes] | None = None,
    *,
    own: Look | None = None,
    weight: int = 1,
    entries: int = 1,
) -> Typeset:
    """Compile the template with each document as one part; see `typeset_one` for the rest.

    Each document takes about as long as `weight` items of a quiz. All documents but the last have
    `entries` entries, which `too_long` numbers through.
    """
    made = (_document(template, data, folders) for data in documents)
    parts = [_Part(0, number * entries, weight, document) for number, document in enumerate(made)]
    _settle(parts, _files(template, own), font_folders(folders), pictures or {}, template, own)
    return _whole(parts)


def metadata_in(
    template: str, data: Mapping[str, Any], label: str, folders: Sequence[Path] = ()
) -> list[Any]:
    """Return the metadata under a label in the typeset sheet; raises QuizgenError (Q503)."""
    document = _document(template, data, folders)
    work = Work(_files(template), font_folders(folders), (document,), label=label)
    (outcome,) = compile_all(work, [1])
    if outcome.stopped:
        raise _too_much(document, outcome.stopped)
    if outcome.message:
        raise _refused(template, outcome.message)
    return list(json.loads(outcome.pdf))


def _document(template: str, data: Mapping[str, Any], folders: Sequence[Path]) -> str:
    families = font_families(data.get("font", ""), folders, data.get("forms", ""))
    return json.dumps(
        {**_common(_Cleaner().whole(data), families), "document": template}, ensure_ascii=False
    )


def _common(cleaned: Any, families: Sequence[str]) -> dict[str, Any]:  # noqa: ANN401 - JSON of any shape
    text = json.dumps(cleaned, ensure_ascii=False)
    # Most texts have European signs only, and the first bytes of their characters show it soonest.
    rare = not set(text.encode("utf-8", "replace").translate(None, _EUROPEAN)) <= {_SIGNS}
    both = bool(cleaned.get("rtl") or (rare and _BACKWARD.search(text)))
    unspaced = rare and bool(re.search(_UNSPACED, text))
    blank = cleaned.get("labels", {}).get("blank", "")
    # Extra space between lines, in em.
    tall = (
        (_STEEP if is_steep(families) else _TALL)
        if cleaned.get("rtl") and re.search(_ARABIC, text)
        else 0
    )
    return {
        "measured": False,
        "large-print": False,
        "rtl": False,
        **cleaned,
        "both-directions": both,
        "unspaced": unspaced,
        "tall": tall,
        # The label itself is one occurrence.
        "gaps": text.count(blank) > 1 if blank else False,
        "fonts": families,
    }


@lru_cache(maxsize=4096)
def _printed(text: str) -> str:
    return bound(printable(text))


def _printed_lines(text: str) -> str:
    """Return the text with its lines; several line ends in a row count as one."""
    if "\n" not in text:
        return _printed(text)
    lines = re.split(r"[ \t\r]*\n\s*", text)
    return "\n".join(map(_printed, lines))


class _Cleaner:
    """Makes the texts of a sheet's data printable, and collects their marked parts."""

    def __init__(self) -> None:
        self._marks: dict[str, tuple[str, object]] = {}
        # Papers share most of their texts.
        self._done: dict[tuple[str, Callable[[str], str]], str] = {}

    def whole(self, data: Mapping[str, Any]) -> dict[str, Any]:
        """Return the data with printable texts; `marks` are the marked parts that they name."""
        cleaned: Any = self._cleaned(data)
        return {**cleaned, "marks": [part for _, part in self._marks.values()]}

    def _cleaned(self, value: object) -> object:
        match value:
            case str():
                return self._text(value)
            case dict() | Mapping():
                return {key: self._entry(key, part) for key, part in value.items()}
            case list() | tuple():
                return [self._cleaned(part) for part in value]
            case _:
                return value

    def _entry(self, key: str, part: object) -> object:
        if key in _TITLES and isinstance(part, str):
            return printable(plain(part))
        if key in _STEMS:
            return self._stem(part)
        return self._cleaned(part)

    def _stem(self, part: object) -> object:
        if isinstance(part, str):
            return self._text(part, _printed_lines)
        return [self._stem(each) for each in part] if isinstance(part, list | tuple) else part

    def _text(self, text: str, shown: Callable[[str], str] = _printed) -> str:
        done = self._done.get((text, shown))
        if done is None:
            done = self._done[text, shown] = self._made(text, shown)
        return done

    def _made(self, text: str, shown: Callable[[str], str]) -> str:
        if not is_marked(text):
            return shown(text)
        return "".join(
            shown(node) if isinstance(node, str) else self._mark(node)
            for node in without_stray_signs(nodes_of(text))
        )

    def _mark(self, node: Node) -> str:
        """Return the character that stands for a marked part; equal parts have one."""
        key = text_of((node,))
        if key not in self._marks:
            if len(self._marks) > _MOST_MARKS:
                return _printed(plain(key))
            first = _FIRST_FORMULA if isinstance(node, Formula) else _FIRST_MARK
            sign = chr(first + len(self._marks))
            (made,) = sheet_data((node,), _printed)
            self._marks[key] = (sign, made)
        return self._marks[key][0]


def _unescaped(quoted: str) -> str:
    return _ESCAPE.sub(lambda found: chr(int(found[1], 16)) if found[1] else found[2], quoted)


def _missing_in(outcome: Outcome) -> frozenset[str]:
    """Return the characters without a glyph that the typesetter reports."""
    found = _MISSING.findall(outcome.diagnostic)
    return frozenset("".join(_unescaped(one or other) for one, other in found))


def _complains(outcome: Outcome) -> bool:
    return bool(outcome.stopped or outcome.warnings or outcome.message)


def _too_much(document: str, stopped: str) -> QuizgenError:
    """Return the problem for a document that was stopped; its title is the place."""
    place = Place(shorten(str(json.loads(document).get("title", ""))))
    fix = "print fewer items at a time, with shorter texts and simpler pictures"
    return QuizgenError([Diagnostic("Q545", f"the sheet {TOO_MUCH[stopped]}", place, fix)])


def _refused(template: str, message: str) -> QuizgenError:
    place = Place(f"templates/print/{template}.typ")
    fix = "this is a bug in quizgen: report it with the deck"
    return QuizgenError([Diagnostic("Q503", f"the sheet cannot be typeset: {message}", place, fix)])
