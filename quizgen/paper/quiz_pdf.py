"""Prints the quiz and its key: a manifest becomes PDF."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from itertools import zip_longest

from quizgen.diagnostics import Place, QuizgenError
from quizgen.paper.document_data import Panel, Sheet, key_sheet, quiz_sheet
from quizgen.paper.print_job import USUAL_STYLE, PrintJob
from quizgen.paper.print_problems import hopeless, missing_characters, too_long
from quizgen.paper.printed_texts import Text, key_texts, quiz_texts
from quizgen.quiz.manifest import Manifest
from quizgen.typeset.page_style import PageStyle
from quizgen.typeset.pdf import joined
from quizgen.typeset.typesetting import typeset


def render_quiz(  # noqa: PLR0913 - each has a sensible default, and is given by name
    manifest: Manifest,
    labels: Mapping[str, str],
    *,
    layout: PageStyle = USUAL_STYLE,
    place_of: Callable[[str], Place] = Place,
    worked: bool = False,
    pictures: Mapping[str, bytes] | None = None,
    panels: Sequence[Panel] = (),
    on_sheet: bool = False,
) -> bytes:
    """Return the quiz as PDF, with every version on its own pages.

    A `worked` copy shows and explains the answers. `pictures` are the manifest's, by file name;
    `labels` are the words of its language; `place_of` says where a fact (``kind/id``) or a student
    (``students/NUMBER``) is written. `panels` are the answer sheets on the papers, one for each
    version, if they have any; papers say how to answer on a sheet if `on_sheet`.

    Raises QuizgenError for characters that no font has (Q501), items that no column can hold
    (Q502), a font that is not available (Q504) and any other complaint of the typesetter (Q503),
    ValueError for 0 or more than 3 columns.
    """
    job = PrintJob(manifest, labels, layout, place_of, on_sheet=on_sheet and not worked)
    sheet = quiz_sheet(job, manifest.versions, worked=worked, panels=panels)
    (parts,) = _rendered("quiz", [sheet], quiz_texts(job, worked=worked), job, pictures)
    return joined(parts)


def render_papers(  # noqa: PLR0913 - as above
    manifest: Manifest,
    labels: Mapping[str, str],
    *,
    layout: PageStyle = USUAL_STYLE,
    place_of: Callable[[str], Place] = Place,
    worked: bool = False,
    followed: bool = False,
    pictures: Mapping[str, bytes] | None = None,
    only: Collection[str] = (),
    panels: Sequence[Panel] = (),
    on_sheet: bool = False,
) -> list[tuple[bytes, ...]]:
    """Return each version by itself, as parts for `pdf.joined`.

    Takes and raises what `render_quiz` does; with `followed`, something else follows each version.
    `only` are the names of the versions to print, all if there are none.
    """
    job = PrintJob(manifest, labels, layout, place_of, only, on_sheet and not worked)
    sheets = [
        quiz_sheet(
            job, [version], worked=worked, followed=followed, panels=[panel] if panel else []
        )
        for version, panel in zip_longest(job.versions, panels)
    ]
    return _rendered("quiz", sheets, quiz_texts(job, worked=worked), job, pictures)


def render_key(
    manifest: Manifest,
    labels: Mapping[str, str],
    *,
    layout: PageStyle = USUAL_STYLE,
    place_of: Callable[[str], Place] = Place,
) -> bytes:
    """Return the key as PDF: each version's key by number, then each answer once with its source.

    Takes and raises what `render_quiz` does. A source that an item shares with the whole quiz is
    printed once, under the title.
    """
    job = PrintJob(manifest, labels, layout, place_of)
    (parts,) = _rendered("key", [key_sheet(job)], key_texts(job), job)
    # The first cell of a row is the name of its version.
    return joined(parts, row_heads=True)


def render_keys(
    manifest: Manifest,
    labels: Mapping[str, str],
    *,
    layout: PageStyle = USUAL_STYLE,
    place_of: Callable[[str], Place] = Place,
    only: Collection[str] = (),
) -> list[tuple[bytes, ...]]:
    """Return the key of each version by itself, with the answers numbered as on that paper.

    Each is a tuple of parts for `pdf.joined`. Takes and raises what `render_papers` does.
    """
    job = PrintJob(manifest, labels, layout, place_of, only)
    sheets = [key_sheet(job, version) for version in job.versions]
    return _rendered("key", sheets, key_texts(job), job)


def _rendered(
    template: str,
    sheets: Sequence[Sheet],
    texts: Sequence[Text],
    job: PrintJob,
    pictures: Mapping[str, bytes] | None = None,
) -> list[tuple[bytes, ...]]:
    """Return the parts of each sheet; `texts` are all that they print."""
    endless = hopeless(texts)
    if endless:
        raise QuizgenError(too_long(endless, job))
    made = typeset(template, [sheet.data for sheet in sheets], job.style, pictures)
    missing = frozenset[str]().union(*(result.missing for result in made))
    both = zip(sheets, made, strict=True)
    long = [
        sheet.facts(version)[item] for sheet, result in both for version, item in result.too_long
    ]
    if missing or long:
        unprintable = missing_characters(missing, texts, job) if missing else ()
        raise QuizgenError([*unprintable, *too_long(long, job)])
    return [result.parts for result in made]
