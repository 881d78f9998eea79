"""From a deck and options to the files of its quiz."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from quizgen.cli.problems import show_problems

if TYPE_CHECKING:
    # Loaded late, so that `quizgen --help` starts quickly.
    from quizgen.diagnostics import Place
    from quizgen.project import Project, QuizOptions
    from quizgen.quiz.compose import Paper
    from quizgen.quiz.manifest import Manifest

# Anki shows these, but paper cannot: characters without a glyph, long items, some pictures.
_ON_PAPER = {"Q501", "Q502", "Q543"}
_LOOKS = ("columns", "density", "large_print", "font", "folders", "template", "duplex")


def looks_of(given: dict[str, Any]) -> dict[str, Any]:
    """Take the options about looks out of the given ones, and return them."""
    return {name: given.pop(name) for name in _LOOKS}


def options_of(given: Mapping[str, Any]) -> QuizOptions:
    """Return the settings of a quiz from the given options."""
    from decimal import Decimal

    from quizgen.project import QuizOptions

    wrong = given.get("wrong")
    return QuizOptions(**{**given, "wrong": None if wrong is None else Decimal(str(wrong))})


def template_files(looks: Mapping[str, Any]) -> list[Path]:
    """Return the user's template that the command line names, if any."""
    from quizgen.deck.print_template import OWN_TEMPLATE

    return [looks["template"] / OWN_TEMPLATE] if looks["template"] else []


def paper_or_warnings(project: Project, options: QuizOptions) -> Paper | None:
    """Return the paper of a deck, or warn and return None: its cards are still worth making."""
    from quizgen.diagnostics import QuizgenError, as_warning

    try:
        paper = project.paper(options)
    except QuizgenError as error:
        show_problems(map(as_warning, error.diagnostics))
        return None
    show_problems(paper.diagnostics)
    return paper


def quiz_into(
    folder: Path,
    project: Project,
    paper: Paper,
    manifest: Manifest,
    looks: Mapping[str, Any],
    *,
    place_of: Callable[[str], Place] | None = None,
    **wanted: Any,
) -> dict[str, bytes]:
    """Return the files of a deck's quiz, and report files of an earlier printing in the folder.

    `looks` comes from `looks_of`, and `wanted` are further settings of `Printing`. `place_of`
    returns the place of a fact or a student; without it, the deck does.
    """
    from quizgen.export.paper import PaperWriter, Printing, quiz_source
    from quizgen.export.quiz_folder import as_continued, check_score_list, earlier_printing
    from quizgen.typeset.page_style import make_page_style

    layout = make_page_style(project.deck.quiz, **looks)
    known = as_continued(folder, manifest)
    source = quiz_source(project, paper, known, layout, place_of)
    files = dict(PaperWriter().write(source, Printing(**wanted, layout=layout)).files)
    check_score_list(folder, files)
    show_problems(earlier_printing(folder, files, manifest))
    return files


def quiz_or_warnings(
    folder: Path, project: Project, paper: Paper, manifest: Manifest, looks: Mapping[str, Any]
) -> dict[str, bytes]:
    """Return the files of a deck's quiz, or warn of what paper cannot show and return none."""
    from quizgen.diagnostics import QuizgenError, as_warning

    try:
        return quiz_into(folder, project, paper, manifest, looks)
    except QuizgenError as error:
        if not {each.code for each in error.diagnostics} <= _ON_PAPER:
            raise
        show_problems(map(as_warning, error.diagnostics))
        return {}
