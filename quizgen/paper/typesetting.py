"""The one door to the typesetter: a shipped template and data go in, the bytes of a PDF come out."""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import typst

from quizgen.diagnostics import Diagnostic, Place, QuizgenError
from quizgen.paper.fonts import font_families
from quizgen.paper.layout import Layout
from quizgen.paper.pdf import packed
from quizgen.resources import shipped

# PDF/UA for screen readers, PDF/A for archives; under both, a character without a glyph is an error.
_STANDARDS: list[typst.PDFStandard] = ["a-2a", "ua-1"]
# PDF/A demands a date, and a clock would make two builds differ: 1 January 2000, visibly no date of anything.
_TIMESTAMP = 946_684_800
_MOST_ROUNDS = 20
_UNMEASURED, _MEASURED = '{"measured": false', '{"measured": true'
_RUNS_OFF = "an entry runs off"
_TOO_LONG = re.compile(r"too long: (\[.*\])")
_MISSING = re.compile(r'the text `"(.+?)"` could not be displayed|codepoint `"(.+?)"`')
_ESCAPE = re.compile(r"\\u\{([0-9a-f]+)\}|\\(.)")
_LINE_BREAK = re.compile("[\t\n\x0b\x0c\r\x85\u2028\u2029]+")
# Controls, bidirectional overrides and isolates (they reorder what follows), tags, byte order marks.
_INVISIBLE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u206f\ufeff\ufff9-\ufffb\ufdd0-\ufdef\ufffe\uffff\U000e0000-\U000e007f]"
)
# Letters of the scripts that are written from right to left.
_BACKWARD = re.compile("[\u05be-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]")
_SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Typeset:
    """What became of a sheet: its `pdf`, or why there is none.

    `missing` are the characters that no font has; `too_long` the entries that no column can hold,
    each as its version's index and its own.
    """

    pdf: bytes = b""
    missing: frozenset[str] = frozenset()
    too_long: tuple[tuple[int, int], ...] = ()
    runs_off: bool = False


def printable(text: str) -> str:
    """Return the text without control characters and bidirectional overrides; a line break is a space."""
    return _INVISIBLE.sub("", _SURROGATE.sub("\ufffd", _LINE_BREAK.sub(" ", text)))


def typeset(template: str, data: Mapping[str, object], layout: Layout) -> Typeset:
    """Compile the shipped ``print/{template}.typ`` with the data, the same bytes for the same input.

    The system's fonts are not used. Raises QuizgenError for a font that is not at hand (Q504) and for
    whatever else the typesetter complains of (Q503).
    """
    document = _document(data, font_families(layout.font, layout.folders))
    missing: frozenset[str] = frozenset()
    for _ in range(_MOST_ROUNDS):
        result = _compile(template, document, layout.folders)
        if result.runs_off:
            document = document.replace(_UNMEASURED, _MEASURED)
            continue
        if not result.missing - missing:
            break
        # One run may name only the first of several characters that stand together.
        missing |= result.missing
        document = document.translate({ord(char): "?" for char in missing if not char.isascii()})
    return Typeset(missing=missing) if missing else replace(result, pdf=packed(result.pdf) if result.pdf else b"")


def _document(data: Mapping[str, object], families: Sequence[str]) -> str:
    texts = json.dumps(_cleaned(data), ensure_ascii=False)
    both = bool(data["rtl"] or _BACKWARD.search(texts))
    made = {"measured": False, **json.loads(texts), "fonts": families, "both-directions": both}
    return json.dumps(made, ensure_ascii=False)


def _cleaned(value: object) -> object:
    match value:
        case str():
            return printable(value)
        case Mapping():
            return {key: _cleaned(part) for key, part in value.items()}
        case list() | tuple():
            return [_cleaned(part) for part in value]
        case _:
            return value


def _compile(template: str, document: str, fonts: Sequence[Path]) -> Typeset:
    folder = shipped("templates") / "print"
    files = {
        "main.typ": (folder / f"{template}.typ").read_bytes(),
        **{path.name: path.read_bytes() for path in sorted(folder.glob("*.typ"))},
        "data.json": document.encode(),
    }
    # A file that is not among these is looked for under the root and in the package folders, which
    # are therefore empty.
    with tempfile.TemporaryDirectory(prefix="quizgen-") as empty:
        compiler = typst.Compiler(
            root=empty,
            font_paths=list(fonts),
            ignore_system_fonts=True,
            package_path=empty,
            package_cache_path=empty,
        )
        try:
            pdf, warnings = compiler.compile_with_warnings(
                files,  # type: ignore[type-var]  # the stubs leave out files in memory
                format="pdf",
                pdf_standards=_STANDARDS,
                timestamp=_TIMESTAMP,
            )
        except typst.TypstError as error:
            return _failure(template, error)
    # Every warning that a template of ours can give means a sheet that is not right.
    if warnings or not isinstance(pdf, bytes):
        raise _refused(template, "; ".join(warning.message for warning in warnings))
    return Typeset(pdf)


def _failure(template: str, error: typst.TypstError) -> Typeset:
    if _RUNS_OFF in error.message:
        return Typeset(runs_off=True)
    too_long = _TOO_LONG.search(error.message)
    if too_long:
        return Typeset(too_long=tuple((version, item) for version, item in json.loads(too_long[1])))
    missing = "".join(_unescaped(one or other) for one, other in _MISSING.findall(error.diagnostic))
    if missing:
        return Typeset(missing=frozenset(missing))
    raise _refused(template, error.message)


def _unescaped(quoted: str) -> str:
    return _ESCAPE.sub(lambda found: chr(int(found[1], 16)) if found[1] else found[2], quoted)


def _refused(template: str, message: str) -> QuizgenError:
    place = Place(f"templates/print/{template}.typ")
    fix = "report this with the deck: it is an error of the program"
    return QuizgenError([Diagnostic("Q503", f"the sheet cannot be typeset: {message}", place, fix)])
