"""Papers that several processes typeset in parts and that are joined into one file."""

from __future__ import annotations

import io
from collections import Counter

import pikepdf
import pytest
from paper_support import LABELS, item, manifest, refused
from pdf_support import pages

from quizgen.paper import document_data
from quizgen.paper.quiz_pdf import render_key, render_papers, render_quiz
from quizgen.quiz.manifest import Manifest
from quizgen.typeset import compiling, typesetting
from quizgen.typeset.compiling import Limits, compile_all
from quizgen.typeset.pdf import joined
from quizgen.typeset.running import Outcome, Work

ITEMS = tuple(item(n) for n in range(1, 5))


def papers(count: int) -> Manifest:
    return manifest(versions={str(n): ITEMS[n % 4 :] + ITEMS[: n % 4] for n in range(count)})


@pytest.fixture
def small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two papers make a part, and two parts are enough for one process."""
    monkeypatch.setattr(typesetting, "_MOST_ITEMS", 8)
    monkeypatch.setattr(compiling, "_MOST_WEIGHT", 16)
    monkeypatch.setattr(compiling, "_SMALL", 0)


def kinds(pdf: pikepdf.Pdf) -> Counter[str]:
    """Return the number of tags of each kind in a file."""
    return Counter(
        str(each.S) for each in pdf.objects if isinstance(each, pikepdf.Dictionary) and "/S" in each
    )


@pytest.mark.usefixtures("small_parts")
def test_joined_papers_are_the_same_pages_with_the_same_tags(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made = papers(7)
    several = render_quiz(made, LABELS)
    assert render_quiz(made, LABELS) == several
    monkeypatch.undo()
    whole = render_quiz(made, LABELS)
    assert [page.text for page in pages(several)] == [page.text for page in pages(whole)]
    with pikepdf.open(io.BytesIO(several)) as one, pikepdf.open(io.BytesIO(whole)) as other:
        assert not one.check_pdf_syntax()
        # Each part has its own tag.
        assert kinds(one) == kinds(other) | {"/Part": kinds(other)["/Part"] + 4}
        assert [each.title for each in one.open_outline().root] == [
            each.title for each in other.open_outline().root
        ]
        with one.open_metadata() as metadata:
            assert metadata["{http://ns.adobe.com/xap/1.0/t/pg/}NPages"] == str(len(one.pages))
            assert metadata.pdfa_status == "2A"
            assert metadata["pdfuaid:part"] == "1"
        assert str(one.Root.Lang) == "en"


@pytest.mark.usefixtures("small_parts")
def test_every_mark_on_a_joined_page_leads_to_its_tag() -> None:
    with pikepdf.open(io.BytesIO(render_quiz(papers(7), LABELS))) as pdf:
        tree = pdf.Root.StructTreeRoot
        numbers = list(tree.ParentTree.Nums)
        by_page = dict(zip(map(int, numbers[::2]), numbers[1::2], strict=True))
        assert list(by_page) == sorted(by_page)
        assert len(by_page) == len(pdf.pages)
        assert int(tree.ParentTreeNextKey) > max(by_page)
        for page in pdf.pages:
            tags = by_page[int(page.obj.StructParents)]
            assert len(tags) > 0
            for tag in tags:
                if "/Pg" in tag:
                    assert tag.Pg.objgen == page.obj.objgen
                # All ancestors lead to the document's single tag.
                at = tag
                while at.S != "/Document":
                    assert any(each.objgen == at.objgen for each in as_list(at.P.K))
                    at = at.P
                assert at.P.objgen == tree.objgen
        assert kinds(pdf)["/Document"] == 1


def as_list(tags: pikepdf.Object) -> list[pikepdf.Object]:
    found = list(tags) if isinstance(tags, pikepdf.Array) else [tags]
    return [each for each in found if isinstance(each, pikepdf.Dictionary)]


@pytest.mark.usefixtures("small_parts")
def test_split_papers_are_those_made_alone() -> None:
    made = papers(5)
    split = render_papers(made, LABELS)
    assert len(split) == 5
    for number, parts in enumerate(split):
        pdf = joined(parts)
        words = " ".join(page.words for page in pages(pdf))
        assert f"Version {number}" in words
        assert len(pages(pdf)) == 1
    assert render_papers(made, LABELS) == split


@pytest.mark.usefixtures("small_parts")
def test_the_key_to_many_papers_has_pages_for_some_at_a_time(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(document_data, "_PAPERS_A_GRID", 2)
    read = pages(render_key(papers(5), LABELS))
    assert [page.words.count("Answer key") for page in read] == [1] * 4
    tags = ("key 0\N{EN DASH}1", "key 2\N{EN DASH}3", "key 4")
    assert all(tag in page.words for page, tag in zip(read, tags, strict=False))
    assert "1 2 3 4 A A A A" in read[2].words
    # The answers come once, after all grids.
    stems = [[each.stem in page.words for each in ITEMS] for page in read]
    assert stems == [[False] * 4] * 3 + [[True] * 4]


@pytest.mark.usefixtures("small_parts")
def test_what_is_wrong_in_any_part_is_told_once() -> None:
    glyph, long = item(9, "What is 漢?"), item(8, "word " * 900)
    (found,) = refused(
        manifest(versions={str(n): (*ITEMS[n:], glyph) for n in range(4)})
    ).diagnostics
    assert (found.code, found.place.file) == ("Q501", "facts/f9")
    (found,) = refused(
        manifest(versions={str(n): (*ITEMS[n:], long) for n in range(4)})
    ).diagnostics
    assert (found.code, found.place.file) == ("Q502", "facts/f8")
    each = manifest(versions={"A": (*ITEMS, glyph), "B": (*ITEMS, long)})
    assert {found.code for found in refused(each).diagnostics} == {"Q501", "Q502"}


# The shipped templates don't make these: tables, links, footnotes, words like references.
ODD = """#set document(title: "Part 12 0 R (or 3 0 R")
#set text(lang: "en")
= Part (12 0 R)
#link("https://example.org/(4 0 R)")[a link] #link(<second>)[on] #link(<zwölf>)[on]
#table(columns: 2, table.header([A], [B]), [1], [2])
#figure(rect(), caption: [c], alt: "an \\\\ alt (x 3 0 R")
== Second <second>
Words#footnote[12 0 R.]
== Twelve <zwölf>"""


def document(source: str) -> bytes:
    (outcome,) = compile_all(Work({"main.typ": source.encode()}, (), ("{}",)), [1])
    assert outcome.pdf, outcome.message
    return outcome.pdf


def assert_links(page: pikepdf.Page, tag_of: dict[int, pikepdf.Object], *, count: int) -> None:
    links = list(page.obj.get("/Annots", ()))
    assert len(links) == len({int(link.StructParent) for link in links}) == count
    for link in links:
        tag = tag_of[int(link.StructParent)]
        assert any(
            isinstance(each, pikepdf.Dictionary) and each.get("/Obj") == link for each in tag.K
        )
        if "/Dest" in link:
            assert link.Dest[0].objgen == page.obj.objgen


def test_any_documents_are_joined_with_all_that_is_in_them() -> None:
    plain = '#set document(title: "x")\n#set text(lang: "en")\n= Plain'
    parts = [document(source) for source in (ODD, plain, ODD)]
    with (
        pikepdf.open(io.BytesIO(joined(parts))) as pdf,
        pikepdf.open(io.BytesIO(parts[0])) as alone,
    ):
        assert not pdf.check_pdf_syntax()
        tree = pdf.Root.StructTreeRoot
        assert kinds(pdf)["/TH"] == 2 * kinds(alone)["/TH"] == 4
        # Every id belongs to a single tag, and every cell refers to headers of its own part.
        ids = pikepdf.NameTree(tree.IDTree)
        tagged = [
            each for each in pdf.objects if isinstance(each, pikepdf.Dictionary) and "/ID" in each
        ]
        assert (
            len(ids) == len(tagged) == 2 * len(pikepdf.NameTree(alone.Root.StructTreeRoot.IDTree))
        )
        assert all(ids[str(each.ID)].objgen == each.objgen for each in tagged)
        cells = [
            each
            for each in pdf.objects
            if isinstance(each, pikepdf.Dictionary) and each.get("/S") == "/TD"
        ]
        assert cells
        for cell in cells:
            (header,) = next(each.Headers for each in cell.A if "/Headers" in each)
            assert ids[str(header)].P.P.P.objgen == cell.P.P.P.objgen
        # Links lead to pages of their own part, and their tags refer to them.
        assert len(pdf.pages) == 3
        numbers, tags = tree.ParentTree.Nums[::2], tree.ParentTree.Nums[1::2]
        tag_of = dict(zip(map(int, numbers), tags, strict=True))
        for number, page in enumerate(pdf.pages):
            assert_links(page, tag_of, count=0 if number == 1 else 5)
        uris = [
            str(link.A.URI)
            for page in pdf.pages
            for link in page.obj.get("/Annots", ())
            if "/A" in link
        ]
        assert uris == ["https://example.org/(4 0 R)"] * 2
        titles = [each.title for each in pdf.open_outline().root]
        assert titles == ["Part (12 0 R)", "Plain", "Part (12 0 R)"]
        assert str(pdf.docinfo.Title) == "Part 12 0 R (or 3 0 R"
        alts = [
            str(each.Alt)
            for each in pdf.objects
            if isinstance(each, pikepdf.Dictionary) and "/Alt" in each
        ]
        assert alts == ["an \\ alt (x 3 0 R"] * 2
    assert [page.words for page in pages(joined(parts))] == [
        page.words for part in parts for page in pages(part)
    ]


def test_only_what_the_typesetter_wrote_is_joined() -> None:
    with pikepdf.new() as pdf:
        other = io.BytesIO()
        pdf.save(other, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    with pytest.raises(ValueError, match="another kind"):
        joined([other.getvalue()])


def work(*sources: str) -> Work:
    return Work(
        {"main.typ": b'#eval(json("/data.json"))'}, (), tuple(f'"{source}"' for source in sources)
    )


def test_a_process_that_takes_too_long_is_stopped() -> None:
    (found,) = compile_all(
        work("range(30000).map(n => range(3000).sum()).sum()"), [1], Limits(1.5, 2000)
    )
    assert found == Outcome(stopped="time")


def test_a_process_that_takes_too_much_memory_is_stopped() -> None:
    (found,) = compile_all(work("range(100000000).map(n => str(n))"), [1], Limits(60, 300))
    assert found == Outcome(stopped="memory")


def test_a_process_tells_what_the_typesetter_says() -> None:
    first, second = compile_all(work("1 +", "2 + 3"), [1, 1], Limits(20, 1000))
    assert "expected expression" in first.message
    assert first.diagnostic
    assert "missing" in second.message or "title" in second.message
