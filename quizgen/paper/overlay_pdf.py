"""Prints the right answers on film, to lay over answer sheets."""

from __future__ import annotations

from collections.abc import Iterator

from quizgen.diagnostics import QuizgenError
from quizgen.forms.form import AnswerIn
from quizgen.forms.registry import form_of
from quizgen.language.script import language_data
from quizgen.paper.item_data import letter_of, tag_of
from quizgen.paper.print_job import PrintJob
from quizgen.paper.print_problems import missing_characters
from quizgen.paper.printed_texts import key_texts
from quizgen.quiz.geometry import PageLayout, Sheets
from quizgen.quiz.manifest import Version
from quizgen.quiz.printed_items import PrintedItem, labelled_rows, printed
from quizgen.typeset.pdf import joined
from quizgen.typeset.typesetting import typeset_each

# One page takes about as long as so many items.
_ITEMS_A_PAGE = 5


def render_overlay(job: PrintJob, sheets: Sheets) -> bytes:
    """Return the pages of each version's sheet as PDF, with the right bubbles filled.

    `sheets` are the printed sheets. Students who share a version share its pages. Raises
    QuizgenError for characters that no font has (Q501).
    """
    pages = [page for version in _versions(job) for page in _pages(version, job, sheets)]
    document = {
        "title": f"{job.manifest.title} — {job.labels['key']}",
        "fingerprint": job.manifest.fingerprint,
        "labels": {},
        "font": job.style.font,
        "pages": pages,
        **language_data(job.manifest.language),
    }
    weight = _ITEMS_A_PAGE * len(pages)
    made = typeset_each("overlay", [document], job.style.folders, weight=weight)
    if made.missing:
        raise QuizgenError(missing_characters(made.missing, key_texts(job), job))
    return joined(made.parts)


def _versions(job: PrintJob) -> Iterator[Version]:
    """Yield each order once."""
    seen: set[str] = set()
    for version in job.versions:
        name = version.letter or version.version
        if name not in seen:
            seen.add(name)
            yield version


def _pages(version: Version, job: PrintJob, sheets: Sheets) -> Iterator[dict[str, object]]:
    paper = next(each for each in sheets.papers if each.version in {version.version, ""})
    layout = sheets.layouts[paper.layout]
    right = dict(_right(version, job))
    tag = letter_of(version, job) or tag_of(version, job)
    for page in layout.pages:
        filled = {
            index: {row.letters[place] for place in right.get(row.label, ())}
            for index, row in enumerate(layout.rows)
            if not row.by_hand
        }
        yield {**_outline(page), "tag": tag, "discs": _discs(page, filled)}


def _outline(page: PageLayout) -> dict[str, object]:
    markers = [(marker.x, marker.y, marker.side) for marker in page.markers]
    return {"width": page.width, "height": page.height, "markers": markers}


def _discs(page: PageLayout, filled: dict[int, set[str]]) -> list[tuple[float, float, float]]:
    """Return the places and radii of the bubbles to fill."""
    return [
        (each.x, each.y, each.radius)
        for each in page.bubbles
        if each.letter in filled.get(each.index, ())
    ]


def _right(version: Version, job: PrintJob) -> Iterator[tuple[str, tuple[int, ...]]]:
    """Yield the label of each row, and the places of its right bubbles."""
    for items in printed(job.manifest, version):
        for item in items:
            rows = labelled_rows(item)
            if form_of(item.item).answer_in is AnswerIn.LETTERS:
                ((label, _),) = rows
                yield label, _letters(item)
            elif form_of(item.item).answer_in is AnswerIn.ROWS:
                for (label, _), place in zip(rows, item.key, strict=True):
                    yield label, (place,)


def _letters(item: PrintedItem) -> tuple[int, ...]:
    """Return the places of the right options, of all keys if one option is right by itself."""
    others = item.other_keys if form_of(item.item).one_right else ()
    return tuple(sorted({place for key in (item.key, *others) for place in key}))
