"""What every command does: find decks, show problems, write files, exit."""

from __future__ import annotations

import sys
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from quizgen.cli.output import echo

if TYPE_CHECKING:
    # Imported where they are used, so that `quizgen --help` starts at once.
    from quizgen.anki.lock import Lock
    from quizgen.deck.model import AnkiDefaults
    from quizgen.diagnostics import Diagnostic, Place
    from quizgen.project import Project, QuizOptions
    from quizgen.quiz.compose import Paper
    from quizgen.quiz.manifest import Manifest
    from quizgen.writing.seen import Seen

PROBLEMS, USAGE, MACHINE = 1, 2, 3
# What Anki shows and paper cannot hold: characters without a glyph, long items, pictures in odd colours.
_ON_PAPER = {"Q501", "Q502", "Q543"}
_MOST_NAMED = 10
_START = """\
There is no deck here. A deck is a YAML file such as this one:

  deck: my-deck
  title: My first deck
  terms:
    truce: {name: truce, definition: an agreement to stop fighting for a while}

Save it as my-deck.yaml and run `quizgen build` again, or name a deck: quizgen build PATH.yaml"""


def find_decks(named: tuple[Path, ...]) -> list[Path]:
    """Return the decks to work on; exits with the way to start where there are none.

    A file that cannot be read as text may be a deck: reading it tells what is wrong with it.
    """
    from quizgen.yaml.text import is_text, names_a_deck

    found = list(dict.fromkeys(named)) or _yaml_files(Path("decks"))
    if found:
        return found
    beside = _yaml_files(Path())
    found = [path for path in beside if names_a_deck(path)]
    found = found or [path for path in beside if not is_text(path)]
    if not found:
        echo("\n\n".join([_START, *map(_no_deck, beside[:_MOST_NAMED])]), err=True)
        sys.exit(USAGE)
    return found


def _yaml_files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.glob("*") if path.suffix in {".yaml", ".yml"})


def _no_deck(path: Path) -> str:
    return f"{path} is no deck: no line of it begins with `deck:`"


def sound_projects(paths: list[Path]) -> list[Project]:
    """Read decks, show what is wrong with them, and exit if anything stops them."""
    from quizgen.diagnostics import has_errors
    from quizgen.project import read_projects

    projects, problems = read_projects(paths)
    show_problems(problems)
    if has_errors(problems):
        sys.exit(PROBLEMS)
    return projects


def projects_to_make(paths: list[Path]) -> list[Project]:
    """Read decks that something is made of; exit as well where `quizgen check` finds an error in their questions."""
    from quizgen.review import errors

    projects = sound_projects(paths)
    found = [each for project in projects for each in errors(project)]
    show_problems(found)
    if found:
        sys.exit(PROBLEMS)
    return projects


def looks_of(given: dict[str, Any]) -> dict[str, Any]:
    """Take what the sheets are to look like out of the options given."""
    return {
        name: given.pop(name)
        for name in ("columns", "large_print", "font", "folders", "template", "duplex")
    }


def options_of(given: Mapping[str, Any]) -> QuizOptions:
    """Return what a quiz is to be like, from the options given."""
    from decimal import Decimal

    from quizgen.project import QuizOptions

    wrong = given.get("wrong")
    return QuizOptions(**{**given, "wrong": None if wrong is None else Decimal(str(wrong))})


def show_problems(problems: Iterable[Diagnostic]) -> None:
    """Print problems to the standard error."""
    from quizgen.report import as_text

    shown = as_text(problems)
    if shown:
        echo(shown, err=True)


@contextmanager
def reporting(prefix: str = "") -> Iterator[None]:
    """Show what stops a stage, and exit; `prefix` comes before what the system says."""
    from quizgen.diagnostics import QuizgenError

    try:
        yield
    except QuizgenError as error:
        show_problems(error.diagnostics)
        sys.exit(error.exit_code)
    except OSError as error:
        echo(f"error: {prefix}{_reason(error)}", err=True)
        sys.exit(MACHINE)


