"""The pages of a deck's paper as pictures."""

from __future__ import annotations

import io
from dataclasses import dataclass, replace

from quizgen.diagnostics import QuizgenError
from quizgen.export.paper import quiz_source
from quizgen.language.labels import load_labels
from quizgen.paper.quiz_pdf import render_quiz
from quizgen.project import Project, QuizOptions
from quizgen.quiz.make_manifest import make_manifest
from quizgen.typeset.page_style import make_page_style

# Pixels for each of the 72 points of an inch.
_SCALE = 2


@dataclass(frozen=True, slots=True)
class Printed:
    """The paper of a deck as PDF, and the number of its pages."""

    pdf: bytes
    pages: int


def printed(project: Project) -> Printed:
    """Return the paper of a deck; raises QuizgenError if it cannot be made or printed."""
    import pypdfium2  # noqa: PLC0415 - an extra, imported when used

    paper = project.paper(QuizOptions())
    manifest = replace(make_manifest(project.base, paper), draft=True)
    layout = make_page_style(project.deck.quiz)
    source = quiz_source(project, paper, manifest, layout)
    pdf = render_quiz(
        manifest,
        load_labels(manifest.language).texts,
        layout=layout,
        place_of=source.place_of,
        pictures=source.pictures,
    )
    return Printed(pdf, len(pypdfium2.PdfDocument(pdf)))


def picture_of(paper: Printed, page: int) -> bytes:
    """Return a page of a paper as PNG; pages count from 1."""
    import pypdfium2  # noqa: PLC0415 - an extra, imported when used

    document = pypdfium2.PdfDocument(paper.pdf)
    image = document[page - 1].render(scale=_SCALE, grayscale=False).to_pil()
    data = io.BytesIO()
    image.save(data, "png")
    return data.getvalue()


def reasons(error: QuizgenError) -> tuple[str, ...]:
    """Return why there is no paper, in words."""
    return tuple(f"{each.message}. {each.help}" for each in error.diagnostics[:10])
