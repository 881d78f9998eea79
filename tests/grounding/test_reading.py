"""Articles are read from text, Markdown, web pages, PDF files and documents, within bounds."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import docx
import pytest
import typst

from quizgen.diagnostics import QuizgenError
from quizgen.grounding import reading
from quizgen.grounding.blocks import bodies
from quizgen.grounding.reading import read_blocks

FIRST = "In 1815 the war was over, and the emperor went into exile on a small island far away."
SECOND = "Six years later he died there, and nobody was allowed to write his name on the grave."
PARAGRAPHS = (FIRST, SECOND)
PAGE = f"""\
<!doctype html><html><head><title>Exile</title><style>p {{ color: red }}</style></head><body>
<nav><p>Home. News. Sports, and many more things that belong to no article at all.</p></nav>
<article><h1>Exile</h1><p>{FIRST.replace("war", "<b>war</b>")}</p>
<script>document.write("<p>never</p>")</script>
<div><p>{SECOND}</p></div></article>
<footer><p>All rights reserved by those who reserve all rights in this world.</p></footer>
</body></html>
"""


def read(path: Path) -> tuple[str, ...]:
    return bodies(read_blocks(path))


@pytest.mark.parametrize("name", ["article.txt", "article.md", "article"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_text(name: str, encoding: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(f"# Exile\n\n{FIRST}\n\n{SECOND}\n".encode(encoding))
    assert read(path) == PARAGRAPHS


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_web_page(encoding: str, tmp_path: Path) -> None:
    path = tmp_path / "article.html"
    path.write_bytes(PAGE.encode(encoding))
    assert read(path) == PARAGRAPHS


def test_a_document(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_heading("Exile", 1)
    for text in PARAGRAPHS:
        document.add_paragraph(text)
    path = tmp_path / "article.docx"
    document.save(str(path))
    assert read(path) == PARAGRAPHS


def test_a_pdf_file(tmp_path: Path) -> None:
    source = tmp_path / "article.typ"
    page = (
        "#set page(width: 8cm, height: 12cm)\n#set par(justify: true)\n#set text(hyphenate: true)\n"
    )
    source.write_text(f"{page}= Exile\n\n{FIRST}\n\n{SECOND}\n", encoding="utf-8")
    path = tmp_path / "article.pdf"
    path.write_bytes(typst.compile(str(source)))
    assert read(path) == PARAGRAPHS


@pytest.mark.parametrize("name", ["article.pdf", "article.docx", "article.txt"])
def test_a_damaged_file_is_reported(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(b"PK\x03\x04\x00\x00%PDF-1.7 \x00\x01" * 40)
    with pytest.raises(QuizgenError) as caught:
        read(path)
    assert caught.value.diagnostics[0].code == "Q605"
    assert caught.value.diagnostics[0].help


def test_a_document_that_unpacks_to_too_much_is_refused(tmp_path: Path) -> None:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"<a>" + b" " * 80_000_000 + b"</a>")
    path = tmp_path / "bomb.docx"
    path.write_bytes(data.getvalue())
    with pytest.raises(QuizgenError) as caught:
        read(path)
    assert caught.value.diagnostics[0].code == "Q605"


def test_a_text_that_is_too_long_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "_MOST_CHARACTERS", 100)
    path = tmp_path / "article.txt"
    path.write_text(f"{FIRST}\n\n{SECOND}\n", encoding="utf-8")
    with pytest.raises(QuizgenError, match="more than 100 characters"):
        read(path)


def test_a_missing_package_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "find_spec", lambda _: None)
    path = tmp_path / "article.pdf"
    path.write_bytes(b"%PDF")
    with pytest.raises(QuizgenError, match="needs the package pypdfium2") as caught:
        read(path)
    assert caught.value.exit_code == 3
    assert "quizgen[grounding]" in caught.value.diagnostics[0].help


def test_another_format_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "article.odt"
    path.write_bytes(b"x")
    with pytest.raises(QuizgenError, match=r"quizgen cannot read texts in \.odt files"):
        read(path)