def progress_over(projects: list[Project], label: str, *, quiet: bool) -> Any:
    """Return a bar that moves with each deck, hidden where nobody looks."""
    hidden = quiet or not sys.stderr.isatty()
    return click.progressbar(
        projects, label=label, file=sys.stderr, hidden=hidden, item_show_func=_deck_id
    )


def progress_bar(label: str, length: int, *, quiet: bool) -> Any:
    """Return a bar of so many steps, hidden where nobody looks."""
    return click.progressbar(
        length=length, label=label, file=sys.stderr, hidden=quiet or not sys.stderr.isatty()
    )


def _deck_id(project: Project | None) -> str | None:
    return project.deck.id if project else None


def settle_folders(folders: Iterable[Path]) -> None:
    """Finish or take back what killed runs left in folders that are read; exit where that fails."""
    from quizgen.writing.recovery import settle

    with reporting():
        settle(folders)


def look_at(projects: Iterable[Project], folders: Iterable[Path] = (), *, force: bool) -> Seen:
    """Settle the folders of locks and quizzes, and return the files that may not change meanwhile.

    With `force`, manifests may.
    """
    from quizgen.outputs.anki import lock_file
    from quizgen.outputs.kept import MANIFEST
    from quizgen.quiz.read_manifest import PICTURES
    from quizgen.writing.seen import Seen

    locks = [lock_file(project) for project in projects]
    folders = list(folders)
    pictures = [folder / PICTURES for folder in folders]
    settle_folders([*(lock.parent for lock in locks), *folders, *pictures])
    return Seen([*locks, *(folder / MANIFEST for folder in folders if not force)])


def inputs_of(projects: Iterable[Project]) -> list[Path]:
    """Return the files that decks are made from, and their locks."""
    from quizgen.outputs.anki import lock_file

    inputs: list[Path] = []
    for project in projects:
        inputs += [*map(Path, project.deck.files), lock_file(project)]
        if project.deck.quiz.template:
            inputs.append(Path(project.deck.quiz.template.path))
    return inputs


def write_files(
    files: Mapping[Path, bytes],
    locks: Mapping[Path, bytes] | None = None,
    *,
    inputs: Iterable[Path] = (),
    seen: Seen | None = None,
    check: Callable[[], None] | None = None,
) -> None:
    """Write files, and locks where their folders let us: a deck may be in a read-only folder.

    Exits where a file would overwrite one of the `inputs`, or another run has changed what was
    `seen`. `check` runs when no other run can write into the folders any more.
    """
    from quizgen.outputs.kept import MANIFEST, in_order
    from quizgen.writing.whole import write_what_can_be

    locks = locks or {}

    def check_all() -> None:
        _check_outputs(files, locks, inputs)
        if check:
            check()
        if seen:
            seen.check({**files, **locks})

    heads = [path for path in files if path.name == MANIFEST]
    with reporting("nothing was written: "):
        left_out = write_what_can_be(in_order(files), locks, heads=heads, check=check_all)
    for path, refusal in left_out.items():
        reason = (refusal.strerror or str(refusal)).lower()
        echo(
            f"warning: {path} was not written: {reason}; the next build will not know of this one",
            err=True,
        )


def _check_outputs(
    files: Mapping[Path, bytes], locks: Mapping[Path, bytes], inputs: Iterable[Path]
) -> None:
    from quizgen.diagnostics import QuizgenError
    from quizgen.writing.targets import is_read_only, refused_outputs

    inputs = list(inputs)
    problems = refused_outputs(files, inputs)
    # A read-only lock is left out, and that is told.
    renewed = {path: data for path, data in locks.items() if not is_read_only(path)}
    problems += refused_outputs(renewed, [path for path in inputs if path not in locks])
    if problems:
        raise QuizgenError(problems)


def lock_to_write(project: Project, before: Lock | None, after: Lock) -> dict[Path, bytes]:
    """Return the lock as a file to write, none where it stays as it is."""
    from quizgen.outputs.anki import lock_file

    return {lock_file(project): after.to_bytes()} if after != before else {}


