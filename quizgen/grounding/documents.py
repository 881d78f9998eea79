"""A process that reads web pages, PDF files and documents, which may come from a stranger."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Callable, Iterator, Sequence

from quizgen.grounding.blocks import Block, as_block
from quizgen.sandbox.limited import answer

_MOST_CHARACTERS = 2_000_000
_MOST_UNPACKED = 64 * 1024 * 1024
_MOST_PAGES = 2000
_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6", "title", "figcaption", "caption"}
_PARAGRAPHS = {"p", "li", "blockquote", "dd", "dt", "td", "th", "pre"}
_LEFT_OUT = ("script", "style", "noscript", "template", "nav", "header", "footer", "aside", "form")
# A line that is much shorter than the longest ends a paragraph.
_SHORT = 0.8
# PDFium marks hyphens that divide words; others are signs of the text.
_DIVIDED = re.compile(r"[\x02\ufffe\u00ad]\n?")
_HYPHEN = re.compile(r"[^\W\d_]-$")
_SENTENCE_END = re.compile(r"[.!?…][\"'\u201d\u2019\u00bb)]*$")


def _html(data: bytes) -> Iterator[Block]:
    """Yield the headings and paragraphs of a page: of its article, if it marks one."""
    from lxml import html  # noqa: PLC0415 - an extra, imported when used

    parser = html.HTMLParser(encoding=_encoding(data), huge_tree=False)
    page = html.document_fromstring(data, parser=parser)
    for element in list(page.iter(*_LEFT_OUT)):
        element.drop_tree()
    marked = page.findall(".//article") or page.findall(".//main")
    for element in (marked[0] if len(marked) == 1 else page).iter():
        holds_more = any(child.tag in _PARAGRAPHS for child in element.iterdescendants())
        if element.tag in _HEADINGS:
            yield Block(" ".join(element.text_content().split()), is_heading=True)
        elif element.tag in _PARAGRAPHS and not holds_more:
            yield Block(" ".join(element.text_content().split()))


def _encoding(data: bytes) -> str | None:
    """Return UTF-8 if the bytes are that, None to let the page say what it is."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return None
    return "utf-8"


def _docx(data: bytes) -> Iterator[Block]:
    from docx import Document  # noqa: PLC0415 - an extra, imported when used

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        unpacked = sum(each.file_size for each in archive.infolist())
    if unpacked > _MOST_UNPACKED:
        raise ValueError("the document is too large once it is unpacked")
    for paragraph in Document(io.BytesIO(data)).paragraphs:
        style = paragraph.style.name if paragraph.style and paragraph.style.name else ""
        is_heading = style.startswith(("Heading", "Title", "Subtitle", "Caption"))
        yield Block(" ".join(paragraph.text.split()), is_heading)


def _pdf(data: bytes) -> Iterator[Block]:
    """Yield the paragraphs of a PDF file, put together from its lines."""
    import pypdfium2  # noqa: PLC0415 - an extra, imported when used

    lines: list[str] = []
    document = pypdfium2.PdfDocument(data)
    for index in range(min(len(document), _MOST_PAGES)):
        text = document[index].get_textpage().get_text_bounded().replace("\r\n", "\n")
        lines += _DIVIDED.sub("", text).replace("\r", "\n").split("\n")
    yield from map(as_block, _joined(lines))


def _joined(lines: Sequence[str]) -> Iterator[str]:
    """Yield paragraphs: an empty line ends one, and so does a short line that ends a sentence."""
    width = max((len(line.strip()) for line in lines), default=0)
    paragraph = ""
    for line in (each.strip() for each in lines):
        paragraph = _with_line(paragraph, line)
        is_short = len(line) < _SHORT * width
        ends = not line or (is_short and (_SENTENCE_END.search(line) or paragraph == line))
        if ends and paragraph:
            yield paragraph
            paragraph = ""
    if paragraph:
        yield paragraph


def _with_line(paragraph: str, line: str) -> str:
    """Return a paragraph with one more line; a hyphen at the end of a line divides a word."""
    if _HYPHEN.search(paragraph) and line[:1].islower():
        return paragraph[:-1] + line
    return f"{paragraph} {line}".strip()


READERS: dict[str, Callable[[bytes], Iterator[Block]]] = {
    "html": _html,
    "docx": _docx,
    "pdf": _pdf,
}


def _answered(arguments: Sequence[str], order: bytes) -> bytes:
    blocks: list[tuple[str, bool]] = []
    left = _MOST_CHARACTERS
    try:
        for block in READERS[arguments[0]](order):
            left -= len(block.text)
            if left < 0:
                return json.dumps({"too long": True}).encode()
            if block.text:
                blocks.append((block.text, block.is_heading))
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 - a damaged file makes the libraries raise nearly anything
        return json.dumps({"damaged": True}).encode()
    return json.dumps({"blocks": blocks}).encode()


if __name__ == "__main__":
    answer(_answered)
