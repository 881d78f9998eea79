"""`quizgen grade`: marked answer sheets, read from scans and photos."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from quizgen.cli.files import settle_folders, write_files
from quizgen.cli.grade_results import ResultOptions, result_options, write_results
from quizgen.cli.options import quiet_option
from quizgen.cli.output import echo
from quizgen.cli.problems import reporting, show_problems
from quizgen.cli.progress import progress_bar
from quizgen.cli.summary import counted

if TYPE_CHECKING:
    # Loaded late, so that `quizgen --help` starts quickly.
    from quizgen.grade.folder import Session
    from quizgen.grade.readings import Readings
    from quizgen.quiz.manifest import Manifest

_MOST_NAMED = 10


@click.command()
@click.argument("manifest", type=click.Path(path_type=Path))
@click.argument("scans", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("results"),
    show_default=True,
    help="The folder to write to.",
)
@click.option("--anew", is_flag=True, help="Read all pages again, and forget those of other runs.")
@result_options
@quiet_option
def grade(
    manifest: Path, scans: tuple[Path, ...], output: Path, anew: bool, quiet: bool, **given: Any
) -> None:
    """Mark answer sheets from SCANS: PDF files, pictures, or folders of them.

    MANIFEST is the quiz.json of the printed quiz. The sheets may come in any order and turned any
    way, as scans or photos. quizgen writes what it read, the results and feedback of each student,
    a report on the class, and review.html: a page on which you decide doubtful marks. It saves
    review.csv; put that into the folder of the results, and run the command again.

    Run it again as more scans come in: it reads only the new pages. Without SCANS, it marks again
    what it has read, with another policy or your corrections.
    """
    settle_folders([manifest.parent, output])
    options = ResultOptions(**given, quiet=quiet)
    with reporting():
        from quizgen.quiz.read_manifest import read_manifest

        printed = read_manifest(manifest)
    if scans:
        readings = _read_scans(manifest, printed, scans, output, anew=anew, quiet=quiet)
    else:
        readings = _read_before(printed, output, is_needed=not options.responses)
    write_results(manifest, printed, readings, output, options)


def _read_before(printed: Manifest, output: Path, *, is_needed: bool) -> Readings:
    """Return the readings of earlier runs; exit if there are none and they are needed."""
    with reporting():
        from quizgen.diagnostics import Diagnostic, Place, QuizgenError
        from quizgen.grade.folder import read_before
        from quizgen.grade.together import together

        readings = read_before(output, printed)
        if readings is None and is_needed:
            message = "this folder has no readings of answer sheets yet"
            fix = "give scans or photos after the manifest"
            raise QuizgenError([Diagnostic("Q702", message, Place(str(output)), fix)])
        return readings or together(printed, [])


def _read_scans(
    manifest: Path,
    printed: Manifest,
    scans: tuple[Path, ...],
    output: Path,
    *,
    anew: bool,
    quiet: bool,
) -> Readings:
    """Read scans, write what was read, and return it together with that of earlier runs."""
    with reporting():
        from quizgen.grade.files import scans_in
        from quizgen.grade.folder import Session, check_found, check_own, read_before, sheets_of
        from quizgen.grade.run import check_packages

        quiz = sheets_of(printed, manifest)
        before = None if anew else read_before(output, printed)
        found = scans_in(scans)
        check_found(found, scans)
        check_packages()
        session = Session(printed, quiz, found.files, before, output)
        is_whole = _read(session, quiet=quiet)
        readings = session.readings()
        check_own(readings)
    inputs = [manifest, *(file.path for file in found.files)]
    _write(output, readings, session, inputs)
    if not is_whole:
        echo(f"stopped: {output} holds what was read; run it again for the rest", err=True)
        raise KeyboardInterrupt
    if not quiet:
        echo("\n".join(_summary(printed, readings, found.left_out)))
    return readings


def _read(session: Session, *, quiet: bool) -> bool:
    """Read all pages, and return True; return False if Ctrl-C ends it."""
    try:
        with session.begun() as (count, pages), progress_bar("Reading", count, quiet=quiet) as bar:
            for _ in pages:
                bar.update(1)
    except KeyboardInterrupt:
        return False
    return True


def _write(output: Path, readings: Readings, session: Session, inputs: list[Path]) -> None:
    from quizgen.grade.folder import files_of, warnings_of

    write_files(files_of(output, readings, session.crops), inputs=inputs)
    show_problems(warnings_of(readings))


def _summary(printed: Manifest, readings: Readings, left_out: tuple[Path, ...]) -> Iterator[str]:
    from quizgen.grade.together import missing_papers

    yield _pages(readings)
    for page in readings.pages:
        if page.status == "duplicate":
            yield f"  {page.source}: {page.reason}"
    yield _to_review(readings)
    missing = missing_papers(printed, readings)
    if missing:
        named = _named(missing, printed)
        yield f"{counted(len(missing), 'page')} of papers not among the scans: {named}"
    if left_out:
        yield f"{counted(len(left_out), 'other file')} in the folders, such as {left_out[0]}"


def _pages(readings: Readings) -> str:
    """Return how many pages there are of each status."""
    by_status = Counter(page.status.value for page in readings.pages)
    files = len({page.file for page in readings.pages})
    questions = by_status.pop("question page", 0)
    parts = [f"{count} {status}" for status, count in sorted(by_status.items())]
    parts += [counted(questions, "question page")] * bool(questions)
    pages = counted(len(readings.pages), "page")
    return f"{pages} in {counted(files, 'file')}: {', '.join(parts)}"


def _to_review(readings: Readings) -> str:
    """Return how many rows and numbers a person should look at, by their doubts."""
    pages = [page for page in readings.pages if page.rows]
    doubts = Counter(row.doubt.value for page in pages for row in page.rows if row.doubt)
    heads = [head for page in pages for head in (page.version, page.number)]
    doubts.update(f"{head.doubt} in a number or version" for head in heads if head.doubt)
    rows = counted(sum(len(page.rows) for page in pages), "row")
    parts = ", ".join(f"{count} {doubt}" for doubt, count in sorted(doubts.items()))
    return f"{rows}; to look at: {parts or 'none'}"


def _named(missing: list[tuple[str, int]], printed: Manifest) -> str:
    """Return the papers by their versions and students, and their pages but the first."""
    owners = {each.version: each.student for each in printed.versions}
    named = []
    for version, page in missing[:_MOST_NAMED]:
        owner = owners[version]
        whose = f"{version} {owner.name}" if owner and owner.name else version
        named.append(whose if page == 1 else f"{whose} (page {page})")
    more = ", …" if len(missing) > _MOST_NAMED else ""
    return ", ".join(named) + more