def lost_lock(project: Project, before: Lock | None) -> list[str]:
    """Say what it means that there was no lock, in one line."""
    from quizgen.outputs.anki import lock_file

    if before is not None:
        return []
    meant = "all notes count as changed; the next import overwrites learners' own edits of them, and no review is lost"
    return [f"  there was no {lock_file(project)}: {meant}"]


def _reason(error: OSError) -> str:
    reason = (error.strerror or str(error)).lower()
    return f"{error.filename}: {reason}" if error.filename else reason


def show_earlier(folder: Path, files: Collection[str], manifest: Manifest) -> None:
    """Tell of the files of an earlier printing that a folder keeps beside the `files` of the manifest's quiz."""
    from quizgen.outputs.kept import fingerprint_in
    from quizgen.paper.earlier_files import earlier_files

    told = earlier_files(folder, files, same=fingerprint_in(folder) == manifest.fingerprint)
    show_problems([told] if told else [])


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
    """Return the files of a deck's quiz for a folder, and tell of files that it keeps of an earlier printing.

    `looks` are what `looks_of` takes, `wanted` is what else `Printing` may say; `place_of` says where facts and
    students are written, if not the deck alone.
    """
    from quizgen.outputs.kept import with_sheet_of
    from quizgen.outputs.quiz import Printing, paper_pictures, quiz_files
    from quizgen.typeset.page_style import make_page_style

    layout = make_page_style(project.deck.quiz, **looks)
    printing = Printing(**wanted, layout=layout, pictures=paper_pictures(project, paper, layout))
    texts = project.base.wording.labels.texts
    files = quiz_files(
        with_sheet_of(folder, manifest), texts, printing, place_of or project.place_of
    )
    show_earlier(folder, files, manifest)
    return files


def quiz_or_warnings(
    folder: Path, project: Project, paper: Paper, manifest: Manifest, looks: Mapping[str, Any]
) -> dict[str, bytes]:
    """Return the files of a deck's quiz, none after saying what paper cannot hold: the cards are still worth making."""
    from quizgen.diagnostics import QuizgenError, as_warning

    try:
        return quiz_into(folder, project, paper, manifest, looks)
    except QuizgenError as error:
        if not {each.code for each in error.diagnostics} <= _ON_PAPER:
            raise
        show_problems(map(as_warning, error.diagnostics))
        return {}


def paper_of(project: Project, options: QuizOptions) -> Paper | None:
    """Return the paper of a deck, None after saying why it has none: its cards are still worth making."""
    from quizgen.diagnostics import QuizgenError, as_warning

    try:
        paper = project.paper(options)
    except QuizgenError as error:
        show_problems(map(as_warning, error.diagnostics))
        return None
    show_problems(paper.diagnostics)
    return paper


def summary(
    project: Project,
    paper: Paper | None,
    files: Mapping[Path, bytes],
    wanted: AnkiDefaults | None = None,
) -> str:
    """Return what a deck holds and what was written of it; `wanted` are its cards, if not those that it asks for."""
    from quizgen.outputs.anki import card_count

    facts = sum(not fact.background for fact in project.deck.facts.values())
    told = f"{project.deck.id}: {counted(facts, 'fact')}, {counted(card_count(project, wanted), 'card')}"
    if paper:
        told += f", {counted(paper.available, 'item')}, {len(paper.exercises)} of them on the paper"
    if paper and paper.presumed:
        told += f" with {counted(paper.presumed, 'option')} only presumed to be wrong"
    return "\n".join([told, *(f"  {path}  {size_of(len(data))}" for path, data in files.items())])


def counted(number: int, what: str) -> str:
    """Return a number with its noun: 1 card, 2 cards."""
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def size_of(count: int) -> str:
    """Return a number of bytes for people."""
    return f"{count / 1000:.0f} kB" if count >= 1000 else f"{count} bytes"
